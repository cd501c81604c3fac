import Glibc
import HTTPServer
import Synchronization
import Testing

extension `Over sockets` {
    @Suite struct `A server that drains` {
        @Test func `loses no answer under load`() async throws {
            let answered = Atomic<Int>(0)
            let lost = Atomic<Int>(0)
            try await LiveServer.run { live in
                let threads = (0..<8).map { _ in
                    Threads.start {
                        guard let client = try? live.client() else { return }
                        while true {
                            let answer = try? client.ask("/sleep?1")
                            guard let answer else {
                                lost.add(1, ordering: .relaxed)
                                return
                            }
                            answered.add(1, ordering: .relaxed)
                            if answer.has("Connection: close") { return }
                        }
                    }
                }
                live.eventually("they are at it") { answered.load(ordering: .relaxed) > 100 }
                let dropped = await live.server.drain(withinMilliseconds: 60_000)
                #expect(dropped == 0)
                for thread in threads { pthread_join(thread, nil) }
                #expect(lost.load(ordering: .relaxed) == 0)
                #expect(live.server.connectionCount == 0)
            }
        }

        @Test func `answers what is at work, as the last`() async throws {
            try await LiveServer.run { live in
                let client = try live.client()
                try client.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n")
                live.eventually("it is at work") { live.gate.arrived == 1 }
                async let dropped = live.server.drain(withinMilliseconds: 60_000)
                live.eventually("it takes no more") { (try? live.client()) == nil }
                live.gate.open()
                let answer = try client.answer()
                #expect(answer.text == "waited")
                #expect(answer.has("Connection: close"))
                #expect(try client.isAtEnd())
                client.close()
                #expect(await dropped == 0)
            }
        }

        @Test func `closes idle connections and takes no new ones`() async throws {
            try await LiveServer.run { live in
                let idle = try (0..<20).map { _ in try live.client() }
                live.eventually("they are accepted") { live.server.connectionCount == 20 }
                #expect(await live.server.drain(withinMilliseconds: 60_000) == 0)
                for client in idle { #expect(try client.isAtEnd()) }
                #expect(throws: Client.Broken.self) { try live.client() }
            }
        }

        @Test func `still answers a request that was on its way`() async throws {
            try await LiveServer.run { settings in
                settings.drainIdleMilliseconds = 60_000
            } _: { live in
                let client = try live.client()
                live.eventually("it is accepted") { live.server.connectionCount == 1 }
                async let dropped = live.server.drain(withinMilliseconds: 60_000)
                live.eventually("it takes no more") { (try? live.client()) == nil }
                try client.send("GET /late HTTP/1.1\r\nHost: a\r\n\r\n")
                let answer = try client.answer()
                #expect(answer.text == "/late")
                #expect(answer.has("Connection: close"))
                client.close()
                #expect(await dropped == 0)
            }
        }

        @Test(arguments: ["/now", "/kept"])
        func `says so in the last of several answers alone`(_ path: String) async throws {
            try await LiveServer.run { settings in
                settings.drainIdleMilliseconds = 60_000
            } _: { live in
                let client = try live.client()
                live.eventually("it is accepted") { live.server.connectionCount == 1 }
                async let dropped = live.server.drain(withinMilliseconds: 60_000)
                live.eventually("it takes no more") { (try? live.client()) == nil }
                let request = "GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n"
                try client.send(request + request + request)
                for isLast in [false, false, true] {
                    let answer = try client.answer()
                    #expect(answer.text == path)
                    #expect(answer.has("Connection: close") == isLast)
                }
                #expect(try client.isAtEnd())
                client.close()
                #expect(await dropped == 0)
            }
        }

        @Test func `drops what is left when the time is over`() async throws {
            try await LiveServer.run { live in
                let clients = try (0..<5).map { _ in try live.client() }
                for client in clients { try client.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n") }
                live.eventually("they are at work") { live.gate.arrived == 5 }
                #expect(await live.server.drain(withinMilliseconds: 200) == 5)
                #expect(live.server.connectionCount == 0)
                for client in clients { #expect(client.rest().isEmpty) }
            }
        }

        @Test func `is done at once when nobody is there`() async throws {
            try await LiveServer.run { live in
                let dropped = await live.server.drain(withinMilliseconds: 60_000)
                #expect(dropped == 0)
            }
        }
    }

    @Suite struct `A local socket` {
        @Test func `does not replace a file that is no socket`() throws {
            let path = "/tmp/hendig-test-\(getpid()).file"
            close(open(path, O_CREAT | O_WRONLY, 0o600))
            defer { unlink(path) }
            var settings = ServerSettings()
            settings.addresses = [.unix(path: path)]
            #expect(throws: ListenFailure.taken(.unix(path: path))) {
                _ = try Servers.make(settings).listen()
            }
            #expect(access(path, F_OK) == 0)
        }

        @Test func `is replaced when it is abandoned, and removed at the end`() async throws {
            let path = "/tmp/hendig-test-\(getpid()).socket"
            var settings = ServerSettings()
            settings.addresses = [.unix(path: path)]
            // Listens, and goes away without removing the file.
            let child = try ListeningLocal(path)
            #expect(throws: ListenFailure.taken(.unix(path: path))) {
                _ = try Servers.make(settings).listen()
            }
            child.abandon()
            #expect(access(path, F_OK) == 0)
            try await LiveServer.run { settings in
                settings.addresses = [.unix(path: path)]
            } _: { live in
                #expect(live.address == .unix(path: path))
                let answer = try live.client().ask("/peer")
                #expect(answer.text == "local")
            }
            #expect(access(path, F_OK) != 0)
        }
    }
}

/// Another program's socket.
private final class ListeningLocal {
    private let descriptor: Int32

    init(_ path: String) throws {
        unlink(path)
        // A program that another test starts would else hold it open.
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        descriptor = socket(AF_UNIX, kind, 0)
        let status = SocketName.local(path) { bind(descriptor, $0, $1) }
        guard status == 0, listen(descriptor, 1) == 0 else { throw Client.Broken(number: errno) }
    }

    func abandon() { close(descriptor) }
}
