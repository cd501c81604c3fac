import EventLoop
import Glibc
import HTTP
import HTTPServer
import Synchronization
import Testing

extension `Over sockets` {
    @Suite struct `A socket that was handed over` {
        private static let path = "/tmp/hendig-test-\(getpid()).handed"

        private static func run(
            on socket: HandedSocket,
            _ change: (inout ServerSettings) -> Void = { _ in },
            _ test: (LiveServer) async throws -> Void
        ) async throws {
            try await LiveServer.run(
                { settings in
                    settings.inherited = [socket.copy()]
                    change(&settings)
                },
                test
            )
        }

        @Test func `is served instead of the addresses`() async throws {
            let socket = try HandedSocket()
            try await Self.run(on: socket) { settings in
                settings.addresses = [.unix(path: "/nowhere/socket")]
            } _: { live in
                #expect(live.addresses == [socket.address])
                let answer = try live.get("/peer")
                #expect(answer.text == "127.0.0.1")
            }
        }

        @Test func `stands beside others`() async throws {
            unlink(Self.path)
            let sockets = try [HandedSocket(), HandedSocket(path: Self.path)]
            defer { unlink(Self.path) }
            try await LiveServer.run { settings in
                settings.inherited = sockets.map { $0.copy() }
            } _: { live in
                #expect(live.addresses == sockets.map(\.address))
                for (address, peer) in zip(live.addresses, ["127.0.0.1", "local"]) {
                    let answer = try Client(address).ask("/peer")
                    #expect(answer.text == peer)
                }
            }
        }

        @Test func `never blocks, and stays with this process`() async throws {
            let socket = try HandedSocket()
            let copy = socket.copy()
            #expect(fcntl(copy, F_GETFL) & O_NONBLOCK == 0)
            try await LiveServer.run {
                $0.inherited = [copy]
            } _: { _ in
                #expect(fcntl(copy, F_GETFL) & O_NONBLOCK != 0)
                #expect(fcntl(copy, F_GETFD) & FD_CLOEXEC != 0)
            }
        }

        @Test func `keeps its path for whoever comes next`() async throws {
            unlink(Self.path)
            let socket = try HandedSocket(path: Self.path)
            defer { unlink(Self.path) }
            for _ in 0..<2 {
                try await Self.run(on: socket) { live in
                    #expect(live.address == .unix(path: Self.path))
                    let answer = try live.client().ask("/peer")
                    #expect(answer.text == "local")
                }
                #expect(access(Self.path, F_OK) == 0)
            }
        }

        /// Ends a server that never began to accept, while callers wait.
        private static func drain(
            _ change: (inout ServerSettings) -> Void,
            withCallers count: Int
        ) async throws -> [Client] {
            var settings = ServerSettings()
            settings.lingerMilliseconds = 100
            change(&settings)
            let loop = try EventLoop()
            try loop.start()
            let server = HTTPServer(settings: settings, loops: [loop], writer: try ResponseWriter())
            {
                StubResponder(Gate(), on: $0)
            }
            let address = try server.listen()[0]
            let callers = try (0..<count).map { _ in try Client(address) }
            for caller in callers { try caller.send("GET /next HTTP/1.1\r\nHost: a\r\n\r\n") }
            _ = await server.drain(withinMilliseconds: 60_000)
            loop.stop()
            loop.join()
            return callers
        }

        @Test func `leaves who waits there to the next`() async throws {
            let socket = try HandedSocket()
            let callers = try await Self.drain({ $0.inherited = [socket.copy()] }, withCallers: 5)
            try await Self.run(on: socket) { _ in
                for caller in callers {
                    let answer = try caller.answer()
                    #expect(answer.text == "/next")
                    #expect(!answer.has("Connection: close"))
                    let again = try caller.ask("/again")
                    #expect(again.text == "/again")
                }
            }
        }

        @Test func `differs from one of our own, where who waits is answered first`() async throws {
            let any = ListenAddress.tcp(host: "127.0.0.1", port: 0)
            // What came of them stands in their sockets, whoever reads it when.
            let callers = try await Self.drain({ $0.addresses = [any] }, withCallers: 5)
            for caller in callers {
                let answer = try caller.answer()
                #expect(answer.text == "/next")
                #expect(answer.has("Connection: close"))
                #expect(try caller.isAtEnd())
            }
        }

        @Test func `loses no caller while one server takes over from another`() async throws {
            let socket = try HandedSocket()
            let answered = Atomic<Int>(0)
            let lost = Atomic<Int>(0)
            let isOver = Atomic<Bool>(false)
            let address = socket.address
            func patient(_ settings: inout ServerSettings) {
                settings.drainIdleMilliseconds = 60_000
            }
            try await Self.run(on: socket, patient) { first in
                let threads = (0..<8).map { _ in
                    Threads.start {
                        var client: Client?
                        while !isOver.load(ordering: .relaxed) {
                            client = client ?? (try? Client(address))
                            guard let answer = try? client?.ask("/x") else {
                                lost.add(1, ordering: .relaxed)
                                return
                            }
                            answered.add(1, ordering: .relaxed)
                            if answer.has("Connection: close") { client = nil }
                        }
                    }
                }
                first.eventually("they are at it") { answered.load(ordering: .relaxed) > 200 }
                try await Self.run(on: socket, patient) { second in
                    #expect(await first.server.drain(withinMilliseconds: 60_000) == 0)
                    let before = answered.load(ordering: .relaxed)
                    second.eventually("they go on") {
                        answered.load(ordering: .relaxed) > before + 200
                    }
                    isOver.store(true, ordering: .relaxed)
                    for thread in threads { pthread_join(thread, nil) }
                }
                #expect(lost.load(ordering: .relaxed) == 0)
            }
        }
    }

    @Suite struct `A descriptor` {
        /// What a program may be given by mistake.
        enum Mistake: CaseIterable {
            case closed, file, silent, datagram, connected
        }

        private func descriptor(_ mistake: Mistake) -> Int32 {
            switch mistake {
            case .closed: return 100_000
            case .file: return open("/dev/null", O_RDONLY)
            case .silent: return socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            case .datagram: return socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
            case .connected:
                var pair: [Int32] = [-1, -1]
                socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &pair)
                close(pair[1])
                return pair[0]
            }
        }

        @Test(arguments: Mistake.allCases)
        func `that is no listening socket is refused, and the others are let go`(
            _ mistake: Mistake
        ) throws {
            let socket = try HandedSocket()
            let good = socket.copy()
            let bad = descriptor(mistake)
            defer { if mistake != .closed { close(bad) } }
            var settings = ServerSettings()
            settings.inherited = [good, bad]
            let failure = #expect(throws: ListenFailure.self) {
                _ = try Servers.make(settings).listen()
            }
            #expect(failure == .notListening(descriptor: bad))
            #expect(
                failure?.description
                    == "Descriptor \(bad), which was handed over, is no listening stream socket."
            )
            // Whoever made it still listens.
            _ = try Client(socket.address)
        }
    }
}
