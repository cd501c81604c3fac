internal import EventLoop
internal import Glibc
package import HTTP
package import Partnership
internal import Postgres
internal import Synchronization

/// The service without a socket, on one or more loops with one database.
///
/// ```swift
/// try await withAPI { api in
///     let answer = try await api.send(.get, "/v1/products", as: .role(.frontend))
///     #expect(answer.status == 200)
/// }
/// ```
package final class TestAPI: Sendable {
    /// Whose token goes with a request.
    package enum Sender: Sendable, Hashable {
        /// No token goes with it.
        case nobody
        /// Any role but that of a partner.
        case role(Role)
        case partner(Identifier)
        /// This text instead of a token.
        case token(String)
    }

    package let database: TestDatabase
    private let instances: [Instance]
    private let tokens = LockedBox<[Sender: Token]>([:])
    private let lastNumber = Atomic<Int>(10_000_000)

    fileprivate struct Instance: Sendable {
        let loop: EventLoop
        let api: API
    }

    private struct Token: Sendable {
        let id: Identifier
        let text: String
    }

    fileprivate init(_ database: TestDatabase, _ instances: [Instance]) {
        self.database = database
        self.instances = instances
    }

    // MARK: Requests

    /// Sends a request to one of the loops and waits for its answer.
    package func send(
        _ method: Method,
        _ target: String,
        as sender: Sender = .role(.municipality),
        json: String? = nil,
        xml: [UInt8]? = nil,
        headers: Headers = [:],
        loop: Int = 0
    ) async throws -> Response {
        var headers = headers
        if let token = try text(of: sender) { headers.append("Authorization", "Bearer \(token)") }
        if json != nil, !headers.contains("content-type") {
            let type = method == .patch ? "application/merge-patch+json" : "application/json"
            headers.append("Content-Type", type)
        }
        if xml != nil, !headers.contains("content-type") {
            headers.append("Content-Type", "application/xml")
        }
        let body = xml ?? Array((json ?? "").utf8)
        let request = Request(method, target, headers: headers, body: body)
        let instance = instances[loop % instances.count]
        return await instance.loop.spawn { await instance.api.reply(to: request).response() }.value
    }

    /// What becomes of the body of a request: at once, by a look-up, and at once after that.
    package func bodyDecision(
        _ method: Method,
        _ target: String,
        as sender: Sender
    ) async throws -> (atOnce: BodyDecision, verdict: BodyVerdict, thereafter: BodyDecision) {
        let token = try text(of: sender)
        let headers: Headers = token.map { ["Authorization": "Bearer \($0)"] } ?? [:]
        let request = Request(method, target, headers: headers)
        let instance = instances[0]
        return await instance.loop.spawn {
            var found: (BodyDecision, BodyVerdict, BodyDecision)
            var attempts = 20
            repeat {
                let atOnce = instance.api.bodyDecision(for: request)
                let verdict = await instance.api.bodyVerdict(for: request)
                found = (atOnce, verdict, instance.api.bodyDecision(for: request))
                attempts -= 1
                // On a busy machine a look-up may take longer than its answer is kept.
            } while found.2 == .ask && attempts > 0
            return found
        }.value
    }

    /// Sends the same request many times at once, to the loops in turn.
    package func sendAtOnce(
        _ count: Int,
        _ method: Method,
        _ target: String,
        json: String,
        headers: Headers = [:]
    ) async throws -> [Response] {
        // Before the rush, so that the requests do not wait for each other's token.
        _ = try text(of: .role(.municipality))
        return try await withThrowingTaskGroup(of: Response.self) { group in
            for number in 0..<count {
                group.addTask {
                    try await self.send(
                        method,
                        target,
                        json: json,
                        headers: headers,
                        loop: number
                    )
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }

    /// Tells the log of the ballots that it was not told of.
    package func logLastBallots() async {
        for instance in instances { await instance.api.logLastBallots() }
    }

    // MARK: Tokens

    /// Ends the sender's token, as an operator does.
    package func revokeToken(of sender: Sender) throws {
        guard let token = tokens.withLock({ $0[sender] }) else { return }
        _ = try TokenRegister(database.connection()).revoke(token.id)
    }

    /// A new token in the database.
    package func issueToken(_ text: String, to sender: Sender, days: Int = 1) throws {
        _ = try issue(text, to: sender, days: days)
    }

    private func text(of sender: Sender) throws -> String? {
        switch sender {
        case .nobody: return nil
        case .token(let text): return text
        case .role, .partner:
            return try tokens.withLock { tokens in
                if let token = tokens[sender] { return token.text }
                let token = try issue("token-of-\(sender)", to: sender, days: 1)
                tokens[sender] = token
                return token.text
            }
        }
    }

    private func issue(_ text: String, to sender: Sender, days: Int) throws -> Token {
        var role = Role.partner
        var partner: Identifier?
        switch sender {
        case .role(let other): role = other
        case .partner(let id): partner = id
        case .nobody, .token: throw TestProblem("Nobody has no token.")
        }
        let text = text.filter { !$0.isWhitespace }
        let id = Identifier.random()
        try TokenRegister(database.connection())
            .issue(text, id: id, role: role, partner: partner, label: "test", days: days)
        return Token(id: id, text: text)
    }

    // MARK: Things to work with

    /// Eight digits that no other partner has as its KvK number or its AGB code.
    package func nextNumber() -> Int {
        lastNumber.add(1, ordering: .relaxed).newValue
    }

    /// Makes a partner with numbers that no other has.
    package func makePartner(name: String = "De Wilg") async throws -> Identifier {
        let number = nextNumber()
        let answer = try await send(
            .post,
            "/v1/partners",
            json: """
                {"name": "\(name)", "kvkNumber": "\(number)", "agbCode": "\(number)",
                 "size": "small", "pillars": ["youth"], "expertise": ["autisme"]}
                """
        )
        return try answer.madeIdentifier
    }

    /// Makes an agreement of a partner, from 2026 until the end by law unless told otherwise.
    @discardableResult
    package func makeAgreement(
        _ kind: String,
        of partner: Identifier,
        from startsOn: String = "2026-01-01",
        until endsOn: String? = nil
    ) async throws -> Identifier {
        let end = endsOn.map { "\"\($0)\"" } ?? "null"
        let answer = try await send(
            .post,
            "/v1/agreements",
            json: """
                {"partnerId": "\(partner)", "kind": "\(kind)", "signedOn": "2025-12-18",
                 "startsOn": "\(startsOn)", "endsOn": \(end), "documentReference": "PO-1"}
                """
        )
        return try answer.madeIdentifier
    }

    /// Makes a partner with both agreements in force from 2026.
    package func makeActivePartner(name: String = "De Wilg") async throws -> Identifier {
        let partner = try await makePartner(name: name)
        try await makeAgreement("process", of: partner)
        try await makeAgreement("assignment", of: partner)
        return partner
    }
}

extension API.Settings {
    /// Those of a service that has a vault key.
    package static var ofTests: API.Settings {
        var settings = API.Settings()
        settings.vaultKey = VaultKey(String(repeating: "5e", count: 32))
        return settings
    }
}

/// Runs the body with the service over a fresh database, and ends both afterwards.
///
/// - Parameter loops: how many loops, each with an API of its own, share the database.
package func withAPI<Value: Sendable>(
    loops: Int = 1,
    settings: API.Settings = .ofTests,
    _ body: @escaping @Sendable (TestAPI) async throws -> Value
) async throws -> Value {
    try await withInstances(loops, of: TestDatabase(), settings, [], body)
}

/// Runs the body with a service that the tests of the process share.
///
/// It is for tests that change nothing another could see: that read what the migrations brought,
/// are refused, or work with partners of their own and count nobody else's.
package func withSharedAPI<Value: Sendable>(
    _ body: @escaping @Sendable (TestAPI) async throws -> Value
) async throws -> Value {
    try await body(SharedAPI.opening.value)
}

private enum SharedAPI {
    /// Its loop and its database stay until the process ends.
    static let opening = Task {
        let database = try TestDatabase()
        let loop = try EventLoop()
        try loop.start()
        let contract = try Contract.shared.get()
        let api = await loop.spawn {
            let session = Session(
                loop: loop,
                settings: database.serviceSettings,
                statements: API.statements
            )
            await session.open()
            return API(session: session, contract: contract, settings: .ofTests)
        }.value
        return TestAPI(database, [TestAPI.Instance(loop: loop, api: api)])
    }
}

private func withInstances<Value: Sendable>(
    _ count: Int,
    of database: TestDatabase,
    _ settings: API.Settings,
    _ instances: [TestAPI.Instance],
    turn: MessageTurn = MessageTurn(),
    _ body: @escaping @Sendable (TestAPI) async throws -> Value
) async throws -> Value {
    guard instances.count < count else { return try await body(TestAPI(database, instances)) }
    return try await withSession(
        database.serviceSettings,
        statements: API.statements
    ) { session in
        let api = API(
            session: session,
            contract: try Contract.shared.get(),
            settings: settings,
            messageTurn: turn
        )
        let all = instances + [TestAPI.Instance(loop: session.loop, api: api)]
        return try await withInstances(count, of: database, settings, all, turn: turn, body)
    }
}

/// The project's own openapi.yaml, read once per process.
private enum Contract {
    static let shared = Result { try OpenAPIDocument(yaml: read()) }
        .mapError { TestProblem("openapi.yaml: \($0)") }

    private static func read() throws -> [UInt8] {
        guard let folder = TestDatabase.projectFolder,
            let file = fopen(folder + "/openapi.yaml", "r")
        else { throw TestProblem("not there") }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = fread(&part, 1, part.count, file)
            if count == 0 { return bytes }
            bytes += part[..<count]
        }
    }
}
