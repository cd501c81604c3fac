import Glibc
import JSON
import Postgres
import TestSupport
import Testing

@Suite struct `The executable` {
    /// Starts to serve and tells how it ended without ever doing so.
    private static func failure(
        _ settings: [String: String],
        database: String = "host=/nowhere dbname=hendig"
    ) async throws -> (end: Child.End, words: String) {
        let service = Service(try Folder(), databaseURL: database, ownerURL: database)
        let child = try service.start("serve", settings: settings)
        let end = try await child.ended()
        #expect(child.output == "")
        return (end, child.errors)
    }

    private static func isSentence(_ text: String) -> Bool {
        text.hasPrefix("hendig: ") && text.hasSuffix(".\n")
            && text.utf8.count(where: { $0 == 0x0A }) == 1
    }

    @Test(arguments: [
        ("HENDIG_PORT", "x"), ("HENDIG_PORT", "65536"), ("HENDIG_LOOPS", "0"),
        ("HENDIG_LOG", "loud"), ("HENDIG_MIGRATE", "2"), ("HENDIG_DRAIN_SECONDS", "601"),
        ("HENDIG_COLOUR", "red"), ("HENDIG_DATABASE_URL", ""), ("HENDIG_HOME", "/nowhere"),
    ])
    func `ends with 78 and a sentence when a setting is wrong`(
        name: String,
        value: String
    ) async throws {
        let (end, words) = try await Self.failure([name: value])
        #expect(end == .status(78))
        #expect(Self.isSentence(words), "\(words)")
        #expect(words.contains(name))
    }

    @Test(arguments: [
        ["serve", "now"], ["sing"], [], ["tokens"], ["tokens", "issue", "--role", "king"],
        ["tokens", "issue", "--role", "partner"], ["tokens", "revoke", "x"],
        ["tokens", "issue", "--role", "finance", "--days", "0"],
    ])
    func `ends with 64 and a sentence when it is called wrongly`(words: [String]) async throws {
        let service = Service(try Folder(), databaseURL: "host=/nowhere", ownerURL: "host=/nowhere")
        let child = try service.start(words)
        #expect(try await child.ended() == .status(64))
        #expect(Self.isSentence(child.errors), "\(child.errors)")
    }

    @Test func `ends with 69 when its port is taken`() async throws {
        let database = try TestDatabase()
        let service = Service(try Folder(), database)
        let serving = try await service.serve()
        let second = try service.start("serve", settings: ["HENDIG_PORT": "\(serving.port)"])
        #expect(try await second.ended() == .status(69))
        #expect(Self.isSentence(second.errors), "\(second.errors)")
        #expect(second.errors.contains("\(serving.port)"))
        // The one that was there goes on.
        let answer = try Caller(port: serving.port).ask("GET", "/v1/health")
        #expect(answer.status == 200)
        #expect(try await serving.stop() == .status(0))
    }

    @Test(arguments: ["0", "1"])
    func `ends with 69 when there is no database`(migrates: String) async throws {
        let (end, words) = try await Self.failure(["HENDIG_MIGRATE": migrates])
        #expect(end == .status(69))
        // The sentence ends with libpq's own words.
        #expect(words.hasPrefix("hendig: The database cannot be reached: "))
        #expect(words.split(separator: "\n").count == 1, "\(words)")
    }

    /// Has a caller wait for the answer to a message, which a lock of another keeps from it.
    ///
    /// - Returns: the other, who lets go when it commits.
    private static func hold(
        _ caller: Caller,
        _ database: TestDatabase
    ) async throws -> BlockingConnection {
        let setting = try Setting(caller)
        try setting.allocate(1_000)
        let other = try database.connection()
        try other.run(
            script: "begin; select from allocation where number = 1000 for update"
        )
        try caller.begin(
            "POST",
            "/v1/declarations",
            json: Story.message(0, of: 1_000, agbCode: setting.agbCode)
        )
        let watcher = try database.connection()
        // Without giving up its thread: the lock is waited for five seconds, and on a busy machine
        // the next turn may come later.
        while try watcher.rows(.waiting).count == 0 { usleep(2_000) }
        return other
    }

