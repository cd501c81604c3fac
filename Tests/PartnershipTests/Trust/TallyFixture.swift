import HTTP
@testable import Partnership
import Postgres
import TestSupport

/// Rounds of a trust measurement as the tally finds them, with ballots that nobody can open.
struct TallyFixture: Sendable {
    static let path = "/v1/trust-measurements"
    static let tracks = "/v1/improvement-tracks"
    static let none: Headers = ["If-None-Match": "*"]

    /// How far a round is.
    enum Stage: CaseIterable {
        case planned
        case open
        /// Closed by the clock alone.
        case over
        case closed

        /// When it opens and closes, and when it was closed, in days from now.
        fileprivate var days: (opens: Int, closes: Int, closed: Int?) {
            switch self {
            case .planned: (1, 2, nil)
            case .open: (-1, 1, nil)
            case .over: (-2, -1, nil)
            case .closed: (-2, 1, 0)
            }
        }
    }

    /// A round of clusters with five partners each.
    struct Round: Sendable {
        let id: Identifier
        let clusters: [Identifier]
        /// One partner of each cluster.
        let partners: [Identifier]

        var path: String { "\(TallyFixture.path)/\(id)" }
    }

    let api: TestAPI

    init(_ api: TestAPI) {
        self.api = api
    }

    func run(_ script: String) throws {
        try api.database.connection().run(script: script)
    }

    /// Whether a condition holds in the database.
    func holds(_ sql: StaticString, _ id: Identifier) throws -> Bool {
        try api.database.connection().rows(Statement("test.holds", sql)) { $0.add(id) }[0]
            .boolean(0)
    }

    /// A round with a cluster for each number of ballots that were cast in it.
    func round(
        _ stage: Stage = .closed,
        ballots: [Int] = [6],
        minimum: Int = 5
    ) async throws -> Round {
        let id = Identifier.random()
        let days = stage.days
        let closed = days.closed.map { "now() + \($0) * interval '1 day'" } ?? "null"
        var script = """
            insert into trust_measurement (id, title, opens_at, closes_at, minimum_respondents,
                questionnaire_id, closed_at)
            values ('\(id)', '2026', now() + \(days.opens) * interval '1 day',
                now() + \(days.closes) * interval '1 day', \(minimum),
                '0197f9b1-5c00-7000-8000-000000000101', \(closed));
            """
        var clusters: [Identifier] = []
        var partners: [Identifier] = []
        for (place, count) in ballots.enumerated() {
            let cluster = Identifier.random()
            var members: [Identifier] = []
            for _ in 0..<5 { members.append(try await api.makePartner()) }
            script += Self.part(of: id, cluster, place, members, count, isOpen: stage == .open)
            clusters.append(cluster)
            partners.append(members[0])
        }
        try run(script)
        return Round(id: id, clusters: clusters, partners: partners)
    }

    private static func part(
        of round: Identifier,
        _ cluster: Identifier,
        _ place: Int,
        _ partners: [Identifier],
        _ ballots: Int,
        isOpen: Bool
    ) -> String {
        let members = partners.map { "('\(round)', '\(cluster)', '\($0)')" }
            .joined(separator: ", ")
        let boxed = """
            (select coalesce(array_agg(ballot order by ballot), '{}')
             from (select sha256(('\(cluster)' || number)::bytea) as ballot
                   from generate_series(1, \(ballots)) as number) as cast_ballots)
            """
        return """
            insert into cluster (id, name) values ('\(cluster)', 'Peelrand');
            insert into trust_measurement_cluster (measurement_id, cluster_id, place, during)
            select id, '\(cluster)', \(place), tstzrange(opens_at, closes_at)
            from trust_measurement where id = '\(round)';
            insert into trust_measurement_member values \(members);
            insert into ballot_box (measurement_id, cluster_id, members, is_open, spent, sealed)
            select '\(round)', '\(cluster)', 6, \(isOpen),
                case when \(isOpen) then \(boxed) else '{}' end, \(boxed);
            """
    }

