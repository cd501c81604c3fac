import EventLoop
import HTTP
@testable import Partnership
import Postgres
import TestSupport
import Testing

@Suite struct `The silence about ballots` {
    private final class Lines: Sendable {
        private let lines = LockedBox<[String]>([])

        func add(_ line: LogLine) {
            let text = String(decoding: line.bytes(), as: UTF8.self)
            lines.withLock { $0.append(text) }
        }

        func take() -> [String] {
            lines.withLock { lines in
                defer { lines = [] }
                return lines
            }
        }
    }

    private static func settings(_ lines: Lines) -> API.Settings {
        var settings = API.Settings()
        settings.log = { lines.add($0) }
        return settings
    }

    /// Everything that can be asked where ballots are cast, whatever comes of it.
    private static func askAll(_ round: TestRound, _ ticket: String, _ api: TestAPI) async throws {
        #expect(try await round.cast(api, ticket).status == 204)
        #expect(try await round.cast(api, ticket).status == 409)
        #expect(try await round.cast(api, nil).status == 400)
        #expect(try await round.cast(api, ticket, "{").status == 400)
        let path = round.path + "/ballots"
        #expect(try await api.send(.get, path, as: .role(.municipality)).status == 405)
        #expect(try await api.send(.options, path, as: .nobody).status == 204)
        #expect(try await api.send(.post, path, as: .role(.auditor), json: "{}").status == 400)
    }

    @Test func `is broken by one line an hour, which counts`() async throws {
        let lines = Lines()
        try await withAPI(settings: Self.settings(lines)) { api in
            let round = try TestRound(in: api.database)
            let ticket = try await round.tickets(api)[0]
            #expect(lines.take().count == 1)
            try await Self.askAll(round, ticket, api)
            #expect(lines.take() == [])
            await api.logLastBallots()
            let last = lines.take()
            try #require(last.count == 1)
            let line = try TestJSON(last[0])
            #expect(
                line.names == ["level", "event", "hour", "counted", "refused", "failed"]
            )
            #expect(line["event"].text == "ballots" && line["level"].text == "info")
            #expect(line["hour"].text?.count == 13)
            #expect(line["counted"].number == 1 && line["refused"].number == 4)
            #expect(line["failed"].number == 0)
            await api.logLastBallots()
            #expect(lines.take() == [])
        }
    }

    @Test func `is kept by answers too`() async throws {
        try await withAPI { api in
            let path = "/v1/trust-measurements/\(Identifier(high: 1, low: 1))/ballots"
            for method in [Method.get, .post, .options, .delete] {
                let answer = try await api.send(method, path, as: .nobody)
                #expect(answer.headers["traceparent"] == nil, "\(method)")
                #expect(!answer.json["traceId"].isThere, "\(method)")
            }
            let other = try await api.send(.get, path.replacing("ballots", with: "tickets"))
            #expect(other.headers["traceparent"] != nil && other.json["traceId"].isThere)
        }
    }

    @Test func `is kept when the database would not keep it`() async throws {
        let lines = Lines()
        try await withAPI(settings: Self.settings(lines)) { api in
            let round = try TestRound(in: api.database)
            let ticket = try await round.tickets(api)[0]
            try Self.reconnect(api, "set log_parameter_max_length = -1")
            try Self.reconnect(api, "set log_statement = 'all'")
            var answer = try await round.cast(api, ticket)
            // Until the connections are back.
            while answer.code?.hasPrefix("service.") == true {
                try await Task.sleep(for: .milliseconds(5))
                answer = try await round.cast(api, ticket)
            }
            #expect(answer.summary == "503 ballot.database-logs-values")
            try Self.reconnect(api, "reset log_statement")
            repeat {
                try await Task.sleep(for: .milliseconds(5))
                answer = try await round.cast(api, ticket)
            } while answer.status == 503
            #expect(answer.status == 204)
            _ = lines.take()
            await api.logLastBallots()
            let line = try TestJSON(lines.take()[0])
            #expect(line["level"].text == "error" && line["counted"].number == 1)
        }
    }

    /// Changes a setting of the database, and has the service connect anew.
    private static func reconnect(_ api: TestAPI, _ change: String) throws {
        try api.database.connection().run(
            script: """
                alter database \(api.database.name) \(change);
                select pg_terminate_backend(pid)
                from pg_stat_activity
                where datname = current_database() and pid <> pg_backend_pid()
                """
        )
    }
}

@Suite struct `The counts of ballots` {
    private static let hour = BallotCounts.hourMicroseconds

    @Test func `are told when their hour is over, once, and never by a ballot`() {
        var counts = BallotCounts()
        for (status, time) in [
            (204, 0), (399, 0), (400, 1), (499, 1), (500, Self.hour - 1), (204, Self.hour),
        ] {
            counts.count(status: status, unixMicroseconds: time)
        }
        #expect(counts.takeEnded(unixMicroseconds: Self.hour - 1) == [])
        let first = counts.takeEnded(unixMicroseconds: Self.hour)
        #expect(first == [BallotCount(unixHour: 0, counted: 2, refused: 2, failed: 1)])
        #expect(first[0].isFailure && first[0].hour == "1970-01-01T00")
        #expect(counts.takeEnded(unixMicroseconds: Self.hour) == [])
        let last = counts.takeEnded(unixMicroseconds: .max)
        #expect(last == [BallotCount(unixHour: 1, counted: 1)])
        #expect(!last[0].isFailure && last[0].hour == "1970-01-01T01")
        #expect(counts.takeEnded(unixMicroseconds: .max) == [])
    }

    @Test func `are at most so many hours`() {
        var counts = BallotCounts()
        for hour in 0...BallotCounts.maximumCount {
            counts.count(status: 204, unixMicroseconds: Int64(hour) * Self.hour)
        }
        let all = counts.takeEnded(unixMicroseconds: .max)
        #expect(all.count == BallotCounts.maximumCount)
        #expect(all.last?.counted == 2 && all.first?.counted == 1)
    }
}
