import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct `Intervision clusters` {
    @Test func `read as they were made, by every partner`() async throws {
        try await withAPI { api in
            let clusters = Clusters(api)
            try clusters.stopCalendar(on: "2026-07-01")
            let partners = try await clusters.partners(5)
            let made = try await clusters.create(partners, delegate: partners[1])
            let id = try made.madeIdentifier
            #expect(made.headers["location"] == "\(Clusters.path)/\(id)")
            #expect(
                made.json.names == [
                    "id", "name", "partnerIds", "delegateId", "startsOn", "dissolvedOn", "state",
                    "size", "includesMunicipality", "mixedness", "suggestedDelegateId",
                    "compositionId", "signals", "createdAt", "version",
                ]
            )
            #expect(made.json["name"].text == "Noord")
            #expect(made.json.ids("partnerIds") == partners)
            #expect(made.json["delegateId"].identifier == partners[1])
            #expect(made.json["startsOn"].text == "2026-07-01")
            #expect(made.json["dissolvedOn"].isNull && made.json["compositionId"].isNull)
            #expect(made.json["state"].text == "running")
            #expect(made.json["size"].number == 5)
            #expect(made.json["includesMunicipality"].boolean == true)
            #expect(made.json["mixedness"]["small"].number == 5)
            #expect(made.json["mixedness"]["score"].number == 0)
            #expect(made.json["mixedness"]["maximumScore"].number == 20)
            #expect(made.json["suggestedDelegateId"].identifier == partners[0])
            for sender in [TestAPI.Sender.partner(partners[0]), .role(.auditor)] {
                let read = try await api.send(.get, "\(Clusters.path)/\(id)", as: sender)
                #expect(read.body == made.body)
                #expect(read.headers["etag"] == made.headers["etag"])
                let list = try await api.send(.get, Clusters.path, as: sender)
                #expect(list.json["items"][0].description == made.json.description)
            }
        }
    }

    @Test func `are listed page by page, and of a day only those of that day`() async throws {
        try await withAPI { api in
            let clusters = Clusters(api)
            try clusters.stopCalendar(on: "2026-07-01")
            var ids: [Identifier] = []
            for day in ["2026-02-01", "2026-03-01", "2026-08-01"] as [Day] {
                let partners = try await clusters.partners(4)
                ids.append(try await clusters.create(partners, from: day).madeIdentifier)
            }
            _ = try await clusters.dissolve("\(Clusters.path)/\(ids[0])", on: "2026-07-01")
            var next: String? = "\(Clusters.path)?limit=2&count=true"
            var found: [Identifier] = []
            while let path = next {
                let page = try await api.send(.get, path)
                #expect(page.json["total"].number == 3)
                found += page.json["items"].elements.compactMap { $0["id"].identifier }
                next = page.json["next"].text
            }
            #expect(found == ids.sorted())
            for (day, expected) in [
                ("2026-01-31", []), ("2026-02-01", [0]), ("2026-03-01", [0, 1]),
                ("2026-06-30", [0, 1]), ("2026-07-01", [1]), ("2026-07-31", [1]),
                ("2026-08-01", [1, 2]),
            ] as [(String, [Int])] {
                let list = try await api.send(.get, "\(Clusters.path)?on=\(day)&count=true")
                let of = list.json["items"].elements.compactMap { $0["id"].identifier }
                #expect(of == expected.map { ids[$0] }.sorted(), "\(day)")
                #expect(list.json["total"].number == expected.count)
            }
            let wrong = try await api.send(.get, "\(Clusters.path)?on=2026-02-30")
            #expect(wrong.places == ["on format"])
        }
    }

    @Test(arguments: [
        (3, "409 cluster.wrong-size"), (4, "201"), (6, "201"), (7, "409 cluster.wrong-size"),
    ])
    func `have four to six partners`(count: Int, summary: String) async throws {
        try await withSharedAPI { api in
            let clusters = Clusters(api)
            let answer = try await clusters.create(try await clusters.partners(count))
            #expect(answer.summary == summary)
            if answer.status == 409 {
                #expect(answer.json["grounds"][0]["source"].text == "KA")
                #expect(answer.json["grounds"][0]["article"].text == "3.2")
            } else {
                let codes = answer.json["signals"].elements.map { $0["code"].text }
                #expect(codes == ["cluster.size-not-five", "cluster.not-mixed"])
            }
        }
    }

    @Test func `of five that are mixed carry no signal`() async throws {
        try await withSharedAPI { api in
            let clusters = Clusters(api)
            let partners = try await clusters.partners(5)
            let patch = #"{"size": "solo", "expertise": ["rouw"]}"#
            _ = try await api.send(
                .patch,
                "/v1/partners/\(partners[0])",
                json: patch,
                headers: ["If-Match": "*"]
            )
            let made = try await clusters.create(partners)
            #expect(made.json["signals"].isThere && made.json["signals"].count == 0)
            #expect(made.json["mixedness"]["score"].number == 8)
        }
    }

    @Test func `have a delegate of their own`() async throws {
        try await withSharedAPI { api in
            let clusters = Clusters(api)
            let partners = try await clusters.partners(6)
            let five = Array(partners.prefix(5))
            let answer = try await clusters.create(five, delegate: partners[5])
            #expect(answer.summary == "409 cluster.delegate-not-member")
            #expect(answer.json["grounds"][0]["article"].text == "4.1")
        }
    }

    /// The process agreement of the fifth partner is in force in March and April of 2026.
    @Test(arguments: [
        ("2026-02-28", false), ("2026-03-01", true), ("2026-04-30", true), ("2026-05-01", false),
    ])
    func `take partners whose process agreement is in force on their first day`(
        startsOn: Day,
        isTaken: Bool
    ) async throws {
        try await withSharedAPI { api in
            let clusters = Clusters(api)
            let fifth = try await clusters.partners(1, from: "2026-03-01", until: "2026-04-30")
            let partners = try await clusters.partners(4) + fifth
            let answer = try await clusters.create(partners, from: startsOn)
            #expect(answer.summary == (isTaken ? "201" : "409 cluster.no-process-agreement"))
            if isTaken {
                let later = try await clusters.read(answer.madeIdentifier, on: "2026-05-01")
                let codes = later["signals"].elements.compactMap { $0["code"].text }
                #expect(codes.contains("cluster.member-without-agreement"))
            } else {
                #expect(answer.json["grounds"][0]["article"].text == "2.1")
                #expect(answer.json["detail"].text?.contains("\(fifth[0])") == true)
            }
        }
    }

    @Test func `take nobody with an assignment agreement alone, and nobody unknown`() async throws {
        try await withSharedAPI { api in
            let clusters = Clusters(api)
            let partners = try await clusters.partners(4)
            let fifth = try await api.makePartner()
            try await api.makeAgreement("assignment", of: fifth)
            let answer = try await clusters.create(partners + [fifth])
            #expect(answer.summary == "409 cluster.no-process-agreement")
            let unknown = try await clusters.create(partners + [Identifier(high: 1, low: 1)])
            #expect(unknown.summary == "409 cluster.partner-unknown")
        }
    }

    @Test func `share no partner on any day`() async throws {
        try await withAPI { api in
            let clusters = Clusters(api)
            try clusters.stopCalendar(on: "2026-07-01")
            let partners = try await clusters.partners(9)
            let first = try await clusters.create(Array(partners[0..<5]), from: "2026-08-01")
            let id = try first.madeIdentifier
            for day in ["2026-07-01", "2026-08-01", "2030-01-01"] as [Day] {
                let answer = try await clusters.create(Array(partners[4..<9]), from: day)
                #expect(answer.summary == "409 cluster.partner-elsewhere")
                #expect(answer.json["detail"].text?.contains("\(id)") == true)
                #expect(answer.json["detail"].text?.contains("\(partners[4])") == true)
                #expect(answer.json["grounds"][0]["article"].text == "3.2")
            }
            let path = "\(Clusters.path)/\(id)"
            #expect(try await clusters.dissolve(path, on: "2026-09-01").status == 201)
            let before = try await clusters.create(Array(partners[4..<9]), from: "2026-08-31")
            #expect(before.summary == "409 cluster.partner-elsewhere")
            let after = try await clusters.create(Array(partners[4..<9]), from: "2026-09-01")
            #expect(after.status == 201)
        }
    }

    @Test func `that are made at once of the same partners are one`() async throws {
        try await withAPI(loops: 2) { api in
            let partners = try await Clusters(api).partners(5)
            let answers = try await api.sendAtOnce(
                64,
                .post,
                Clusters.path,
                json: Clusters.body(partners)
            )
            #expect(answers.count { $0.status == 201 } == 1)
            let made = try #require(answers.first { $0.status == 201 }).madeIdentifier
            for answer in answers where answer.status != 201 {
                #expect(answer.summary == "409 cluster.partner-elsewhere")
                #expect(answer.json["detail"].text?.contains("\(made)") == true)
            }
            let list = try await api.send(.get, Clusters.path + "?count=true")
            #expect(list.json["total"].number == 1)
        }
    }

    @Test(arguments: [
        (#""name": "=1""#, "/name format"), (#""name": """#, "/name length"),
        (#""partnerIds": []"#, "/partnerIds length"),
        (#""partnerIds": ["a"]"#, "/partnerIds/0 format"),
        (#""partnerIds": [1]"#, "/partnerIds/0 format"),
        (
            #""partnerIds": ["019afd3c-0728-709a-bf2a-74de452e6b43", "#
                + #""019AFD3C-0728-709A-BF2A-74DE452E6B43"]"#,
            "/partnerIds/1 format"
        ),
        (#""delegateId": null"#, "/delegateId type"), (#""startsOn": "2026""#, "/startsOn format"),
        (#""state": "running""#, "/state unknown-member"),
    ])
    func `are refused when they are wrong in themselves`(
        member: String,
        place: String
    ) async throws {
        try await withSharedAPI { api in
            let id = "019afd3c-0728-709a-bf2a-74de452e6b43"
            let name = member.prefix { $0 != ":" }
            let others = [
                #""name": "Noord""#, #""partnerIds": ["\#(id)"]"#, #""delegateId": "\#(id)""#,
            ].filter { !$0.hasPrefix(name) }
            let body = "{" + (others + [member]).joined(separator: ", ") + "}"
            let answer = try await api.send(.post, Clusters.path, json: body)
            #expect(answer.status == 400)
            #expect(answer.places == [place])
        }
    }
}
