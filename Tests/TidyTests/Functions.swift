/// The functions of a file, found by counting braces.
struct Functions {
    struct Extent: Equatable {
        let firstLine: Int
        let lastLine: Int

        var lineCount: Int { lastLine - firstLine + 1 }
    }

    private let tokens: [Token]

    private struct Token {
        let text: Substring
        let line: Int
        let followsDot: Bool
    }

    init(in file: SourceFile) {
        tokens = file.code.enumerated().flatMap { Self.tokens($1, line: $0) }
    }

    /// Every function and initializer that has a body.
    func extents() -> [Extent] {
        tokens.indices.compactMap { index in
            let token = tokens[index]
            guard token.text == "func" || (token.text == "init" && !token.followsDot) else {
                return nil
            }
            return extent(from: index)
        }
    }

    private func extent(from start: Int) -> Extent? {
        var parentheses = 0
        var braces = 0
        for token in tokens[start...].dropFirst() {
            switch token.text {
            case "(", "[": parentheses += 1
            case ")", "]": parentheses -= 1
            case "{" where braces > 0 || parentheses == 0: braces += 1
            case "}" where braces == 1:
                return Extent(firstLine: tokens[start].line, lastLine: token.line)
            case "}" where parentheses == 0 && braces == 0:
                return nil
            case "}" where braces > 0: braces -= 1
            case "func", "init", "var", "case", "associatedtype":
                if braces == 0, parentheses == 0 { return nil }
            default: break
            }
        }
        return nil
    }

    private static func tokens(_ line: String, line number: Int) -> [Token] {
        var tokens: [Token] = []
        var rest = line[...]
        var previous: Character = " "
        while let first = rest.first {
            let isWord = first.isLetter || first.isNumber || first == "_"
            let word = rest.prefix { isWord && ($0.isLetter || $0.isNumber || $0 == "_") }
            let text = isWord ? word : rest.prefix(1)
            if isWord || "(){}[]".contains(first) {
                tokens.append(Token(text: text, line: number, followsDot: previous == "."))
            }
            previous = text.last ?? " "
            rest = rest.dropFirst(text.count)
        }
        return tokens
    }
}
