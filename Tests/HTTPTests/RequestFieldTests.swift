import Testing

@testable import HTTP

@Suite struct `A header section` {
    @Test func `gives its fields in order, without the blanks around the values`() {
        let headers = read(fields: "A: 1\nb:2\nC:\t 3 \t\nD:\nE: a  b\tc\n").summary?.headers
        #expect(headers?.map(\.name) == ["Host", "A", "b", "C", "D", "E"])
        #expect(headers?.map(\.value) == ["a", "1", "2", "3", "", "a  b\tc"])
    }

    @Test(arguments: [
        ("A : 1", RequestRefusal.spaceBeforeColon),
        ("A\t: 1", .spaceBeforeColon),
        ("Content-Length : 1", .spaceBeforeColon),
        ("A b: 1", .spaceBeforeColon),
        (" A: 1", .foldedField),
        ("\tA: 1", .foldedField),
        (" ", .foldedField),
        ("A", .malformedFieldName),
        (": 1", .malformedFieldName),
        (":", .malformedFieldName),
        ("A(: 1", .malformedFieldName),
        ("Ä: 1", .malformedFieldName),
        ("A\u{0}: 1", .malformedFieldName),
        ("A\r: 1", .malformedFieldName),
        ("A@b: 1", .malformedFieldName),
        ("A/b: 1", .malformedFieldName),
        ("A: 1\r", .malformedFieldValue),
        ("A: 1\r2", .malformedFieldValue),
        ("A: \u{0}", .malformedFieldValue),
        ("A: 1\u{0}2", .malformedFieldValue),
        ("A: \u{1}", .malformedFieldValue),
        ("A: 12345678\u{1F}", .malformedFieldValue),
        ("A: \u{7F}", .malformedFieldValue),
        ("A: 12345\u{7F}78", .malformedFieldValue),
        ("A: 1234567\u{B}", .malformedFieldValue),
    ])
    func `with a malformed field is refused`(line: String, refusal: RequestRefusal) {
        #expect(read(fields: line + "\n").refusal == refusal)
        #expect(refusal.status == 400)
    }

    @Test func `may have any other byte in a value`() {
        for byte in UInt8.min...UInt8.max {
            for padding in [0, 3, 7, 9] {
                var bytes = Array("GET / HTTP/1.1\r\nHost: a\r\nA: x".utf8)
                bytes += [UInt8](repeating: 0x79, count: padding) + [byte] + Array("z\r\n\r\n".utf8)
                let isFine = byte == 9 || byte >= 0x20 && byte != 0x7F
                // A line feed there makes a bare one.
                #expect((read(bytes).summary != nil) == isFine, "\(byte) after \(padding)")
            }
        }
    }

    @Test func `has names of token characters alone`() {
        let marks = Array("!#$%&'*+-.^_`|~".utf8)
        for byte in UInt8.min...UInt8.max where byte != 0x3A {
            let isToken =
                marks.contains(byte) || (0x30...0x39).contains(byte)
                || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            for padding in [1, 6, 7, 8] {
                var bytes = Array("GET / HTTP/1.1\r\nHost: a\r\n".utf8)
                bytes +=
                    [UInt8](repeating: 0x41, count: padding) + [byte] + Array("B: 1\r\n\r\n".utf8)
                #expect((read(bytes).summary != nil) == isToken, "\(byte) after \(padding)")
            }
        }
    }

    @Test(arguments: [
        "GET / HTTP/1.1\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\n\n",
        "\nGET / HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\n\n",
        "\n",
    ])
    func `with a bare line feed is refused`(text: String) {
        #expect(read(Array(text.utf8)).refusal == .bareLineFeed)
    }

    @Test func `takes fields at the maximum number and not one more`() {
        let most = String(repeating: "A: 1\n", count: RequestLimits().headerFields - 1)
        #expect(read(fields: most).summary?.headers.count == RequestLimits().headerFields)
        let refusal = read(fields: most + "A: 1\n").refusal
        #expect(refusal == .tooManyFields(maximum: 100))
        #expect(refusal?.status == 431)
    }

    @Test func `takes a section at the maximum size and not one byte more`() {
        let frame = "Host: a\r\nA: \r\n\r\n".utf8.count
        let value = String(repeating: "v", count: RequestLimits().headerSectionBytes - frame)
        #expect(read(fields: "A: \(value)\n").summary?.headers["a"] == value)
        let refusal = read(fields: "A: \(value)v\n").refusal
        #expect(refusal == .headerSectionTooLarge(maximumBytes: 32_768))
        #expect(refusal?.status == 431)
    }

    @Test func `that never ends is refused when it is too large and not before`() {
        let start = Array("GET / HTTP/1.1\r\n".utf8)
        let most = start + [UInt8](repeating: 0x41, count: RequestLimits().headerSectionBytes - 1)
        #expect(read(most) == .more)
        #expect(read(most + [0x41]).refusal == .headerSectionTooLarge(maximumBytes: 32_768))
    }
}