    @Test func `answers what is under way before it ends`() async throws {
        let database = try TestDatabase()
        let service = Service(try Folder(), database)
        let serving = try await service.serve()
        let idle = Caller(port: serving.port)
        #expect(try idle.ask("GET", "/v1/health").status == 200)
        let caller = Caller(port: serving.port, token: try await service.issueToken())
        let other = try await Self.hold(caller, database)
        serving.child.send(SIGTERM)
        while !Loopback.isClosed(serving.port) { usleep(2_000) }
        #expect(serving.child.end == nil)
        try other.run(script: "commit")
        let answer = try caller.answer()
        #expect(answer.status == 201)
        #expect(answer.json["accepted"].boolean == true)
        #expect(answer.field("connection")?.lowercased() == "close")
        #expect(try await serving.child.ended() == .status(0))
        #expect(throws: Caller.Broken.self) { try idle.ask("GET", "/v1/health") }
    }

    @Test(arguments: [(SIGTERM, SIGTERM), (SIGTERM, SIGINT), (SIGINT, SIGTERM)])
    func `leaves at once at the second signal`(first: Int32, second: Int32) async throws {
        let database = try TestDatabase()
        let service = Service(try Folder(), database)
        let serving = try await service.serve(settings: ["HENDIG_DRAIN_SECONDS": "600"])
        let caller = Caller(port: serving.port, token: try await service.issueToken())
        let other = try await Self.hold(caller, database)
        serving.child.send(first)
        while !Loopback.isClosed(serving.port) { usleep(2_000) }
        #expect(serving.child.end == nil)
        serving.child.send(second)
        #expect(try await serving.child.ended() == .status(128 + second))
        #expect(throws: Caller.Broken.self) { try caller.answer() }
        try other.run(script: "commit")
    }

    @Test func `tells whether the totals of the ledger are those of its entries`() async throws {
        let database = try TestDatabase()
        let service = Service(try Folder(), database)
        let good = try service.start("ledger", "verify")
        #expect(try await good.ended() == .status(0))
        #expect(good.output.hasPrefix("The totals of the ledger are those of its entries.\n"))
        try database.connection().run(
            script: """
                set session_replication_role = replica;
                update ledger_size set size = 1;
                insert into ledger_entry (sequence, year, pillar, cents, source, recorded_at, id,
                    salt, leaf_hash)
                values (1, 2023, 'youth', 12345, 'KA 2.2.1', now(), gen_random_uuid(),
                    uuid_send(gen_random_uuid()), '');
                insert into ledger_posting (sequence, account, cents)
                values (1, 'opening', 12345), (1, 'revenue', -12345)
                """
        )
        let bad = try service.start("ledger", "verify")
        #expect(try await bad.ended() == .status(65))
        #expect(Self.isSentence(bad.errors), "\(bad.errors)")
        // Both totals, and the entry that was never counted.
        #expect(bad.output.split(separator: "\n").count == 3)
        #expect(bad.output.contains("12345"))
    }

    @Test func `gives tokens, lists them and takes them back`() async throws {
        let service = Service(try Folder(), try TestDatabase())
        let serving = try await service.serve()
        let token = try await service.issueToken("finance")
        #expect(token.hasPrefix("hendig_") && token.utf8.count == 50)
        let caller = Caller(port: serving.port, token: token)
        #expect(try caller.ask("GET", "/v1/products").status == 200)
        #expect(try caller.ask("GET", "/v1/matches").status == 403)
        let list = try service.start("tokens", "list")
        #expect(try await list.ended() == .status(0))
        let fields = list.output.split(separator: "\n")[0].split(separator: "\t")
        #expect(fields[1] == "finance" && fields.last == "in force")
        #expect(!list.output.contains(token))
        let id = String(fields[0])
        let revoking = try service.start("tokens", "revoke", id)
        #expect(try await revoking.ended() == .status(0))
        // The service knows its callers for less than a second, as the tests of its cache say; how
        // often one can ask in that second is up to the machine.
        for _ in 0..<6_000 {
            guard try caller.ask("GET", "/v1/products").status == 200 else { break }
            usleep(10_000)
        }
        let refused = try caller.ask("GET", "/v1/products")
        #expect(refused.status == 401)
        #expect(refused.field("www-authenticate") == "Bearer error=\"invalid_token\"")
        let again = try service.start("tokens", "revoke", id)
        #expect(try await again.ended() == .status(69))
        #expect(try await serving.stop() == .status(0))
    }

