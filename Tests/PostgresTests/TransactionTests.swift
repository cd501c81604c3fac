import EventLoop
import Postgres
import TestSupport
import Testing

extension Statement {
    fileprivate static let insert = Statement(
        "thing.insert",
        "insert into thing (number, name) values ($1::integer, $2)"
    )
    fileprivate static let refer = Statement(
        "thing.refer",
        "insert into reference (number) values ($1::integer)"
    )
    fileprivate static let count = Statement("thing.count", "select count(*) from thing")
    fileprivate static let all = Statement(
        "thing.all",
        "select number, name from thing order by place"
    )
    fileprivate static let update = Statement("thing.update", "update thing set name = $1")
}

private let statements: [Statement] = [
    .insert, .refer, .count, .all, .update, .sleep, .echo, .moment,
]

private func databaseWithThings() throws -> TestDatabase {
    let database = try TestDatabase(.nothing)
    try database.connection().run(
        script: """
            create table thing (
                place integer generated always as identity,
                number integer constraint thing_number_key unique,
                name text constraint thing_name_is_short check (length(name) < 100000)
            );
            create table reference (
                number integer constraint reference_thing_fkey references thing (number)
                    deferrable initially deferred
            );
            """
    )
    return database
}

private func insertion(_ number: Int, _ name: String? = "name") -> Call {
    Call(.insert) {
        $0.add(number)
        $0.add(name)
    }
}

private struct Refusal: Error, Equatable {}

@Suite struct `A transaction` {
    private let database: TestDatabase

    init() throws {
        database = try databaseWithThings()
    }

    /// How many things there are for everybody to see.
    private func committed() throws -> Int {
        try database.connection().rows(.count)[0].integer(0)
    }

    @Test func `is committed when it returns`() async throws {
        let count = try await withSession(database.settings, statements: statements) { session in
            try await session.transaction { transaction in
                _ = try await transaction.run([insertion(1), insertion(2, nil)])
                #expect(try await transaction.rows(.count)[0].integer(0) == 2)
                #expect(try committed() == 0)
                #expect(try await session.rows(.count)[0].integer(0) == 0)
                return try await transaction.rows(.all).map { $0.optionalText(1) }
            }
        }
        #expect(count == ["name", nil])
        #expect(try committed() == 2)
    }

