/// A format that the document uses for texts.
enum Format: String {
    case date
    case dateTime = "date-time"
    case uuid
    case reference = "uri-reference"

    func fits(_ text: String) -> Bool {
        switch self {
        case .date: Self.isDate(Array(text.utf8))
        case .dateTime: Self.isInstant(Array(text.utf8))
        case .uuid: Self.fits(Array(text.utf8), "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx")
        case .reference: !text.isEmpty && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
        }
    }

    /// Whether a text has digits where the form has `0`, lower hexadecimal ones where it has `x`,
    /// and the same character everywhere else.
    private static func fits(_ text: [UInt8], _ form: String) -> Bool {
        guard text.count == form.utf8.count else { return false }
        return zip(text, form.utf8).allSatisfy { byte, sign in
            switch sign {
            case UInt8(ascii: "0"): (0x30...0x39).contains(byte)
            case UInt8(ascii: "x"): (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
            default: byte == sign
            }
        }
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int {
        digits.reduce(0) { $0 * 10 + Int($1) - 0x30 }
    }

    private static func isDate(_ text: [UInt8]) -> Bool {
        guard fits(text, "0000-00-00") else { return false }
        let (year, month, day) = (number(text[0..<4]), number(text[5..<7]), number(text[8..<10]))
        guard (1...12).contains(month) else { return false }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        return (1...days[month - 1]).contains(day)
    }

    /// In UTC with a capital `Z`, as every instant we write.
    private static func isInstant(_ text: [UInt8]) -> Bool {
        guard text.count >= 20, isDate(Array(text[..<10])), text.last == UInt8(ascii: "Z") else {
            return false
        }
        let time = Array(text[10..<19])
        guard fits(time, "T00:00:00"), number(time[1..<3]) < 24, number(time[4..<6]) < 60,
            number(time[7..<9]) < 60
        else { return false }
        let fraction = text[19..<(text.count - 1)]
        guard let point = fraction.first else { return true }
        return point == UInt8(ascii: ".") && fraction.count > 1
            && fraction.dropFirst().allSatisfy { (0x30...0x39).contains($0) }
    }
}
