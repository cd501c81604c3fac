import Testing

@testable import HTTP

@Suite struct `The response writer` {
    private let date = HTTPDate(secondsSince1970: 784_111_777)

    private func write(
        _ response: Response,
        everyAnswer: Headers = [:],
        keepsAlive: Bool = true,
        minorVersion: Int = 1,
        isHead: Bool = false
    ) throws -> String {
        var output: [UInt8] = []
        try ResponseWriter(everyAnswer: everyAnswer).write(
            response,
            date: date,
            keepsAlive: keepsAlive,
            minorVersion: minorVersion,
            isHead: isHead,
            into: &output
        )
        return String(decoding: output, as: UTF8.self)
    }

    @Test func `writes status line, fields and content`() throws {
        let response = Response(
            200,
            headers: ["Content-Type": "text/plain"],
            body: Array("hi".utf8)
        )
        let expected = """
            HTTP/1.1 200 OK
            Content-Type: text/plain
            Date: Sun, 06 Nov 1994 08:49:37 GMT
            Content-Length: 2

            hi
            """
        #expect(try write(response) == expected.replacingLineFeeds)
    }

    @Test func `writes the fields of every answer first`() throws {
        let expected = """
            HTTP/1.1 404 Not Found
            X-Content-Type-Options: nosniff
            A: b
            Date: Sun, 06 Nov 1994 08:49:37 GMT
            Content-Length: 0


            """
        let text = try write(
            Response(404, headers: ["A": "b"]),
            everyAnswer: ["X-Content-Type-Options": "nosniff"]
        )
        #expect(text == expected.replacingLineFeeds)
    }

    @Test(arguments: [
        (true, 1, nil),
        (false, 1, "close"),
        (true, 0, "keep-alive"),
        (false, 0, "close"),
    ])
    func `says whether the connection stays`(stays: Bool, minor: Int, option: String?) throws {
        let text = try write(Response(200), keepsAlive: stays, minorVersion: minor)
        let lines = text.components
        #expect(
            lines.filter { $0.hasPrefix("Connection: ") }
                == (option.map { ["Connection: \($0)"] } ?? [])
        )
        #expect(lines[0] == "HTTP/1.1 200 OK")
    }

    @Test func `answers a HEAD with the fields of a GET and without content`() throws {
        let response = Response(200, headers: ["ETag": "\"a\""], body: Array("hello".utf8))
        let get = try write(response)
        let head = try write(response, isHead: true)
        #expect(get == head + "hello")
        #expect(head.components.contains("Content-Length: 5"))
    }

    @Test(arguments: [204, 304, 100, 103])
    func `writes neither content nor its length with`(code: Int) throws {
        let text = try write(Response(Status(code), body: Array("hello".utf8)))
        #expect(!text.contains("Content-Length"))
        #expect(text.hasSuffix("GMT\r\n\r\n"))
    }

    @Test(arguments: [0, 1, 9, 10, 99, 100, 12_345])
    func `writes the length in decimal`(count: Int) throws {
        let text = try write(Response(200, body: [UInt8](repeating: 0x61, count: count)))
        #expect(text.components.contains("Content-Length: \(count)"))
        #expect(text.utf8.filter { $0 == 0x61 }.count == count + 1)
    }

    @Test(arguments: [
        ("Location", "/a\r\nSet-Cookie: x"),
        ("Location", "/a\nb"),
        ("Location", "/a\rb"),
        ("Location", "/a\u{0}"),
        ("Location", "\u{7F}"),
        ("A b", "c"),
        ("A:", "c"),
        ("", "c"),
        ("A\r\nB", "c"),
        ("É", "c"),
    ])
    func `refuses a field that would break the message, and writes nothing`(
        name: String,
        value: String
    ) throws {
        let writer = try ResponseWriter()
        var output: [UInt8] = [1, 2, 3]
        let fault = ResponseWriter.Fault.malformedField(name: name)
        #expect(throws: fault) {
            try writer.write(
                Response(200, headers: ["Fine": "yes", name: value]),
                date: date,
                keepsAlive: true,
                into: &output
            )
        }
        #expect(output == [1, 2, 3])
        #expect(throws: fault) { try ResponseWriter(everyAnswer: [name: value]) }
    }

    @Test(arguments: ["Date", "CONNECTION", "content-length", "Transfer-Encoding"])
    func `leaves out what it decides on itself`(name: String) throws {
        #expect(try write(Response(200, headers: [name: "x"])) == write(Response(200)))
        #expect(try write(Response(200), everyAnswer: [name: "x"]) == write(Response(200)))
    }

    @Test func `keeps tabs and other text in a value`() throws {
        let text = try write(Response(200, headers: ["A": "b\tc é"]))
        #expect(text.components.contains("A: b\tc é"))
    }

    @Test func `appends answers one after the other`() throws {
        let writer = try ResponseWriter()
        var output: [UInt8] = []
        for _ in 0..<2 {
            try writer.write(Response(204), date: date, keepsAlive: true, into: &output)
        }
        let one = try write(Response(204))
        #expect(String(decoding: output, as: UTF8.self) == one + one)
    }

    @Test func `has an interim answer without any field`() {
        let text = String(decoding: ResponseWriter.interimContinue, as: UTF8.self)
        #expect(text == "HTTP/1.1 100 Continue\r\n\r\n")
    }

    @Test func `writes fields that were parsed`() throws {
        let headers = read(fields: "A:\t b \nC:d\n").summary?.headers
        let text = try write(Response(200, headers: #require(headers)))
        #expect(text.components[1...3] == ["Host: a", "A: b", "C: d"])
    }
}

extension String {
    /// The lines, at CRLF.
    fileprivate var components: [String] {
        split(separator: "\r\n", omittingEmptySubsequences: false).map(String.init)
    }
}

@Suite struct `A status` {
    @Test(arguments: [
        (100, "Continue"),
        (200, "OK"),
        (201, "Created"),
        (202, "Accepted"),
        (204, "No Content"),
        (303, "See Other"),
        (304, "Not Modified"),
        (307, "Temporary Redirect"),
        (308, "Permanent Redirect"),
        (400, "Bad Request"),
        (401, "Unauthorized"),
        (403, "Forbidden"),
        (404, "Not Found"),
        (405, "Method Not Allowed"),
        (406, "Not Acceptable"),
        (408, "Request Timeout"),
        (409, "Conflict"),
        (410, "Gone"),
        (411, "Length Required"),
        (412, "Precondition Failed"),
        (413, "Content Too Large"),
        (414, "URI Too Long"),
        (415, "Unsupported Media Type"),
        (417, "Expectation Failed"),
        (421, "Misdirected Request"),
        (422, "Unprocessable Content"),
        (428, "Precondition Required"),
        (429, "Too Many Requests"),
        (431, "Request Header Fields Too Large"),
        (500, "Internal Server Error"),
        (501, "Not Implemented"),
        (503, "Service Unavailable"),
        (504, "Gateway Timeout"),
        (505, "HTTP Version Not Supported"),
        (299, ""),
        (999, ""),
    ])
    func `has a reason`(code: Int, reason: String) {
        #expect(Status(code).reason == reason)
        #expect(Status(code).code == code)
    }

    @Test(arguments: [
        (100, false),
        (199, false),
        (200, true),
        (204, false),
        (205, true),
        (304, false),
        (303, true),
        (404, true),
        (500, true),
    ])
    func `allows content or not`(code: Int, allows: Bool) {
        #expect(Status(code).allowsContent == allows)
    }
}
