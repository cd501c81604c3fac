internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let openHouseWindowRoutes = [
        Route(.listOpenHouseWindows, .get, "/open-house-windows", query: Route.listQuery) {
            try await $0.listOpenHouseWindows()
        },
        Route(.createOpenHouseWindow, .post, "/open-house-windows") {
            try await $0.createOpenHouseWindow()
        },
        Route(.readOpenHouseWindow, .get, "/open-house-windows/{windowId}") {
            try await $0.read(OpenHouseWindowStatement.read, of: "windowId") {
                $0.openHouseWindow($1)
            }
        },
        Route(.changeOpenHouseWindow, .patch, "/open-house-windows/{windowId}") {
            try await $0.changeOpenHouseWindow()
        },
    ]
}

extension Exchange {
    fileprivate func listOpenHouseWindows() async throws -> Response {
        try await list(page(), OpenHouseWindowStatement.list, OpenHouseWindowStatement.count) {
            $0.openHouseWindow($1)
        }
    }

    fileprivate func createOpenHouseWindow() async throws -> Response {
        let window = try decode(OpenHouseWindow.init(reading:))
        let id = newIdentifier()
        return try await write { transaction in
            do {
                let row = try await window.insert(id: id, in: transaction, of: self.session)
                return self.created("/open-house-windows/\(id)") { $0.openHouseWindow(row) }
            } catch let refusal as OpenHouseWindowRefusal {
                throw Problem(refusal)
            }
        }
    }

    fileprivate func changeOpenHouseWindow() async throws -> Response {
        let id = try identifier("windowId")
        let change = try decode(OpenHouseWindowChange.init(reading:))
        return try await session.transaction { transaction in
            let found = try await transaction.run([
                Call(OpenHouseWindowStatement.lockAll),
                Call(OpenHouseWindowStatement.lock) { $0.add(id) },
                Call(OpenHouseWindowStatement.read) { $0.add(id) },
                Call(OpenHouseWindowStatement.criteria) { $0.add(id) },
            ])
            guard let row = found[2].first else { throw Problem.notFound }
            try self.requireMatch(of: self.json { $0.openHouseWindow(row) }.body)
            do {
                let current = OpenHouseWindow(row, criteria: found[3])
                let window = try current.changed(by: change, at: row.instant(9))
                if window == current { return self.changed { $0.openHouseWindow(row) } }
                let new = try await window.replace(
                    current,
                    id: id,
                    in: transaction,
                    of: self.session
                )
                return self.changed { $0.openHouseWindow(new) }
            } catch let refusal as OpenHouseWindowRefusal {
                throw Problem(refusal)
            }
        }
    }
}

extension OpenHouseWindow {
    fileprivate init?(reading object: inout JSONObject) {
        let opensAt = object.instant("opensAt")
        let closesAt = object.instant("closesAt")
        let criteria = object.criteria()
        let decisionReference = object.string("decisionReference", length: 1...100)
        if let opensAt, let closesAt, closesAt <= opensAt {
            object.refuse("closesAt", "range", "must lie after opensAt")
        }
        guard let opensAt, let closesAt, let criteria, let decisionReference else { return nil }
        self.opensAt = opensAt
        self.closesAt = closesAt
        self.criteria = criteria
        self.decisionReference = decisionReference
    }
}

extension OpenHouseWindowChange {
    /// Reads a merge patch; null would take a member away, which none of these can miss.
    ///
    /// - Source: RFC 7396.
    fileprivate init(reading object: inout JSONObject) {
        if object.contains("opensAt") { opensAt = object.instant("opensAt") }
        if object.contains("closesAt") { closesAt = object.instant("closesAt") }
        if object.contains("criteria") { criteria = object.criteria() }
        if object.contains("decisionReference") {
            decisionReference = object.string("decisionReference", length: 1...100)
        }
        if let opensAt, let closesAt, closesAt <= opensAt {
            object.refuse("closesAt", "range", "must lie after opensAt")
        }
    }
}

extension JSONObject {
    /// An instant that must be there.
    mutating func instant(_ name: StaticString) -> Instant? {
        parsed(name, "an instant in UTC, as 2026-04-07T06:40:03Z, from 1970 to 2199") {
            Instant(utf8: $0)
        }
    }

    fileprivate mutating func criteria() -> [OpenHouseWindow.Criterion]? {
        let errors = errors
        guard let values = array("criteria", count: 1...OpenHouseWindow.maximumCriteria) else {
            return nil
        }
        var codes: Set<String> = []
        return values.compactMap { value in
            var criterion = JSONObject(value, errors)
            defer { criterion.close() }
            let code = criterion.criterionCode("code")
            let text = criterion.string("text", length: 1...1_000)
            guard let code, let text else { return nil }
            if !codes.insert(code).inserted {
                criterion.refuse("code", "format", "must not stand here twice")
            }
            return OpenHouseWindow.Criterion(code: code, text: text)
        }
    }

    /// The code of a criterion that must be there.
    mutating func criterionCode(_ name: StaticString) -> String? {
        parsed(name, "1 to 40 letters, digits, dots and dashes, first a letter or a digit") {
            OpenHouseWindow.Criterion.code($0)
        }
    }
}

extension OpenHouseWindow.Criterion {
    /// A code as it was sent; nil when it is none.
    static func code(_ text: Span<UInt8>) -> String? {
        let code = String(copying: text)
        return isCode(code) ? code : nil
    }
}

extension JSONWriter {
    /// A row of `OpenHouseWindowStatement.read` or `.list`.
    fileprivate mutating func openHouseWindow(_ row: Row) {
        object {
            $0.member("id", text: row, 0)
            $0.member("opensAt", text: row, 1)
            $0.member("closesAt", text: row, 2)
            $0.member("criteria", raw: row, 3)
            $0.member("decisionReference", text: row, 4)
            $0.member("state", text: row, 5)
            $0.member("signals", array: { if row.boolean(6) { $0.longWindowSignal() } })
            $0.member("createdAt", text: row, 7)
            $0.member("version", raw: row, 8)
        }
    }

    /// What is said of a window that is not short.
    ///
    /// - Source: CB 2.2; A4.
    private mutating func longWindowSignal() {
        object {
            $0.member("code", "open-house-window.long")
            $0.member("detail", "It is open for longer than 8 weeks, and windows are brief.")
            $0.member("source", "CB 2.2")
        }
    }
}

extension Problem {
    fileprivate init(_ refusal: OpenHouseWindowRefusal) {
        switch refusal {
        case .overlaps(let other):
            let name = other.map {
                "the window \($0.id), open from \($0.opensAt) until \($0.closesAt)"
            }
            self.init(
                409,
                "open-house-window.overlaps",
                "It overlaps with \(name ?? "a window that has changed meanwhile")."
            )
            self = resting(on: "CB", "2.2")
        case .opened(let opensAt):
            self.init(
                409,
                "open-house-window.opened",
                "It opened at \(opensAt); since then its opening and its criteria are fixed."
            )
            self = resting(on: "PO", "9.3")
        case .closed(let closesAt):
            self.init(
                409,
                "open-house-window.closed",
                "It closed at \(closesAt) and does not open again; another window may."
            )
            self = resting(on: "CB", "2.2")
        case .outOfOrder(let opensAt, let closesAt):
            self.init(
                409,
                "open-house-window.out-of-order",
                "It would open at \(opensAt) and close at \(closesAt), which is not later."
            )
            self = resting(on: "CB", "2.2")
        }
    }
}
