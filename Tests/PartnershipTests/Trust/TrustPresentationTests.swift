import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct `A presentation of outcomes` {
    private typealias Fixture = TallyFixture

    private static let clusters = [Identifier(high: 1, low: 1), Identifier(high: 1, low: 2)]

    private static let days: [([Identifier], Day, Day, Day?, TrustPresentationRefusal?)] = [
        (clusters, "2025-02-01", "2025-02-01", "2025-02-01", nil),
        (clusters, "2025-02-01", "2025-03-01", "2025-02-01", nil),
        (clusters, "2025-02-01", "2025-03-02", "2025-02-01", .datedAhead),
        (
            clusters, "2025-01-31", "2025-03-01", "2025-02-01",
            .beforePublication("2025-02-01")
        ),
        (clusters, "2025-02-01", "2025-02-01", nil, .notPublished),
        ([clusters[0]], "2025-02-01", "2025-02-01", "2025-02-01", .clustersDiffer),
        (
            clusters + [Identifier(high: 1, low: 3)], "2025-02-01", "2025-02-01",
            "2025-02-01", .clustersDiffer
        ),
    ]

    @Test(arguments: days.indices)
    func `comes after each cluster talked about its own`(index: Int) {
        let (clusters, discussed, presented, published, refusal) = Self.days[index]
        let presentation = TrustPresentation(
            presentedOn: presented,
            documentReference: "MDG",
            discussions: clusters.map { .init(clusterId: $0, discussedOn: discussed) }
        )
        func check() throws {
            try presentation.check(
                of: Self.clusters,
                publishedOn: published,
                today: "2025-03-01"
            )
        }
        if let refusal {
            #expect(throws: refusal) { try check() }
        } else {
            #expect(throws: Never.self) { try check() }
        }
    }

    @Test func `of which no cluster has an outcome needs no discussion, and waits for the tally`() {
        let presentation = TrustPresentation(
            presentedOn: "2025-01-31",
            documentReference: "MDG",
            discussions: []
        )
        #expect(throws: TrustPresentationRefusal.beforePublication("2025-02-01")) {
            try presentation.check(of: [], publishedOn: "2025-02-01", today: "2025-03-01")
        }
        #expect(throws: Never.self) {
            try presentation.check(of: [], publishedOn: "2025-01-31", today: "2025-03-01")
        }
    }

    @Test func `is recorded once, and read by all who know of the measurement`() async throws {
        try await withSharedAPI { api in
            let fixture = Fixture(api)
            let round = try await fixture.published(600, on: "2025-02-01")
            let path = round.path + "/presentation"
            #expect(try await api.send(.get, path).status == 404)
            let body = Fixture.presentation(round.clusters)
            let bare = try await fixture.put("presentation", of: round, body, headers: [:])
            #expect(bare.status == 428)
            let made = try await fixture.put("presentation", of: round, body)
            #expect(made.status == 201)
            #expect(made.headers["location"] == path)
            #expect(
                made.json.names == [
                    "id", "presentedOn", "documentReference", "discussions", "createdAt", "version",
                ]
            )
            let senders: [TestAPI.Sender] = [
                .role(.municipality), .role(.trustBody), .role(.college), .role(.auditor),
                .role(.frontend), .partner(round.partners[0]),
            ]
            for sender in senders {
                #expect(try await api.send(.get, path, as: sender).body == made.body)
            }
            let again = try await fixture.put("presentation", of: round, body)
            #expect(again.status == 200)
            #expect(again.body == made.body)
            let other = Fixture.presentation(round.clusters, reference: "MDG 2026-2")
            let refused = try await fixture.put("presentation", of: round, other)
            #expect(refused.summary == "409 trust-presentation.recorded")
        }
    }

    @Test func `is refused out of its order, with the article`() async throws {
        try await withSharedAPI { api in
            let fixture = Fixture(api)
            let round = try await fixture.published(600, on: "2025-02-01")
            let early = try await fixture.round()
            let clusters = round.clusters
            for (round, body, code) in [
                (early, Fixture.presentation(early.clusters), "not-published"),
                (round, Fixture.presentation([]), "clusters-differ"),
                (round, Fixture.presentation(early.clusters), "clusters-differ"),
                (
                    round, Fixture.presentation(clusters, discussed: "2025-01-31"),
                    "before-publication"
                ),
                (round, Fixture.presentation(clusters, presented: "2199-01-01"), "dated-ahead"),
            ] {
                let answer = try await fixture.put("presentation", of: round, body)
                #expect(answer.summary == "409 trust-presentation.\(code)")
                #expect(answer.json["grounds"][0]["article"].text == "7.2")
            }
            #expect(try await api.send(.get, round.path + "/presentation").status == 404)
            let nothing = TallyFixture.Round(id: round.clusters[0], clusters: [], partners: [])
            let body = Fixture.presentation(clusters)
            #expect(try await fixture.put("presentation", of: nothing, body).status == 404)
        }
    }

    @Test func `is refused when it is wrong in itself`() async throws {
        try await withSharedAPI { api in
            let fixture = Fixture(api)
            let round = try await fixture.published(600, on: "2025-02-01")
            let text = Fixture.presentation(round.clusters)
            let twice = Fixture.presentation(round.clusters + round.clusters)
            for (body, place) in [
                (twice, "/discussions/1/clusterId format"),
                (
                    text.replacing("2025-02-10", with: "2025-03-02"),
                    "/discussions/0/discussedOn range"
                ),
                (text.replacing("2025-03-01", with: "soon"), "/presentedOn format"),
                (text.replacing("MDG 2026-1", with: ""), "/documentReference length"),
                (text.replacing("discussedOn", with: "on"), "/discussions/0/discussedOn required"),
            ] {
                let answer = try await fixture.put("presentation", of: round, body)
                #expect(answer.places.first == place)
            }
        }
    }
}
