internal import JSON

extension DemoScript {
    /// Reads the lines of a file.
    ///
    /// - Throws: `unreadable` with the first line that is no such request.
    package init(lines text: [UInt8]) throws(DemoFailure) {
        var steps: [Step] = []
        let lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, bytes) in lines.enumerated() where !bytes.isEmpty {
            guard let step = Step(Array(bytes), line: index + 1) else {
                throw .unreadable(Self.file, line: index + 1)
            }
            steps.append(step)
        }
        self.steps = steps
    }
}

extension DemoScript.Step {
    fileprivate init?(_ bytes: [UInt8], line: Int) {
        guard let root = try? JSONDocument(parsing: bytes).root, root.kind == .object else {
            return nil
        }
        let members = Dictionary(
            root.members().map { ($0.name, $0.value) },
            uniquingKeysWith: { first, _ in first }
        )
        guard let role = members["as"]?.string.flatMap(Role.init(rawValue:)),
            DemoScript.roles.contains(role),
            let verb = Verb.allCases.first(where: { members[$0.rawValue] != nil }),
            let path = members[verb.rawValue]?.string,
            let body = members["body"], body.kind == .object,
            members.keys.allSatisfy({ ["as", verb.rawValue, "keep", "body"].contains($0) })
        else { return nil }
        self.line = line
        self.role = role
        self.verb = verb
        self.path = path
        keep = members["keep"]?.string
        self.body = String(decoding: bytes[body.range], as: UTF8.self)
    }
}
