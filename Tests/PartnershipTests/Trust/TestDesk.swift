import HTTP
@testable import Partnership
import TestSupport

/// The second round for tests: what the municipality, the trust body and the college do in it.
struct TestDesk: Sendable {
    static let phrase = "korrekt paard batterij nietje"

    let api: TestAPI

    init(_ api: TestAPI) {
        self.api = api
    }

    // MARK: Texts

    static func test(_ cluster: Identifier?, on day: String = "2026-03-01") -> String {
        """
        {"scope": "\(cluster == nil ? "all-clusters" : "cluster")",
         "clusterId": \(cluster.map { "\"\($0)\"" } ?? "null"), "decidedOn": "\(day)",
         "documentReference": "MDG-2026-03"}
        """
    }

    /// A form with the same answer to items 1 to 5, and another to items 6 to 10, of each party.
    static func form(_ parties: [(Identifier, Int, Int)]) -> String {
        let ratings = parties.map { party, intentional, competential in
            let answers =
                [Int](repeating: intentional, count: 5)
                + [Int](repeating: competential, count: 5)
            return #"{"partnerId": "\#(party)", "answers": \#(answers)}"#
        }
        return #"{"ratings": [\#(ratings.joined(separator: ", "))]}"#
    }

    static func completion(
        _ findings: [(Identifier, String, String)],
        readers: [Identifier] = [],
        roles: [String] = ["municipality", "college"],
        on day: String = "2026-04-01",
        reference: String = "VO-2026-11"
    ) -> String {
        let found = findings.map { party, intentional, competential in
            """
            {"partnerId": "\(party)", "intentional": "\(intentional)",
             "competential": "\(competential)"}
            """
        }
        return """
            {"completedOn": "\(day)", "reportSha256": "\(String(repeating: "0a", count: 32))",
             "documentReference": "\(reference)", "findings": [\(found.joined(separator: ", "))],
             "readers": {"partnerIds": \(Clusters.list(readers)), "roles": \(roles)}}
            """
    }

    static func hearing(_ day: String = "2026-04-10", reference: String = "VERSLAG-1") -> String {
        #"{"heldOn": "\#(day)", "documentReference": "\#(reference)"}"#
    }

    static func advice(
        _ partner: Identifier,
        on test: Identifier,
        _ body: String = "trust-body",
        _ conclusion: String = "terminate"
    ) -> String {
        """
        {"partnerId": "\(partner)", "body": "\(body)", "conclusion": "\(conclusion)",
         "documentReference": "ADVIES-1", "individualTestId": "\(test)"}
        """
    }

    // MARK: Requests

    func decide(
        _ cluster: Identifier?,
        in round: Identifier,
        on day: String = "2026-03-01"
    ) async throws -> Response {
        try await api.send(
            .post,
            "/v1/trust-measurements/\(round)/individual-tests",
            json: Self.test(cluster, on: day)
        )
    }

    func submit(
        _ form: String,
        to test: Identifier,
        phrase: String? = phrase,
        headers: Headers = [:]
    ) async throws -> Response {
        var headers = headers
        if let phrase { headers.append("Key-Phrase", phrase) }
        return try await api.send(
            .post,
            "/v1/individual-tests/\(test)/forms",
            as: .role(.trustBody),
            json: form,
            headers: headers
        )
    }

    /// Reads what is sealed.
    func open(
        _ part: String,
        of test: Identifier,
        phrase: String? = phrase
    ) async throws -> Response {
        try await api.send(
            .get,
            "/v1/individual-tests/\(test)/\(part)",
            as: .role(.trustBody),
            headers: phrase.map { ["Key-Phrase": $0] } ?? [:]
        )
    }

    func complete(
        _ test: Identifier,
        _ completion: String,
        phrase: String = phrase,
        headers: Headers = ["If-None-Match": "*"]
    ) async throws -> Response {
        var headers = headers
        headers.append("Key-Phrase", phrase)
        return try await api.send(
            .put,
            "/v1/individual-tests/\(test)/completion",
            as: .role(.trustBody),
            json: completion,
            headers: headers
        )
    }

    static func path(_ partner: Identifier, in test: Identifier) -> String {
        "/v1/individual-tests/\(test)/findings/\(partner)"
    }

    func hear(
        _ partner: Identifier,
        in test: Identifier,
        _ hearing: String = hearing(),
        as sender: TestAPI.Sender = .role(.trustBody),
        headers: Headers = ["If-None-Match": "*"]
    ) async throws -> Response {
        try await api.send(
            .put,
            Self.path(partner, in: test) + "/hearing",
            as: sender,
            json: hearing,
            headers: headers
        )
    }

    // MARK: Things to work with

    /// A new test of a new cluster.
    func makeTest() async throws -> (id: Identifier, cluster: PresentedRound.Cluster) {
        let round = try await PresentedRound.make(api)
        let cluster = round.clusters[0]
        return (try await decide(cluster.id, in: round.id).madeIdentifier, cluster)
    }

    /// A completed test that found the second partner of its cluster insufficient in one dimension,
    /// and the third in none.
    func makeCompletedTest(
        readers: [Identifier] = [],
        roles: [String] = ["municipality", "college"]
    ) async throws -> (id: Identifier, cluster: PresentedRound.Cluster) {
        let test = try await makeTest()
        let completion = Self.completion(
            [
                (test.cluster.partners[1], "insufficient", "attention"),
                (test.cluster.partners[2], "sufficient", "attention"),
            ],
            readers: readers,
            roles: roles
        )
        _ = try await complete(test.id, completion).madeIdentifier
        return test
    }

    /// What was found of a party, brought on its way to a state.
    func finding(in state: TestFinding.State) async throws -> (test: Identifier, party: Identifier)
    {
        let test = try await makeCompletedTest()
        let party = test.cluster.partners[state == .notInsufficient ? 2 : 1]
        let found = (test: test.id, party: party)
        let commands: [TestFinding.Command] =
            switch state {
            case .notInsufficient, .awaitingHearing: []
            case .heard: [.hear]
            case .advised: [.hear, .advise]
            case .decided: [.hear, .advise, .decide]
            }
        for command in commands { _ = try await carryOut(command, on: found) }
        return found
    }

    /// Does with a finding what can be done, by whoever may.
    func carryOut(
        _ command: TestFinding.Command,
        on found: (test: Identifier, party: Identifier)
    ) async throws -> Response {
        let office = Office(api)
        switch command {
        case .hear:
            let reference = "VERSLAG-\(api.nextNumber())"
            return try await hear(found.party, in: found.test, Self.hearing(reference: reference))
        case .advise:
            return try await office.file(
                Self.advice(found.party, on: found.test, "mdg-if", "stricter-conditions"),
                as: .municipality
            )
        case .decide:
            let advices = try await api.send(.get, "/v1/advices?partnerId=\(found.party)")
            let advice = advices.json["items"][0]["id"].identifier
            return try await office.decide(
                Office.decision(found.party, "trust", "stricter-conditions", advice: advice)
            )
        }
    }
}
