@testable import Partnership
import Testing

@Suite struct `The text of an element` {
    struct Row: Sendable, CustomTestStringConvertible {
        let kind: ElementText
        let text: String
        let outcome: String

        init(_ kind: ElementText, _ text: String, _ outcome: String) {
            self.kind = kind
            self.text = text
            self.outcome = outcome
        }

        var testDescription: String { "\(kind) \(text.debugDescription.prefix(40))" }
    }

    static let texts: [Row] = [
        Row(.literal("438"), "438", "text"), Row(.literal("438"), "440", "enum"),
        Row(.literal("438"), " 438 ", "enum"), Row(.literal("438"), "", "enum"),
        Row(.collapsed("3"), "3", "text"), Row(.collapsed("3"), " 3\n", "text"),
        Row(.collapsed("3"), "03", "enum"), Row(.collapsed("3"), "+3", "enum"),
        Row(.collapsed("3"), "", "enum"), Row(.collapsed("3"), "2", "enum"),
        Row(.digits(9), "999900006", "text"), Row(.digits(9), "000000000", "text"),
        Row(.digits(9), "99990000", "format"), Row(.digits(9), "9999000060", "format"),
        Row(.digits(9), " 999900006", "format"), Row(.digits(9), "٩٩٩٩٠٠٠٠٦", "format"),
        Row(.digits(8), "9499999a", "format"), Row(.digits(8), "", "format"),
        Row(.line(12), "S2026000001", "text"), Row(.line(12), " S2", "text"),
        Row(.line(12), "é#$/&<>\"'", "text"), Row(.line(12), "123456789012", "text"),
        Row(.line(12), "1234567890123", "length"), Row(.line(12), "", "length"),
        Row(.line(12), "   ", "format"), Row(.line(5), "\u{A0}\u{2003}", "format"),
        Row(.line(12), "a\nb", "format"), Row(.line(12), "a\tb", "format"),
        Row(.line(5), "éééé😀", "text"), Row(.line(5), "e\u{301}e\u{301}e\u{301}", "length"),
        Row(.lettersAndDigits(12), "DN202604", "text"),
        Row(.lettersAndDigits(12), "ABCabc012345", "text"),
        Row(.lettersAndDigits(12), "ABCabc0123456", "format"),
        Row(.lettersAndDigits(12), "DN-1", "format"), Row(.lettersAndDigits(12), "", "format"),
        Row(.lettersAndDigits(12), "é", "format"), Row(.lettersAndDigits(12), " A", "format"),
        Row(.letters(6), "SJ", "text"), Row(.letters(6), "Çé", "text"),
        Row(.letters(6), "ỳÀ", "text"), Row(.letters(6), "abcdef", "text"),
        Row(.letters(6), "abcdefg", "format"), Row(.letters(6), "S.J.", "format"),
        Row(.letters(6), "S J", "format"), Row(.letters(6), "", "format"),
        Row(.letters(6), "\u{1EF3}", "text"), Row(.letters(6), "\u{1EF4}", "format"),
        Row(.letters(6), "\u{C0}", "text"), Row(.letters(6), "\u{BF}", "format"),
        Row(.version, "1.0.0", "text"), Row(.version, "0.1.0", "text"),
        Row(.version, "9999.0.10", "text"), Row(.version, "10000.0.0", "format"),
        Row(.version, "1.0", "format"), Row(.version, "01.0.0", "format"),
        Row(.version, "1.0.0.0", "format"), Row(.version, "1..0", "format"),
        Row(.version, " 1.0.0", "format"), Row(.version, "", "format"),
        Row(.choice(["02", "20"]), "20", "text"), Row(.choice(["02", "20"]), "19", "enum"),
        Row(.choice(["02", "20"]), " 20", "enum"), Row(.choice(["02", "20"]), "", "enum"),
    ]

