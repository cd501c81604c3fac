import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct `Proposals for tariffs` {
    @Test func `come into force by the decision of the aldermen, on the first of a month`()
        async throws
    {
        try await withAPI { api in
            let desk = TariffDesk(api)
            let codes = [
                try await desk.makeProduct(), try await desk.makeProduct(maxTariffCents: 8_000),
            ]
            let made = try await desk.propose(codes)
            let id = try made.madeIdentifier
            #expect(made.headers["location"] == "\(TariffDesk.path)/\(id)")
            #expect(
                made.json.names == [
                    "id", "validFrom", "tariffs", "documentReference", "proposedOn", "state",
                    "createdAt", "version",
                ]
            )
            // The time basis is that of now.
            #expect(made.json["tariffs"].texts("timeBasis") == [nil, "direct"])
            #expect(try await desk.read(id).body == made.body)
            try await desk.take(.advise, of: id, on: "2025-06-01")
            let decided = try await desk.take(.adopt, of: id, as: .role(.college))
            #expect(
                decided.json.names == [
                    "id", "outcome", "decidedOn", "decisionReference", "createdAt", "version",
                ]
            )
            let read = try await desk.read(id)
            #expect(read.json["state"].text == "adopted")
            #expect(read.json["version"].number == 3)
            for code in codes {
                let tariffs = try await api.send(.get, "/v1/products/\(code)/tariffs")
                let last = try #require(tariffs.json["items"].elements.last)
                #expect(last["maxTariffCents"].number == 9_000)
                #expect(last["validFrom"].text == "2026-01-01")
                #expect(last["decisionReference"].text == "B&W 2025-77")
            }
            let tariffs = try await api.send(.get, "/v1/products/\(codes[1])/tariffs")
            #expect(tariffs.json["items"][0]["validUntil"].text == "2025-12-31")
            #expect(tariffs.json["items"][1]["timeBasis"].text == "direct")
        }
    }

    @Test func `change nothing when they are rejected or withdrawn`() async throws {
        try await withAPI { api in
            let desk = TariffDesk(api)
            let code = try await desk.makeProduct(maxTariffCents: 8_000)
            let before = try await api.send(.get, "/v1/products/\(code)/tariffs")
            for commands in [[TariffProposal.Command.advise, .reject], [.withdraw]] {
                let id = try await desk.propose([code]).madeIdentifier
                for command in commands {
                    #expect(try await desk.take(command, of: id).status == 201)
                }
                #expect(try await desk.take(.adopt, of: id).status == 409)
            }
            let after = try await api.send(.get, "/v1/products/\(code)/tariffs")
            #expect(after.body == before.body)
        }
    }

    @Test func `are set all or none`() async throws {
        try await withAPI { api in
            let desk = TariffDesk(api)
            let codes = [try await desk.makeProduct(), try await desk.makeProduct()].sorted()
            let both = try await desk.propose(codes).madeIdentifier
            let one = try await desk.propose([codes[1]]).madeIdentifier
            for id in [both, one] { try await desk.take(.advise, of: id) }
            #expect(try await desk.take(.adopt, of: one).status == 201)
            let refused = try await desk.take(.adopt, of: both)
            #expect(refused.summary == "409 tariff.not-after-current")
            let tariffs = try await api.send(.get, "/v1/products/\(codes[0])/tariffs")
            #expect(tariffs.json["items"].count == 0)
            #expect(try await desk.read(both).json["state"].text == "advised")
        }
    }

    @Test func `read each step as it was taken, once`() async throws {
        try await withAPI { api in
            let desk = TariffDesk(api)
            let id = try await desk.proposal(in: .draft)
            let path = "\(TariffDesk.path)/\(id)/advice"
            #expect(try await api.send(.get, path).status == 404)
            #expect(try await desk.take(.advise, of: id, headers: [:]).status == 428)
            let made = try await desk.take(.advise, of: id)
            #expect(made.headers["location"] == path)
            #expect(made.json["outcome"].text == "favourable")
            #expect(try await api.send(.get, path, as: .role(.auditor)).body == made.body)
            let again = try await desk.take(.advise, of: id)
            #expect(again.status == 200)
            #expect(again.body == made.body)
            let other = try await desk.take(.advise, of: id, on: "2025-06-02")
            #expect(other.summary == "409 tariff-proposal.step-taken")
            let early = try await desk.take(.adopt, of: id, on: "2025-05-31")
            #expect(early.summary == "409 tariff-proposal.dated-before")
            let late = try await desk.take(.adopt, of: id, on: "2199-01-01")
            #expect(late.summary == "409 tariff-proposal.dated-ahead")
        }
    }

    @Test func `are decided by the aldermen on the first day they hold at the latest`()
        async throws
    {
        try await withAPI { api in
            let desk = TariffDesk(api)
            let code = try await desk.makeProduct()
            let id = try await desk.propose([code], from: "2025-07-01").madeIdentifier
            try await desk.take(.advise, of: id)
            let refused = try await desk.take(.adopt, of: id, on: "2025-07-02")
            #expect(refused.summary == "409 tariff-proposal.decided-late")
            #expect(refused.json["grounds"][0]["article"].text == "2.2.2")
            let drafter = try await desk.take(.adopt, of: id, as: .role(.finance))
            #expect(drafter.summary == "403 access.scope-missing")
            #expect(try await desk.take(.adopt, of: id, on: "2025-07-01").status == 201)
        }
    }

    @Test func `are refused when they do not follow what holds`() async throws {
        try await withAPI { api in
            let desk = TariffDesk(api)
            let code = try await desk.makeProduct(maxTariffCents: 8_000)
            for (codes, day, summary) in [
                ([code], "2026-01-02", "409 tariff.not-first-of-month"),
                ([code], "2020-01-01", "409 tariff.not-after-current"),
                ([code], "2019-12-01", "409 tariff.not-after-current"),
                ([code, "XX-99"], "2026-01-01", "409 tariff-proposal.product-unknown"),
                ([code], "2020-02-01", "201"),
            ] {
                #expect(try await desk.propose(codes, from: day).summary == summary)
            }
            let ahead = try await api.send(
                .post,
                TariffDesk.path,
                json: TariffDesk.text([code]).replacing("2025-05-04", with: "2199-01-01")
            )
            #expect(ahead.summary == "409 tariff-proposal.dated-ahead")
        }
    }

    @Test func `are refused when they are wrong in themselves`() async throws {
        try await withAPI { api in
            let text = TariffDesk.text(["JB-04"])
            let many = (0...50).map { "A\(["A", "B"][$0 / 26])-\(10 + $0)" }
            for (body, place) in [
                (TariffDesk.text([]), "/tariffs length"),
                (TariffDesk.text(many), "/tariffs length"),
                (TariffDesk.text(["JB-04", "JB-04"]), "/tariffs/1/productCode format"),
                (TariffDesk.text(["JB4"]), "/tariffs/0/productCode format"),
                (TariffDesk.text(["JB-04"], cents: -1), "/tariffs/0/maxTariffCents range"),
                (text.replacing("2026-01-01", with: "2026-02-30"), "/validFrom format"),
                (text.replacing("DOC-411", with: ""), "/documentReference length"),
                (
                    text.replacing("9000", with: #"9000, "timeBasis": "indirect""#),
                    "/tariffs/0/timeBasis enum"
                ),
            ] {
                let answer = try await api.send(.post, TariffDesk.path, json: body)
                #expect(answer.status == 400)
                #expect(answer.places == [place])
            }
        }
    }

    @Test func `are listed page by page, and one key makes one`() async throws {
        try await withAPI(loops: 2) { api in
            let desk = TariffDesk(api)
            let code = try await desk.makeProduct()
            let answers = try await api.sendAtOnce(
                64,
                .post,
                TariffDesk.path,
                json: TariffDesk.text([code]),
                headers: ["Idempotency-Key": "tariffs-1"]
            )
            #expect(Set(answers.map(\.text)).count == 1)
            #expect(answers.allSatisfy { $0.status == 201 })
            let second = try await desk.propose([code]).madeIdentifier
            let page = try await api.send(.get, TariffDesk.path + "?limit=1&count=true")
            #expect(page.json["total"].number == 2)
            let next = try await api.send(.get, try #require(page.json["next"].text))
            #expect(next.json["items"].elements.map { $0["id"].identifier } == [second])
        }
    }
}
