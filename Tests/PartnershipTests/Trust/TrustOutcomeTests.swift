import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct `Outcomes of a trust measurement` {
    private typealias Fixture = TallyFixture

    /// Two clusters: one sufficient and in the gap, one to be tested and insufficient.
    private static func publish(_ fixture: TallyFixture) async throws -> TallyFixture.Round {
        let round = try await fixture.round(ballots: [6, 5])
        let body = TallyFixture.tally(
            TallyFixture.count(round.clusters[0], 6, 600, 594),
            TallyFixture.count(round.clusters[1], 5, 475, 374)
        )
        guard try await fixture.put("tally", of: round, body).status == 201 else {
            throw TestProblem("not published")
        }
        return round
    }

    @Test func `say of each cluster and of all what the norm makes of them`() async throws {
        try await withSharedAPI { api in
            let fixture = Fixture(api)
            let round = try await Self.publish(fixture)
            let answer = try await fixture.outcomes(round)
            #expect(answer.json.names == ["id", "clusters", "overall", "createdAt", "version"])
            let clusters = answer.json["clusters"]
            #expect(clusters.elements.map { $0["clusterId"].identifier } == round.clusters)
            #expect(clusters.elements.map { $0["respondents"].number } == [6, 5])
            #expect(clusters[0].names == ["clusterId", "respondents", "published", "dimensions"])
            func told(_ part: TestJSON) -> [String] {
                part["dimensions"].elements.map {
                    let permits = $0["permitsIndividualTest"].boolean == true ? " permits" : ""
                    let gap = $0["needsInterpretation"].boolean == true ? " gap" : ""
                    return "\($0["band"].text ?? "") \($0["shown"].text ?? "")" + permits + gap
                }
            }
            #expect(told(clusters[0]) == ["sufficient 4,0", "attention 3,9 gap"])
            #expect(told(clusters[1]) == ["attention 3,8 permits", "insufficient 2,9 permits"])
            let overall = answer.json["overall"]
            #expect(overall["published"].boolean == true)
            #expect(told(overall) == ["attention 3,9 gap", "attention 3,5 permits"])
            #expect(
                overall["dimensions"][0]["otherReadings"].elements.map { $0["policy"].text }
                    .contains("mean-of-cluster-means")
            )
            let articles = overall["dimensions"].elements.map {
                $0["grounds"].elements.compactMap { $0["article"].text }
            }
            #expect(articles == [["7.3"], ["7.3", "7.4"]])
            let own = overall["own"].elements.map { $0.names }
            #expect(own == [["dimension", "shown"], ["dimension", "shown"]])
            #expect(overall["own"][1]["shown"].text == "3,6")
        }
    }

    @Test func `are kept back where too few answered, and with them those of all`() async throws {
        try await withSharedAPI { api in
            let fixture = Fixture(api)
            let round = try await fixture.round(ballots: [6, 4])
            let body = Fixture.tally(
                Fixture.count(round.clusters[0]),
                Fixture.count(round.clusters[1], 4, 320, 320)
            )
            #expect(try await fixture.put("tally", of: round, body).status == 201)
            let answer = try await fixture.outcomes(round)
            for part in [answer.json["clusters"][1], answer.json["overall"]] {
                #expect(part["published"].boolean == false)
                #expect(part["dimensions"].count == 0)
            }
            #expect(answer.json["overall"]["own"].count == 0)
            #expect(answer.json["clusters"][1]["respondents"].isNull)
            #expect(answer.json["clusters"][0]["published"].boolean == true)
            let tracks = try await api.send(.get, "\(Fixture.tracks)?measurementId=\(round.id)")
            #expect(tracks.json["items"].count == 0)
        }
    }

    @Test(arguments: TallyFixture.Stage.allCases)
    func `are read by nobody before the tally`(stage: TallyFixture.Stage) async throws {
        try await withSharedAPI { api in
            let fixture = Fixture(api)
            let round = try await fixture.round(stage)
            let senders =
                Role.allCases.filter { $0 != .partner }.map { TestAPI.Sender.role($0) }
                + [.partner(round.partners[0]), .nobody]
            for sender in senders {
                for part in ["outcomes", "presentation", "tally"] {
                    let answer = try await api.send(.get, "\(round.path)/\(part)", as: sender)
                    #expect([401, 403, 404].contains(answer.status.code), "\(sender) \(part)")
                }
                let tracks = try await api.send(
                    .get,
                    "\(Fixture.tracks)?measurementId=\(round.id)",
                    as: sender
                )
                #expect(tracks.json["items"].count == 0, "\(sender)")
            }
        }
    }

    /// How many clusters each reads, and whether all together; nothing for a 404.
    private static func seen(
        _ round: TallyFixture.Round,
        _ fixture: TallyFixture
    ) async throws -> [String] {
        let stranger = try await fixture.api.makePartner()
        let senders: [TestAPI.Sender] = [
            .role(.municipality), .role(.trustBody), .role(.auditor), .partner(round.partners[0]),
            .partner(round.partners[1]), .partner(stranger), .role(.college), .role(.frontend),
        ]
        var seen: [String] = []
        for sender in senders {
            let answer = try await fixture.outcomes(round, as: sender)
            let all = answer.json["overall"]["published"].boolean == true ? "+" : ""
            seen.append(
                answer.status == 200
                    ? "\(answer.json["clusters"].count)\(all)" : "\(answer.summary)"
            )
        }
        return seen
    }

    @Test func `come to the cluster first, and to all when MDG I-F saw them`() async throws {
        try await withSharedAPI { api in
            let fixture = Fixture(api)
            let round = try await Self.publish(fixture)
            try fixture.run(
                """
                update trust_measurement
                set published_at = '2025-02-01', closed_at = '2025-02-01'
                where id = '\(round.id)'
                """
            )
            let nothing = "404 resource.not-found"
            #expect(
                try await Self.seen(round, fixture)
                    == ["2+", "2+", "2+", "1", "1", nothing, nothing, nothing]
            )
            let own = try await fixture.outcomes(round, as: .partner(round.partners[1]))
            #expect(own.json["clusters"][0]["clusterId"].identifier == round.clusters[1])
            #expect(own.json["overall"]["dimensions"].count == 0)
            let body = Fixture.presentation(round.clusters)
            #expect(try await fixture.put("presentation", of: round, body).status == 201)
            #expect(
                try await Self.seen(round, fixture) == Array(repeating: "2+", count: 8)
            )
        }
    }
}
