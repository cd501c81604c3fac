import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct `The questionnaire of a round` {
    @Test func `is told to anyone, with all that the form has to know`() async throws {
        try await withAPI { api in
            let fixture = try await BallotFormFixture(api)
            let answer = try await fixture.read()
            #expect(answer["measurementId"].text == BallotFormFixture.round)
            #expect(answer["title"].text == "2026")
            #expect(answer["opensAt"].text == "2026-11-02T08:00:00.000000Z")
            #expect(answer["closesAt"].text == "2026-11-30T16:00:00.000000Z")
            #expect(answer["number"].number == 1)
            #expect(answer["source"].text == "PO annex 1")
            #expect(answer["ballotFormSha256"].text == BallotForm.sha256)
            #expect(answer["scale"]["lowest"]["value"].number == 1)
            #expect(answer["scale"]["lowest"]["labelNl"].text == "geheel oneens")
            #expect(answer["scale"]["highest"]["value"].number == 5)
            #expect(answer["scale"]["highest"]["labelNl"].text == "geheel eens")
            let items = answer["items"].elements
            #expect(items.map { $0["item"].number } == Array(1...10))
            #expect(items[0]["labelNl"].text == "Hendig gaat voor eigen belang")
            #expect(items[9]["labelEn"].text == "responds in time and adequately")
            let dimensions = items.map { $0["dimension"].text }
            #expect(dimensions[..<5].allSatisfy { $0 == "intentional" })
            #expect(dimensions[5...].allSatisfy { $0 == "competential" })
        }
    }

    @Test func `says where the round stands, to the microsecond`() async throws {
        try await withAPI { api in
            let fixture = try await BallotFormFixture(api)
            for (moment, state) in [
                ("2026-11-02T07:59:59.999999Z", "planned"), ("2026-11-02T08:00:00Z", "open"),
                ("2026-11-30T15:59:59.999999Z", "open"), ("2026-11-30T16:00:00Z", "closed"),
            ] {
                #expect(try await fixture.state(at: moment) == state, "\(moment)")
            }
            try fixture.run("update trust_measurement set closed_at = '2026-11-20T10:00:00Z'")
            #expect(try await fixture.state(at: "2026-11-21T10:00:00Z") == "closed")
            try fixture.run("update trust_measurement set published_at = '2026-11-22T10:00:00Z'")
            #expect(try await fixture.state(at: "2026-11-22T10:00:00Z") == "published")
        }
    }

    @Test(arguments: [([4], 4), ([5, 4], 5), ([4, 6], 6)])
    func `counts the others in its largest cluster`(sizes: [Int], most: Int) async throws {
        try await withAPI { api in
            let fixture = try await BallotFormFixture(api, clusters: sizes)
            // With the municipality there is one member more than partners; one of them rates.
            #expect(try await fixture.read()["maximumParties"].number == most)
        }
    }

    @Test func `counts the members that were kept, whoever joins or leaves later`() async throws {
        try await withAPI { api in
            let fixture = try await BallotFormFixture(api)
            try fixture.run(
                """
                insert into trust_measurement_member
                select * from trust_measurement_roster;
                delete from cluster_delegation;
                delete from cluster_membership
                """
            )
            #expect(try await fixture.read()["maximumParties"].number == 4)
            try fixture.run("delete from trust_measurement_member")
            #expect(try await fixture.read()["maximumParties"].number == 0)
        }
    }

    @Test func `is that with which the round began, whatever came later`() async throws {
        try await withAPI { api in
            let fixture = try await BallotFormFixture(api)
            let second = "019bb1d2-5c00-7a11-9e02-3f4a5b6c7d09"
            try fixture.run(
                """
                insert into questionnaire (id, number, source) values ('\(second)', 2, 'B&W 9');
                insert into questionnaire_item (questionnaire_id, item, label_nl, label_en)
                select '\(second)', item, 'nieuw ' || item, 'new ' || item
                from questionnaire_item
                """
            )
            let first = try await fixture.read()
            #expect(first["number"].number == 1)
            #expect(first["items"].count == 10)
            try fixture.run("update trust_measurement set questionnaire_id = '\(second)'")
            let later = try await fixture.read()
            #expect(later["number"].number == 2)
            #expect(later["items"][9]["labelNl"].text == "nieuw 10")
        }
    }

    @Test(arguments: ["019bb1d2-5c00-7a11-9e02-3f4a5b6c7dff", "none", "1"])
    func `is not there for a round that is not`(id: String) async throws {
        try await withSharedAPI { api in
            let path = BallotFormFixture.path.replacing(BallotFormFixture.round, with: id)
            let answer = try await api.send(.get, path, as: .nobody)
            #expect(answer.status == 404)
        }
    }

    @Test func `names no cluster and nobody`() async throws {
        try await withAPI { api in
            _ = try await BallotFormFixture(api)
            let answer = try await api.send(.get, BallotFormFixture.path, as: .nobody)
            #expect(answer.headers["cache-control"] == "no-store")
            #expect(!answer.text.contains("Noord") && !answer.text.contains("De Wilg"))
            #expect(
                answer.json.names == [
                    "measurementId", "title", "state", "opensAt", "closesAt", "number", "source",
                    "items", "maximumParties", "scale", "ballotFormSha256",
                ]
            )
        }
    }
}
