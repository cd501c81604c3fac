/// What the demo does beside care and money: requests of several roles, in their order.
///
/// A line of its file is one request: `{"as": role, "post" or "put" or "patch": path,
/// "keep": name, "body": {…}}`, or with "round" a whole trust measurement. In paths and bodies
/// `<name>` stands for the id that an earlier line keeps, or for that of a partner by its slug, and
/// `<today-10>` for a day by the first day of the load.
package struct DemoScript: Sendable, Equatable {
    /// One request, with the places of what is known only when it is sent.
    struct Step: Sendable, Equatable {
        enum Verb: String, CaseIterable, Sendable {
            case post, put, patch
            /// A trust measurement that is made, answered, closed and counted.
            case round
        }

        /// Its line in the file.
        let line: Int
        let role: Role
        let verb: Verb
        let path: String
        /// The name under which the id of what it makes is known afterwards.
        let keep: String?
        let body: String
    }

    /// The file that the demo has.
    package static let file = "governance.ndjson"

    /// Whose tokens it takes; the demo's own loader holds them while it loads.
    package static let roles: [Role] = [.municipality, .college, .trustBody]

    let steps: [Step]

    /// A text with what its places stand for.
    ///
    /// - Returns: nil when a place has a name that stands for nothing.
    static func filled(_ text: String, ids: [String: Identifier], today: Day) -> String? {
        var parts = text.split(separator: "<", omittingEmptySubsequences: false)[...]
        var filled = String(parts.removeFirst())
        for part in parts {
            guard let end = part.firstIndex(of: ">") else { return nil }
            let name = part[..<end]
            if let id = ids[String(name)] {
                filled += id.description
            } else if name.hasPrefix("today"), let days = Int(name.dropFirst(5)) {
                filled += today.adding(days: days).description
            } else {
                return nil
            }
            filled += part[part.index(after: end)...]
        }
        return filled
    }
}
