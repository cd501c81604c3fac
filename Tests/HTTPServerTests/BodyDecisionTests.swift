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

    @Suite struct `A loop with room for few bodies` {
        private func post(_ length: Int, _ body: Int, _ path: String = "/echo") -> String {
            "POST \(path) HTTP/1.1\r\nHost: a\r\nContent-Length: \(length)\r\n\r\n"
                + String(repeating: "a", count: body)
        }

        @Test func `refuses one that would need more than is left`() async throws {
            try await LiveServer.run(loops: 1) { settings in
                settings.bodyBytesPerLoop = 1_000
                settings.retryAfterSeconds = 7
            } _: { live in
                let first = try live.client()
                try first.send(post(600, 600, "/wait"))
                live.eventually("it is at work") { live.gate.arrived == 1 }
                let second = try live.client()
                try second.send(post(401, 0))
                let answer = try second.answer()
                #expect(answer.status == 503)
                #expect(answer.has("Retry-After: 7"))
                #expect(answer.has("Connection: close"))
                let third = try live.client()
                try third.send(post(400, 400))
                #expect(try third.answer().body.count == 400)
                live.gate.open()
                #expect(try first.answer().text == "waited")
                try first.send(post(1_000, 1_000))
                #expect(try first.answer().body.count == 1_000)
            }
        }

        @Test func `refuses chunks when they become too many`() async throws {
            try await LiveServer.run(loops: 1) { settings in
                settings.bodyBytesPerLoop = 1_000
            } _: { live in
                for (count, status) in [(10, 200), (11, 503), (10, 200)] {
                    let client = try live.client()
                    try client.send(
                        "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                    )
                    let chunk = "64\r\n" + String(repeating: "a", count: 100) + "\r\n"
                    for _ in 0..<count { try client.send(chunk) }
                    if status == 200 { try client.send("0\r\n\r\n") }
                    #expect(try client.answer().status == status)
                }
            }
        }

        @Test func `has its room back when callers go away`() async throws {
            try await LiveServer.run(loops: 1) { settings in
                settings.bodyBytesPerLoop = 1_000
            } _: { live in
                let partly = try live.client()
                try partly.send(post(600, 500))
                let whole = try live.client()
                try whole.send(post(400, 400, "/wait"))
                live.eventually("it is at work") { live.gate.arrived == 1 }
                partly.reset()
                whole.reset()
                live.eventually("they are gone") { live.server.connectionCount == 0 }
                // What is at work keeps its room.
                let client = try live.client()
                try client.send(post(601, 0))
                #expect(try client.answer().status == 503)
                live.gate.open()
                live.eventually("there is room again") {
                    guard let next = try? live.client(), (try? next.send(post(1_000, 1_000))) != nil
                    else { return false }
                    return (try? next.answer())?.body.count == 1_000
                }
            }
        }
    }

    @Suite struct `A caller that reads slowly` {
        @Test func `is dropped when it reads below the least pace`() async throws {
            try await LiveServer.run { settings in
                settings.writeStallMilliseconds = 200
                settings.answerBytesPerSecond = 100_000_000
            } _: { live in
                let client = try Client()
                client.receiveLittle()
                try client.connect(to: live.address)
                try client.send("GET /big HTTP/1.1\r\nHost: a\r\n\r\n")
                live.eventually("it is accepted") { live.server.connectionCount == 1 }
                live.eventually("it is dropped") {
                    try? client.readSome()
                    return live.server.connectionCount == 0
                }
            }
        }
    }
}
