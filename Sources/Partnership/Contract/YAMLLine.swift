/// One line of a document without the spaces in front.
struct YAMLLine {
    /// From 1.
    let number: Int
    /// How many spaces are, or count as being, in front.
    var indent: Int
    /// What follows them; empty for a blank line.
    var text: ArraySlice<UInt8>

    var isBlank: Bool { text.isEmpty }
    var isComment: Bool { text.first == UInt8(ascii: "#") }

    /// Whether an element of a sequence starts here.
    var startsElement: Bool {
        guard text.first == UInt8(ascii: "-") else { return false }
        return text.count == 1 || text[text.startIndex + 1] == UInt8(ascii: " ")
    }

    func refusal(_ reason: String) -> YAMLRefusal {
        YAMLRefusal(line: number, reason: reason)
    }

    /// The lines of a document, refused when a character in it is not for every reader the same.
    static func lines(of bytes: [UInt8]) throws(YAMLRefusal) -> [YAMLLine] {
        var lines: [YAMLLine] = []
        for part in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            let text = part.drop { $0 == UInt8(ascii: " ") }
            let line = YAMLLine(
                number: lines.count + 1,
                indent: text.startIndex - part.startIndex,
                text: text
            )
            if let reason = reasonToRefuse(part) { throw line.refusal(reason) }
            lines.append(line)
        }
        guard let last = lines.popLast(), last.isBlank else {
            throw YAMLRefusal(line: lines.count + 1, reason: "the last line does not end")
        }
        return lines
    }

    private static func reasonToRefuse(_ line: ArraySlice<UInt8>) -> String? {
        if line.contains(UInt8(ascii: "\t")) { return "a tab" }
        if line.contains(UInt8(ascii: "\r")) { return "a carriage return" }
        if line.contains(where: { $0 < 0x20 || $0 == 0x7F }) { return "a control character" }
        if line.last == UInt8(ascii: " ") { return "a space at the end" }
        guard let text = String(validating: line, as: UTF8.self) else { return "no UTF-8" }
        // A byte order mark, and line ends that only some readers know.
        let strange: Set<Unicode.Scalar> = ["\u{FEFF}", "\u{85}", "\u{2028}", "\u{2029}"]
        return text.unicodeScalars.contains(where: strange.contains) ? "a strange character" : nil
    }
}
