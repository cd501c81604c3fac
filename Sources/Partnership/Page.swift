internal import HTTP
internal import JSON
internal import Postgres

/// Which part of a list is asked for.
///
/// Pages go by key, so that they stay right while rows are added, and cost the same at any depth.
struct Page {
    /// A screen full.
    static let ordinaryLimit = 50
    /// More at once serves nobody who cannot follow `next`.
    static let maximumLimit = 200

    let limit: Int
    /// The key after which the page starts; nil for the first.
    let after: String?
    let wantsCount: Bool

    /// The key after which the page starts, as the list's own kind of key; nil for the first.
    ///
    /// - Throws: 400 when it is the cursor of another list.
    func key<Key>(_ parse: (String) -> Key?) throws(Problem) -> Key? {
        guard let after else { return nil }
        guard let key = parse(after) else {
            throw .invalid([.init(.query, "cursor", "format", "must be a cursor of this list")])
        }
        return key
    }
}

/// What the pages of a list go by.
struct ListKey: Sendable {
    /// The key as PostgreSQL reads it; nil when it is none of this list.
    let parse: @Sendable (String) -> String?
    /// The key of a row.
    var text: @Sendable (Row) -> String = { $0.text(0) }

    static let identifier = ListKey { Identifier($0)?.description }
}

extension Exchange {
    /// Reads `limit`, `cursor` and `count`.
    func page() throws(Problem) -> Page {
        let limit = try queryValue("limit", "a number from 1 to \(Page.maximumLimit)") {
            Int($0).flatMap { (1...Page.maximumLimit).contains($0) ? $0 : nil }
        }
        let after = try queryValue("cursor", "a cursor that an earlier page gave") {
            Cursor.key(of: $0)
        }
        let count = try queryValue("count", "true or false") { Bool($0) }
        return Page(limit: limit ?? Page.ordinaryLimit, after: after, wantsCount: count ?? false)
    }

    /// The answer of a list.
    ///
    /// - Parameters:
    ///   - count: the rows found, one more than the page's limit when there is a next page.
    ///   - lastKey: the key of the page's last row.
    func list(
        _ page: Page,
        count: Int,
        total: Int?,
        lastKey: (Int) -> String,
        item: (Int, inout JSONWriter) -> Void
    ) -> Response {
        let shown = min(count, page.limit)
        let next = count > page.limit ? nextPath(after: lastKey(shown - 1)) : nil
        var response = json { writer in
            writer.object {
                $0.member("items", array: { for index in 0..<shown { item(index, &$0) } })
                $0.member("next", next)
                if let total { $0.member("total", total) }
            }
        }
        if let next {
            response.headers.append("Link", Link(next, relation: "next").description)
        }
        return response
    }

    /// Where a list goes on after a key.
    func nextPath(after key: String) -> String {
        let kept = (request.query ?? "").split(separator: "&").filter { !$0.hasPrefix("cursor=") }
        let query = (kept.map(String.init) + ["cursor=\(Cursor.text(of: key))"])
        return request.path + "?" + query.joined(separator: "&")
    }
}

/// A key as callers carry it from page to page: hexadecimal, so that nobody takes it for more.
enum Cursor {
    static func text(of key: String) -> String {
        key.utf8.hexadecimal
    }

    /// - Returns: nil when it is no cursor of ours.
    static func key(of text: String) -> String? {
        let digits = Array(text.utf8)
        guard digits.count.isMultiple(of: 2), (2...80).contains(digits.count) else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: digits.count, by: 2) {
            let pair = String(decoding: digits[index..<index + 2], as: UTF8.self)
            guard let byte = UInt8(pair, radix: 16), byte >= 0x2D, byte < 0x7F else { return nil }
            bytes.append(byte)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