    @Test func `logs one line of JSON per request, and nothing personal`() async throws {
        let service = Service(try Folder(), try TestDatabase())
        let serving = try await service.serve()
        let token = try await service.issueToken()
        let caller = Caller(port: serving.port, token: token)
        let setting = try Setting(caller)
        try setting.allocate(1_000)
        let trace = "0af7651916cd43dd8448eb211c80319c"
        let requests: [(String, String, String?)] = [
            ("GET", "/v1/partners/\(setting.partner)?secret=1", nil),
            ("GET", "/v1/matches?caseReference=case-1000", nil),
            ("POST", "/v1/matches", "{\"caseReference\": \"case-geheim\", \"professional\": 3}"),
            ("POST", "/v1/declarations", Story.message(0, of: 1_000, agbCode: setting.agbCode)),
            ("POST", "/v1/declarations", Story.message(0, of: 1_000, agbCode: "00000000")),
            ("POST", "/v1/declarations", "{\"kind\": \"geheim"),
            ("GET", "/v1/geheim/\(setting.partner)", nil),
            ("PUT", "/v1/matches/\(setting.partner)/agreements", "{}"),
        ]
        for (method, target, json) in requests {
            _ = try caller.ask(
                method,
                target,
                json: json,
                fields: ["traceparent: 00-\(trace)-b7ad6b7169203331-01"]
            )
        }
        let stranger = Caller(port: serving.port, token: "hendig_geheim")
        #expect(try stranger.ask("GET", "/v1/products").status == 401)
        #expect(try await serving.stop() == .status(0))
        let log = serving.child.errors
        let lines = try log.split(separator: "\n").map { try TestJSON(String($0)) }
        #expect(lines.count >= requests.count + 1)
        for line in lines {
            #expect(line["time"].text?.hasSuffix("Z") == true)
            #expect(line["event"].text == "request" && line["status"].number != nil)
        }
        #expect(lines.count { $0["traceId"].text == trace } == requests.count)
        let secrets = [
            token, "hendig_", "geheim", "Geheim", "case-", setting.agbCode, setting.partner,
            "De Wilg", "JB-04",
        ]
        for secret in secrets { #expect(!log.contains(secret), "\(secret)") }
    }

    @Test func `keeps bodies within their bounds and says no more than asked`() async throws {
        let service = Service(try Folder(), try TestDatabase())
        let serving = try await service.serve()
        let token = try await service.issueToken("case-system")
        let caller = Caller(port: serving.port, token: token)
        for (path, limit) in [
            ("/v1/declarations", 1_048_576), ("/v1/declaration-batches", 26_214_400),
        ] {
            // What is not too large reaches the service, and blanks are no JSON. Of who is
            // unknown not even that much is read.
            for (length, token, status) in [
                (limit, token, 400), (limit + 1, token, 413), (limit + 1, "x", 401),
            ] {
                let sender = Caller(port: serving.port, token: token)
                let body = String(repeating: " ", count: length)
                let answer = try sender.ask("POST", path, json: body)
                #expect(answer.status == status)
                #expect(answer.field("content-type") == "application/problem+json")
            }
        }
        for path in ["/v1", "/v1/openapi.yaml", "/v1/products"] {
            let whole = try caller.ask("GET", path)
            let head = try caller.ask("HEAD", path)
            #expect(head.status == 200)
            for name in ["content-length", "content-type", "etag", "api-version"] {
                #expect(head.field(name) == whole.field(name))
            }
        }
        let options = try caller.ask("OPTIONS", "/v1/declarations")
        #expect(options.status == 204)
        #expect(options.field("allow") == "GET, HEAD, POST, OPTIONS")
        #expect(try await serving.stop() == .status(0))
    }
}
