/// Reads blocks: mappings and sequences that indentation holds together.
struct YAMLParser {
    private var lines: [YAMLLine]
    private var index = 0
    private var depth = 0

    init(lines: [YAMLLine]) {
        self.lines = lines
    }

    /// Reads the only document that the lines hold.
    mutating func document() throws(YAMLRefusal) -> YAMLValue {
        for line in lines where line.indent == 0 && Self.isMarker(line.text) {
            throw line.refusal("a directive or the mark of a document")
        }
        skipBlanks()
        guard let first = current else { throw YAMLRefusal(line: 1, reason: "nothing is here") }
        guard first.indent == 0 else { throw first.refusal("the first value is indented") }
        let value = try block(outside: -1)
        skipBlanks()
        if let rest = current { throw rest.refusal("this belongs to nothing before it") }
        return value
    }

    private static func isMarker(_ text: ArraySlice<UInt8>) -> Bool {
        text.starts(with: "---".utf8) || text.starts(with: "...".utf8)
            || text.first == UInt8(ascii: "%")
    }

    private var current: YAMLLine? { index < lines.count ? lines[index] : nil }

    private mutating func skipBlanks() {
        while let line = current, line.isBlank || line.isComment { index += 1 }
    }

    /// Reads the value that starts on this line, which is indented deeper than what it is in.
    ///
    /// - Precondition: the line is not blank.
    private mutating func block(outside parent: Int) throws(YAMLRefusal) -> YAMLValue {
        let line = lines[index]
        depth += 1
        defer { depth -= 1 }
        guard depth <= YAML.maximumDepth else { throw line.refusal("nested too deeply") }
        if line.startsElement { return try sequence(indent: line.indent) }
        var scanner = YAMLScanner(line)
        if try scanner.key() != nil { return try mapping(indent: line.indent) }
        return try inline(YAMLScanner(line), parent: parent)
    }

    private mutating func sequence(indent: Int) throws(YAMLRefusal) -> YAMLValue {
        var elements: [YAMLValue] = []
        while let line = current, line.indent == indent, line.startsElement {
            let rest = line.text.dropFirst()
            let text = rest.drop { $0 == UInt8(ascii: " ") }
            if text.isEmpty || text.first == UInt8(ascii: "#") {
                index += 1
                elements.append(try nested(outside: indent))
            } else {
                // What follows the dash is a block of its own that starts in that column.
                lines[index].indent = indent + text.startIndex - line.text.startIndex
                lines[index].text = text
                elements.append(try block(outside: indent))
            }
            skipBlanks()
        }
        try checkEnd(indent)
        return .sequence(elements)
    }

    private mutating func mapping(indent: Int) throws(YAMLRefusal) -> YAMLValue {
        var members = YAMLMapping()
        while let line = current, line.indent == indent, !line.startsElement {
            var scanner = YAMLScanner(line)
            guard let name = try scanner.key() else { throw line.refusal("a member has no name") }
            let value: YAMLValue
            scanner.skipSpaces()
            if scanner.isAtEnd {
                index += 1
                value = try nested(outside: indent)
            } else {
                value = try inline(scanner, parent: indent)
            }
            guard members.append(name, value) else { throw line.refusal("'\(name)' twice") }
            skipBlanks()
        }
        try checkEnd(indent)
        return .mapping(members)
    }

    /// Reads a value on the lines after its name or its dash; nothing there is null.
    private mutating func nested(outside indent: Int) throws(YAMLRefusal) -> YAMLValue {
        skipBlanks()
        guard let line = current, line.indent > indent else { return .null }
        return try block(outside: indent)
    }

    /// Reads a value that starts on this line and is no mapping or sequence of lines.
    private mutating func inline(
        _ start: YAMLScanner,
        parent: Int
    ) throws(YAMLRefusal) -> YAMLValue {
        var scanner = start
        index += 1
        if let header = try scanner.blockHeader() {
            return .string(try blockScalar(header, parent: parent))
        }
        let value = try scanner.value()
        guard scanner.isAtEnd else { throw scanner.refusal("something follows the value") }
        return value
    }

    /// What comes next must stand at the indentation of something that is still open.
    private func checkEnd(_ indent: Int) throws(YAMLRefusal) {
        guard let line = current, line.indent > indent else { return }
        throw line.refusal("indented deeper than what is before it")
    }

    // Blocks of text.

    private mutating func blockScalar(
        _ header: YAMLBlockHeader,
        parent: Int
    ) throws(YAMLRefusal) -> String {
        var texts: [[UInt8]] = []
        var indent: Int?
        while let line = current {
            if line.isBlank {
                texts.append([])
            } else {
                // Even the text of a whole document is indented: readers differ about what is not.
                guard line.indent > max(parent, 0) else { break }
                let start = indent ?? line.indent
                guard line.indent >= start else {
                    throw line.refusal("indented less than its text")
                }
                indent = start
                let spaces = [UInt8](repeating: UInt8(ascii: " "), count: line.indent - start)
                texts.append(spaces + line.text)
            }
            index += 1
        }
        return header.text(of: texts)
    }
}
