import EventLoop
import Postgres
import TestSupport
import Testing

extension Statement {
    static let moment = Statement("test.moment", "select now()::text, pg_backend_pid()")
    static let divide = Statement("test.divide", "select 100 / $1::integer")
    static let sleep = Statement("test.sleep", "select pg_sleep($1::integer / 1000.0)")
    static let echo = Statement("test.echo", "select $1::text")
    static let repeated = Statement("test.repeated", "select repeat('x', $1::integer)")
    static let long = Statement(
        "test.long",
        "select number from generate_series(1, $1::integer) as number"
    )
    static let setting = Statement("test.setting", "select current_setting($1), current_user")
}

@Suite struct `A session that reads` {
    @Test func `sends the reads of one turn in one train`() async throws {
        let database = try TestDatabase(.nothing)
        try await withSession(database.settings, statements: [.moment]) { session in
            func moments() async throws -> Set<String> {
                try await withThrowingTaskGroup(of: String.self) { group in
                    for _ in 0..<10 {
                        group.addTask {
                            let row = try await session.rows(.moment)[0]
                            return "\(row.text(0)) \(row.integer(1))"
                        }
                    }
                    return try await group.reduce(into: []) { $0.insert($1) }
                }
            }
            // Statements up to one Sync share a transaction, and with it the time of its start.
            let first = try await moments()
            #expect(first.count == 1)
            #expect(try await moments() != first)
        }
    }

    @Test func `reads beside a report that waits`() async throws {
        let database = try TestDatabase(.nothing)
        let holds = Statement("test.holds", "select pg_advisory_xact_lock(1)")
        let waits = Statement("test.waits", "select pg_advisory_lock_shared(1)")
        let statements = [holds, waits, Statement.echo]
        try await withSession(database.settings, statements: statements) { session in
            let report = try await session.transaction { transaction in
                _ = try await transaction.rows(holds)
                let report = session.loop.spawn { try? await session.report(waits).count }
                for _ in 0..<5 { _ = try await session.rows(.echo) { $0.add("") } }
                return report
            }
            // Only after the commit could it end.
            #expect(await report.value == 1)
        }
    }

    @Test(arguments: [1, 4, 256])
    func `answers each of many reads with its own rows`(callsInFlight: Int) async throws {
        let database = try TestDatabase(.nothing)
        var settings = database.settings
        settings.limits.callsInFlight = callsInFlight
        try await withSession(settings, statements: [.echo]) { session in
            await withTaskGroup(of: Bool.self) { group in
                for index in 0..<1_000 {
                    group.addTask {
                        let rows = try? await session.rows(.echo) { $0.add("\(index)") }
                        return rows?.first?.text(0) == "\(index)"
                    }
                }
                for await isRight in group { #expect(isRight) }
            }
        }
    }

    @Test(arguments: [1, 3, 1_000])
    func `lets no read fail for its neighbour`(failingEach: Int) async throws {
        let database = try TestDatabase(.nothing)
        try await withSession(database.settings, statements: [.divide]) { session in
            let division = DatabaseFailure(
                operation: "test.divide",
                cause: .refused(state: "22012", constraint: nil)
            )
            await withTaskGroup(of: (Int, Result<Int, any Error>).self) { group in
                for index in 1...300 {
                    group.addTask {
                        let divisor = index % failingEach == 0 ? 0 : 2
                        return (
                            divisor,
                            await caught {
                                try await session.rows(.divide) {
                                    $0.add(divisor)
                                }[0].integer(0)
                            }
                        )
                    }
                }
                for await (divisor, result) in group {
                    switch result {
                    case .success(let value): #expect(divisor == 2 && value == 50)
                    case .failure(let failure):
                        #expect(divisor == 0 && failure as? DatabaseFailure == division)
                    }
                }
            }
        }
    }

    @Test func `carries big values and many rows`() async throws {
        let database = try TestDatabase(.nothing)
        let statements: [Statement] = [.repeated, .long, .echo]
        try await withSession(database.settings, statements: statements) { session in
            async let big = session.rows(.repeated) { $0.add(10_000_000) }
            async let many = session.rows(.long) { $0.add(200_000) }
            let text = String(repeating: "é\\\"{", count: 1_000_000)
            let back = try await session.rows(.echo) { $0.add(text) }
            #expect(back.first?.text(0) == text)
            #expect(try await big.first?.withBytes(0) { $0.count } == 10_000_000)
            #expect(try await many[199_999].integer(0) == 200_000)
        }
    }

    @Test func `refuses what would wait too long`() async throws {
        let database = try TestDatabase(.nothing)
        var settings = database.settings
        settings.limits.callsWaiting = 10
        settings.limits.callsInFlight = 5
        try await withSession(settings, statements: [.echo]) { session in
            func refusals(of count: Int) async -> Int {
                await withTaskGroup(of: DatabaseFailure.Cause?.self) { group in
                    for _ in 0..<count {
                        group.addTask {
                            await cause { _ = try await session.rows(.echo) { $0.add("") } }
                        }
                    }
                    var refused = 0
                    for await cause in group where cause != nil {
                        #expect(cause == .overloaded)
                        refused += 1
                    }
                    return refused
                }
            }
            #expect(await refusals(of: 10) == 0)
            #expect(await refusals(of: 11) == 1)
            #expect(await refusals(of: 10) == 0)
        }
    }
}

@Suite struct `A session's settings` {
    @Test func `are in force on each connection`() async throws {
        let database = try TestDatabase(.nothing)
        var settings = database.settings
        settings.role = "pg_read_all_data"
        let expected = [
            "timezone": "UTC", "statement_timeout": "15s", "lock_timeout": "5s",
            "plan_cache_mode": "force_generic_plan",
            "idle_in_transaction_session_timeout": "30s",
        ]
        try await withSession(settings, statements: [.setting]) { session in
            for (name, value) in expected {
                let row = try await session.rows(.setting) { $0.add(name) }[0]
                #expect(row.text(0) == value)
                #expect(row.text(1) == "pg_read_all_data")
                let written = try await session.transaction { transaction in
                    try await transaction.rows(.setting) { $0.add(name) }[0].text(0)
                }
                #expect(written == value)
            }
        }
    }

