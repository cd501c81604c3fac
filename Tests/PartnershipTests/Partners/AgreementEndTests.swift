import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct `An agreement and its commands` {
    @Test func `keep to the table, and what is not in it changes nothing`() async throws {
        try await withAPI { api in
            let office = Office(api)
            try office.stopToday(at: "2026-06-15")
            let play = LifecyclePlay<Agreement.State>(api: api) { state in
                let id: Identifier
                switch state {
                case .upcoming: id = try await office.makeMember(from: "2026-06-16").process
                case .inForce: id = try await office.makeMember().process
                case .terminating:
                    id = try await office.makeMember().process
                    _ = try await office.end(id, Office.mutual("2026-06-20"))
                case .ended:
                    id = try await office.makeMember().process
                    _ = try await office.end(id, Office.mutual("2026-06-14"))
                }
                return "/v1/agreements/\(id)"
            } send: { command, path in
                let body =
                    switch command {
                    case .terminate: Office.mutual("2026-06-30")
                    case .recordEnd: Office.mutual("2026-06-13")
                    case .dissolve: Office.dissolution("2026-06-18")
                    case .recordDissolution: Office.dissolution("2026-06-13")
                    }
                let isThere = try await api.send(.get, path + "/termination").status == 200
                return try await api.send(
                    .put,
                    path + "/termination",
                    json: body,
                    headers: isThere ? ["If-Match": "*"] : ["If-None-Match": "*"]
                )
            }
            try await play.everyCommand()
        }
    }

    @Test(arguments: [("2026-06-15", "201"), ("2026-06-16", "409 termination.dated-ahead")])
    func `take notice that was received, and not before`(
        receivedOn: String,
        summary: String
    ) async throws {
        try await withAPI { api in
            let office = Office(api)
            try office.stopToday(at: "2026-06-15")
            let id = try await office.makeMember().process
            let answer = try await office.end(id, Office.notice(receivedOn))
            #expect(answer.summary == summary)
        }
    }

    private static let expected: [Agreement.State: [Agreement.Command: Agreement.State]] = [
        .upcoming: [.terminate: .terminating, .dissolve: .terminating],
        .inForce: [
            .terminate: .terminating, .recordEnd: .ended, .dissolve: .terminating,
            .recordDissolution: .ended,
        ],
        .terminating: [.dissolve: .terminating, .recordDissolution: .ended],
    ]

    @Test(arguments: Agreement.State.allCases, Agreement.Command.allCases)
    func `follow the table`(state: Agreement.State, command: Agreement.Command) {
        #expect(state.after(command) == Self.expected[state]?[command])
    }

    @Test(arguments: [
        ("2025-12-31", "upcoming"), ("2026-01-01", "in-force"), ("2026-12-31", "in-force"),
        ("2027-01-01", "ended"),
    ])
    func `start from its days`(today: Day, state: String) async throws {
        try await withAPI { api in
            let office = Office(api)
            let partner = try await api.makePartner()
            let id = try await api.makeAgreement("process", of: partner, until: "2026-12-31")
            try office.stopToday(at: today)
            #expect(try await office.agreement(id)["state"].text == state)
            let list = try await api.send(.get, "/v1/agreements?partnerId=\(partner)")
            #expect(list.json["items"][0]["state"].text == state)
        }
    }

    @Test func `leave an agreement that ended as agreed as it is`() async throws {
        try await withAPI { api in
            let office = Office(api)
            let partner = try await api.makePartner()
            let id = try await api.makeAgreement("process", of: partner, until: "2026-12-31")
            try office.stopToday(at: "2027-01-01")
            let answer = try await office.end(id, Office.mutual("2026-11-30"))
            #expect(answer.summary == "409 termination.agreement-ended")
            #expect(answer.json["grounds"][0]["article"].text == "11")
            #expect(try await office.agreement(id)["endsOn"].text == "2026-12-31")
        }
    }
}

