@testable import Partnership
import Testing

@Suite struct `A table as CSV` {
    private func line(_ fields: [String?]) -> String {
        var table = CSV(columns: ["a"] + fields.dropFirst().map { _ in "b" })
        for field in fields { table.field(field) }
        table.endLine()
        let text = String(decoding: table.bytes, as: UTF8.self)
        return String(text.unicodeScalars.drop(while: { $0 != "\n" }).dropFirst())
    }

    @Test func `starts with its header and ends every line with CRLF`() {
        var table = CSV(columns: ["name", "cents"])
        #expect(String(decoding: table.bytes, as: UTF8.self) == "name,cents\r\n")
        table.field("De Wilg")
        table.field(12)
        table.endLine()
        table.field("Maasoever")
        table.field(-3)
        table.endLine()
        #expect(
            String(decoding: table.bytes, as: UTF8.self)
                == "name,cents\r\nDe Wilg,12\r\nMaasoever,-3\r\n"
        )
    }

    @Test(arguments: [
        ("plain", "plain"), ("", ""), ("with space", "with space"), (" edge ", " edge "),
        ("a,b", "\"a,b\""), (",", "\",\""), ("a;b", "a;b"), ("it's", "it's"),
        ("say \"yes\"", "\"say \"\"yes\"\"\""), ("\"", "\"\"\"\""), ("\"\"", "\"\"\"\"\"\""),
        ("two\nlines", "\"two\nlines\""), ("two\rlines", "\"two\rlines\""),
        ("two\r\nlines", "\"two\r\nlines\""), ("tab\tstop", "tab\tstop"),
        ("Zorgbureau Één", "Zorgbureau Één"), ("Één, twee", "\"Één, twee\""), ("👪", "👪"),
    ])
    func `quotes what needs quotes and nothing else`(text: String, field: String) {
        #expect(line([text, "z"]) == "\(field),z\r\n")
        #expect(line(["z", text]) == "z,\(field)\r\n")
    }

    @Test func `leaves nothing where there is nothing`() {
        #expect(line([nil, nil, nil]) == ",,\r\n")
        #expect(line(["", nil, "x"]) == ",,x\r\n")
        var table = CSV(columns: ["a", "b"])
        let start = table.bytes.count
        table.empty()
        table.field(Int?.none)
        table.endLine()
        #expect(String(decoding: table.bytes[start...], as: UTF8.self) == ",\r\n")
    }

    @Test(arguments: [0, 7, -1, 1_000_000, Int.max, Int.min])
    func `writes numbers in digits`(number: Int) {
        var table = CSV(columns: ["n"])
        let start = table.bytes.count
        table.field(number)
        table.endLine()
        #expect(String(decoding: table.bytes[start...], as: UTF8.self) == "\(number)\r\n")
    }

    @Test func `writes an id as its 36 characters`() throws {
        let id = try #require(Identifier("019afd3c-0728-709a-bf2a-74de452e6b43"))
        var table = CSV(columns: ["partnerId", "cents"])
        table.field(id)
        table.field(1)
        table.endLine()
        #expect(
            String(decoding: table.bytes, as: UTF8.self)
                == "partnerId,cents\r\n019afd3c-0728-709a-bf2a-74de452e6b43,1\r\n"
        )
    }
}
