import Glibc
import Testing

@testable import HTTPServer

extension Client {
    /// A caller from another address of this machine, `127.0.0.` and a number.
    static func from(_ number: UInt32, to address: ListenAddress) throws -> Client {
        let client = try Client()
        var name = sockaddr_in()
        name.sin_family = sa_family_t(AF_INET)
        name.sin_addr.s_addr = (0x7f00_0000 | number).bigEndian
        let status = withUnsafePointer(to: &name) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(client.descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard status == 0 else { throw Broken(number: errno) }
        try client.connect(to: address)
        return client
    }
}

extension `Over sockets` {
    @Suite struct `A server with room for few` {
        private func expectTurnedAway(
            _ client: Client,
            _ status: Int,
            _ location: SourceLocation = #_sourceLocation
        ) throws {
            let answer = try client.ask("/")
            #expect(answer.status == status, sourceLocation: location)
            #expect(answer.has("Retry-After: 7"), sourceLocation: location)
            #expect(answer.has("Connection: close"), sourceLocation: location)
            #expect(try client.isAtEnd(), sourceLocation: location)
        }

        @Test func `answers 503 on a connection above all that it takes`() async throws {
            try await LiveServer.run { settings in
                settings.connections = 2
                settings.retryAfterSeconds = 7
            } _: { live in
                let served = try (0..<2).map { _ in try live.client() }
                for client in served { #expect(try client.ask("/a").text == "/a") }
                try expectTurnedAway(live.client(), 503)
                // Those who are served notice nothing, and room that comes is given away.
                for client in served { #expect(try client.ask("/b").text == "/b") }
                served[0].close()
                live.eventually("there is room") { live.server.connectionCount == 1 }
                #expect(try live.client().ask("/c").text == "/c")
            }
        }

        @Test func `answers 429 on a connection above those of one address`() async throws {
            try await LiveServer.run { settings in
                settings.connectionsPerAddress = 2
                settings.retryAfterSeconds = 7
            } _: { live in
                let served = try (0..<2).map { _ in try live.client() }
                for client in served { #expect(try client.ask("/a").text == "/a") }
                try expectTurnedAway(live.client(), 429)
                let other = try Client.from(2, to: live.address)
                #expect(try other.ask("/b").text == "/b")
                served[0].close()
                live.eventually("there is room") { live.server.connectionCount == 2 }
                #expect(try live.client().ask("/c").text == "/c")
            }
        }

        @Test func `keeps its room for others when one address fills its own`() async throws {
            try await LiveServer.run { settings in
                settings.connections = 10
                settings.connectionsPerAddress = 2
                settings.turnedAwayConnections = 3
            } _: { live in
                let crowd = try (0..<20).map { _ in try live.client() }
                live.eventually("all have been looked at") { live.server.connectionCount == 5 }
                let other = try Client.from(2, to: live.address)
                #expect(try other.ask("/a").text == "/a")
                for client in crowd[..<2] { #expect(try client.ask("/b").text == "/b") }
            }
        }

        @Test func `counts no connections of a proxy that it trusts`() async throws {
            let proxies = try TrustedProxies("127.0.0.0/8")
            try await LiveServer.run { settings in
                settings.connectionsPerAddress = 1
                settings.trustedProxies = proxies
            } _: { live in
                let clients = try (0..<3).map { _ in try live.client() }
                for client in clients { #expect(try client.ask("/a").text == "/a") }
            }
        }

        @Test func `passes over the body of who is turned away, or closes before it`() async throws
        {
            try await LiveServer.run { settings in
                settings.connections = 1
            } _: { live in
                let served = try live.client()
                _ = try served.ask("/a")
                for body in ["ab", ""] {
                    let client = try live.client()
                    try client.send(
                        "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n" + body
                    )
                    #expect(try client.answer().status == 503)
                    #expect(try client.isAtEnd())
                }
            }
        }

        @Test func `does not wait long for the request of who is turned away`() async throws {
            try await LiveServer.run { settings in
                settings.connections = 1
                settings.headMilliseconds = 200
            } _: { live in
                let served = try live.client()
                _ = try served.ask("/a")
                let silent = try live.client()
                #expect(try silent.isAtEnd())
                #expect(try served.ask("/a").text == "/a")
            }
        }

        @Test func `closes without a word when even those who are told are too many`() async throws
        {
            try await LiveServer.run { settings in
                settings.connections = 1
                settings.turnedAwayConnections = 1
            } _: { live in
                let served = try live.client()
                _ = try served.ask("/a")
                let told = try live.client()
                live.eventually("it is accepted") { live.server.connectionCount == 2 }
                #expect(try live.client().isAtEnd())
                #expect(live.server.connectionCount == 2)
                #expect(try told.ask("/").status == 503)
            }
        }
    }

    @Suite struct `The last answer of a connection` {
        @Test func `comes after a number of requests, and says so`() async throws {
            try await LiveServer.run { settings in
                settings.requestsPerConnection = 3
            } _: { live in
                let client = try live.client()
                for _ in 0..<2 {
                    #expect(try !client.ask("/a").has("Connection: close"))
                }
                #expect(try client.ask("/a").has("Connection: close"))
                #expect(try client.isAtEnd())
            }
        }

        @Test func `says so when the caller has ended its side`() async throws {
            try await LiveServer.run { live in
                let client = try live.client()
                try client.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n")
                live.eventually("it is at work") { live.gate.arrived == 1 }
                client.endOutput()
                usleep(50_000)
                live.gate.open()
                let answer = try client.answer()
                #expect(answer.text == "waited")
                #expect(answer.has("Connection: close"))
                #expect(try client.isAtEnd())
            }
        }
    }

    @Suite struct `A caller behind a proxy` {
        private func forwarded(_ path: String, for address: String) -> String {
            "GET \(path) HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: \(address)\r\n\r\n"
        }

        @Test func `is named by a proxy that is trusted, and by no other`() async throws {
            let proxies = try TrustedProxies("127.0.0.1")
            try await LiveServer.run { settings in
                settings.trustedProxies = proxies
            } _: { live in
                let client = try live.client()
                for address in ["192.0.2.1", "192.0.2.2", "2001:db8::1"] {
                    try client.send(forwarded("/peer", for: address))
                    #expect(try client.answer().text == address)
                }
                #expect(try client.ask("/peer").text == "127.0.0.1")
                let stranger = try Client.from(2, to: live.address)
                try stranger.send(forwarded("/peer", for: "192.0.2.1"))
                #expect(try stranger.answer().text == "127.0.0.2")
            }
        }

        @Test func `of whom a proxy says nonsense is refused`() async throws {
            let proxies = try TrustedProxies("127.0.0.1")
            try await LiveServer.run { settings in
                settings.trustedProxies = proxies
            } _: { live in
                let client = try live.client()
                try client.send(forwarded("/peer", for: "nobody"))
                #expect(try client.answer().status == 400)
                try client.send(
                    "POST /echo HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: ;\r\n"
                        + "Content-Length: 2\r\n\r\nab"
                )
                #expect(try client.answer().status == 400)
                #expect(try client.ask("/peer").text == "127.0.0.1")
            }
        }

        @Test func `has so many requests at work and not one more`() async throws {
            let proxies = try TrustedProxies("127.0.0.1")
            try await LiveServer.run(loops: 1) { settings in
                settings.trustedProxies = proxies
                settings.requestsPerAddress = 2
                settings.retryAfterSeconds = 7
            } _: { live in
                let clients = try (0..<4).map { _ in try live.client() }
                for client in clients[..<2] {
                    try client.send(forwarded("/wait", for: "192.0.2.1"))
                }
                live.eventually("two are at work") { live.gate.arrived == 2 }
                try clients[2].send(forwarded("/more", for: "192.0.2.1"))
                let answer = try clients[2].answer()
                #expect(answer.status == 429)
                #expect(answer.has("Retry-After: 7"))
                #expect(!answer.has("Connection: close"))
                try clients[3].send(forwarded("/other", for: "192.0.2.2"))
                #expect(try clients[3].answer().text == "/other")
                live.gate.open()
                for client in clients[..<2] { #expect(try client.answer().text == "waited") }
                try clients[2].send(forwarded("/again", for: "192.0.2.1"))
                #expect(try clients[2].answer().text == "/again")
            }
        }

        @Test func `is counted while its body is asked about, also when it goes away`() async throws
        {
            try await LiveServer.run(loops: 1) { settings in
                settings.requestsPerAddress = 1
            } _: { live in
                let asked = try live.client()
                try asked.send("POST /asked HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n")
                live.eventually("it is asked about") { live.gate.arrived == 1 }
                #expect(try live.get("/a").status == 429)
                asked.reset()
                live.eventually("it is gone") { live.server.connectionCount == 0 }
                #expect(try live.get("/a").status == 429)
                live.gate.open()
                live.eventually("it counts no more") { (try? live.get("/a").status) == 200 }
            }
        }

        @Test func `has no more at work when bodies end than when heads do`() async throws {
            try await LiveServer.run(loops: 1) { settings in
                settings.requestsPerAddress = 2
            } _: { live in
                let clients = try (0..<4).map { _ in try live.client() }
                for client in clients {
                    try client.send(
                        "POST /wait HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\na"
                    )
                }
                live.eventually("all are accepted") { live.server.connectionCount == 4 }
                for (number, client) in clients.enumerated() {
                    try client.send("b")
                    if number < 2 {
                        live.eventually("it is at work") { live.gate.arrived == number + 1 }
                    } else {
                        let answer = try client.answer()
                        #expect(answer.status == 429)
                        #expect(!answer.has("Connection: close"))
                    }
                }
                live.gate.open()
                for client in clients[..<2] { #expect(try client.answer().text == "waited") }
                for client in clients { #expect(try client.ask("/again").text == "/again") }
            }
        }

        @Test func `is counted for its requests at work when it has gone away`() async throws {
            try await LiveServer.run(loops: 1) { settings in
                settings.requestsPerAddress = 1
            } _: { live in
                let gone = try live.client()
                try gone.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n")
                live.eventually("it is at work") { live.gate.arrived == 1 }
                gone.reset()
                live.eventually("it is gone") { live.server.connectionCount == 0 }
                #expect(try live.get("/a").status == 429)
                live.gate.open()
                live.eventually("its request has ended") {
                    (try? live.get("/a").status) == 200
                }
            }
        }
    }
}

@Suite struct `The tallies of a loop` {
    private let peer = Peer.ipv4(address: 1, port: 1)

    @Test func `are one for all who come from an address`() {
        var tallies = CallerTallies()
        let first = tallies.take(for: peer)
        let second = tallies.take(for: .ipv4(address: 1, port: 2))
        let other = tallies.take(for: .ipv4(address: 2, port: 1))
        #expect(first != nil && first === second)
        #expect(other != nil && first !== other)
        #expect(tallies.take(for: .local) == nil)
    }

    @Test func `are forgotten when nobody keeps them`() throws {
        var tallies = CallerTallies()
        let taken = tallies.take(for: peer)
        let tally = try #require(taken)
        _ = tallies.take(for: peer)
        tally.requests = 3
        tallies.giveBack(tally)
        let again = tallies.take(for: peer)
        #expect(again?.requests == 3)
        tallies.giveBack(tally)
        tallies.giveBack(tally)
        let fresh = tallies.take(for: peer)
        #expect(fresh?.requests == 0)
    }
}

@Suite struct `A census` {
    private func settings(connections: Int) -> ServerSettings {
        var settings = ServerSettings()
        settings.connections = connections
        settings.retryAfterSeconds = 3
        return settings
    }

    private func served(_ census: ConnectionCensus) -> Int {
        var number = 0
        while census.enter(.local) == .served { number += 1 }
        return number
    }

    @Test(arguments: [
        // Descriptors, connections wanted, connections served: 128 are for other things, and
        // one in sixteen for who is turned away.
        (20_000, 500, 500), (1_024, 20_000, 1_024 - 128 - 64), (1_024, 832, 832),
        (1_024, 831, 831), (20, 20_000, 1),
    ])
    func `takes no more than there are descriptors for`(
        _ descriptors: Int,
        _ connections: Int,
        _ expected: Int
    ) {
        let settings = settings(connections: connections)
        #expect(served(ConnectionCensus(settings: settings, descriptors: descriptors)) == expected)
    }

    @Test func `counts a /64 of IPv6 as one address`() {
        var settings = settings(connections: 100)
        settings.connectionsPerAddress = 1
        let census = ConnectionCensus(settings: settings, descriptors: 20_000)
        #expect(census.enter(.ipv6(high: 1, low: 1, port: 1)) == .served)
        let refusal = ServerRefusal.tooMuchForOne(retryAfterSeconds: 3)
        #expect(census.enter(.ipv6(high: 1, low: 2, port: 1)) == .turnedAway(refusal))
        #expect(census.enter(.ipv6(high: 2, low: 1, port: 1)) == .served)
        for low in [UInt64(1), 2] {
            census.leave(
                .ipv6(high: 1, low: low, port: 1),
                low == 1 ? .served : .turnedAway(refusal)
            )
        }
        #expect(census.enter(.ipv6(high: 1, low: 3, port: 1)) == .served)
        #expect(census.count == 2)
    }
}