    /// What of a cluster goes into a tally: everyone rates the five others.
    ///
    /// - Parameters:
    ///   - intentional: the sum of so many ratings, 25 by each respondent.
    ///   - sums: whether they come with it.
    static func count(
        _ cluster: Identifier,
        _ respondents: Int = 6,
        _ intentional: Int = 600,
        _ competential: Int = 600,
        sums: Bool = true
    ) -> String {
        let lines = [
            ("intentional", "own", respondents * 20, respondents * 5),
            ("intentional", "others", intentional, respondents * 25),
            ("competential", "own", respondents * 18, respondents * 5),
            ("competential", "others", competential, respondents * 25),
        ].map { dimension, whose, sum, count in
            """
            {"dimension": "\(dimension)", "whose": "\(whose)", "sum": \(sum), "count": \(count)}
            """
        }
        return """
            {"clusterId": "\(cluster)", "respondents": \(respondents),
             "sums": [\(sums ? lines.joined(separator: ", ") : "")]}
            """
    }

    static func tally(_ counts: String...) -> String {
        "{\"clusters\": [\(counts.joined(separator: ", "))]}"
    }

    @discardableResult
    func put(
        _ part: String,
        of round: Round,
        _ body: String,
        as sender: TestAPI.Sender? = nil,
        headers: Headers = TallyFixture.none
    ) async throws -> Response {
        let usual: Role = part == "tally" ? .trustBody : .municipality
        return try await api.send(
            .put,
            "\(round.path)/\(part)",
            as: sender ?? .role(usual),
            json: body,
            headers: headers
        )
    }

    func outcomes(
        _ round: Round,
        as sender: TestAPI.Sender = .role(.municipality)
    ) async throws -> Response {
        try await api.send(.get, round.path + "/outcomes", as: sender)
    }

    /// A round of one cluster that was published on a day, with these sums of 150 ratings.
    func published(
        _ intentional: Int,
        _ competential: Int = 600,
        on day: Day? = nil
    ) async throws -> Round {
        let round = try await round()
        let tally = Self.tally(Self.count(round.clusters[0], 6, intentional, competential))
        let answer = try await put("tally", of: round, tally)
        guard answer.status == 201 else { throw TestProblem("not published: \(answer.text)") }
        if let day {
            try run(
                """
                update trust_measurement
                set published_at = '\(day) 12:00 Europe/Amsterdam',
                    closed_at = '\(day) 11:00 Europe/Amsterdam'
                where id = '\(round.id)'
                """
            )
        }
        return round
    }

    static func presentation(
        _ clusters: [Identifier],
        discussed: Day = "2025-02-10",
        presented: Day = "2025-03-01",
        reference: String = "MDG 2026-1"
    ) -> String {
        let discussions = clusters.map {
            "{\"clusterId\": \"\($0)\", \"discussedOn\": \"\(discussed)\"}"
        }
        return """
            {"presentedOn": "\(presented)", "documentReference": "\(reference)",
             "discussions": [\(discussions.joined(separator: ", "))]}
            """
    }

    static func step(_ command: ImprovementTrack.Command, on day: Day? = nil) -> String {
        switch command {
        case .agreePlan:
            #"{"agreedOn": "\#(day ?? "2025-02-20")", "documentReference": "VP 1"}"#
        case .findImproved, .findNotImproved:
            """
            {"evaluatedOn": "\(day ?? "2025-05-01")", "documentReference": "VP 2",
             "conclusion": "\(command == .findImproved ? "improved" : "not-improved")"}
            """
        }
    }

    @discardableResult
    func take(
        _ command: ImprovementTrack.Command,
        of path: String,
        on day: Day? = nil,
        as sender: TestAPI.Sender = .role(.municipality),
        headers: Headers = TallyFixture.none
    ) async throws -> Response {
        try await api.send(
            .put,
            "\(path)/\(ImprovementTrack.State.step(of: command).rawValue)",
            as: sender,
            json: Self.step(command, on: day),
            headers: headers
        )
    }

    /// The path of a track that started on 1 February 2025, brought to a state.
    func track(in state: ImprovementTrack.State) async throws -> String {
        let round = try await published(599, on: "2025-02-01")
        let list = try await api.send(.get, "\(Self.tracks)?measurementId=\(round.id)")
        guard let id = list.json["items"][0]["id"].text else {
            throw TestProblem("no track: \(list.text)")
        }
        let path = "\(Self.tracks)/\(id)"
        let way: [ImprovementTrack.Command] =
            switch state {
            case .started: []
            case .planned: [.agreePlan]
            case .improved: [.agreePlan, .findImproved]
            case .notImproved: [.agreePlan, .findNotImproved]
            }
        for command in way { try await take(command, of: path) }
        return path
    }
}
