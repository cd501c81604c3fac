import TestSupport
import Testing

@testable import Postgres

extension Statement {
    fileprivate static let values = Statement(
        "test.values",
        "select $1::text, $2::bigint, $3::boolean, $4::text, $5::bigint"
    )
    fileprivate static let texts = Statement("test.texts", "select unnest($1::text[])")
    fileprivate static let integers = Statement("test.integers", "select unnest($1::bigint[])")
    fileprivate static let booleans = Statement("test.booleans", "select unnest($1::boolean[])")
}

private let awkward = [
    "", " ", "null", "NULL", "\\", "\"", "\\\"", "{}", "{a,b}", "a,b", "'", "''", "--", "$1", ";",
    "\n", "\r\n", "\t", "é", "𝄞", "👩‍👩‍👧", "e\u{301}", "\u{202e}right", "\u{1}", "\u{7f}",
    "t", "f", "0", "%s", "a\\nb", "\\x41", "  spaces  ",
]

@Suite struct `Values that travel to PostgreSQL` {
    @Test func `are stored one after the other with a zero behind each`() {
        var parameters = Parameters()
        parameters.add("ab")
        parameters.addNull()
        parameters.add(-12)
        parameters.add(true)
        parameters.add(nil as String?)
        #expect(parameters.count == 5)
        #expect(parameters.starts == [0, nil, 3, 7, nil])
        #expect(parameters.bytes == Array("ab\0-12\0t\0".utf8))
    }

    @Test func `come back as they were`() throws {
        let connection = try TestDatabase(.nothing).connection()
        for text in awkward {
            let rows = try connection.rows(.values) {
                $0.add(text)
                $0.add(Int.min)
                $0.add(false)
                $0.add(text.isEmpty ? nil : text)
                $0.add(nil as Int?)
            }
            let row = try #require(rows.first)
            #expect(row.text(0).utf8.elementsEqual(text.utf8))
            #expect(row.integer(1) == Int.min)
            #expect(row.optionalBoolean(2) == false)
            #expect(row.optionalText(3) == (text.isEmpty ? nil : text))
            #expect(row.optionalInteger(4) == nil)
        }
    }

    @Test func `end at a zero byte`() throws {
        let connection = try TestDatabase(.nothing).connection()
        let rows = try connection.rows(.values) {
            $0.add("a\0b")
            for _ in 1...4 { $0.addNull() }
        }
        #expect(rows.first?.text(0) == "a")
    }
}

@Suite struct `An array that travels to PostgreSQL` {
    @Test func `is written in braces`() {
        #expect(String(decoding: ArrayText([1, -2]).finished(), as: UTF8.self) == "{1,-2}")
        #expect(String(decoding: ArrayText([] as [Int]).finished(), as: UTF8.self) == "{}")
        var array = ArrayText(["a\"b", "c\\d"])
        array.add(nil as String?)
        array.add(true)
        let expected = #"{"a\"b","c\\d",null,t}"#
        #expect(String(decoding: array.finished(), as: UTF8.self) == expected)
    }

    @Test func `of awkward texts comes back as it was`() throws {
        let connection = try TestDatabase(.nothing).connection()
        let rows = try connection.rows(.texts) { $0.add(ArrayText(awkward)) }
        #expect(rows.map { Array($0.text(0).utf8) } == awkward.map { Array($0.utf8) })
    }

    @Test func `of any texts comes back as it was`() throws {
        let connection = try TestDatabase(.nothing).connection()
        var random = SystemRandomNumberGenerator()
        for _ in 0..<100 {
            let texts = (0..<Int.random(in: 0..<40, using: &random)).map { _ in
                anyText(&random)
            }
            let rows = try connection.rows(.texts) { parameters in
                var array = ArrayText()
                for text in texts { array.add(text) }
                parameters.add(array)
            }
            let back = rows.map { $0.optionalBytes(0) }
            #expect(back == texts.map { $0.map { Array($0.utf8) } })
        }
    }

    @Test func `of integers and of booleans comes back as it was`() throws {
        let connection = try TestDatabase(.nothing).connection()
        let integers = [0, 1, -1, 9, 10, 99, 100, .max, .min, nil] as [Int?]
        let rows = try connection.rows(.integers) { parameters in
            var array = ArrayText()
            for integer in integers { array.add(integer) }
            parameters.add(array)
        }
        #expect(rows.map { $0.optionalInteger(0) } == integers)
        let booleans = try connection.rows(.booleans) { parameters in
            var array = ArrayText()
            array.add(true)
            array.add(false)
            array.addNull()
            parameters.add(array)
        }
        #expect(booleans.map { $0.optionalBoolean(0) } == [true, false, nil])
    }

    @Test func `of nothing gives no rows`() throws {
        let connection = try TestDatabase(.nothing).connection()
        #expect(try connection.rows(.texts) { $0.add(ArrayText()) }.count == 0)
    }

    /// Any characters but zero, the ones with a meaning in arrays more often than others.
    private func anyText(_ random: inout SystemRandomNumberGenerator) -> String? {
        if Int.random(in: 0..<10, using: &random) == 0 { return nil }
        var text = ""
        for _ in 0..<Int.random(in: 0..<12, using: &random) {
            let special = #"{}",\'nul "#.unicodeScalars.randomElement(using: &random)
            let any = Unicode.Scalar(UInt32.random(in: 1..<0x11_0000, using: &random))
            if let scalar = Bool.random(using: &random) ? special : any {
                text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}

@Suite struct `Decimal digits` {
    @Test(arguments: [0, 7, 10, 99, 100, -1, -10, 1_234_567_890, Int.max, Int.min])
    func `are those of the number`(number: Int) {
        var bytes = Array("x".utf8)
        number.appendDecimal(to: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == "x\(number)")
    }
}
