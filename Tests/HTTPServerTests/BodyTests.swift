import Glibc
import HTTP
import HTTPServer
import Testing

extension `Over sockets` {
    @Suite struct `A body` {
        @Test func `with a length comes in whole`() async throws {
            let body = [UInt8](repeating: 97, count: 3_000_000)
            try await LiveServer.run { live in
                let client = try live.client()
                try client.send(
                    "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: \(body.count)\r\n\r\n"
                )
                try client.send(body)
                #expect(try client.answer().body == body)
            }
        }

        @Test func `without bytes is no body`() async throws {
            try await LiveServer.run { live in
                let client = try live.client()
                for _ in 0..<2 {
                    try client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n")
                    #expect(try client.answer().body.isEmpty)
                }
            }
        }

        @Test func `in chunks is joined, and the next request follows`() async throws {
            let bytes = Array(
                ("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + "3;x=y\r\nabc\r\n2\r\nde\r\n0\r\nTrailer: t\r\n\r\n"
                    + "GET /next HTTP/1.1\r\nHost: a\r\n\r\n").utf8
            )
            try await LiveServer.run { live in
                let client = try live.client()
                for cut in stride(from: 1, to: bytes.count, by: 3) {
                    try client.send(Array(bytes[..<cut]))
                    usleep(500)
                    try client.send(Array(bytes[cut...]))
                    #expect(try client.answer().text == "abcde", "cut at \(cut)")
                    #expect(try client.answer().text == "/next", "cut at \(cut)")
                }
            }
        }

        @Test func `is asked for when the caller waits for that`() async throws {
            try await LiveServer.run { live in
                let client = try live.client()
                try client.send(
                    "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n"
                        + "Expect: 100-continue\r\n\r\n"
                )
                let interim = try client.answer()
                #expect(interim.head == "HTTP/1.1 100 Continue\r\n\r\n")
                try client.send("ab")
                #expect(try client.answer().text == "ab")
            }
        }

        @Test func `is not asked for when it is here already`() async throws {
            try await LiveServer.run { live in
                let client = try live.client()
                try client.send(
                    "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n"
                        + "Expect: 100-continue\r\n\r\nab"
                )
                #expect(try client.answer().text == "ab")
            }
        }

        @Test(arguments: ["/small", "/refused"])
        func `is not asked for when it will not be read`(_ path: String) async throws {
            try await LiveServer.run { live in
                let client = try live.client()
                try client.send(
                    "POST \(path) HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\n"
                        + "Expect: 100-continue\r\n\r\n"
                )
                let answer = try client.answer()
                #expect(answer.status == (path == "/small" ? 413 : 403))
                #expect(answer.has("Connection: close"))
                #expect(try client.isAtEnd())
            }
        }

        @Test(arguments: [(10, 200), (11, 413)])
        func `may be as large as its limit`(_ length: Int, _ status: Int) async throws {
            try await LiveServer.run { live in
                let text = String(repeating: "a", count: length)
                let client = try live.client()
                try client.send(
                    "POST /small HTTP/1.1\r\nHost: a\r\nContent-Length: \(length)\r\n\r\n\(text)"
                )
                #expect(try client.answer().status == status)
                let chunked = try live.client()
                try chunked.send(
                    "POST /small HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + "5\r\naaaaa\r\n\(String(length - 5, radix: 16))\r\n"
                        + "\(text.dropFirst(5))\r\n0\r\n\r\n"
                )
                #expect(try chunked.answer().status == status)
            }
        }

        @Test func `above its limit is refused unread, and its sender sees that`() async throws {
            try await LiveServer.run { live in
                let client = try live.client()
                try client.send(
                    "POST /small HTTP/1.1\r\nHost: a\r\nContent-Length: 20000000\r\n\r\n"
                )
                // Far more than all buffers on the way hold: it must be drained, or a reset
                // takes the answer away.
                try client.send([UInt8](repeating: 97, count: 20_000_000))
                let answer = try client.answer()
                #expect(answer.status == 413)
                #expect(answer.has("Connection: close"))
                #expect(try client.isAtEnd())
            }
        }

        @Test func `that nobody wants is drained after a slow answer too`() async throws {
            try await LiveServer.run { live in
                let client = try live.client()
                try client.send(
                    "POST /refused HTTP/1.1\r\nHost: a\r\nContent-Length: 20000000\r\n\r\n"
                )
                try client.send([UInt8](repeating: 97, count: 20_000_000))
                #expect(try client.answer().status == 403)
                #expect(try client.isAtEnd())
            }
        }

