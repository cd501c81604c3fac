internal import HTTP
internal import JSON
internal import Postgres

/// What every resource does with its rows.
extension Exchange {
    /// The row that a statement finds.
    ///
    /// - Throws: 404 when it finds none.
    func row(
        _ statement: Statement,
        _ add: (inout Parameters) -> Void
    ) async throws -> Row {
        guard let row = try await session.rows(statement, add).first else {
            throw Problem.notFound
        }
        return row
    }

    /// The row that has the id in the path.
    ///
    /// - Parameters:
    ///   - name: the id's place in the path.
    ///   - inReach: whether the statement also takes the partner to whom the caller is limited.
    /// - Throws: 404 when there is none, or none that the caller may see.
    func row(
        _ statement: Statement,
        of name: String,
        inReach: Bool = false
    ) async throws -> Row {
        let id = try identifier(name)
        return try await row(statement) {
            $0.add(id)
            if inReach { $0.add(ownPartnerId) }
        }
    }

    /// The answer to who reads the row that has the id in the path.
    func read(
        _ statement: Statement,
        of name: String,
        inReach: Bool = false,
        item: (inout JSONWriter, Row) -> Void
    ) async throws -> Response {
        let row = try await row(statement, of: name, inReach: inReach)
        return json { item(&$0, row) }
    }

    /// Takes what is taken once: the same once more is nothing new, and whether another may come
    /// is up to who takes it.
    ///
    /// - Parameters:
    ///   - current: the row of what was taken; nil when nothing was.
    ///   - isSame: whether that row holds what is asked for now.
    ///   - take: gives the row of the new one.
    /// - Throws: 428 or 412 for the first one without `If-None-Match: *`.
    func takeOnce(
        at path: String,
        current: Row?,
        isSame: (Row) -> Bool,
        item: (inout JSONWriter, Row) -> Void,
        _ take: () async throws -> Row
    ) async throws -> Response {
        if let current {
            if isSame(current) { return changed { item(&$0, current) } }
        } else {
            try requireNoneMatch()
        }
        let row = try await take()
        return created(path) { item(&$0, row) }
    }

    /// The answer of a list, each item of which is a row.
    ///
    /// - Parameters:
    ///   - statement: takes the filters, the key after which the page starts, and how many rows.
    ///   - count: takes the filters alone.
    ///   - parent: finds what the list belongs to; an empty list of nothing is a 404.
    func list(
        _ page: Page,
        _ statement: Statement,
        _ count: Statement,
        of parent: Call? = nil,
        by key: ListKey = .identifier,
        filters: (inout Parameters) -> Void = { _ in },
        item: (inout JSONWriter, Row) -> Void
    ) async throws -> Response {
        let after = try page.key(key.parse)
        let rows = try await session.rows(statement) {
            filters(&$0)
            $0.add(after)
            $0.add(page.limit + 1)
        }
        if let parent, rows.count == 0, try await session.rows(parent).count == 0 {
            throw Problem.notFound
        }
        let total = try await total(page, count, filters)
        return list(page, count: rows.count, total: total, lastKey: { key.text(rows[$0]) }) {
            item(&$1, rows[$0])
        }
    }

    /// How many items a list has on all pages; nil when nobody asks.
    func total(
        _ page: Page,
        _ count: Statement,
        _ filters: (inout Parameters) -> Void = { _ in }
    ) async throws -> Int? {
        guard page.wantsCount else { return nil }
        return try await session.report(count, filters)[0].integer(0)
    }
}