    static let days: [Row] = [
        Row(.day, "2026-04-03", "day"), Row(.day, "1900-01-01", "day"),
        Row(.day, "2199-12-31", "day"), Row(.day, "1899-12-31", "format"),
        Row(.day, "2200-01-01", "format"), Row(.day, "2028-02-29", "day"),
        Row(.day, "2027-02-29", "format"), Row(.day, "2026-02-30", "format"),
        Row(.day, "2026-04-03Z", "format"), Row(.day, "2026-04-03+02:00", "format"),
        Row(.day, " 2026-04-03 ", "format"), Row(.day, "12026-04-03", "format"),
        Row(.day, "-2026-04-03", "format"), Row(.day, "0001-04-03", "format"),
        Row(.day, "2026-4-3", "format"), Row(.day, "", "format"),
        Row(.birthDay, "2014-02-14", "text"), Row(.birthDay, "1890-05-05", "text"),
        Row(.birthDay, "1800-01-01", "text"), Row(.birthDay, "1799-12-31", "format"),
        Row(.birthDay, "1800-02-29", "format"), Row(.birthDay, "1804-02-29", "text"),
        Row(.birthDay, "1896-02-29", "text"), Row(.birthDay, "1899-12-31", "text"),
        Row(.birthDay, "1899-02-29", "format"), Row(.birthDay, "1900-02-29", "format"),
        Row(.birthDay, "2199-12-31", "text"), Row(.birthDay, "2200-01-01", "format"),
        Row(.birthDay, "18", "format"), Row(.birthDay, "18é0-01-01", "format"),
        Row(.birthDay, "1890-05-05Z", "format"), Row(.birthDay, "", "format"),
    ]

    static let integers: [Row] = [
        Row(.integer(0...999), "300", "300"), Row(.integer(0...999), "000300", "300"),
        Row(.integer(0...999), "+300", "300"), Row(.integer(0...999), " 300\n\t\r", "300"),
        Row(.integer(0...999), "0", "0"), Row(.integer(0...999), "-0", "0"),
        Row(.integer(0...999), "000", "0"), Row(.integer(0...999), "999", "999"),
        Row(.integer(0...999), "1000", "range"), Row(.integer(0...999), "-1", "range"),
        Row(.integer(0...999), "1.0", "format"), Row(.integer(0...999), "1 0", "format"),
        Row(.integer(0...999), "+-1", "format"), Row(.integer(0...999), "+", "format"),
        Row(.integer(0...999), "", "format"), Row(.integer(0...999), " ", "format"),
        Row(.integer(0...999), "\u{A0}1", "format"), Row(.integer(0...999), "1e2", "format"),
        Row(.integer(0...999_999_999_999), "999999999999", "999999999999"),
        Row(.integer(0...999_999_999_999), "1000000000000", "range"),
        Row(.integer(0...999), "9999999999999999999999", "range"),
        Row(.integer(0...999), "-9223372036854775808", "range"),
        Row(.integer(0...999), String(repeating: "0", count: 4_000) + "7", "7"),
        Row(.integer(0...999), String(repeating: "9", count: 4_000), "range"),
    ]

    @Test(arguments: texts + days + integers)
    func `is what its type says`(row: Row) {
        #expect(outcome(of: row) == row.outcome)
    }

    @Test(arguments: texts + days + integers)
    func `is never told in a refusal`(row: Row) {
        let told = "\u{7}x…" + row.text
        #expect {
            _ = try row.kind.value(of: told)
        } throws: {
            !(($0 as? MessageFault)?.detail.contains("x…") ?? true)
        }
    }

    @Test func `is kept as it came`() throws {
        #expect(try ElementText.line(12).value(of: " S2") == .text(" S2"))
        #expect(try ElementText.day.value(of: "2026-04-03") == .day("2026-04-03"))
        #expect(try ElementText.birthDay.value(of: "1804-02-29") == .text("1804-02-29"))
    }

    private func outcome(of row: Row) -> String {
        do {
            return switch try row.kind.value(of: row.text) {
            case .text: "text"
            case .day: "day"
            case .integer(let number): "\(number)"
            case .period: "period"
            }
        } catch {
            return error.code
        }
    }
}
