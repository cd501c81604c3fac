import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct `Sessions` {
    @Test func `read as they were planned`() async throws {
        try await withAPI { api in
            let gatherings = Gatherings(api)
            let cluster = try gatherings.cluster(of: [])
            let made = try await api.send(
                .post,
                Gatherings.path,
                json: Gatherings.text(
                    "intervision",
                    "2026-04-16",
                    cluster: cluster,
                    topic: "Rouw"
                )
            )
            let id = try made.madeIdentifier
            #expect(made.headers["location"] == "\(Gatherings.path)/\(id)")
            #expect(
                made.json.names == [
                    "id", "kind", "heldOn", "clusterId", "topic", "state", "createdAt", "version",
                ]
            )
            #expect(made.json["clusterId"].identifier == cluster)
            #expect(made.json["topic"].text == "Rouw")
            #expect(made.json["state"].text == "planned")
            let partner = try await api.makePartner()
            for sender in [TestAPI.Sender.role(.auditor), .role(.frontend), .partner(partner)] {
                let read = try await api.send(.get, "\(Gatherings.path)/\(id)", as: sender)
                #expect(read.body == made.body)
            }
        }
    }

    @Test func `are listed by kind, year and cluster, page by page`() async throws {
        try await withAPI { api in
            let gatherings = Gatherings(api)
            let first = try gatherings.cluster(of: [])
            let second = try gatherings.cluster(of: [])
            for day: Day in ["2025-12-31", "2026-01-01", "2026-12-31", "2027-01-01"] {
                _ = try await gatherings.plan("intervision", day, of: first).madeIdentifier
            }
            _ = try await gatherings.plan("intervision", "2026-05-01", of: second).madeIdentifier
            _ = try await gatherings.plan("mdg-if", "2026-06-01").madeIdentifier
            let expected = [
                ("", 6), ("&kind=intervision", 5), ("&kind=mdg-if", 1), ("&kind=theme-tent", 0),
                ("&year=2026", 4), ("&year=2025", 1), ("&year=2028", 0),
                ("&clusterId=\(first)", 4), ("&clusterId=\(first)&year=2026", 2),
                ("&clusterId=\(second)&year=2026&kind=intervision", 1),
            ]
            for (query, count) in expected {
                var next: String? = "\(Gatherings.path)?limit=2&count=true\(query)"
                var found: [String] = []
                while let path = next {
                    let page = try await api.send(.get, path)
                    #expect(page.json["total"].number == count, "\(query)")
                    found += page.json["items"].elements.compactMap { $0["id"].text }
                    next = page.json["next"].text
                }
                #expect(found.count == count, "\(query)")
                #expect(found == found.sorted() && Set(found).count == count)
            }
            for query in ["kind=tent", "year=2014", "year=2200", "year=x", "clusterId=1"] {
                let answer = try await api.send(.get, "\(Gatherings.path)?\(query)")
                #expect(answer.status == 400, "\(query)")
            }
        }
    }

    @Test(arguments: [
        (#""kind": "party""#, "/kind enum"), (#""heldOn": "2026-02-29""#, "/heldOn format"),
        (#""clusterId": null"#, "/clusterId required"), (#""clusterId": "x""#, "/clusterId format"),
        (#""kind": "mdg-if""#, "/clusterId format"), (#""topic": """#, "/topic length"),
        (#""state": "held""#, "/state unknown-member"),
    ])
    func `are refused when they are wrong in themselves`(
        member: String,
        place: String
    ) async throws {
        try await withSharedAPI { api in
            let name = member.prefix { $0 != ":" }
            let others = [
                #""kind": "intervision""#, #""heldOn": "2026-04-16""#,
                #""clusterId": "019c2d11-8f02-7a6b-9c3d-4e5f60718293""#,
            ].filter { !$0.hasPrefix(name) }
            let body = "{" + (others + [member]).joined(separator: ", ") + "}"
            let answer = try await api.send(.post, Gatherings.path, json: body)
            #expect(answer.status == 400)
            #expect(answer.places == [place])
        }
    }

    @Test func `are of clusters that are there`() async throws {
        try await withSharedAPI { api in
            let nothing = Identifier(high: 7, low: 7)
            let answer = try await Gatherings(api).plan("intervision", "2026-04-16", of: nothing)
            #expect(answer.summary == "409 session.cluster-unknown")
            #expect(answer.json["grounds"][0]["article"].text == "3.2")
        }
    }

    @Test func `of one cluster, and of MDG I-F, are on different days`() async throws {
        try await withAPI { api in
            let gatherings = Gatherings(api)
            let first = try gatherings.cluster(of: [])
            let second = try gatherings.cluster(of: [])
            let id = try await gatherings.plan("intervision", "2026-04-16", of: first)
                .madeIdentifier
            _ = try await gatherings.plan("intervision", "2026-04-16", of: second).madeIdentifier
            _ = try await gatherings.plan("mdg-if", "2026-04-16").madeIdentifier
            let later = try await gatherings.plan("mdg-if", "2026-04-17").madeIdentifier
            for _ in 0..<2 {
                _ = try await gatherings.plan("theme-tent", "2026-04-16").madeIdentifier
            }
            for cluster in [first, nil] {
                let kind = cluster == nil ? "mdg-if" : "intervision"
                let answer = try await gatherings.plan(kind, "2026-04-16", of: cluster)
                #expect(answer.summary == "409 session.same-day")
            }
            let moved = try await api.send(
                .patch,
                "\(Gatherings.path)/\(later)",
                json: #"{"heldOn": "2026-04-16"}"#,
                headers: ["If-Match": "*"]
            )
            #expect(moved.summary == "409 session.same-day")
            // A cancelled one does not take place, so that its day is free.
            try await gatherings.put("cancellation", of: id, #"{"reason": "Ziek."}"#)
            #expect(try await gatherings.plan("intervision", "2026-04-16", of: first).status == 201)
        }
    }

    @Test func `that are planned 64 times at once are one`() async throws {
        try await withAPI(loops: 2) { api in
            let answers = try await api.sendAtOnce(
                64,
                .post,
                Gatherings.path,
                json: Gatherings.text("mdg-if", "2026-04-16")
            )
            #expect(answers.count { $0.status == 201 } == 1)
            #expect(answers.count { $0.code == "session.same-day" } == 63)
            let list = try await api.send(.get, "\(Gatherings.path)?count=true")
            #expect(list.json["total"].number == 1)
        }
    }

    @Test func `that are planned with one key are one`() async throws {
        try await withAPI(loops: 2) { api in
            let answers = try await api.sendAtOnce(
                16,
                .post,
                Gatherings.path,
                json: Gatherings.text("theme-tent", "2026-04-16"),
                headers: ["Idempotency-Key": "session-1"]
            )
            #expect(Set(answers.map(\.text)).count == 1)
            #expect(answers.allSatisfy { $0.status == 201 })
        }
    }

    @Test func `change day and topic while they are planned`() async throws {
        try await withAPI { api in
            let made = try await Gatherings(api).plan("theme-tent", "2026-04-16")
            let path = "\(Gatherings.path)/\(try made.madeIdentifier)"
            let star: Headers = ["If-Match": "*"]
            func change(_ body: String, _ headers: Headers) async throws -> Response {
                try await api.send(.patch, path, json: body, headers: headers)
            }
            #expect(try await change("{}", [:]).status == 428)
            #expect(try await change("{}", ["If-Match": "\"stale\""]).status == 412)
            let same = try await change("{}", star)
            #expect(same.body == made.body)
            let tag = try #require(made.headers["etag"])
            let moved = try await change(
                #"{"heldOn": "2026-04-23", "topic": "Rouw"}"#,
                ["If-Match": tag]
            )
            #expect(moved.json["heldOn"].text == "2026-04-23")
            #expect(moved.json["topic"].text == "Rouw")
            #expect(moved.json["version"].number == 2)
            let kept = try await change(#"{"heldOn": "2026-04-24"}"#, star)
            #expect(kept.json["topic"].text == "Rouw")
            let bare = try await change(#"{"topic": null}"#, star)
            #expect(bare.json["topic"].isNull)
            #expect(bare.json["heldOn"].text == "2026-04-24")
            for wrong in [#"{"heldOn": null}"#, #"{"kind": "mdg-if"}"#, #"{"topic": " "}"#] {
                #expect(try await change(wrong, star).status == 400)
            }
        }
    }
}