@Suite struct `The recorded end of an agreement` {
    @Test func `reads as it was recorded, and is the end that counts`() async throws {
        try await withAPI { api in
            let office = Office(api)
            try office.stopToday(at: "2026-03-16")
            let member = try await office.makeMember()
            let target = "/v1/agreements/\(member.process)/termination"
            #expect(try await api.send(.get, target).summary == "404 resource.not-found")
            let made = try await office.end(member.process, Office.notice("2026-03-15"))
            #expect(made.status == 201)
            #expect(made.headers["location"] == target)
            let read = try await api.send(.get, target, as: .partner(member.partner))
            #expect(read.body == made.body)
            #expect(read.headers["etag"] == made.headers["etag"])
            #expect(
                read.json.names == [
                    "id", "kind", "scope", "ground", "receivedOn", "endsOn", "agreedEndsOn",
                    "documentReference", "adviceId", "decisionId", "excludedUntil", "grounds",
                    "otherReadings", "createdAt", "version",
                ]
            )
            #expect(read.json["endsOn"].text == "2027-03-31")
            #expect(read.json["agreedEndsOn"].text == "2035-12-31")
            #expect(read.json["excludedUntil"].isNull)
            #expect(read.json["grounds"][0]["article"].text == "11")
            #expect(read.json["otherReadings"].count == 1)
            #expect(read.json["otherReadings"][0]["policy"].text == "date-to-date")
            #expect(read.json["otherReadings"][0]["endsOn"].text == "2027-03-15")
            let agreement = try await office.agreement(member.process)
            #expect(agreement["endsOn"].text == "2027-03-31")
            #expect(agreement["agreedEndsOn"].text == "2035-12-31")
            #expect(agreement["state"].text == "terminating")
            #expect(agreement["version"].number == 2)
            // The other agreement of the partner, and those of others, continue.
            let other = try await office.agreement(member.assignment)
            #expect(other["endsOn"].text == "2035-12-31")
            #expect(other["agreedEndsOn"].isNull)
            #expect(other["state"].text == "in-force")
        }
    }

    @Test(arguments: [
        ("2026-03-15", "2027-03-31", "2027-03-15"), ("2026-03-31", "2027-03-31", nil),
        ("2026-04-01", "2027-04-30", "2027-04-01"), ("2027-02-28", "2028-02-29", "2028-02-28"),
        ("2034-12-15", "2035-12-31", "2035-12-15"), ("2035-01-10", "2035-12-31", nil),
    ])
    func `follows from the day of the notice`(
        receivedOn: String,
        endsOn: String,
        other: String?
    ) async throws {
        try await withAPI { api in
            let office = Office(api)
            try office.stopToday(at: try #require(Day(receivedOn)))
            let member = try await office.makeMember()
            let answer = try await office.end(member.process, Office.notice(receivedOn))
            #expect(answer.json["endsOn"].text == endsOn)
            #expect(answer.json["otherReadings"][0]["endsOn"].text == other)
            #expect(answer.json["otherReadings"].count == (other == nil ? 0 : 1))
        }
    }

    @Test func `is recorded once: the same again is the same, another is refused`() async throws {
        try await withSharedAPI { api in
            let office = Office(api)
            let id = try await office.makeMember().process
            let first = try await office.end(id, Office.notice("2026-03-15"))
            #expect(first.status == 201)
            let before = try await api.send(.get, "/v1/agreements/\(id)").body
            for endsOn in [nil, "2027-03-31"] {
                let body = Office.notice("2026-03-15", endsOn: endsOn)
                let again = try await office.end(id, body, headers: [:])
                #expect(again.status == 200)
                #expect(again.body == first.body)
            }
            for other in [
                Office.notice("2026-03-16"), Office.mutual("2027-03-31"),
                Office.notice("2026-03-15", endsOn: "2027-03-15"),
                Office.notice("2026-03-15", reference: "BRIEF-9"),
                Office.municipalNotice("2026-03-15", "this-agreement"),
            ] {
                let answer = try await office.end(id, other)
                #expect(answer.summary == "409 termination.recorded")
            }
            #expect(try await api.send(.get, "/v1/agreements/\(id)").body == before)
        }
    }

    @Test func `wins alone when 64 come at once`() async throws {
        try await withAPI(loops: 2) { api in
            let office = Office(api)
            let member = try await office.makeMember()
            let target = "/v1/agreements/\(member.process)/termination"
            let answers = try await api.sendAtOnce(
                64,
                .put,
                target,
                json: Office.dissolution("2026-12-31", "fraud"),
                headers: ["If-None-Match": "*"]
            )
            #expect(answers.count { $0.status == 201 } == 1)
            #expect(answers.count { $0.status == 200 } == 63)
            #expect(try await office.agreement(member.process)["version"].number == 2)
            #expect(
                try await office.partner(member.partner)["excludedUntil"].text == "2028-12-31"
            )
        }
    }

    @Test(arguments: [
        (Office.notice("2026-03-15", endsOn: "2027-03-15"), "end-differs", "11"),
        (Office.notice("2024-12-31"), "ends-before-start", "11"),
        (Office.notice("2036-01-01"), "dated-ahead", "11"),
        (Office.mutual("2025-12-31"), "ends-before-start", "11"),
        (Office.mutual("2036-01-01"), "ends-after-agreed", "11"),
        (Office.dissolution("2026-12-31", "trust"), "advice-missing", "10.2"),
        (
            Office.dissolution("2026-12-31", "fraud", advice: Identifier(high: 1, low: 1)),
            "advice-unknown", "10.2"
        ),
        (
            Office.dissolution("2026-12-31", "fraud", decision: Identifier(high: 1, low: 1)),
            "decision-unknown", "10.2"
        ),
    ])
    func `is refused where the process agreement says so, and changes nothing`(
        body: String,
        code: String,
        article: String
    ) async throws {
        try await withSharedAPI { api in
            let office = Office(api)
            let id = try await office.makeMember().process
            let before = try await api.send(.get, "/v1/agreements/\(id)").body
            let answer = try await office.end(id, body)
            #expect(answer.summary == "409 termination.\(code)")
            #expect(answer.json["grounds"][0]["source"].text == "PO")
            #expect(answer.json["grounds"][0]["article"].text == article)
            #expect(try await api.send(.get, "/v1/agreements/\(id)").body == before)
        }
    }

    @Test(arguments: [
        ("{}", ["/kind required", "/documentReference required"]),
        (
            #"{"kind": "notice-by-municipality", "documentReference": "B"}"#,
            ["/scope required", "/receivedOn required"]
        ),
        (
            #"""
            {"kind": "notice-by-partner", "scope": "this-agreement", "ground": "fraud",
             "receivedOn": "2026-02-30", "documentReference": "B"}
            """#,
            ["/receivedOn format", "/scope format", "/ground format"]
        ),
        (#"{"kind": "mutual", "documentReference": "B"}"#, ["/endsOn required"]),
        (
            #"{"kind": "dissolution", "endsOn": "2026-12-31", "documentReference": "B"}"#,
            ["/ground required"]
        ),
        (
            #"""
            {"kind": "mutual", "endsOn": "2026-12-31", "documentReference": "",
             "adviceId": "019afd3c-0728-709a-bf2a-74de452e6b43", "decisionId": "1"}
            """#,
            ["/documentReference length", "/decisionId format", "/adviceId format"]
        ),
    ])
    func `is refused with every error at once`(body: String, places: [String]) async throws {
        try await withSharedAPI { api in
            let office = Office(api)
            let id = try await office.makeMember().process
            let answer = try await office.end(id, body)
            #expect(answer.status == 400)
            #expect(Set(answer.places) == Set(places))
        }
    }

    @Test func `says that nothing is expected there, and needs an agreement`() async throws {
        try await withSharedAPI { api in
            let office = Office(api)
            let id = try await office.makeMember().process
            let without = try await office.end(id, Office.mutual("2026-12-31"), headers: [:])
            #expect(without.summary == "428 resource.precondition-required")
            let stale: Headers = ["If-Match": "\"x\""]
            let other = try await office.end(id, Office.mutual("2026-12-31"), headers: stale)
            #expect(other.summary == "412 resource.precondition-failed")
            let nothing = Identifier(high: 1, low: 1)
            let nowhere = try await office.end(nothing, Office.mutual("2026-12-31"))
            #expect(nowhere.status == 404)
        }
    }

    @Test func `is hidden from other partners`() async throws {
        try await withSharedAPI { api in
            let office = Office(api)
            let id = try await office.makeMember().process
            _ = try await office.end(id, Office.mutual("2026-12-31"))
            let other = try await api.makePartner()
            let target = "/v1/agreements/\(id)/termination"
            let hidden = try await api.send(.get, target, as: .partner(other))
            #expect(hidden.summary == "404 resource.not-found")
        }
    }

    @Test func `frees the days after it for another agreement`() async throws {
        try await withSharedAPI { api in
            let office = Office(api)
            let member = try await office.makeMember()
            _ = try await office.end(member.process, Office.mutual("2026-12-31"))
            try await api.makeAgreement("process", of: member.partner, from: "2027-01-01")
        }
    }
}

@Suite struct `Notice by the municipality` {
    @Test func `to one ends that agreement alone`() async throws {
        try await withAPI { api in
            let office = Office(api)
            let one = try await office.makeMember()
            let two = try await office.makeMember()
            let body = Office.municipalNotice("2026-03-15", "this-agreement")
            let answer = try await office.end(one.process, body)
            #expect(answer.json["endsOn"].text == "2027-03-31")
            #expect(answer.json["scope"].text == "this-agreement")
            #expect(try await office.agreement(two.process)["agreedEndsOn"].isNull)
        }
    }

    @Test func `to all ends each of that kind in force, with a record of its own`() async throws {
        try await withAPI { api in
            let office = Office(api)
            try office.stopToday(at: "2026-03-16")
            let one = try await office.makeMember()
            let two = try await office.makeMember()
            let leaving = try await office.makeMember()
            let early = Office.mutual("2026-05-31")
            _ = try await office.end(leaving.process, early)
            let later = try await office.makeMember(from: "2026-03-16")
            let partner = try await api.makePartner()
            let short = try await api.makeAgreement("process", of: partner, until: "2026-08-31")
            let body = Office.municipalNotice("2026-03-15", "all-agreements")
            #expect(try await office.end(one.process, body).status == 201)
            for (id, end) in [
                (one.process, "2027-03-31"), (two.process, "2027-03-31"),
                (short, "2026-08-31"),
            ] {
                let target = "/v1/agreements/\(id)/termination"
                let record = try await api.send(.get, target).json
                #expect(record["scope"].text == "all-agreements")
                #expect(record["endsOn"].text == end)
                #expect(try await office.agreement(id)["endsOn"].text == end)
                #expect(try await office.agreement(id)["state"].text == "terminating")
                #expect(try await office.end(id, body).status == 200)
            }
            // The end that was recorded before stays, what starts after it was not in force, and
            // the other kind continues.
            #expect(try await office.agreement(leaving.process)["endsOn"].text == "2026-05-31")
            for id in [later.process, one.assignment, two.assignment] {
                #expect(try await office.agreement(id)["agreedEndsOn"].isNull)
            }
        }
    }

    @Test func `to all and to one of them at once ends each once`() async throws {
        try await withAPI(loops: 2) { api in
            let office = Office(api)
            let one = try await office.makeMember()
            let two = try await office.makeMember()
            async let all = api.sendAtOnce(
                8,
                .put,
                "/v1/agreements/\(one.process)/termination",
                json: Office.municipalNotice("2026-03-15", "all-agreements"),
                headers: ["If-None-Match": "*"]
            )
            async let single = api.sendAtOnce(
                8,
                .put,
                "/v1/agreements/\(two.process)/termination",
                json: Office.mutual("2030-12-31"),
                headers: ["If-None-Match": "*"]
            )
            let answers = try await all + single
            #expect(answers.allSatisfy { [200, 201, 409].contains($0.status.code) })
            for id in [one.process, two.process] {
                #expect(try await office.agreement(id)["version"].number == 2)
            }
        }
    }
}
