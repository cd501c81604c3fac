import EventLoop
import Glibc
import HTTP
import Testing

@testable import HTTPServer

extension `Over sockets` {
    @Suite struct `A time-out` {
        @Test func `ends an idle connection without a word`() async throws {
            try await LiveServer.run { settings in
                settings.idleMilliseconds = 2_000
            } _: { live in
                let silent = try live.client()
                let client = try live.client()
                try client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
                _ = try client.answer()
                #expect(try client.isAtEnd())
                #expect(try silent.isAtEnd())
            }
        }

        @Test(arguments: ["/now", "/kept"])
        func `counts anew after every answer`(_ path: String) async throws {
            try await LiveServer.run { settings in
                settings.idleMilliseconds = 4_000
            } _: { live in
                let client = try live.client()
                for _ in 0..<5 {
                    #expect(try client.ask(path).text == path)
                    usleep(1_000_000)
                }
            }
        }

        @Test func `does not end a request that is at work`() async throws {
            try await LiveServer.run { settings in
                settings.idleMilliseconds = 100
                settings.headMilliseconds = 100
                settings.bodyLookMilliseconds = 100
            } _: { live in
                let client = try live.client()
                try client.send("GET /sleep?500 HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(try client.answer().text == "slept")
            }
        }

        @Test func `answers a head that comes too slowly, byte by byte or not`() async throws {
            try await LiveServer.run { settings in
                settings.headMilliseconds = 300
            } _: { live in
                let slow = try live.client()
                let stopped = try live.client()
                try stopped.send("GET / HT")
                for byte in "GET /aaaaaaaaaaaaaaaa".utf8 {
                    guard (try? slow.send([byte])) != nil else { break }
                    usleep(50_000)
                }
                for client in [slow, stopped] {
                    let answer = try client.answer()
                    #expect(answer.status == 408)
                    #expect(answer.has("Connection: close"))
                    #expect(try client.isAtEnd())
                }
            }
        }

        @Test func `answers a second head that comes too slowly`() async throws {
            try await LiveServer.run { settings in
                settings.headMilliseconds = 200
            } _: { live in
                let client = try live.client()
                try client.send("GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP")
                #expect(try client.answer().text == "/1")
                #expect(try client.answer().status == 408)
            }
        }

        @Test func `answers a body that comes too slowly`() async throws {
            try await LiveServer.run { settings in
                settings.bodyLookMilliseconds = 200
                settings.bodyBytesPerSecond = 1_000
            } _: { live in
                let client = try live.client()
                try client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 99\r\n\r\n")
                for _ in 0..<8 {
                    guard (try? client.send("a")) != nil else { break }
                    usleep(50_000)
                }
                #expect(try client.answer().status == 408)
                #expect(try client.isAtEnd())
            }
        }

        @Test func `waits for a body that keeps its pace`() async throws {
            try await LiveServer.run { settings in
                settings.bodyLookMilliseconds = 2_000
                settings.bodyBytesPerSecond = 100
            } _: { live in
                let client = try live.client()
                let part = String(repeating: "a", count: 500)
                try client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 6000\r\n\r\n")
                for _ in 0..<12 {
                    try client.send(part)
                    usleep(250_000)
                }
                #expect(try client.answer().body.count == 6_000)
            }
        }

        @Test func `drops a caller that does not read its answer`() async throws {
            try await LiveServer.run { settings in
                settings.writeStallMilliseconds = 2_000
            } _: { live in
                let client = try Client()
                client.receiveLittle()
                try client.connect(to: live.address)
                try client.send("GET /big HTTP/1.1\r\nHost: a\r\n\r\n")
                live.eventually("it is accepted") { live.server.connectionCount == 1 }
                live.eventually("it is dropped") { live.server.connectionCount == 0 }
                #expect(client.rest().count < 8_000_000)
            }
        }

        @Test func `leaves a caller that reads slowly its time`() async throws {
            try await LiveServer.run { settings in
                settings.writeStallMilliseconds = 3_000
            } _: { live in
                let client = try Client()
                client.receiveLittle()
                try client.connect(to: live.address)
                try client.send(
                    "GET /big HTTP/1.1\r\nHost: a\r\n\r\nGET /next HTTP/1.1\r\nHost: a\r\n\r\n"
                )
                for _ in 0..<10 {
                    usleep(400_000)
                    try client.readSome()
                }
                #expect(try client.answer().body.count == 8_000_000)
                #expect(try client.answer().text == "/next")
            }
        }

        @Test func `ends a caller that stays after the last answer`() async throws {
            try await LiveServer.run { settings in
                settings.lingerMilliseconds = 2_000
            } _: { live in
                let client = try live.client()
                try client.send("GET / HTTP/1.0\r\n\r\n")
                #expect(try client.answer().status == 200)
                #expect(live.server.connectionCount == 1)
                live.eventually("it is closed") { live.server.connectionCount == 0 }
            }
        }
    }
}

@Suite struct `A request that comes as the time of its connection ends` {
    @Test(arguments: ["/now", "/kept"])
    func `is answered, not cut off`(_ path: String) throws {
        var ends: [Int32] = [-1, -1]
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue)
        #expect(socketpair(AF_UNIX, kind, 0, &ends) == 0)
        defer { close(ends[1]) }
        let loop = try EventLoop()
        try loop.start()
        let settings = ServerSettings()
        let census = ConnectionCensus(settings: settings, descriptors: 1_000)
        let serving = ServingLoop(
            loop: loop,
            settings: settings,
            responder: StubResponder(Gate(), on: loop),
            writer: try ResponseWriter(),
            census: census
        )
        #expect(census.enter(.local) == .served)
        let (near, far) = (ends[0], ends[1])
        let request = Array("GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n".utf8)
        loop.execute {
            let connection = Connection(near, peer: .local, .served, on: serving)
            try? loop.watch(near, for: .reading, owner: connection)
            connection.begin()
            // It is there, and the loop has not looked yet.
            _ = write(far, request, request.count)
            connection.timePassed()
        }
        var answer = [UInt8](repeating: 0, count: 1_000)
        var count = -1
        for _ in 0..<6_000 where count < 0 {
            count = read(far, &answer, answer.count)
            if count < 0 { usleep(10_000) }
        }
        #expect(count > 0 && answer.starts(with: "HTTP/1.1 200 OK\r\n".utf8))
        loop.stop()
        loop.join()
    }
}