    @Test func `give the service's role with its address`() async throws {
        let database = try TestDatabase(.nothing)
        let connection = try database.connection()
        try connection.run(
            script: """
                do $$ begin create role hendig_service; exception when others then null; end $$
                """
        )
        try await withSession(database.serviceSettings, statements: [.setting]) { session in
            let row = try await session.rows(.setting) { $0.add("timezone") }[0]
            #expect(row.text(1) == "hendig_service")
        }
    }

    @Test func `end a statement that takes too long`() async throws {
        let database = try TestDatabase(.nothing)
        var settings = database.settings
        settings.limits.statementMilliseconds = 100
        try await withSession(settings, statements: [.sleep]) { session in
            let refusal = await cause { _ = try await session.rows(.sleep) { $0.add(14_000) } }
            #expect(refusal == .refused(state: "57014", constraint: nil))
            let afterwards = await cause { _ = try await session.rows(.sleep) { $0.add(0) } }
            #expect(afterwards == nil)
            #expect(session.isReady)
        }
    }

    @Test func `give a silent database up`() async throws {
        let database = try TestDatabase(.nothing)
        var settings = database.settings
        settings.limits.answerMilliseconds = 3_000
        try await withSession(settings, statements: [.sleep]) { session in
            // One that answers in time, then one that does not.
            let inTime = await cause { _ = try await session.rows(.sleep) { $0.add(100) } }
            #expect(inTime == nil)
            let loss = await cause { _ = try await session.rows(.sleep) { $0.add(14_000) } }
            #expect(loss == .connectionLost)
            #expect(session.lastProblem == "no answer in time")
            #expect(await session.open(withinMilliseconds: patienceMilliseconds))
        }
    }
}

@Suite struct `A database failure` {
    @Test func `says what failed and no more`() {
        typealias Cause = DatabaseFailure.Cause
        let sentences: [(Cause, String)] = [
            (.refused(state: "23505", constraint: "a_key"), "a.b: refused with 23505 by a_key"),
            (.refused(state: "57014", constraint: nil), "a.b: refused with 57014"),
            (.connectionLost, "a.b: the connection was lost"),
            (.notConnected, "a.b: not connected"),
            (.overloaded, "a.b: too many calls wait"),
            (.notRun, "a.b: not run after an earlier failure"),
            (.unexpectedAnswer, "a.b: an unexpected answer"),
        ]
        for (cause, sentence) in sentences {
            #expect(DatabaseFailure(operation: "a.b", cause: cause).description == sentence)
        }
    }

    @Test func `gives state and constraint of a refusal alone`() {
        let refused = DatabaseFailure(
            operation: "a",
            cause: .refused(state: "23505", constraint: "a_key")
        )
        #expect(refused.state == "23505")
        #expect(refused.constraint == "a_key")
        let lost = DatabaseFailure(operation: "a", cause: .connectionLost)
        #expect(lost.state == nil)
        #expect(lost.constraint == nil)
    }
}

/// What the body gives or throws.
func caught<Value>(_ body: () async throws -> Value) async -> Result<Value, any Error> {
    do {
        return .success(try await body())
    } catch {
        return .failure(error)
    }
}

/// The cause of the body's failure; nil when it succeeds.
func cause(_ body: () async throws -> Void) async -> DatabaseFailure.Cause? {
    do {
        try await body()
        return nil
    } catch let failure as DatabaseFailure {
        return failure.cause
    } catch {
        Issue.record(error)
        return nil
    }
}

/// Waits, at most a minute, until something has happened.
func until(_ isTrue: () -> Bool) async throws {
    for _ in 0..<6_000 {
        if isTrue() { return }
        try await Task.sleep(for: .milliseconds(10))
    }
    Issue.record("it did not happen")
}
