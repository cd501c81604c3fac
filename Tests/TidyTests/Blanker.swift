/// Replaces by spaces what is not code: comments, the text of strings, names in backticks.
///
/// What stands in a string's interpolation is code and stays.
struct Blanker {
    private var bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func blanked() -> [UInt8] {
        code(until: nil)
        return bytes
    }

    /// Passes over code, to the end or to the parenthesis that closes an interpolation.
    private mutating func code(until closing: UInt8?) {
        var depth = 0
        while position < bytes.count {
            if starts(with: "//") {
                blank(to: "\n", keepsEnd: true)
            } else if starts(with: "/*") {
                blockComment()
            } else if starts(with: "`") {
                blank(1)
                blank(to: "`", keepsEnd: false)
            } else if let pounds = poundsBeforeQuote() {
                string(pounds: pounds)
            } else {
                let byte = bytes[position]
                depth += byte == UInt8(ascii: "(") ? 1 : byte == UInt8(ascii: ")") ? -1 : 0
                position += 1
                if closing == byte, depth < 0 { return }
            }
        }
    }

    private mutating func string(pounds: Int) {
        let pound = String(repeating: "#", count: pounds)
        blank(pounds)
        let quotes = starts(with: #"""""#) ? #"""""# : #"""#
        blank(quotes.utf8.count)
        while position < bytes.count {
            if starts(with: quotes + pound) {
                blank(quotes.utf8.count + pounds)
                return
            } else if starts(with: "\\" + pound + "(") {
                blank(2 + pounds)
                code(until: UInt8(ascii: ")"))
            } else if starts(with: "\\" + pound) {
                blank(2 + pounds)
            } else if starts(with: "\n"), quotes.utf8.count == 1 {
                return
            } else {
                blank(1)
            }
        }
    }

    private mutating func blockComment() {
        var depth = 0
        repeat {
            if starts(with: "/*") {
                depth += 1
                blank(2)
            } else if starts(with: "*/") {
                depth -= 1
                blank(2)
            } else {
                blank(1)
            }
        } while depth > 0 && position < bytes.count
    }

    /// The number of `#` before a quote that opens a string here, or nil.
    private func poundsBeforeQuote() -> Int? {
        let pounds = bytes[position...].prefix { $0 == UInt8(ascii: "#") }.count
        let next = position + pounds
        return next < bytes.count && bytes[next] == UInt8(ascii: "\"") ? pounds : nil
    }

    private func starts(with text: String) -> Bool {
        bytes[position...].starts(with: text.utf8)
    }

    private mutating func blank(to end: String, keepsEnd: Bool) {
        while position < bytes.count, !starts(with: end) {
            blank(1)
        }
        if !keepsEnd {
            blank(end.utf8.count)
        }
    }

    private mutating func blank(_ count: Int) {
        for _ in 0..<count where position < bytes.count {
            if bytes[position] != UInt8(ascii: "\n") {
                bytes[position] = UInt8(ascii: " ")
            }
            position += 1
        }
    }
}
