import Testing

@testable import JSON

@Suite struct `A body of lines` {
    private func lines(_ text: String, limits: JSONLimits = .standard) throws -> [String] {
        let bytes = Array(text.utf8)
        return try JSONLines.ranges(of: bytes, limits: limits).map {
            String(decoding: bytes[$0], as: UTF8.self)
        }
    }

    @Test(
        arguments: [
            ("", []), ("1", ["1"]), ("1\n", ["1"]), ("1\n2", ["1", "2"]), ("1\n2\n", ["1", "2"]),
            ("1\r\n2\r\n", ["1", "2"]), ("1\r\n2", ["1", "2"]), ("{}\n[]\n", ["{}", "[]"]),
            (" \n1", [" ", "1"]), ("1\r2\n", ["1\r2"]), ("1\r\r\n2", ["1\r", "2"]),
        ] as [(String, [String])]
    )
    func `is split at line ends`(text: String, expected: [String]) throws {
        #expect(try lines(text) == expected)
    }

    @Test(arguments: ["\n", "\r\n", "1\n\n", "1\n\n2", "\n1", "1\r\n\r\n2\r\n", "1\n\r", "\r"])
    func `with an empty line before the last is refused`(text: String) {
        #expect(throws: InputError.self) { try lines(text) }
    }

    @Test func `names the line that is empty`() {
        #expect(
            throws: InputError(
                location: "",
                code: "syntax",
                detail: "must not be empty at line 3"
            )
        ) {
            try lines("1\n2\n\n4\n")
        }
    }

    @Test func `has a greatest number of lines`() throws {
        var limits = JSONLimits()
        limits.lines = 2
        #expect(try lines("1\n2\n", limits: limits).count == 2)
        #expect(throws: InputError.self) { try lines("1\n2\n3", limits: limits) }
    }

    @Test func `gives each document by itself`() throws {
        let bytes = Array("{\"a\":1}\n{\"a\":\n{\"a\":3}\r\n".utf8)
        var found: [String] = []
        for range in try JSONLines.ranges(of: bytes) {
            do throws(InputError) {
                found.append(canonical(try JSONDocument(parsing: bytes, range: range).root))
            } catch {
                found.append("\(error.location) \(error.code)")
            }
        }
        #expect(found == ["{\"a\":1}", "/a syntax", "{\"a\":3}"])
    }

    @Test func `is written line by line`() throws {
        var writer = JSONWriter()
        for number in 1...3 {
            writer.object { $0.member("number", number) }
            writer.endLine()
        }
        #expect(text(writer) == "{\"number\":1}\n{\"number\":2}\n{\"number\":3}\n")
        #expect(try JSONLines.ranges(of: writer.bytes).count == 3)
    }
}
