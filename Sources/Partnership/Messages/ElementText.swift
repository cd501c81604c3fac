/// What the text of an element must be.
///
/// - Source: IJW §2.6, §2.7 and §3.8; narrower than the schemas where a value could not be kept.
enum ElementText: Sendable {
    /// This text and no other.
    case literal(String)
    /// This text with white space around it or none.
    case collapsed(String)
    /// So many ASCII digits.
    case digits(Int)
    /// One line of 1 to so many characters, not blank.
    case line(Int)
    /// 1 to so many ASCII letters and digits.
    case lettersAndDigits(Int)
    /// 1 to so many letters: `[a-zA-ZÀ-ỳ]`.
    case letters(Int)
    /// Three numbers with dots.
    case version
    /// A day of the calendar from 1900 to 2199.
    case day
    /// A day of the calendar from 1800 to 2199, kept as text.
    case birthDay
    /// A whole number within bounds, as `xs:integer` spells it.
    case integer(ClosedRange<Int>)
    /// One of a list.
    case choice([String])

    /// The value of a text.
    ///
    /// - Throws: what is wrong with it, without a place.
    func value(of text: String) throws(MessageFault) -> ElementValue {
        switch self {
        case .literal(let only):
            guard text == only else { throw MessageFault("", "enum", "must be \(only)") }
        case .collapsed(let only):
            guard Self.trimmed(text).elementsEqual(only.utf8) else {
                throw MessageFault("", "enum", "must be \(only)")
            }
        case .digits(let count):
            guard text.utf8.count == count, text.utf8.allSatisfy({ (0x30...0x39).contains($0) })
            else { throw MessageFault("", "format", "must be \(count) digits") }
        case .line(let maximum):
            try Self.checkLine(text, maximum)
        case .lettersAndDigits(let maximum):
            guard (1...maximum).contains(text.utf8.count),
                text.unicodeScalars.allSatisfy(Self.isLetterOrDigit)
            else {
                throw MessageFault("", "format", "must be 1 to \(maximum) letters and digits")
            }
        case .letters(let maximum):
            guard (1...maximum).contains(text.unicodeScalars.count),
                text.unicodeScalars.allSatisfy(Self.isLetter)
            else {
                let detail = "must be 1 to \(maximum) letters without dots or spaces"
                throw MessageFault("", "format", detail)
            }
        case .version:
            guard Self.isVersion(text) else {
                throw MessageFault("", "format", "must be three numbers with dots, as 1.0.0")
            }
        case .day:
            guard let day = Day(text) else { throw Self.dayFault(from: 1900) }
            return .day(day)
        case .birthDay:
            guard Self.isBirthDay(text) else { throw Self.dayFault(from: 1800) }
        case .integer(let bounds):
            return .integer(try Self.integer(text, in: bounds))
        case .choice(let list):
            guard list.contains(text) else {
                let known = list.joined(separator: ", ")
                throw MessageFault("", "enum", "must be one of \(known)")
            }
        }
        return .text(text)
    }

    private static func checkLine(_ text: String, _ maximum: Int) throws(MessageFault) {
        let scalars = text.unicodeScalars
        guard (1...maximum).contains(scalars.count) else {
            throw MessageFault("", "length", "must have 1 to \(maximum) characters")
        }
        // What JSON refuses is refused here too, so that a message is the same in both.
        if scalars.contains(where: { $0.value < 0x20 }) {
            throw MessageFault("", "format", "must be one line")
        }
        if scalars.allSatisfy(\.properties.isWhitespace) {
            throw MessageFault("", "format", "must not be blank")
        }
    }

    private static func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "0"..."9", "A"..."Z", "a"..."z": true
        default: false
        }
    }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "A"..."Z", "a"..."z", "\u{C0}"..."\u{1EF3}": true
        default: false
        }
    }

    /// `(0|[1-9][0-9]*)` three times, each of at most four digits, which we decided.
    private static func isVersion(_ text: String) -> Bool {
        let numbers = text.split(separator: ".", omittingEmptySubsequences: false)
        return numbers.count == 3
            && numbers.allSatisfy { number in
                (1...4).contains(number.utf8.count)
                    && number.utf8.allSatisfy { (0x30...0x39).contains($0) }
                    && (number == "0" || number.utf8.first != 0x30)
            }
    }

    /// The 19th century has its leap years where the 20th has them: 1800 and 1900 are none.
    private static func isBirthDay(_ text: String) -> Bool {
        text.utf8.starts(with: "18".utf8) ? Day("19" + text.dropFirst(2)) != nil : Day(text) != nil
    }

    private static func dayFault(from year: Int) -> MessageFault {
        let detail = "must be a day in the calendar, YYYY-MM-DD, from \(year) to 2199"
        return MessageFault("", "format", detail)
    }

    private static func trimmed(_ text: String) -> Substring.UTF8View {
        let isSpace: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
        var rest = Substring(text).utf8.drop(while: isSpace)
        while let last = rest.last, isSpace(last) { rest.removeLast() }
        return rest
    }

    /// White space around it, a sign and zeros before it are allowed (XML Schema 2, §3.3.13).
    private static func integer(
        _ text: String,
        in bounds: ClosedRange<Int>
    ) throws(MessageFault) -> Int {
        var digits = trimmed(text)
        let isNegative = digits.first == UInt8(ascii: "-")
        if isNegative || digits.first == UInt8(ascii: "+") { digits.removeFirst() }
        guard !digits.isEmpty, digits.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw MessageFault("", "format", "must be a whole number")
        }
        digits = digits.drop { $0 == 0x30 }
        // Eighteen digits fit; no bound is near that.
        let size = digits.count > 18 ? nil : digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        guard let size, bounds.contains(isNegative ? 0 - size : size) else {
            let range = "\(bounds.lowerBound) to \(bounds.upperBound)"
            throw MessageFault("", "range", "must be a number from \(range)")
        }
        return isNegative ? 0 - size : size
    }
}

/// The text of an element as it was understood.
enum ElementValue: Equatable, Sendable {
    case text(String)
    case integer(Int)
    case day(Day)
    case period(Period)
}
