internal import JSON

/// The tokens of the demo by whom they are for: roles, and `partner:<slug>`.
package struct DemoTokens: Sendable, Equatable {
    /// One holder of a token.
    package struct Holder: Sendable, Equatable {
        /// As the file has it.
        package let name: String
        package let role: Role
        /// The partner's; nil for every other role.
        package let slug: String?
    }

    /// In the order of the file.
    package static let holders =
        Role.allCases.filter { $0 != .partner }
        .map { Holder(name: $0.rawValue, role: $0, slug: nil) }
        + DemoPartner.all
        .map { Holder(name: "partner:\($0.slug)", role: .partner, slug: $0.slug) }

    /// In the order of the holders.
    package let tokens: [String]

    /// Tokens in the order of the holders.
    ///
    /// - Precondition: there is one for every holder.
    package init(_ tokens: [String]) {
        precondition(tokens.count == Self.holders.count, "every holder has a token")
        self.tokens = tokens
    }

    /// Reads a file as it was written.
    ///
    /// - Returns: nil when it is not such a file, or lacks somebody's token.
    package init?(json: [UInt8]) {
        guard let root = try? JSONDocument(parsing: json).root, root.kind == .object else {
            return nil
        }
        var found: [String: String] = [:]
        for (name, value) in root.members() { found[name] = value.string }
        let tokens = Self.holders.compactMap { found[$0.name] }
        guard tokens.count == Self.holders.count else { return nil }
        self.tokens = tokens
    }

    /// The file: one holder a line.
    package func json() -> [UInt8] {
        var text = "{"
        for (holder, token) in zip(Self.holders, tokens) {
            text += text.count > 1 ? ",\n  " : "\n  "
            text += "\"\(holder.name)\": \"\(token)\""
        }
        return Array((text + "\n}\n").utf8)
    }
}