    @Test func `is rolled back when its body throws`() async throws {
        try await withSession(database.settings, statements: statements) { session in
            await #expect(throws: Refusal()) {
                try await session.transaction { transaction in
                    _ = try await transaction.run([insertion(1)])
                    throw Refusal()
                }
            }
            await #expect(throws: Refusal()) {
                try await session.transaction { _ in throw Refusal() }
            }
            let value = try await session.transaction { _ in 42 }
            #expect(value == 42)
        }
        #expect(try committed() == 0)
    }

    @Test func `tells state and constraint of a refusal and no data`() async throws {
        try await withSession(database.settings, statements: statements) { session in
            let result = await caught {
                try await session.transaction { transaction in
                    try await transaction.run([
                        insertion(4711), insertion(4711, "personal"), insertion(3),
                    ])
                }
            }
            guard case .failure(let failure as DatabaseFailure) = result else {
                Issue.record("it was accepted")
                return
            }
            #expect(failure.state == "23505")
            #expect(failure.constraint == "thing_number_key")
            #expect(failure.operation == "thing.insert")
            #expect(!"\(failure)".contains("4711") && !"\(failure)".contains("personal"))
            // The pipe goes on with the next.
            try await session.transaction { _ = try await $0.run([insertion(5)]) }
        }
        #expect(try committed() == 1)
    }

    @Test func `is committed by its last statements in the same round trip`() async throws {
        try await withSession(database.settings, statements: statements) { session in
            try await session.transaction { transaction in
                let rows = try await transaction.finish([
                    insertion(1), insertion(2), Call(.count),
                ])
                #expect(rows.count == 3)
                #expect(rows[2][0].integer(0) == 2)
                #expect(try committed() == 2)
            }
            try await session.transaction { transaction in
                _ = try await transaction.run([insertion(3)])
                #expect(try await transaction.finish([insertion(4)]).count == 1)
                #expect(try committed() == 4)
            }
            try await session.transaction { transaction in
                let rows = try await transaction.finish([])
                #expect(rows.isEmpty)
            }
        }
        #expect(try committed() == 4)
    }

    @Test(arguments: [true, false])
    func `fails with what is only checked at its commit`(finishes: Bool) async throws {
        try await withSession(database.settings, statements: statements) { session in
            let refusal = await cause {
                try await session.transaction { transaction in
                    let calls = [insertion(1), Call(.refer) { $0.add(99) }]
                    if finishes {
                        _ = try await transaction.finish(calls)
                    } else {
                        _ = try await transaction.run(calls)
                    }
                }
            }
            let name = "reference_thing_fkey"
            #expect(refusal == .refused(state: "23503", constraint: name))
            try await session.transaction { transaction in
                _ = try await transaction.finish([insertion(7), Call(.refer) { $0.add(7) }])
            }
        }
        #expect(try committed() == 1)
    }

    @Test func `cannot commit after a failure that its body did not mind`() async throws {
        try await withSession(database.settings, statements: statements) { session in
            let swallowed = await cause {
                try await session.transaction { transaction in
                    _ = try await transaction.run([insertion(1)])
                    let failure = await cause { _ = try await transaction.run([insertion(1)]) }
                    #expect(failure?.isRefused == true)
                    let next = await cause { _ = try await transaction.run([insertion(2)]) }
                    #expect(next == .notRun)
                    let last = await cause { _ = try await transaction.finish([insertion(3)]) }
                    #expect(last == .notRun)
                }
            }
            #expect(swallowed == .notRun)
            try await session.transaction { _ = try await $0.finish([insertion(9)]) }
        }
        #expect(try committed() == 1)
    }

    @Test func `carries a thousand statements at once`() async throws {
        // More than both sockets hold, in both directions.
        let name = String(repeating: "n", count: 20_000)
        try await withSession(database.settings, statements: statements) { session in
            try await session.transaction { transaction in
                let rows = try await transaction.run(
                    (0..<1_000).flatMap { number in
                        [insertion(number, name), Call(.echo) { $0.add(name) }]
                    }
                )
                #expect(rows.count == 2_000)
                #expect(
                    rows.enumerated().allSatisfy { index, rows in
                        index % 2 == 0 ? rows.changedCount == 1 : rows[0].text(0) == name
                    }
                )
            }
        }
        #expect(try committed() == 1_000)
    }

    @Test func `waits for the ones that asked before`() async throws {
        try await withSession(database.settings, statements: statements) { session in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<50 {
                    group.addTask {
                        try await session.transaction { transaction in
                            _ = try await transaction.run([insertion(number)])
                            if number % 7 == 0 { try await Task.sleep(for: .milliseconds(3)) }
                            _ = try await transaction.finish([insertion(1_000 + number)])
                        }
                    }
                }
                try await group.waitForAll()
            }
            let numbers = try await session.rows(.all).map { $0.integer(0) }
            #expect(numbers == (0..<50).flatMap { [$0, 1_000 + $0] })
        }
    }

    @Test func `is refused when too many wait`() async throws {
        var settings = database.settings
        settings.limits.transactionsWaiting = 2
        try await withSession(settings, statements: statements) { session in
            let causes = await withTaskGroup(of: DatabaseFailure.Cause?.self) { group in
                for number in 0..<4 {
                    group.addTask {
                        await cause {
                            try await session.transaction {
                                _ = try await $0.finish([insertion(number)])
                            }
                        }
                    }
                }
                return await group.reduce(into: [DatabaseFailure.Cause?]()) { $0.append($1) }
            }
            #expect(causes.compactMap { $0 } == [.overloaded])
        }
        #expect(try committed() == 3)
    }

    @Test func `fails when another holds a lock too long`() async throws {
        var settings = database.settings
        settings.limits.lockMilliseconds = 100
        try database.connection().run(script: "insert into thing values (default, 1)")
        try await withSession(settings, statements: statements) { session in
            let other = try database.connection()
            try other.run(script: "begin; lock table thing in access exclusive mode")
            let refusal = await cause {
                try await session.transaction { _ = try await $0.rows(.update) { $0.add("x") } }
            }
            #expect(refusal == .refused(state: "55P03", constraint: nil))
            try other.run(script: "rollback")
            try await session.transaction { _ = try await $0.rows(.update) { $0.add("x") } }
        }
    }

    @Test func `does not go on by halves on the next connection`() async throws {
        // Long enough away to be seen away.
        var settings = database.settings
        settings.limits.firstRetryMilliseconds = 500
        try await withSession(settings, statements: statements) { session in
            let loss = await cause {
                try await session.transaction { transaction in
                    _ = try await transaction.run([insertion(1)])
                    try database.cutOff()
                    try await until { !session.isReady }
                    try await until { session.isReady }
                    _ = try await transaction.finish([insertion(2)])
                }
            }
            #expect(loss == .connectionLost)
            try await session.transaction { _ = try await $0.finish([insertion(3)]) }
        }
        #expect(try committed() == 1)
    }

    @Test func `that could not begin does not begin in its middle`() async throws {
        let other = try TestDatabase(.nothing)
        try await withSession(database.settings, statements: statements) { session in
            try database.shut(from: other)
            try await until { session.lastProblem?.contains("not currently") == true }
            let failure = await cause {
                try await session.transaction { transaction in
                    let first = await cause { _ = try await transaction.run([insertion(1)]) }
                    #expect(first == .notConnected)
                    try database.reopen(from: other)
                    #expect(await session.open(withinMilliseconds: patienceMilliseconds))
                    _ = try await transaction.run([insertion(2)])
                }
            }
            #expect(failure == .notRun)
        }
        #expect(try committed() == 0)
    }

    @Test func `fails when it is cut off and leaves the next alone`() async throws {
        try await withSession(database.settings, statements: statements) { session in
            let write = session.loop.spawn {
                await cause {
                    try await session.transaction { transaction in
                        _ = try await transaction.finish([
                            insertion(1), Call(.sleep) { $0.add(14_000) },
                        ])
                    }
                }
            }
            try await Task.sleep(for: .milliseconds(100))
            try database.cutOff()
            #expect(await write.value == .connectionLost)
            try await until { session.isReady }
            try await session.transaction { _ = try await $0.finish([insertion(2)]) }
        }
        #expect(try committed() == 1)
    }

    @Test func `that rests too long is cut off by PostgreSQL`() async throws {
        var settings = database.settings
        settings.limits.answerMilliseconds = 200
        try await withSession(settings, statements: statements) { session in
            let loss = await cause {
                try await session.transaction { transaction in
                    _ = try await transaction.run([insertion(1)])
                    try await Task.sleep(for: .milliseconds(2_000))
                    _ = try await transaction.finish([insertion(2)])
                }
            }
            #expect(loss == .connectionLost)
        }
        #expect(try committed() == 0)
    }

    @Test func `runs nothing after its end`() async {
        await #expect(processExitsWith: .failure) {
            let database = try databaseWithThings()
            try await withSession(database.settings, statements: statements) { session in
                try await session.transaction { transaction in
                    _ = try await transaction.finish([insertion(1)])
                    _ = try await transaction.run([insertion(2)])
                }
            }
        }
    }

    @Test func `runs a call once`() async {
        await #expect(processExitsWith: .failure) {
            let database = try databaseWithThings()
            try await withSession(database.settings, statements: statements) { session in
                try await session.transaction { transaction in
                    let call = insertion(1)
                    _ = try await transaction.run([call])
                    _ = try await transaction.run([call])
                }
            }
        }
    }
}

extension DatabaseFailure.Cause {
    fileprivate var isRefused: Bool {
        guard case .refused = self else { return false }
        return true
    }
}
