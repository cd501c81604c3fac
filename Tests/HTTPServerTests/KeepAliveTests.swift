import Glibc
import HTTPServer
import Testing

extension `Over sockets` {
    @Suite struct `A connection` {
        @Test func `is kept for the next request`() async throws {
            try await LiveServer.run { live in
                let client = try live.client()
                for number in 1...3 {
                    try client.send("GET /\(number) HTTP/1.1\r\nHost: a\r\n\r\n")
                    let answer = try client.answer()
                    #expect(answer.status == 200)
                    #expect(answer.text == "/\(number)")
                    #expect(answer.has("Server-Test: yes"))
                    #expect(!answer.head.contains("Connection:"))
                    #expect(answer.head.contains("\r\nDate: "))
                }
                #expect(live.server.connectionCount == 1)
            }
        }

        @Test func `is closed when the caller asks for it`() async throws {
            try await LiveServer.run { live in
                let client = try live.client()
                try client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                #expect(try client.answer().has("Connection: close"))
                #expect(try client.isAtEnd())
            }
        }

        @Test func `is kept on HTTP 1.0 only when the caller asks for it`() async throws {
            try await LiveServer.run { live in
                let client = try live.client()
                try client.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
                #expect(try client.answer().has("Connection: keep-alive"))
                try client.send("GET / HTTP/1.0\r\n\r\n")
                #expect(try client.answer().has("Connection: close"))
                #expect(try client.isAtEnd())
            }
        }

        @Test func `ignores what follows the last request`() async throws {
            try await LiveServer.run { live in
                let client = try live.client()
                try client.send(
                    "GET /1 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
                        + "GET /2 HTTP/1.1\r\nHost: a\r\n\r\n"
                )
                #expect(try client.answer().text == "/1")
                #expect(try client.isAtEnd())
            }
        }

        @Test func `tells who the caller is`() async throws {
            try await LiveServer.run { live in
                let answer = try live.get("/peer")
                #expect(answer.text == "127.0.0.1")
            }
        }

        @Test func `answers HEAD without content and GET after it`() async throws {
            try await LiveServer.run { live in
                let client = try live.client()
                try client.send("HEAD /four HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(try client.answer(toHead: true).has("Content-Length: 5"))
                try client.send("GET /empty HTTP/1.1\r\nHost: a\r\n\r\n")
                let empty = try client.answer()
                #expect(empty.status == 204)
                #expect(!empty.head.contains("Content-Length"))
                try client.send("GET /four HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(try client.answer().text == "/four")
            }
        }

        @Test func `reads a request cut in two at every byte`() async throws {
            let bytes = Array(
                "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello".utf8
            )
            try await LiveServer.run { live in
                let client = try live.client()
                for cut in 1..<bytes.count {
                    try client.send(Array(bytes[..<cut]))
                    // Mostly the halves then come in two reads; either way the answer is one.
                    usleep(500)
                    try client.send(Array(bytes[cut...]))
                    #expect(try client.answer().text == "hello", "cut at \(cut)")
                }
            }
        }

        @Test func `reads requests that come byte by byte`() async throws {
            try await LiveServer.run { live in
                let client = try live.client()
                for path in ["/one", "/two"] {
                    for byte in "GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n".utf8 {
                        try client.send([byte])
                    }
                    #expect(try client.answer().text == path)
                }
            }
        }
    }

    @Suite struct `Pipelined requests` {
        @Test func `are answered in order though the first is slow`() async throws {
            try await LiveServer.run { live in
                let client = try live.client()
                try client.send(
                    "GET /wait HTTP/1.1\r\nHost: a\r\n\r\n"
                        + "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"
                        + "GET /last HTTP/1.1\r\nHost: a\r\n\r\n"
                )
                live.eventually("the first is at work") { live.gate.arrived == 1 }
                live.gate.open()
                #expect(try client.answer().text == "waited")
                #expect(try client.answer().text == "abc")
                #expect(try client.answer().text == "/last")
            }
        }

        @Test func `keep their order when some are answered at once`() async throws {
            try await LiveServer.run { live in
                let client = try live.client()
                let paths = ["/now", "/wait", "/now", "/later", "/now"]
                let requests = paths.map { "GET \($0) HTTP/1.1\r\nHost: a\r\n\r\n" }
                try client.send(requests.joined())
                live.eventually("the second is at work") { live.gate.arrived == 1 }
                live.gate.open()
                for path in paths {
                    #expect(try client.answer().text == (path == "/wait" ? "waited" : path))
                }
            }
        }

        @Test(arguments: ["/", "/now?"])
        func `are all answered when thousands come at once`(_ path: String) async throws {
            try await LiveServer.run { live in
                let client = try live.client()
                for round in 0..<20 {
                    var text = ""
                    for number in 0..<200 {
                        text += "GET \(path)\(round)-\(number) HTTP/1.1\r\nHost: a\r\n\r\n"
                    }
                    try client.send(text)
                    for number in 0..<200 {
                        let expected = path == "/" ? "/\(round)-\(number)" : "/now"
                        #expect(try client.answer().text == expected)
                    }
                }
            }
        }

        @Test func `beyond the look-ahead wait in the kernel and are answered`() async throws {
            try await LiveServer.run { settings in
                settings.lookAheadBytes = 1_000
                settings.receiveBytes = 512
            } _: { live in
                let client = try live.client()
                try client.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n")
                live.eventually("the first is at work") { live.gate.arrived == 1 }
                for number in 0..<300 {
                    try client.send("GET /\(number) HTTP/1.1\r\nHost: a\r\n\r\n")
                }
                live.gate.open()
                #expect(try client.answer().text == "waited")
                for number in 0..<300 { #expect(try client.answer().text == "/\(number)") }
            }
        }

        @Test func `are held back while answers wait to be sent`() async throws {
            try await LiveServer.run { settings in
                settings.outputBytes = 100
            } _: { live in
                let client = try live.client()
                var text = ""
                for number in 0..<100 { text += "GET /\(number) HTTP/1.1\r\nHost: a\r\n\r\n" }
                try client.send(text)
                for number in 0..<100 { #expect(try client.answer().text == "/\(number)") }
            }
        }
    }
}
