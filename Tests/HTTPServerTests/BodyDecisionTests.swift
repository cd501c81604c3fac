import HTTPServer
import Testing

extension `Over sockets` {
    @Suite struct `A body that must be asked about` {
        private func head(_ path: String, _ length: Int, _ fields: String = "") -> String {
            "POST \(path) HTTP/1.1\r\nHost: a\r\nContent-Length: \(length)\r\n\(fields)\r\n"
        }

        private let next = "GET /next HTTP/1.1\r\nHost: a\r\n\r\n"

        @Test(arguments: [true, false])
        func `is read when that is the answer`(_ isHereAlready: Bool) async throws {
            try await LiveServer.run { live in
                let client = try live.client()
                try client.send(head("/asked", 3) + (isHereAlready ? "abc" + next : ""))
                live.eventually("it is asked about") { live.gate.arrived == 1 }
                live.gate.open()
                if !isHereAlready { try client.send("abc" + next) }
                #expect(try client.answer().text == "abc")
                #expect(try client.answer().text == "/next")
            }
        }

        @Test func `in chunks is read when that is the answer`() async throws {
            try await LiveServer.run { live in
                let client = try live.client()
                try client.send(
                    "POST /asked HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\na"
                )
                live.eventually("it is asked about") { live.gate.arrived == 1 }
                live.gate.open()
                try client.send("b\r\n0\r\n\r\n" + next)
                #expect(try client.answer().text == "ab")
                #expect(try client.answer().text == "/next")
            }
        }

        @Test func `is asked for only then`() async throws {
            try await LiveServer.run { live in
                let clients = try ["/asked", "/asked-refused"].map { path in
                    let client = try live.client()
                    try client.send(head(path, 3, "Expect: 100-continue\r\n"))
                    return client
                }
                live.eventually("both are asked about") { live.gate.arrived == 2 }
                live.gate.open()
                #expect(try clients[0].answer().status == 100)
                try clients[0].send("abc")
                #expect(try clients[0].answer().text == "abc")
                let refused = try clients[1].answer()
                #expect(refused.text == "/asked-refused")
                #expect(refused.has("Connection: close"))
            }
        }

        @Test func `is passed over when it is here and not wanted`() async throws {
            try await LiveServer.run { live in
                let client = try live.client()
                live.gate.open()
                try client.send(head("/asked-refused", 3) + "abc" + next)
                let answer = try client.answer()
                #expect(answer.text == "/asked-refused")
                #expect(!answer.has("Connection: close"))
                #expect(try client.answer().text == "/next")
            }
        }

        @Test func `that is too long for the answer is refused`() async throws {
            try await LiveServer.run { live in
                let client = try live.client()
                live.gate.open()
                try client.send(head("/asked", 11) + "abcdefghijk" + next)
                #expect(try client.answer().status == 413)
                #expect(try client.isAtEnd())
            }
        }

        @Test func `may lose its caller meanwhile`() async throws {
            try await LiveServer.run(loops: 1) { live in
                let gone = try live.client()
                try gone.send(head("/asked", 3))
                let ended = try live.client()
                try ended.send(head("/asked", 3) + "a")
                live.eventually("both are asked about") { live.gate.arrived == 2 }
                gone.reset()
                ended.endOutput()
                live.gate.open()
                #expect(try ended.isAtEnd())
                live.eventually("both are gone") { live.server.connectionCount == 0 }
                #expect(try live.get("/after").text == "/after")
            }
        }
    }
}
