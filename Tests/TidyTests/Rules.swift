/// What one file may not do, each rule as a function from a file to its violations.
enum Rules {
    static let ofAllFiles: [String: @Sendable (SourceFile) -> [String]] = [
        "length": length, "functions": functionLength, "publicity": publicity,
        "force": force, "leftovers": leftovers, "protection": protection,
    ]

    static func length(_ file: SourceFile) -> [String] {
        let long = file.lines.indices.filter { file.lines[$0].count > 100 }
            .map { file.violation($0, "\(file.lines[$0].count) columns, at most 100") }
        guard file.lines.count > 400 else { return long }
        return long + [file.violation(400, "\(file.lines.count) lines, at most 400")]
    }

    static func functionLength(_ file: SourceFile) -> [String] {
        Functions(in: file).extents().filter { $0.lineCount > 50 }
            .map { file.violation($0.firstLine, "a function of \($0.lineCount) lines, at most 50") }
    }

    static func publicity(_ file: SourceFile) -> [String] {
        file.violations("'public' or 'open': nobody outside the package compiles against us") {
            $0.words.contains("public") || $0.words.starts(with: ["open", "class"])
        }
    }

    /// `try!`, `as!`, `value!` and `Type!`, not `!value` and `a != b`.
    static func force(_ file: SourceFile) -> [String] {
        file.violations("'!' traps without a sentence; use guard or precondition") { line in
            let characters = Array(line)
            return characters.indices.contains { index in
                guard characters[index] == "!", index > 0 else { return false }
                let previous = characters[index - 1]
                let next = index + 1 < characters.count ? characters[index + 1] : " "
                let endsValue = previous.isLetter || previous.isNumber
                return (endsValue || "_)]}>?".contains(previous)) && next != "="
            }
        }
    }

    static func leftovers(_ file: SourceFile) -> [String] {
        let words = ["TO" + "DO", "FIX" + "ME"]
        var found: [String] = []
        for (index, line) in file.lines.enumerated() {
            for word in words where line.contains(word) {
                found.append(file.violation(index, "'\(word)' is a failing test or nothing"))
            }
        }
        let groups = file.lines.indices.filter { file.lines[$0].contains("// MA" + "RK:") }
        if groups.count < 3 {
            found += groups.map { file.violation($0, "headings for fewer than three groups") }
        }
        if let first = file.lines.first, first.hasPrefix("/*") || isPlainComment(first) {
            if !first.contains("swift-tools-version") {
                found.append(file.violation(0, "a file has no header"))
            }
        }
        return found
    }

    /// Every `package` declaration says in its first line, in one sentence, what it is.
    ///
    /// A witness has the sentence of its protocol; lines without a blank one in between share
    /// that of the first.
    static func documentation(_ file: SourceFile) -> [String] {
        file.code.indices.compactMap { index in
            guard declaresForPackage(file.code[index]), !isWitness(file.code[index]),
                !continuesGroup(index, in: file)
            else { return nil }
            guard let summary = summary(above: index, in: file) else {
                return file.violation(index, "a package declaration without a doc comment")
            }
            guard !summary.hasSuffix(".") else { return nil }
            return file.violation(index, "the doc comment's first line is no sentence: \(summary)")
        }
    }

    /// What the compiler no longer checks says what protects it, on the line or just above.
    static func protection(_ file: SourceFile) -> [String] {
        file.code.indices.compactMap { index in
            let line = file.code[index]
            guard line.contains("@unchecked") || line.contains("nonisolated(unsafe)") else {
                return nil
            }
            let isExplained = file.lines[index].contains("// ") || comment(above: index, in: file)
            return isExplained ? nil : file.violation(index, "no word on what protects it")
        }
    }

    private static func isPlainComment(_ line: String) -> Bool {
        line.hasPrefix("//") && !line.hasPrefix("///")
    }

    private static func declaresForPackage(_ line: String) -> Bool {
        let words = line.words
        guard let place = words.firstIndex(of: "package") else { return false }
        let kinds: Set<Substring> = [
            "func", "init", "var", "let", "struct", "class", "enum", "actor", "protocol",
            "typealias", "subscript", "macro", "associatedtype",
        ]
        let modifiers: Set<Substring> = [
            "final", "static", "class", "nonisolated", "mutating", "nonmutating", "consuming",
            "borrowing", "indirect", "override", "convenience", "required", "lazy", "weak",
            "private", "fileprivate", "internal", "package", "set", "unsafe", "inlinable",
            "usableFromInline", "discardableResult", "inline", "always", "never", "frozen",
            "available", "MainActor", "Sendable", "unowned", "prefix", "postfix", "infix",
        ]
        guard words[..<place].allSatisfy(modifiers.contains) else { return false }
        let rest = words[place...].drop(while: { modifiers.contains($0) && !kinds.contains($0) })
        return rest.first.map(kinds.contains) ?? false
    }

    private static func isWitness(_ line: String) -> Bool {
        line.contains("func ==") || line.contains("func <") || line.contains("func hash(into")
            || line.contains("var description: String")
    }

    /// Whether the line above is a whole declaration of one line.
    private static func continuesGroup(_ index: Int, in file: SourceFile) -> Bool {
        guard index > 0, declaresForPackage(file.code[index - 1]) else { return false }
        let above = file.code[index - 1]
        return !above.hasSuffix("{") && !above.hasSuffix("(")
    }

    /// The first line of the doc comment above a declaration; attributes may stand in between.
    private static func summary(above index: Int, in file: SourceFile) -> Substring? {
        var line = index - 1
        while line >= 0, file.lines[line].trimmed.hasPrefix("@") {
            line -= 1
        }
        guard line >= 0, file.lines[line].trimmed.hasPrefix("///") else { return nil }
        while line > 0, file.lines[line - 1].trimmed.hasPrefix("///") {
            line -= 1
        }
        return file.lines[line].trimmed
    }

    private static func comment(above index: Int, in file: SourceFile) -> Bool {
        var line = index - 1
        while line >= 0, file.lines[line].trimmed.hasPrefix("@") {
            line -= 1
        }
        return line >= 0 && file.lines[line].trimmed.hasPrefix("//")
    }
}
