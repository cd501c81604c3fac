import EventLoop
import Glibc
import HTTP
import HTTPServer
import Testing

/// All suites that need sockets, one test at a time: they share descriptors and cores.
@Suite(.serialized) struct `Over sockets` {}

/// Lets responders wait until a test says so.
final class Gate: Sendable {
    private struct State {
        var isOpen = false
        var waiting: [CheckedContinuation<Void, Never>] = []
        var arrived = 0
    }

    private let state = LockedBox(State())

    func pass() async {
        await withCheckedContinuation { continuation in
            let isOpen = state.withLock { state in
                state.arrived += 1
                if !state.isOpen { state.waiting.append(continuation) }
                return state.isOpen
            }
            if isOpen { continuation.resume() }
        }
    }

    func open() {
        let waiting = state.withLock { state in
            state.isOpen = true
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }

    var arrived: Int { state.withLock { $0.arrived } }
}

/// Answers a handful of paths, each of which shows one thing.
final class StubResponder: Responder, @unchecked Sendable {
    // Unchecked: it belongs to the thread of one loop.
    private let gate: Gate
    private let loop: EventLoop
    private var requests = 0

    init(_ gate: Gate, on loop: EventLoop) {
        self.gate = gate
        self.loop = loop
    }

    func reply(to request: Request, from peer: Peer) -> Reply {
        loop.preconditionCurrent()
        // Both ways lead to the same answers.
        if request.path == "/now" { return .now(text("/now")) }
        return .later { [self] in await respond(to: request, from: peer) }
    }

    private func respond(to request: Request, from peer: Peer) async -> Response {
        loop.preconditionCurrent()
        requests += 1
        switch request.path {
        case "/wait":
            await gate.pass()
            loop.preconditionCurrent()
            return text("waited")
        case "/sleep":
            try? await Task.sleep(for: .milliseconds(Int64(request.query ?? "") ?? 0))
            return text("slept")
        case "/big": return Response(200, body: [UInt8](repeating: 120, count: 8_000_000))
        case "/echo", "/small", "/asked": return Response(200, body: request.body)
        case "/empty": return Response(204)
        case "/unchanged": return Response(304, headers: ["ETag": "\"1\""])
        case "/host": return text(request.host ?? "none")
        case "/peer": return text(peer.address)
        case "/faulty": return Response(200, headers: ["X-Split": "a\r\nb"])
        case "/refused":
            // Long enough for the look-ahead to fill.
            try? await Task.sleep(for: .milliseconds(50))
            return text("refused", status: 403)
        default: return text(request.path)
        }
    }

    func bodyDecision(for request: Request) -> BodyDecision {
        switch request.path {
        case "/refused": .decline
        case "/small": .read(maximumBytes: 10)
        case "/asked", "/asked-refused": .ask
        default: .read(maximumBytes: 4_000_000)
        }
    }

    func bodyVerdict(for request: Request) async -> BodyVerdict {
        await gate.pass()
        loop.preconditionCurrent()
        if request.path == "/asked" { return .read(maximumBytes: 10) }
        return .answer(text(request.path, status: 401))
    }

    func response(to refusal: ServerRefusal) -> Response {
        text(refusal.reason, status: refusal.status)
    }

    private func text(_ text: String, status: Status = 200) -> Response {
        Response(status, headers: ["Content-Type": "text/plain"], body: Array(text.utf8))
    }
}

/// A server on two loops that lasts as long as a test.
struct LiveServer: Sendable {
    let server: HTTPServer
    let addresses: [ListenAddress]
    let gate: Gate

    /// Runs a test against a server, on threads of its own.
    static func run(
        loops count: Int = 2,
        _ change: (inout ServerSettings) -> Void = { _ in },
        _ test: (LiveServer) async throws -> Void
    ) async throws {
        var settings = ServerSettings()
        settings.addresses = [.tcp(host: "127.0.0.1", port: 0)]
        change(&settings)
        let loops = try (0..<count).map { _ in try EventLoop() }
        for loop in loops { try loop.start() }
        let gate = Gate()
        let writer = try ResponseWriter(everyAnswer: ["Server-Test": "yes"])
        let server = HTTPServer(settings: settings, loops: loops, writer: writer) {
            StubResponder(gate, on: $0)
        }
        let addresses = try server.listen()
        server.start()
        var thrown: (any Error)?
        do {
            try await withTaskExecutorPreference(OwnThreads()) {
                try await test(LiveServer(server: server, addresses: addresses, gate: gate))
            }
        } catch {
            thrown = error
        }
        gate.open()
        await server.stop()
        #expect(server.connectionCount == 0)
        for loop in loops {
            loop.stop()
            loop.join()
        }
        if let thrown { throw thrown }
    }

    /// The first of its addresses.
    var address: ListenAddress { addresses[0] }

    func client() throws -> Client { try Client(address) }

    /// One request on a connection of its own.
    func get(_ path: String) throws -> Client.Answer {
        let client = try client()
        try client.send("GET \(path) HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        return try client.answer()
    }

    /// Waits for something that happens on the server's threads.
    func eventually(
        _ what: Comment,
        _ location: SourceLocation = #_sourceLocation,
        _ condition: () -> Bool
    ) {
        for _ in 0..<6_000 {
            if condition() { return }
            usleep(10_000)
        }
        Issue.record(what, sourceLocation: location)
    }
}
