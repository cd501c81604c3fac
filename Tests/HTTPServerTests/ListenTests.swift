import Glibc
import Testing

@testable import HTTPServer

extension `Over sockets` {
    @Suite struct `A server with several addresses` {
        private static let path = "/tmp/hendig-test-\(getpid()).several"
        private static let any: [ListenAddress] = [
            .tcp(host: "127.0.0.1", port: 0), .tcp(host: "::1", port: 0), .unix(path: path),
        ]

        @Test func `serves at each of them`() async throws {
            try await LiveServer.run { settings in
                settings.addresses = Self.any
            } _: { live in
                #expect(live.addresses.count == 3)
                for (address, peer) in zip(live.addresses, ["127.0.0.1", "::1", "local"]) {
                    let answer = try Client(address).ask("/peer")
                    #expect(answer.text == peer)
                }
                guard case .tcp("::1", let port) = live.addresses[1] else {
                    Issue.record("no IPv6 address")
                    return
                }
                #expect("\(live.addresses[1])" == "[::1]:\(port)")
            }
        }

        @Test func `counts the connections of all of them together`() async throws {
            try await LiveServer.run { settings in
                settings.addresses = Self.any
            } _: { live in
                let clients = try live.addresses.map { try Client($0) }
                live.eventually("they are accepted") { live.server.connectionCount == 3 }
                #expect(await live.server.drain(withinMilliseconds: 60_000) == 0)
                for client in clients { #expect(try client.isAtEnd()) }
                for address in live.addresses {
                    #expect(throws: Client.Broken.self) { try Client(address) }
                }
            }
        }

        @Test func `lets go of all of them when one cannot be had`() async throws {
            try await LiveServer.run { live in
                var settings = ServerSettings()
                settings.addresses = [.unix(path: Self.path), live.address]
                #expect(throws: ListenFailure.taken(live.address)) {
                    _ = try Servers.make(settings).listen()
                }
                #expect(access(Self.path, F_OK) != 0)
                let answer = try live.get("/on")
                #expect(answer.text == "/on")
            }
        }

        @Test func `opens a path to its user and its group alone`() async throws {
            try await LiveServer.run { settings in
                settings.addresses = [.unix(path: Self.path)]
            } _: { _ in
                var facts = stat()
                #expect(lstat(Self.path, &facts) == 0)
                #expect(facts.st_mode & 0o777 == 0o660)
            }
        }
    }

    @Suite struct `A host` {
        private static let asked = ListenAddress.tcp(host: "a", port: 0)

        private static func names(_ hosts: String...) -> [SocketAddress] {
            hosts.flatMap { SocketAddress.all(of: $0, port: 0) }
        }

        private static func withSockets(
            _ names: [SocketAddress],
            _ body: ([ListenAddress]) throws -> Void
        ) throws {
            var sockets: [ListeningSocket] = []
            defer { for socket in sockets { socket.close() } }
            try ListeningSocket.open(names, for: asked, 10, into: &sockets)
            try body(sockets.map(\.address))
        }

        @Test func `stands for all its addresses, on one port`() throws {
            try Self.withSockets(Self.names("127.0.0.1", "::1")) { addresses in
                guard case .tcp("127.0.0.1", let port) = addresses[0] else {
                    Issue.record("no address")
                    return
                }
                #expect(port > 0)
                #expect(addresses.dropFirst() == [.tcp(host: "::1", port: port)])
                for address in addresses { _ = try Client(address) }
            }
        }

        @Test func `is heard on its IPv4 address alone when it has no other`() throws {
            try Self.withSockets(Self.names("127.0.0.1", "2001:db8::1")) { addresses in
                #expect(addresses.count == 1)
            }
        }

        @Test(arguments: ["2001:db8::1", "192.0.2.1"])
        func `is refused when this machine has no such address`(_ host: String) throws {
            var sockets: [ListeningSocket] = []
            let failure = #expect(throws: ListenFailure.self) {
                try ListeningSocket.open(Self.names(host), for: Self.asked, 10, into: &sockets)
            }
            #expect(failure?.description.contains(host) == true)
            #expect(failure?.description.contains("bind") == true)
            #expect(sockets.isEmpty)
        }

        @Test func `is not heard where only one of its IPv4 addresses is ours`() throws {
            var sockets: [ListeningSocket] = []
            defer { for socket in sockets { socket.close() } }
            #expect(throws: ListenFailure.self) {
                let names = Self.names("127.0.0.1", "192.0.2.1")
                try ListeningSocket.open(names, for: Self.asked, 10, into: &sockets)
            }
        }

        @Test(arguments: ["localhost", "127.0.0.1", "::1", "::"])
        func `has each address once`(_ host: String) {
            let names = SocketAddress.all(of: host, port: 80)
            #expect(!names.isEmpty)
            for (place, name) in names.enumerated() {
                #expect(!names[..<place].contains(name))
                guard case .tcp(_, 80) = name.listenAddress else {
                    Issue.record("no port")
                    return
                }
                #expect(name.with(port: 81) != name)
                #expect(name.with(port: 81).with(port: 80) == name)
            }
        }

        @Test(arguments: ["", "256.0.0.1", "no such host", ":::"])
        func `has no address when nobody knows it`(_ host: String) {
            #expect(SocketAddress.all(of: host, port: 80).isEmpty)
        }

        @Test(arguments: [("::", true), ("::1", false)])
        func `takes IPv4 callers when it is every address`(host: String, takes: Bool) throws {
            try Self.withSockets(Self.names(host)) { addresses in
                guard case .tcp(host, let port) = addresses.first else {
                    Issue.record("no address")
                    return
                }
                _ = try Client(.tcp(host: "::1", port: port))
                let isConnected = (try? Client(.tcp(host: "127.0.0.1", port: port))) != nil
                #expect(isConnected == takes)
            }
        }
    }
}
