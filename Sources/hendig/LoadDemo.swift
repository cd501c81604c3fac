internal import EventLoop
internal import Glibc
internal import Partnership
internal import Postgres

/// `hendig demo load`: fills an empty database with fictional partners and a true history, once,
/// and writes the tokens with which the demo can be seen.
struct LoadDemo {
    let settings: Settings

    /// Writers at the same time, so that commits can share a write to the disk.
    private static let sessionCount = 4
    private static let connectMilliseconds: UInt64 = 10_000
    private static let tokenDays = 365

    func run(_ options: Options) async throws(CommandFailure) {
        try options.allowOnly(["tokens"])
        guard let path = options["tokens"], !path.isEmpty else {
            throw .usage("demo load needs --tokens FILE; see hendig help.")
        }
        if settings.migratesFirst { try Migrate(settings: settings).apply() }
        let connection = try Migrate(settings: settings).connection()
        let register = DemoRegister(connection)
        do {
            try register.lock()
            let isNew = try await load(register)
            if try isNew || !tokensHold(TokenFile(path), register) {
                try issueTokens(on: connection, to: TokenFile(path))
                say("its tokens are in \(path)")
            }
        } catch let failure as CommandFailure {
            throw failure
        } catch let failure as DemoFailure {
            throw .unavailable(failure.sentence)
        } catch let failure as ScriptFailure {
            throw .unavailable(failure.description)
        } catch {
            throw .unavailable("The demo cannot be loaded: \(error).")
        }
    }

    /// - Returns: whether it had to be loaded.
    private func load(_ register: DemoRegister) async throws -> Bool {
        switch try register.state() {
        case .loaded: return false
        case .foreign:
            throw CommandFailure.unavailable(
                "The database has partners already; the demo is loaded into an empty one."
            )
        case .begun: say("goes on where an earlier load was cut off")
        case .empty: break
        }
        let tokens = Dictionary(
            uniqueKeysWithValues: DemoScript.roles.map { ($0, Token.random()) }
        )
        let facts = try settings.contents(of: "db/demo/revenue_by_year.csv")
        let content = Content(
            demo: try Demo(published: DemoRevenue.read(csv: facts)),
            travelBudget: try settings.contents(of: "db/demo/travel_budget_2024.json"),
            trustKey: try settings.contents(of: "db/demo/trust-body-public.asc"),
            script: try DemoScript(lines: settings.contents(of: "db/demo/\(DemoScript.file)")),
            contract: try OpenAPIDocument(yaml: settings.contents(of: "openapi.yaml")),
            tokens: tokens
        )
        try register.begin(tokens)
        try await send(content)
        try register.complete()
        return true
    }

    private struct Content: Sendable {
        let demo: Demo
        let travelBudget: [UInt8]
        let trustKey: [UInt8]
        let script: DemoScript
        let contract: OpenAPIDocument
        let tokens: [Role: String]
    }

    private func send(_ content: Content) async throws {
        let loop = try EventLoop()
        try loop.start()
        defer {
            loop.stop()
            loop.join()
        }
        let pipes = settings.pipes
        try await Task(executorPreference: loop) {
            let sessions = (0..<Self.sessionCount).map { _ in
                Session(
                    loop: loop,
                    settings: pipes,
                    statements: API.statements + DemoLoader.statements
                )
            }
            defer { for session in sessions { session.close() } }
            for session in sessions {
                guard await session.open(withinMilliseconds: Self.connectMilliseconds) else {
                    throw DemoFailure.database(session.lastProblem ?? "it does not answer")
                }
            }
            try await DemoLoader(
                sessions: sessions,
                contract: content.contract,
                tokens: content.tokens,
                demo: content.demo,
                travelBudget: content.travelBudget,
                trustKey: content.trustKey,
                script: content.script,
                progress: { say($0) }
            ).load()
        }.value
    }

    private func tokensHold(
        _ file: TokenFile,
        _ register: DemoRegister
    ) throws(ScriptFailure) -> Bool {
        guard let bytes = file.read(), let tokens = DemoTokens(json: bytes) else { return false }
        return try register.knows(tokens.tokens)
    }

    /// Tokens nobody can read are not kept: they are committed when the file is there.
    private func issueTokens(on connection: BlockingConnection, to file: TokenFile) throws {
        let partners = try DemoRegister(connection).partners()
        let register = TokenRegister(connection)
        var texts: [String] = []
        try connection.run(script: "begin")
        for holder in DemoTokens.holders {
            let text = Token.random()
            try register.issue(
                text,
                id: Token.identifier(),
                role: holder.role,
                partner: holder.slug.flatMap { partners[$0] },
                label: "demo",
                days: Self.tokenDays
            )
            texts.append(text)
        }
        try file.write(DemoTokens(texts).json())
        try connection.run(script: "commit")
    }
}

/// Tells whoever waits how far it is.
private func say(_ sentence: String) {
    let line = Array("hendig: demo: \(sentence)\n".utf8)
    _ = write(2, line, line.count)
}
