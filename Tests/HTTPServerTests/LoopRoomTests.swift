import HTTPServer
import Testing

extension `Over sockets` {
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

    @Suite struct `A loop with room for few answers` {
        @Test func `takes no requests while they wait to be read`() async throws {
            try await LiveServer.run(loops: 1) { settings in
                settings.answerBytesPerLoop = 4_000_000
                settings.retryAfterSeconds = 7
            } _: { live in
                let greedy = try Client()
                greedy.receiveLittle()
                try greedy.connect(to: live.address)
                try greedy.send("GET /big HTTP/1.1\r\nHost: a\r\n\r\n")
                let other = try live.client()
                live.eventually("it is full") { (try? other.ask("/a").status) == 503 }
                let answer = try other.ask("/a")
                #expect(answer.status == 503)
                #expect(answer.has("Retry-After: 7"))
                greedy.reset()
                live.eventually("it has room again") { (try? other.ask("/a").status) == 200 }
            }
        }
    }

    @Suite struct `A caller that reads slowly` {
        @Test func `is dropped when it reads below the least pace`() async throws {
            try await LiveServer.run { settings in
                settings.writeStallMilliseconds = 2_000
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
