import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct `The tally of a trust measurement` {
    private typealias Fixture = TallyFixture

    @Test func `is put once by the trust body, and tells how many answered`() async throws {
        try await withSharedAPI { api in
            let fixture = Fixture(api)
            let round = try await fixture.round(ballots: [6, 3])
            let path = round.path + "/tally"
            let trustBody = TestAPI.Sender.role(.trustBody)
            #expect(try await api.send(.get, path, as: trustBody).status == 404)
            let body = Fixture.tally(
                Fixture.count(round.clusters[0]),
                Fixture.count(round.clusters[1], 3, 300, 300)
            )
            let bare = try await fixture.put("tally", of: round, body, headers: [:])
            #expect(bare.status == 428)
            let made = try await fixture.put("tally", of: round, body)
            #expect(made.status == 201)
            #expect(made.headers["location"] == path)
            #expect(made.json.names == ["id", "clusters", "createdAt", "version"])
            #expect(made.json["id"].identifier == round.id)
            let clusters = made.json["clusters"].elements
            #expect(clusters.map { $0["clusterId"].identifier } == round.clusters)
            #expect(clusters.map { $0["respondents"].number } == [6, 3])
            #expect(clusters.map { $0["published"].boolean } == [true, false])
            for role in [Role.trustBody, .auditor] {
                #expect(try await api.send(.get, path, as: .role(role)).body == made.body)
            }
            let again = try await fixture.put("tally", of: round, body, headers: [:])
            #expect(again.status == 200)
            #expect(again.body == made.body)
        }
    }

    @Test func `is the same when the same is published by it, and else refused`() async throws {
        try await withSharedAPI { api in
            let fixture = Fixture(api)
            let round = try await fixture.round(ballots: [6, 3])
            let (north, south) = (round.clusters[0], round.clusters[1])
            func put(_ sum: Int, _ few: String) async throws -> String {
                let body = Fixture.tally(Fixture.count(north, 6, sum), few)
                return try await fixture.put("tally", of: round, body).summary
            }
            let few = Fixture.count(south, 3, 300, 300)
            #expect(try await put(600, few) == "201")
            // What came of too few was forgotten, and sums of the same outcome cannot be told
            // apart.
            let none = Fixture.count(south, 3, sums: false)
            #expect(try await put(600, none) == "200")
            #expect(try await put(601, few) == "200")
            #expect(try await put(599, few) == "409 trust-tally.published")
            let more = Fixture.count(south, 4, sums: false)
            #expect(try await put(600, more) == "409 trust-tally.respondents-differ")
        }
    }

    @Test(arguments: TallyFixture.Stage.allCases)
    func `comes after the closure, which the clock does not make`(stage: TallyFixture.Stage)
        async throws
    {
        try await withSharedAPI { api in
            let fixture = Fixture(api)
            let round = try await fixture.round(stage)
            let body = Fixture.tally(Fixture.count(round.clusters[0]))
            let answer = try await fixture.put("tally", of: round, body)
            let isClosed = stage == .closed
            #expect(answer.summary == (isClosed ? "201" : "409 trust-tally.not-closed"))
            if !isClosed {
                #expect(answer.json["grounds"][0]["article"].text == "7.2")
                #expect(try await fixture.outcomes(round).status == 404)
            }
        }
    }

    @Test func `destroys ballots, and no sum is kept`() async throws {
        try await withSharedAPI { api in
            let fixture = Fixture(api)
            let round = try await fixture.round()
            let before = try fixture.holds(
                "select cardinality(sealed) = 6 from ballot_box where measurement_id = $1",
                round.id
            )
            #expect(before)
            let body = Fixture.tally(Fixture.count(round.clusters[0], 6, 587, 613))
            #expect(try await fixture.put("tally", of: round, body).status == 201)
            let isEmpty = try fixture.holds(
                """
                select sealed = '{}' and respondents = 6
                from ballot_box
                where measurement_id = $1
                """,
                round.id
            )
            #expect(isEmpty)
            let hasSums = try fixture.holds(
                """
                select bool_or(outcome::text ~ '[^0-9a-f-](587|613|120|150)[^0-9a-f-]')
                from trust_outcome as outcome
                where measurement_id = $1
                """,
                round.id
            )
            #expect(!hasSums)
            #expect(try await fixture.outcomes(round).text.contains("\"3,9\""))
        }
    }

    @Test func `is counted once however many put it at once`() async throws {
        try await withAPI(loops: 2) { api in
            let fixture = Fixture(api)
            let round = try await fixture.round(ballots: [6, 5])
            let body = Fixture.tally(
                Fixture.count(round.clusters[0], 6, 590),
                Fixture.count(round.clusters[1], 5, 500, 500)
            )
            let trustBody = TestAPI.Sender.role(.trustBody)
            _ = try await api.send(.get, round.path + "/tally", as: trustBody)
            let statuses = try await withThrowingTaskGroup(of: Status.self) { group in
                for number in 0..<64 {
                    group.addTask {
                        try await api.send(
                            .put,
                            round.path + "/tally",
                            as: trustBody,
                            json: body,
                            headers: Fixture.none,
                            loop: number
                        ).status
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses.count { $0 == 201 } == 1)
            #expect(statuses.count { $0 == 200 } == 63)
            let isOnce = try fixture.holds(
                """
                select (select count(*) from trust_outcome where measurement_id = $1) = 8
                    and (select count(*) from improvement_track where measurement_id = $1) = 1
                """,
                round.id
            )
            #expect(isOnce)
        }
    }

    @Test func `is refused when it is not of this round`() async throws {
        try await withSharedAPI { api in
            let fixture = Fixture(api)
            let round = try await fixture.round(ballots: [6, 5])
            let (north, south) = (round.clusters[0], round.clusters[1])
            let parties = Fixture.count(south, 5, 600, 600)
                .replacing("\"count\": 125", with: "\"count\": 130")
            for (body, code) in [
                (Fixture.tally(Fixture.count(north)), "clusters-differ"),
                (
                    Fixture.tally(Fixture.count(north), Fixture.count(round.id, 5, 500, 500)),
                    "clusters-differ"
                ),
                (
                    Fixture.tally(Fixture.count(north), Fixture.count(south, 4, 400, 400)),
                    "respondents-differ"
                ),
                (
                    Fixture.tally(Fixture.count(north), Fixture.count(south, 5, sums: false)),
                    "sums-missing"
                ),
                (Fixture.tally(Fixture.count(north), parties), "too-many-parties"),
            ] {
                let answer = try await fixture.put("tally", of: round, body)
                #expect(answer.summary == "409 trust-tally.\(code)")
                #expect(answer.json["grounds"][0]["source"].text == "PO")
                #expect(answer.json["grounds"][0]["article"].text == "7.2")
            }
            #expect(try await fixture.outcomes(round).status == 404)
        }
    }

    @Test func `is refused when its sums cannot be`() async throws {
        try await withSharedAPI { api in
            let fixture = Fixture(api)
            let round = try await fixture.round()
            let text = Fixture.tally(Fixture.count(round.clusters[0]))
            let count = "\"sum\": 600, \"count\": 150"
            for (from, to, places) in [
                (count, "\"sum\": 751, \"count\": 150", ["sums/1/sum range", "sums/3/sum range"]),
                (count, "\"sum\": 149, \"count\": 150", ["sums/1/sum range", "sums/3/sum range"]),
                (count, "\"sum\": 600, \"count\": 149", ["sums format"]),
                (count, "\"sum\": 100, \"count\": 25", ["sums format"]),
                ("\"count\": 30", "\"count\": 35", ["sums format"]),
                ("\"own\"", "\"others\"", ["sums format"]),
                ("\"competential\"", "\"intentional\"", ["sums format"]),
                ("\"respondents\": 6", "\"respondents\": 21", ["respondents range"]),
                ("\"respondents\": 6", "\"respondents\": 0", ["sums format"]),
                (
                    "\"whose\": \"own\"", "\"whose\": \"all\"",
                    ["sums/0/whose enum", "sums/2/whose enum"]
                ),
                ("\"respondents\": 6", "\"respondents\": 6, \"x\": 1", ["x unknown-member"]),
            ] {
                let body = text.replacing(from, with: to)
                let answer = try await fixture.put("tally", of: round, body)
                #expect(answer.places == places.map { "/clusters/0/\($0)" }, "\(to)")
            }
            let one = Fixture.count(round.clusters[0])
            let twice = try await fixture.put("tally", of: round, Fixture.tally(one, one))
            #expect(twice.places == ["/clusters/1/clusterId format"])
            let none = try await fixture.put("tally", of: round, Fixture.tally())
            #expect(none.places == ["/clusters length"])
        }
    }

    @Test func `is of a round that is there`() async throws {
        try await withSharedAPI { api in
            let cluster = Identifier(high: 3, low: 3)
            let nothing = TallyFixture.Round(id: cluster, clusters: [cluster], partners: [])
            let body = Fixture.tally(Fixture.count(cluster))
            let answer = try await Fixture(api).put("tally", of: nothing, body)
            #expect(answer.status == 404)
        }
    }
}
