import Glibc
import HTTPServer
import Testing

/// What needs more than bytes in and bytes out.
extension `Over sockets` {
    @Suite struct `An exchange over a socket` {
        private func lines(_ answer: Client.Answer) -> [Substring] {
            answer.head.split(separator: "\r\n").filter { !$0.hasPrefix("Date: ") }
        }

        // RFC 9110 §9.3.2
        @Test(arguments: ["/x", "/empty", "/unchanged", "/refused"])
        func `has the same fields for HEAD as for GET`(_ path: String) async throws {
            try await LiveServer.run { live in
                let client = try live.client()
                try client.send("GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n")
                let get = try client.answer()
                try client.send("HEAD \(path) HTTP/1.1\r\nHost: a\r\n\r\n")
                let head = try client.answer(toHead: true)
                #expect(lines(head) == lines(get))
                #expect(!client.hasUnread)
            }
        }

        // RFC 9110 §8.6 and §15.4.5
        @Test(arguments: [("/empty", 204), ("/unchanged", 304)])
        func `has no content and no length where there is none`(
            _ path: String,
            _ status: Int
        ) async throws {
            try await LiveServer.run { live in
                let client = try live.client()
                try client.send(
                    "GET \(path) HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
                )
                let bytes = client.rest()
                let text = String(decoding: bytes, as: UTF8.self)
                #expect(text.hasPrefix("HTTP/1.1 \(status) "))
                #expect(text.hasSuffix("\r\n\r\n"))
                #expect(text.split(separator: "\r\n\r\n").count == 1)
                #expect(!text.contains("Content-Length"))
                #expect(!text.contains("Transfer-Encoding"))
            }
        }

        // RFC 9112 §9.6: each request that came before the end of the stream is answered.
        @Test(arguments: ConformanceRow.Pace.allCases)
        func `is answered after a half-close, and then ended`(
            _ pace: ConformanceRow.Pace
        ) async throws {
            try await LiveServer.run { live in
                let client = try live.client()
                let bytes = Array(
                    ("GET /sleep?20 HTTP/1.1\r\nHost: a\r\n\r\n"
                        + "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi").utf8
                )
                if pace == .whole { try client.send(bytes) } else { try client.sendSingly(bytes) }
                client.endOutput()
                #expect(try client.answer().text == "slept")
                #expect(try client.answer().text == "hi")
                #expect(try client.isAtEnd())
            }
        }

        // RFC 9112 §9.6: reading goes on, or a reset would take the answer away.
        @Test(arguments: ["Content-Length: 12000000", "Transfer-Encoding: chunked"])
        func `refuses a large upload while its sender goes on`(_ framing: String) async throws {
            try await LiveServer.run { live in
                let client = try live.client()
                try client.send("POST /small HTTP/1.1\r\nHost: a\r\n\(framing)\r\n\r\nB71B00\r\n")
                let part = [UInt8](repeating: 97, count: 1_000_000)
                try client.send(part)
                let answer = try client.answer()
                #expect(answer.status == 413)
                #expect(answer.has("Connection: close"))
                for _ in 0..<10 { try client.send(part) }
                #expect(try client.isAtEnd())
            }
        }

        // RFC 9110 §10.1.1
        @Test(arguments: ["Content-Length: 2", "Transfer-Encoding: chunked"])
        func `asks for a body that it will read`(_ framing: String) async throws {
            try await LiveServer.run { live in
                let client = try live.client()
                try client.send(
                    "POST /echo HTTP/1.1\r\nHost: a\r\n\(framing)\r\nExpect: 100-continue\r\n\r\n"
                )
                #expect(try client.answer().head == "HTTP/1.1 100 Continue\r\n\r\n")
                try client.send(framing.hasPrefix("C") ? "hi" : "2\r\nhi\r\n0\r\n\r\n")
                #expect(try client.answer().text == "hi")
                try client.send("GET /next HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(try client.answer().text == "/next")
            }
        }

        // RFC 9110 §10.1.1: no body, one that is refused, one that nobody wants, HTTP/1.0.
        @Test(arguments: [
            ("POST /echo HTTP/1.1", "Content-Length: 0", 200),
            ("GET /echo HTTP/1.1", "X: y", 200),
            ("POST /small HTTP/1.1", "Content-Length: 11", 413),
            ("POST /refused HTTP/1.1", "Content-Length: 1", 403),
            ("POST /refused HTTP/1.1", "Transfer-Encoding: chunked", 403),
            ("POST /echo HTTP/1.1", "Content-Length: 1\r\nExpect: tea", 417),
            ("GET /echo HTTP/1.0", "X: y", 200),
        ])
        func `asks for no body that it will not read`(
            _ line: String,
            _ field: String,
            _ status: Int
        ) async throws {
            try await LiveServer.run { live in
                let client = try live.client()
                try client.send("\(line)\r\nHost: a\r\nExpect: 100-continue\r\n\(field)\r\n\r\n")
                #expect(try client.answer().status == status)
            }
        }

        // RFC 9110 §10.1.1: an HTTP/1.0 caller is not told to go on.
        @Test func `waits in silence for the body of an old caller`() async throws {
            try await LiveServer.run { live in
                let client = try live.client()
                try client.send(
                    "POST /echo HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n"
                )
                usleep(20_000)
                try client.send("hi")
                let answer = try client.answer()
                #expect(answer.status == 200)
                #expect(answer.text == "hi")
            }
        }
    }
}
