/// What stands before a block of text: how its lines join and what becomes of its end.
struct YAMLBlockHeader {
    enum Ending { case clip, strip, keep }

    /// `>` makes lines of one paragraph into one; `|` keeps them.
    let isFolded: Bool
    let ending: Ending

    /// The text of lines from which the common indentation was taken.
    ///
    /// - Source: YAML 1.2.2 §8.1.1.2 (chomping), §8.1.3 (folding).
    func text(of lines: [[UInt8]]) -> String {
        let trailing = lines.reversed().prefix(while: \.isEmpty).count
        let content = lines.dropLast(trailing)
        let breaks: Int
        switch ending {
        case .strip: breaks = 0
        case .clip: breaks = content.isEmpty ? 0 : 1
        case .keep: breaks = content.isEmpty ? trailing : trailing + 1
        }
        let end = String(repeating: "\n", count: breaks)
        return String(decoding: joined(Array(content)), as: UTF8.self) + end
    }

    private func joined(_ lines: [[UInt8]]) -> [UInt8] {
        var bytes: [UInt8] = []
        var previous: [UInt8]?
        var blanks = 0
        for line in lines {
            if line.isEmpty {
                blanks += 1
                continue
            }
            if let before = previous, isFolded, !Self.isIndented(before), !Self.isIndented(line) {
                let filler = blanks == 0 ? [UInt8(ascii: " ")] : Self.breaks(blanks)
                bytes += filler
            } else {
                bytes += Self.breaks(previous == nil ? blanks : blanks + 1)
            }
            bytes += line
            previous = line
            blanks = 0
        }
        return bytes
    }

    private static func isIndented(_ line: [UInt8]) -> Bool { line.first == UInt8(ascii: " ") }

    private static func breaks(_ count: Int) -> [UInt8] {
        [UInt8](repeating: UInt8(ascii: "\n"), count: count)
    }
}
