internal import EventLoop
internal import Glibc
internal import HTTP
internal import HTTPServer
internal import Partnership
internal import Postgres

/// `hendig serve`: migrates, connects, listens, and ends in order when it is told to.
struct Serve {
    let settings: Settings
    let signals: Signals

    /// A database that is there connects in milliseconds, one that starts beside us in seconds; a
    /// busy one takes seconds to prepare all statements.
    private static let connectMilliseconds: UInt64 = 30_000

    func run() async throws(CommandFailure) {
        let contract = try contract()
        if settings.migratesFirst { try Migrate(settings: settings).apply() }
        let log = Log(level: settings.log)
        var apiSettings = API.Settings()
        apiSettings.corsOrigins = settings.corsOrigins
        apiSettings.vaultKey = settings.vaultKey
        apiSettings.municipalityCode = settings.municipalityCode
        apiSettings.codeLists = settings.codeLists
        apiSettings.log = { log.write($0) }
        let loops = try startLoops()
        let sessions = loops.map {
            Session(loop: $0, settings: settings.pipes, statements: API.statements)
        }
        let messageTurn = MessageTurn()
        let apis = sessions.map {
            API(
                session: $0,
                contract: contract,
                settings: apiSettings,
                messageTurn: messageTurn
            )
        }
        Descriptors.raiseLimit()
        let server = try makeServer(loops, apis)
        let addresses = try listen(server)
        try await open(sessions)
        server.start()
        announce(addresses)
        await signals.first()
        await server.drain(withinMilliseconds: settings.drainMilliseconds)
        for api in apis { await api.logLastBallots() }
        log.close()
    }

    private func contract() throws(CommandFailure) -> OpenAPIDocument {
        let bytes = try settings.contents(of: "openapi.yaml")
        do {
            return try OpenAPIDocument(yaml: bytes)
        } catch {
            throw .setting("openapi.yaml cannot be used: \(error).")
        }
    }

    private func startLoops() throws(CommandFailure) -> [EventLoop] {
        var loops: [EventLoop] = []
        do {
            for _ in 0..<settings.loopCount {
                let loop = try EventLoop()
                try loop.start()
                loops.append(loop)
            }
        } catch {
            throw .unavailable("No event loop can be started: \(error).")
        }
        return loops
    }

    private func makeServer(
        _ loops: [EventLoop],
        _ apis: [API]
    ) throws(CommandFailure) -> HTTPServer {
        do {
            let writer = try ResponseWriter(everyAnswer: API.everyAnswer)
            return HTTPServer(settings: settings.server, loops: loops, writer: writer) { loop in
                let place = loops.firstIndex { $0 === loop } ?? 0
                return LoopResponder(apis[place])
            }
        } catch {
            preconditionFailure("the fields of every answer can be written")
        }
    }

    private func listen(_ server: HTTPServer) throws(CommandFailure) -> [ListenAddress] {
        do {
            return try server.listen()
        } catch {
            throw .unavailable(error.description)
        }
    }

    /// Connects every loop to the database, or says why that does not work.
    private func open(_ sessions: [Session]) async throws(CommandFailure) {
        for session in sessions { session.beginOpening() }
        for session in sessions {
            let problem = await session.loop.spawn { () -> String? in
                if await session.open(withinMilliseconds: Self.connectMilliseconds) { return nil }
                return session.lastProblem ?? "no answer"
            }.value
            if let problem {
                throw .unavailable("The database cannot be reached: \(problem)")
            }
        }
    }

    /// Says where it answers, a line for each address; a path as nginx writes it.
    private func announce(_ addresses: [ListenAddress]) {
        let lines = addresses.map { address in
            switch address {
            case .tcp: "http://\(address)\(API.base)\n"
            case .unix: "http://unix:\(address):\(API.base)\n"
            }
        }
        // At once, so that who reads the first line can read all of them.
        let text = Array(lines.joined().utf8)
        _ = write(1, text, text.count)
    }
}

/// Hands the requests of one loop to the service.
private final class LoopResponder: Responder {
    private let api: API

    init(_ api: API) {
        self.api = api
    }

    func reply(to request: Request, from peer: Peer) -> Reply {
        api.reply(to: request)
    }

    func bodyDecision(for request: Request) -> BodyDecision {
        api.bodyDecision(for: request)
    }

    func bodyVerdict(for request: Request) async -> BodyVerdict {
        await api.bodyVerdict(for: request)
    }

    func response(to refusal: ServerRefusal) -> Response {
        api.response(toUnreadable: refusal.status, reason: refusal.reason)
    }
}
