import Glibc
import HTTPServer
import Testing

extension `Over sockets` {
    @Suite struct `A caller` {
        @Test func `that has ended its side gets its answers`() async throws {
            try await LiveServer.run { live in
                let client = try live.client()
                try client.send(
                    "GET /sleep?150 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n"
                )
                client.endOutput()
                #expect(try client.answer().text == "slept")
                #expect(try client.answer().text == "/2")
                #expect(try client.isAtEnd())
                live.eventually("it is closed") { live.server.connectionCount == 0 }
            }
        }

        @Test func `that has ended its side in a large answer gets all of it`() async throws {
            try await LiveServer.run { live in
                let client = try live.client()
                try client.send("GET /big HTTP/1.1\r\nHost: a\r\n\r\n")
                client.endOutput()
                usleep(50_000)
                #expect(try client.answer().body.count == 8_000_000)
                #expect(try client.isAtEnd())
            }
        }

        @Test(arguments: [
            "", "GET", "GET / HTTP/1.1\r\nHost: a\r\n",
            "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc",
            "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
        ])
        func `that ends in the middle of a request gets nothing`(_ text: String) async throws {
            try await LiveServer.run { live in
                let client = try live.client()
                try client.send(text)
                client.endOutput()
                #expect(try client.isAtEnd())
                live.eventually("it is closed") { live.server.connectionCount == 0 }
            }
        }

        @Test(arguments: [
            "", "GET", "GET / HTTP/1.1\r\nHost: a\r\n",
            "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc",
            "GET / HTTP/1.1\r\nHost: a\r\n\r\n", "GET /wait HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET /big HTTP/1.1\r\nHost: a\r\n\r\n", "GET / HTTP/1.0\r\n\r\n", "?\r\n",
            "POST /small HTTP/1.1\r\nHost: a\r\nContent-Length: 99\r\n\r\nabc",
        ])
        func `that resets is forgotten, wherever it was`(_ text: String) async throws {
            try await LiveServer.run { live in
                for pause in [UInt32(0), 3_000] {
                    let client = try live.client()
                    try client.send(text)
                    usleep(pause)
                    client.reset()
                }
                live.eventually("both are gone") { live.server.connectionCount == 0 }
                let answer = try live.get("/after")
                #expect(answer.text == "/after")
            }
        }

        @Test func `that has gone is no matter to a responder that comes late`() async throws {
            try await LiveServer.run(loops: 1) { live in
                for _ in 0..<20 {
                    let client = try live.client()
                    try client.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n")
                    live.eventually("it is at work") { live.server.connectionCount == 1 }
                    let arrived = live.gate.arrived
                    live.eventually("it waits") { live.gate.arrived >= max(1, arrived) }
                    client.reset()
                    live.eventually("it is gone") { live.server.connectionCount == 0 }
                }
                // Their descriptors now belong to others, who must not get the late answers.
                let others = try (0..<20).map { _ in try live.client() }
                for other in others { try other.send("GET /other HTTP/1.1\r\nHost: a\r\n\r\n") }
                live.gate.open()
                for other in others { #expect(try other.answer().text == "/other") }
                for other in others {
                    try other.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n")
                    #expect(try other.answer().text == "waited")
                }
            }
        }
    }

    @Suite struct `A caller that sends garbage` {
        private static let seeds = [
            "GET /a?b=c HTTP/1.1\r\nHost: a\r\nAccept: */*\r\n\r\n",
            "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello",
            "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "5\r\nhello\r\n0\r\n\r\n",
            "POST /small HTTP/1.1\r\nHost: a\r\nContent-Length: 50\r\n"
                + "Expect: 100-continue\r\n\r\n",
            "HEAD / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
        ]

        private static func garbage(_ numbers: inout RepeatableNumbers) -> [UInt8] {
            var bytes: [UInt8] = []
            for _ in 0...Int.random(in: 0..<4, using: &numbers) {
                bytes += Array(seeds[Int.random(in: 0..<seeds.count, using: &numbers)].utf8)
            }
            for _ in 0..<Int.random(in: 0..<6, using: &numbers) {
                let place = Int.random(in: 0..<bytes.count, using: &numbers)
                switch Int.random(in: 0..<4, using: &numbers) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &numbers)
                case 1: bytes.insert(bytes[place], at: place)
                case 2: bytes.removeSubrange(place..<min(bytes.count, place + 3))
                default: bytes.insert(contentsOf: bytes[place...], at: place)
                }
                if bytes.isEmpty { return [0] }
            }
            return bytes
        }

        @Test func `harms nobody`() async throws {
            try await LiveServer.run { settings in
                settings.lookAheadBytes = 600
                settings.receiveBytes = 97
            } _: { live in
                var numbers = RepeatableNumbers(state: 20_240_701)
                for round in 0..<1_000 {
                    let client = try live.client()
                    let bytes = Self.garbage(&numbers)
                    let cut = Int.random(in: 0...bytes.count, using: &numbers)
                    // The other side may close before it has all.
                    try? client.send(Array(bytes[..<cut]))
                    if round % 7 == 0 { client.reset() }
                    guard client.descriptor >= 0 else { continue }
                    try? client.send(Array(bytes[cut...]))
                    client.endOutput()
                    let answers = String(decoding: client.rest(), as: UTF8.self)
                    #expect(answers.isEmpty || answers.hasPrefix("HTTP/1.1 "))
                }
                let answer = try live.get("/after")
                #expect(answer.text == "/after")
                live.eventually("all are gone") { live.server.connectionCount == 0 }
            }
        }
    }
}
