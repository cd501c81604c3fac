import Glibc
import HTTPServer
import Testing

extension `Over sockets` {
    @Suite struct `A server` {
        @Test func `serves a thousand connections at once`() async throws {
            try await LiveServer.run { live in
                let clients = try (0..<1_000).map { _ in try live.client() }
                for round in 0..<2 {
                    for (number, client) in clients.enumerated() {
                        try client.send("GET /\(round)-\(number) HTTP/1.1\r\nHost: a\r\n\r\n")
                    }
                    for (number, client) in clients.enumerated() {
                        #expect(try client.answer().text == "/\(round)-\(number)")
                    }
                }
                #expect(live.server.connectionCount == 1_000)
                for client in clients { client.close() }
                live.eventually("all are gone") { live.server.connectionCount == 0 }
            }
        }

        @Test func `answers 503 when too many requests are at work`() async throws {
            try await LiveServer.run(loops: 1) { settings in
                settings.requestsPerLoop = 2
                settings.retryAfterSeconds = 7
            } _: { live in
                let clients = try (0..<3).map { _ in try live.client() }
                for client in clients.prefix(2) {
                    try client.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n")
                }
                live.eventually("two are at work") { live.gate.arrived == 2 }
                try clients[2].send(
                    "GET / HTTP/1.1\r\nHost: a\r\n\r\n"
                        + "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nab"
                )
                for _ in 0..<2 {
                    let answer = try clients[2].answer()
                    #expect(answer.status == 503)
                    #expect(answer.has("Retry-After: 7"))
                    #expect(!answer.has("Connection: close"))
                }
                live.gate.open()
                for client in clients.prefix(2) { #expect(try client.answer().text == "waited") }
                try clients[2].send("GET /again HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(try clients[2].answer().text == "/again")
            }
        }

        @Test func `lets go of a body it has no room for`() async throws {
            try await LiveServer.run(loops: 1) { settings in
                settings.requestsPerLoop = 1
            } _: { live in
                let waiting = try live.client()
                try waiting.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n")
                live.eventually("one is at work") { live.gate.arrived == 1 }
                let client = try live.client()
                try client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n")
                let answer = try client.answer()
                #expect(answer.status == 503)
                #expect(answer.has("Connection: close"))
            }
        }
    }

    @Suite struct `A server that listens` {
        @Test func `says so when the port is taken`() async throws {
            try await LiveServer.run { live in
                var settings = ServerSettings()
                settings.addresses = [live.address]
                let failure = #expect(throws: ListenFailure.self) {
                    _ = try Servers.make(settings).listen()
                }
                #expect(failure == .taken(live.address))
                #expect(
                    failure?.description
                        == "Another program already listens on \(live.address)."
                )
            }
        }

        @Test(arguments: [
            ListenAddress.tcp(host: "256.0.0.1", port: 0),
            .unix(path: String(repeating: "a", count: 108)), .unix(path: ""),
        ])
        func `says so when there is no such address`(_ address: ListenAddress) throws {
            var settings = ServerSettings()
            settings.addresses = [address]
            #expect(throws: ListenFailure.unknown(address)) {
                _ = try Servers.make(settings).listen()
            }
        }

        @Test func `says so when it may not`() throws {
            var settings = ServerSettings()
            settings.addresses = [.unix(path: "/nowhere/socket")]
            let failure = #expect(throws: ListenFailure.self) {
                _ = try Servers.make(settings).listen()
            }
            let beginning = "Cannot listen on /nowhere/socket: bind"
            #expect(failure?.description.hasPrefix(beginning) == true)
        }

        @Test func `gets a port of its own when it asks for any`() async throws {
            try await LiveServer.run { live in
                guard case .tcp("127.0.0.1", let port) = live.address else {
                    Issue.record("no address")
                    return
                }
                #expect(port > 0)
            }
        }
    }
}
