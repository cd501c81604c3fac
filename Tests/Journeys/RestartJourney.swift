import Glibc
import Postgres
import Synchronization
import TestSupport
import Testing

@Suite struct `A service that is replaced` {
    /// The least and the most that is asked, the latter when there is time.
    private static let requests = (least: 20_000, enough: 100_000)
    private static let enoughSeconds = 60
    private static let callers = 16
    /// Requests between two replacements; on a busy machine one takes longer than these.
    private static let everyRequests = 2_500
    private static let leastReplacements = 3
    /// Long enough for a caller that is kept from its next request by all that goes on here.
    private static let settings = [
        "HENDIG_DRAIN_IDLE_MILLISECONDS": "30000", "HENDIG_DRAIN_SECONDS": "60",
        "HENDIG_LOG": "failures",
    ]

    @Test func `answers every request and keeps all that it acknowledged`() async throws {
        let database = try TestDatabase()
        let service = Service(try Folder(), database)
        let socket = try HandedSocket()
        var serving = try await service.serve(on: socket, settings: Self.settings)
        #expect(serving.port == socket.port)
        let tally = Tally()
        try Self.startCallers(socket.port, token: try await service.issueToken(), tally)
        let start = ContinuousClock.now
        var replacements = 0
        while replacements < Self.leastReplacements || !Self.isEnough(tally.answered, since: start),
            tally.failures.isEmpty
        {
            let mark = tally.answered + Self.everyRequests
            while tally.answered < mark, tally.failures.isEmpty {
                try await Task.sleep(for: .milliseconds(1))
            }
            let next = try await service.serve(on: socket, settings: Self.settings)
            #expect(try await serving.stop() == .status(0))
            serving = next
            replacements += 1
        }
        tally.end()
        while tally.callers > 0 { try await Task.sleep(for: .milliseconds(5)) }
        #expect(try await serving.stop() == .status(0))
        #expect(tally.failures == [])
        #expect(tally.answered >= Self.requests.least)
        #expect(replacements >= Self.leastReplacements)
        // Every service but the last tells its callers that it ends, each at most once.
        #expect((replacements...replacements * Self.callers).contains(tally.farewells))
        try Self.check(tally.made, try database.connection())
    }

    private static func isEnough(_ count: Int, since start: ContinuousClock.Instant) -> Bool {
        let isLong = ContinuousClock.now - start > .seconds(enoughSeconds)
        return count >= requests.enough || (isLong && count >= requests.least)
    }

    private static func startCallers(_ port: UInt16, token: String, _ tally: Tally) throws {
        let first = Caller(port: port, token: token)
        let setting = try Setting(first)
        for number in 0..<callers { try setting.allocate(1_000 + number) }
        let products = try first.ask("GET", "/v1/products").body
        // It would be in the way of the first replacement.
        first.close()
        for number in 0..<callers {
            let asker = Asker(
                port: port,
                token: token,
                care: 1_000 + number,
                agbCode: setting.agbCode,
                products: products
            )
            tally.begin()
            _ = Threads.start { asker.ask(tally) }
        }
    }

    /// Compares what was acknowledged with what is kept.
    private static func check(_ made: [String: String], _ connection: BlockingConnection) throws {
        let rows = try connection.rows(declarations).map { ($0.text(0), $0.text(1)) }
        #expect(!made.isEmpty)
        #expect(rows.count == made.count)
        for (message, declaration) in rows { #expect(made[message] == declaration) }
    }

    private static let declarations = Statement(
        "test.declarations",
        "select message_id, id from declaration where accepted and counts"
    )
}

/// A caller that asks without pause, now and then for something to be kept.
private struct Asker {
    let port: UInt16
    let token: String
    let care: Int
    let agbCode: String
    let products: [UInt8]

    private static let postEvery = 50

    func ask(_ tally: Tally) {
        let caller = Caller(port: port, token: token)
        var turn = 0
        do {
            while !tally.isOver {
                let isPost = turn.isMultiple(of: Self.postEvery)
                let answer = try isPost ? post(turn / Self.postEvery, caller) : get(turn, caller)
                tally.enter(answer, declaration: isPost)
                turn += 1
            }
        } catch {
            tally.fail("\(error)")
        }
        tally.leave()
    }

    private func post(_ place: Int, _ caller: Caller) throws -> Caller.Answer {
        let answer = try caller.ask(
            "POST",
            "/v1/declarations",
            json: Story.message(place, of: care, agbCode: agbCode),
            fields: ["Idempotency-Key: \(care)-\(place)"]
        )
        guard answer.status == 201, answer.json["accepted"].boolean == true else {
            throw TestProblem(answer.text)
        }
        return answer
    }

    private func get(_ turn: Int, _ caller: Caller) throws -> Caller.Answer {
        let isOdd = turn % 2 == 1
        let answer = try caller.ask("GET", isOdd ? "/v1/nothing" : "/v1/products")
        guard isOdd ? answer.status == 404 : answer.status == 200 && answer.body == products else {
            throw TestProblem(answer.text)
        }
        return answer
    }
}

/// What the callers have seen.
private final class Tally: Sendable {
    private struct State: Sendable {
        var answered = 0
        var farewells = 0
        var failures: [String] = []
        var made: [String: String] = [:]
        var callers = 0
        var isOver = false
    }

    private let state = Mutex(State())

    var answered: Int { state.withLock(\.answered) }
    /// Answers that were the last on their connection.
    var farewells: Int { state.withLock(\.farewells) }
    var failures: [String] { state.withLock(\.failures) }
    /// The declarations that were acknowledged, by message.
    var made: [String: String] { state.withLock(\.made) }
    var callers: Int { state.withLock(\.callers) }
    var isOver: Bool { state.withLock(\.isOver) }

    func begin() { state.withLock { $0.callers += 1 } }
    func leave() { state.withLock { $0.callers -= 1 } }
    func end() { state.withLock { $0.isOver = true } }
    func fail(_ text: String) { state.withLock { $0.failures.append(text) } }

    func enter(_ answer: Caller.Answer, declaration: Bool) {
        let json = declaration ? answer.json : nil
        state.withLock { state in
            state.answered += 1
            if answer.isLast { state.farewells += 1 }
            if let id = json?["messageId"].text { state.made[id] = json?["id"].text }
        }
    }
}
