import HTTP
@testable import Partnership
import Postgres
import TestSupport
import Testing

@Suite struct `Sealed ballots` {
    @Test func `are fetched after the closure, and gone after the tally`() async throws {
        try await withAPI { api in
            let house = House(api)
            try house.stopClock(at: "2026-11-10T12:00:00Z")
            let round = try TestRound(
                in: api.database,
                opensAt: "2026-10-31T23:00:00Z",
                closesAt: "2026-11-30T23:00:00Z"
            )
            for ticket in try await round.tickets(api) {
                #expect(try await round.cast(api, ticket).status == 204)
            }
            // Of one that the clock alone closed more may come, since it may be extended.
            for moment in ["2026-11-10T12:00:00Z", "2026-11-30T23:00:00Z"] {
                try house.stopClock(at: moment)
                let early = try await round.sealedBallots(api)
                #expect(early.summary == "409 sealed-ballots.round-not-closed")
                #expect(early.json["grounds"][0]["article"].text == "7.2")
            }
            try round.close(api)
            let answer = try await round.sealedBallots(api)
            #expect(answer.status == 200 && answer.headers["etag"] != nil)
            #expect(answer.json["measurementId"].identifier == round.id)
            #expect(answer.json["minimumRespondents"].number == 5)
            let cluster = answer.json["clusters"][0]
            #expect(cluster["clusterId"].identifier == round.clusters[0])
            #expect(cluster["members"].number == 6 && cluster["ballots"].count == 6)
            try api.database.connection().run(
                script: """
                    update ballot_box set is_open = false, spent = '{}', sealed = '{}';
                    update trust_measurement set closed_at = moment(), published_at = moment()
                    """
            )
            #expect(try await round.sealedBallots(api).summary == "409 sealed-ballots.destroyed")
        }
    }

    @Test func `stand in order of their bytes, all of one length`() async throws {
        try await withAPI { api in
            let round = try TestRound(in: api.database, partners: [19, 5, 2])
            for (place, count) in [(0, 20), (1, 3)] {
                for (number, ticket) in try await round.tickets(api, cluster: place)
                    .prefix(count).enumerated()
                {
                    let parties = place == 0 ? 1 + number % 19 : 1
                    let body = TestRound.ballot(own: 1 + number % 5, parties: parties)
                    #expect(try await round.cast(api, ticket, body).status == 204)
                }
            }
            try round.close(api)
            let clusters = try await round.sealedBallots(api).json["clusters"]
            #expect(clusters.elements.map { $0["members"].number } == [20, 6, 3])
            #expect(clusters.elements.map { $0["ballots"].count } == [20, 3, 0])
            #expect(clusters.elements.map { $0["clusterId"].identifier } == round.clusters)
            let ballots = clusters.elements.map { $0["ballots"].texts }
            #expect(Set(ballots.joined().map(\.count)).count == 1)
            let ordered = Statement(
                "test.ordered",
                "select is_strictly_ascending(array(select decode(unnest($1::text[]), 'base64')))"
            )
            for texts in ballots {
                let row = try api.database.connection().rows(ordered) { $0.add(ArrayText(texts)) }
                #expect(row[0].boolean(0))
            }
        }
    }

    @Test func `are of a round that is there`() async throws {
        try await withSharedAPI { api in
            let path = "/v1/trust-measurements/\(Identifier(high: 1, low: 1))/sealed-ballots"
            let answer = try await api.send(.get, path, as: .role(.trustBody))
            #expect(answer.summary == "404 resource.not-found")
        }
    }
}
