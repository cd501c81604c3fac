import Glibc
import Postgres
import TestSupport
import Testing

@Suite struct `What was acknowledged` {
    private static let callers = 6
    private static let messagesEach = 60
    private static let claimsEach = 6
    /// So often a caller asks, ten milliseconds apart: for minutes, since a busy machine takes
    /// long to start a PostgreSQL again.
    private static let attempts = 30_000

    /// Sends the story of a care, each message until it is answered.
    private static func tell(
        _ number: Int,
        _ agbCode: String,
        _ caller: Caller,
        _ diary: Diary
    ) {
        var messages = (0..<messagesEach).map { Story.message($0, of: number, agbCode: agbCode) }
        for month in 1...claimsEach {
            let claim = Story.claim(month, of: number, agbCode: agbCode)
            messages.insert(claim, at: month * messagesEach / (claimsEach + 1))
        }
        for (place, message) in messages.enumerated() {
            let key = "Idempotency-Key: \(number)-\(place)"
            for attempt in 1... {
                diary.pause()
                let answer = try? caller.ask(
                    "POST",
                    "/v1/declarations",
                    json: message,
                    fields: [key]
                )
                if let answer, answer.status != 503 {
                    diary.enter(answer)
                    break
                }
                diary.interrupt()
                if attempt == attempts { return diary.fail("no answer to \(key)") }
                usleep(10_000)
            }
        }
    }

    private static func start(
        _ serving: Serving,
        _ token: String,
        _ agbCode: String,
        _ diary: Diary
    ) {
        for number in 0..<callers {
            diary.begin()
            _ = Threads.start {
                let caller = Caller(port: serving.port, token: token)
                tell(1_000 + number, agbCode, caller, diary)
                diary.end()
            }
        }
    }

    /// Waits until so many blows have fallen.
    ///
    /// - Throws: what went wrong when the callers ended before that, for then nothing else would.
    private static func reach(_ count: Int, _ diary: Diary) async throws {
        while diary.blowCount < count {
            if diary.isDone, diary.blowCount < count {
                throw TestProblem("no blow \(count): \(diary.failures)")
            }
            try await Task.sleep(for: .milliseconds(1))
        }
    }

    private static func finish(_ diary: Diary) async throws {
        while !diary.isDone { try await Task.sleep(for: .milliseconds(5)) }
    }

    private static func prepare(_ service: Service) async throws -> (Serving, String, String) {
        let serving = try await service.serve()
        let token = try await service.issueToken()
        let setting = try Setting(Caller(port: serving.port, token: token))
        for number in 0..<callers { try setting.allocate(1_000 + number) }
        return (serving, token, setting.agbCode)
    }

    /// Compares what was acknowledged with what is kept.
    private static func check(_ diary: Diary, _ connection: BlockingConnection) throws {
        let acknowledged = diary.entries
        #expect(diary.failures == [])
        #expect(diary.interruptionCount > 0)
        #expect(acknowledged.count == callers * (messagesEach + claimsEach))
        #expect(acknowledged.values.allSatisfy { $0.isAccepted })
        let kept = try connection.rows(declarations).map { ($0.text(0), $0.text(1)) }
        // Exactly once: as many rows as ids, each the declaration that was told.
        #expect(kept.count == acknowledged.count)
        for (message, declaration) in kept {
            #expect(acknowledged[message]?.declaration == declaration)
        }
        let claims = callers * claimsEach
        let sums = try connection.rows(sums)[0]
        #expect(sums.integer(0) == callers * messagesEach)
        #expect(sums.integer(1) == claims)
        #expect(sums.integer(2) == claims * 8_000)
        #expect(sums.integer(3) == claims * 8_000)
        #expect(sums.integer(4) == claims * 8_000)
        #expect(sums.integer(5) == callers)
    }

    private static let declarations = Statement(
        "test.declarations",
        "select message_id, id from declaration where accepted and counts"
    )

    private static let sums = Statement(
        "test.sums",
        """
        select (select count(*) from delivery), (select count(*) from claim_line),
            (select sum(cents) from ledger_entry where declaration_id is not null),
            (select sum(cents) from ledger_year_total where year = 2025),
            (select sum(cents) from ledger_month_total where year = 2025),
            (select count(*) from allocation where care_state = 'ended')
        """
    )

    @Test func `is there once after the service was killed, and again`() async throws {
        let database = try TestDatabase()
        let service = Service(try Folder(), database)
        let diary = Diary(marks: [80, 160, 240])
        var (serving, token, agbCode) = try await Self.prepare(service)
        let port = serving.port
        diary.prepare { [child = serving.child] in child.send(SIGKILL) }
        Self.start(serving, token, agbCode, diary)
        for count in 1...3 {
            try await Self.reach(count, diary)
            #expect(try await serving.child.ended() == .signal(SIGKILL))
            serving = try await service.serve(port: port)
            diary.prepare { [child = serving.child] in child.send(SIGKILL) }
        }
        try await Self.finish(diary)
        #expect(try await serving.stop() == .status(0))
        try Self.check(diary, try database.connection())
    }

    @Test func `is there once after PostgreSQL was killed, and again`() async throws {
        let folder = try Folder()
        var cluster = try await Cluster.start(in: folder)
        let service = Service(
            folder,
            databaseURL: cluster.databaseURL,
            ownerURL: cluster.ownerURL
        )
        let diary = Diary(marks: [100, 200])
        let (serving, token, agbCode) = try await Self.prepare(service)
        diary.prepare { [cluster] in cluster.kill() }
        Self.start(serving, token, agbCode, diary)
        for count in 1...2 {
            try await Self.reach(count, diary)
            try await cluster.ended()
            cluster = try await Cluster.start(in: folder)
            diary.prepare { [cluster] in cluster.kill() }
        }
        try await Self.finish(diary)
        #expect(try await serving.stop() == .status(0))
        try Self.check(diary, try BlockingConnection(cluster.ownerURL))
        try await cluster.stop()
    }
}