        @Test func `that is refused is drained only so far`() async throws {
            try await LiveServer.run { settings in
                settings.lingerBytes = 100_000
            } _: { live in
                let client = try live.client()
                try client.send(
                    "POST /small HTTP/1.1\r\nHost: a\r\nContent-Length: 90000000\r\n\r\n"
                )
                #expect(throws: Client.Broken.self) {
                    try client.send([UInt8](repeating: 97, count: 90_000_000))
                }
                live.eventually("it is closed") { live.server.connectionCount == 0 }
            }
        }

        @Test func `that is not wanted is passed over when it is here`() async throws {
            try await LiveServer.run { live in
                let client = try live.client()
                try client.send(
                    "POST /refused HTTP/1.1\r\nHost: a\r\nContent-Length: 27\r\n\r\n"
                        + "GET /no HTTP/1.1\r\nHost: a\r\n"
                        + "GET /next HTTP/1.1\r\nHost: a\r\n\r\n"
                )
                #expect(try client.answer().status == 403)
                #expect(try client.answer().text == "/next")
            }
        }

        @Test func `that is not wanted ends the connection when it is not`() async throws {
            try await LiveServer.run { live in
                let client = try live.client()
                try client.send("POST /refused HTTP/1.1\r\nHost: a\r\nContent-Length: 26\r\n\r\n")
                let answer = try client.answer()
                #expect(answer.status == 403)
                #expect(answer.has("Connection: close"))
                try client.send("GET /no HTTP/1.1\r\nHost: a\r\n")
                #expect(try client.isAtEnd())
            }
        }
    }

    @Suite struct `A request that is refused` {
        private static let long = String(repeating: "a", count: 33_000)

        static let refusals: [(String, Int)] = [
            ("GET / HTTP/1.1\r\n\r\n", 400),
            ("GET / HTTP/1.1\nHost: a\n\n", 400),
            ("GET / HTTP/1.1\r\nHost: a\r\nA : b\r\n\r\n", 400),
            ("GET /../x HTTP/1.1\r\nHost: a\r\n\r\n", 400),
            ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1, 2\r\n\r\n", 400),
            (
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n", 400
            ),
            ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400),
            ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", 501),
            ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n", 413),
            ("GET /\(String(repeating: "a", count: 9_000)) HTTP/1.1\r\nHost: a\r\n\r\n", 414),
            ("GET / HTTP/1.1\r\nHost: a\r\nExpect: tea\r\n\r\n", 417),
            ("GET / HTTP/1.1\r\nHost: a\r\nA: \(long)\r\n\r\n", 431),
            ("CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n", 501),
            ("GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505),
        ]

        @Test(arguments: refusals)
        func `is answered and ends the connection`(_ text: String, _ status: Int) async throws {
            try await LiveServer.run { live in
                let client = try live.client()
                try client.send(text + "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n")
                let answer = try client.answer()
                #expect(answer.status == status)
                #expect(answer.has("Connection: close"))
                #expect(answer.has("Server-Test: yes"))
                #expect(answer.text.hasSuffix("."))
                #expect(try client.isAtEnd())
            }
        }

        @Test func `is answered after those before it`() async throws {
            try await LiveServer.run { live in
                let client = try live.client()
                try client.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\n\r\n")
                live.gate.open()
                #expect(try client.answer().text == "waited")
                #expect(try client.answer().status == 400)
                #expect(try client.isAtEnd())
            }
        }

        @Test func `leaves the server as it was`() async throws {
            try await LiveServer.run(loops: 1) { live in
                for (text, _) in Self.refusals {
                    let client = try live.client()
                    try client.send(text)
                    client.reset()
                }
                let answer = try live.get("/after")
                #expect(answer.text == "/after")
                live.eventually("all are gone") { live.server.connectionCount == 0 }
            }
        }
    }

    @Suite struct `An answer that cannot be sent` {
        @Test func `becomes a 500, and the connection goes on`() async throws {
            try await LiveServer.run { live in
                let client = try live.client()
                try client.send("GET /faulty HTTP/1.1\r\nHost: a\r\n\r\n")
                let answer = try client.answer()
                #expect(answer.status == 500)
                #expect(!answer.head.contains("X-Split"))
                try client.send("GET /next HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(try client.answer().text == "/next")
            }
        }
    }
}
