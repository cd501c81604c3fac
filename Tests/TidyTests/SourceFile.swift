/// A file in two readings: as it stands, and with all that is not code made blank.
struct SourceFile: Sendable {
    /// Relative to the root: `Sources/HTTP/Status.swift`.
    let path: String
    let lines: [String]
    /// The same lines and columns, with spaces for comments, the text of strings, and the
    /// sentences between backticks.
    let code: [String]

    init(path: String, bytes: [UInt8]) {
        var blanker = Blanker(bytes)
        self.path = path
        lines = Self.lines(bytes)
        code = Self.lines(blanker.blanked())
    }

    init(path: String, _ text: String) {
        self.init(path: path, bytes: Array(text.utf8))
    }

    /// `Sources/HTTP/Status.swift` gives `Sources`, `HTTP`, `Status.swift`.
    var parts: [String] { path.split(separator: "/").map(String.init) }
    var name: String { parts.last ?? path }

    func violation(_ index: Int, _ what: String) -> String {
        "\(path):\(index + 1): \(what)"
    }

    /// One violation for each line of code that satisfies the condition.
    func violations(_ what: String, where isWrong: (String) -> Bool) -> [String] {
        code.indices.filter { isWrong(code[$0]) }.map { violation($0, what) }
    }

    private static func lines(_ bytes: [UInt8]) -> [String] {
        var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true {
            lines.removeLast()
        }
        return lines.map { String(decoding: $0, as: UTF8.self) }
    }
}

extension String {
    /// The words of a line of code: identifiers and keywords, in order.
    var words: [Substring] {
        split { !($0.isLetter || $0.isNumber || $0 == "_") }
    }

    var trimmed: Substring {
        let start = self.drop { $0 == " " }
        return start.last == " " ? start.prefix(upTo: start.trailingSpaceIndex) : start
    }
}

extension Substring {
    fileprivate var trailingSpaceIndex: Index {
        var end = endIndex
        while end > startIndex, self[index(before: end)] == " " {
            end = index(before: end)
        }
        return end
    }
}
