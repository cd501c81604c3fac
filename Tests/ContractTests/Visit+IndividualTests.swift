import HTTP
@testable import Partnership
import TestSupport

extension Visit {
    private static let none: Headers = ["If-None-Match": "*"]
    private static let phrase: Headers = ["Key-Phrase": "korrekt paard batterij nietje"]
    private static let trustBody = TestAPI.Sender.role(.trustBody)

    /// A round that was presented, an open test of it, and a measure.
    mutating func furnishIndividualTests() async throws {
        let round = try await PresentedRound.make(witness.api)
        let cluster = round.clusters[0]
        place("measurementId", round.id)
        place("individualTestId", try await makeTest(Bodies.testOfAll, in: round.id))
        let measure = Bodies.measure(cluster.id, in: round.id)
        place(
            "measureId",
            try await witness.send(.post, "/measures", json: measure).madeIdentifier
        )
    }

    private func makeTest(_ body: String, in round: Identifier) async throws -> Identifier {
        try await witness.send(
            .post,
            "/trust-measurements/\(round)/individual-tests",
            json: body
        ).madeIdentifier
    }

    func holdIndividualTests() async throws {
        let round = try await PresentedRound.make(witness.api)
        let cluster = round.clusters[0]
        let tests = "/trust-measurements/\(round.id)/individual-tests"
        let nothing = emptyPath("/trust-measurements/{measurementId}/individual-tests")
        try await witness.send(.post, nothing, json: Bodies.testOfAll)
        try await reuseKey(tests, Bodies.testOfAll, Bodies.individualTest(cluster.id))
        let body = Bodies.individualTest(cluster.id)
        let test = try await makeTest(body, in: round.id)
        try await witness.send(.post, tests, json: body)
        let path = "/individual-tests/\(test)"
        for part in ["forms", "results"] { try await open(part, of: path) }
        let party = cluster.partners[1]
        try await submit(Bodies.testForm(party), to: path + "/forms")
        for part in ["forms", "results"] { try await open(part, of: path) }
        try await complete(path + "/completion", party)
        try await open("results", of: path)
        try await submit(Bodies.testForm(party), to: path + "/forms")
        try await hear(path + "/findings", party)
        try await endMeasures(cluster.id, in: round.id)
    }

    /// Reads what is sealed, in every way.
    private func open(_ part: String, of path: String) async throws {
        let empty = emptyPath("/individual-tests/{individualTestId}/\(part)")
        for target in [path + "/" + part, path + "/\(part)?colour=red", empty] {
            try await witness.send(.get, target, as: Self.trustBody, headers: Self.phrase)
        }
        for (name, value) in [
            ("If-None-Match", "*"), ("Accept", "image/png"), ("Key-Phrase", "short"),
        ] {
            var headers = name == "Key-Phrase" ? [:] : Self.phrase
            headers.append(name, value)
            try await witness.send(.get, path + "/" + part, as: Self.trustBody, headers: headers)
        }
    }

    /// Sends what the trust body alone may, in every way.
    private func sendAlone(_ method: Method, _ path: String, _ body: String) async throws {
        for broken in ["", "{}"] {
            let headers = Self.phrase
            try await witness.send(
                method,
                path,
                as: Self.trustBody,
                json: broken,
                headers: headers
            )
        }
        for (name, value) in [("Content-Type", "text/plain"), ("Accept", "image/png")] {
            var headers = Self.phrase
            headers.append(name, value)
            try await witness.send(method, path, as: Self.trustBody, json: body, headers: headers)
        }
    }

    private func submit(_ form: String, to path: String) async throws {
        try await sendAlone(.post, path, form)
        let empty = emptyPath("/individual-tests/{individualTestId}/forms")
        for target in [path, empty] {
            try await witness.send(
                .post,
                target,
                as: Self.trustBody,
                json: form,
                headers: Self.phrase
            )
        }
    }

    private func complete(_ path: String, _ party: Identifier) async throws {
        let body = Bodies.testCompletion(party)
        try await sendAlone(.put, path, body)
        let empty = emptyPath("/individual-tests/{individualTestId}/completion")
        let other = body.replacing("VO-1", with: "VO-2")
        for (target, sent, match) in [
            (empty, body, "*"), (path, body, nil), (path, body, "stale"), (path, body, "*"),
            (path, body, "*"), (path, other, "*"),
        ] as [(String, String, String?)] {
            var headers = Self.phrase
            if match == "*" { headers.append("If-None-Match", "*") }
            if match == "stale" { headers.append("If-Match", "\"stale\"") }
            try await witness.send(
                .put,
                target,
                as: Self.trustBody,
                json: sent,
                headers: headers
            )
        }
        try await witness.send(.get, path)
        try await witness.send(.get, path, headers: Self.none)
    }

    private func hear(_ findings: String, _ party: Identifier) async throws {
        let finding = "\(findings)/\(party)"
        let hearing = finding + "/hearing"
        let empty = "\(findings)/019afd3c-0728-709a-bf2a-74de452e6b43/hearing"
        let body = Bodies.testHearing
        try await witness.send(.put, empty, json: body, headers: Self.none)
        try await witness.send(.put, hearing, json: body)
        try await witness.send(.put, hearing, json: body, headers: ["If-Match": "\"stale\""])
        for sent in [body, body, body.replacing("-1", with: "-2")] {
            try await witness.send(.put, hearing, json: sent, headers: Self.none)
        }
        for path in [findings, finding, hearing] {
            try await witness.send(.get, path)
            try await witness.send(.get, path, headers: Self.none)
            try await witness.send(.get, path, as: .partner(party))
        }
    }

    private func endMeasures(_ cluster: Identifier, in round: Identifier) async throws {
        let body = Bodies.measure(cluster, in: round)
        try await reuseKey("/measures", body, body.replacing("BRIEF-1", with: "BRIEF-9"))
        try await witness.send(.post, "/measures", json: body.replacing("2026-03", with: "2025-03"))
        let end = path("/measures/{measureId}/end")
        try await refusePut("/measures/{measureId}/end", Bodies.measureEnd)
        let other = Bodies.measureEnd.replacing("BRIEF-2", with: "BRIEF-3")
        for sent in [Bodies.measureEnd, Bodies.measureEnd, other] {
            try await witness.send(.put, end, json: sent, headers: Self.none)
        }
        try await witness.send(.get, end)
        try await witness.send(.get, end, headers: Self.none)
    }
}
