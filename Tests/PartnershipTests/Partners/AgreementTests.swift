import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct `The term of an agreement` {
    private func term(_ kind: Agreement.Kind, _ from: String, _ until: String?) throws -> Period? {
        try Agreement.term(
            of: kind,
            from: try #require(Day(from)),
            until: try until.map { try #require(Day($0)) }
        )
    }

    @Test(arguments: [Agreement.Kind.process, .assignment])
    func `ends by law on the last day of 2035, for later entrants too`(
        kind: Agreement.Kind
    ) throws {
        #expect(try term(kind, "2026-01-01", nil)?.until == Agreement.lastDay)
        #expect(try term(kind, "2035-12-31", nil)?.until == Agreement.lastDay)
        #expect(try term(kind, "2027-01-01", "2027-01-01")?.until == Day("2027-01-01"))
        #expect(try term(kind, "2027-01-01", "2035-12-31")?.until == Agreement.lastDay)
    }

    @Test func `of the process kind starts in 2026 or later, of the other any day`() throws {
        #expect(throws: AgreementRefusal.processBefore2026(Day("2025-12-31"))) {
            try term(.process, "2025-12-31", nil)
        }
        #expect(try term(.assignment, "2019-01-01", nil) != nil)
    }

    @Test func `does not outlast the model`() throws {
        let after = Day("2036-01-01")
        #expect(throws: AgreementRefusal.endsAfterModel(after)) {
            try term(.process, "2026-01-01", "2036-01-01")
        }
        #expect(throws: AgreementRefusal.endsAfterModel(after)) {
            try term(.assignment, "2036-01-01", nil)
        }
    }

    @Test func `is none when it would end before it starts`() throws {
        #expect(try term(.process, "2026-02-01", "2026-01-31") == nil)
    }
}

@Suite struct `Taking part` {
    private func terms(
        _ list: [(Agreement.Kind, String, String)]
    ) throws -> [AgreementTerm] {
        try list.map { kind, from, until in
            let from = try #require(Day(from))
            let until = try #require(Day(until))
            return AgreementTerm(kind, try #require(Period(from: from, until: until)))
        }
    }

    @Test(arguments: [
        ("2019-12-31", false), ("2020-01-01", true), ("2025-12-31", true), ("2026-01-01", false),
    ])
    func `before 2026 takes an assignment agreement alone`(day: String, takesPart: Bool) throws {
        let terms = try terms([(.assignment, "2020-01-01", "2035-12-31")])
        #expect(terms.participates(on: try #require(Day(day))) == takesPart)
    }

    @Test(arguments: [
        ("2026-01-31", false), ("2026-02-01", true), ("2027-03-31", true), ("2027-04-01", false),
    ])
    func `from 2026 on takes both agreements`(day: String, takesPart: Bool) throws {
        let terms = try terms([
            (.assignment, "2026-01-01", "2027-03-31"), (.process, "2026-02-01", "2035-12-31"),
        ])
        #expect(terms.participates(on: try #require(Day(day))) == takesPart)
    }

    @Test func `takes more than a process agreement, and more than none`() throws {
        let day = Day("2026-06-01")
        #expect(!(try terms([(.process, "2026-01-01", "2035-12-31")]).participates(on: day)))
        #expect(![AgreementTerm]().participates(on: day))
    }
}

@Suite struct `An agreement` {
    @Test func `reads as it was made`() async throws {
        try await withSharedAPI { api in
            let partner = try await api.makePartner()
            let made = try await api.send(
                .post,
                "/v1/agreements",
                json: """
                    {"partnerId": "\(partner)", "kind": "process", "signedOn": "2025-12-18",
                     "startsOn": "2026-01-01", "documentReference": "PO-2026-014"}
                    """
            )
            #expect(made.status == 201)
            let id = try made.madeIdentifier
            #expect(made.headers["location"] == "/v1/agreements/\(id)")
            #expect(
                made.json.names == [
                    "id", "partnerId", "kind", "signedOn", "startsOn", "endsOn", "agreedEndsOn",
                    "state", "documentReference", "createdAt", "version",
                ]
            )
            #expect(made.json["partnerId"].identifier == partner)
            #expect(made.json["endsOn"].text == "2035-12-31")
            let read = try await api.send(.get, "/v1/agreements/\(id)", as: .role(.college))
            #expect(read.body == made.body)
            #expect(read.headers["etag"] == made.headers["etag"])
        }
    }

    @Test(arguments: [
        ("process", "2025-12-31", "null", "409 agreement.process-before-2026", "11"),
        ("process", "2026-01-01", "\"2036-01-01\"", "409 agreement.ends-after-model", "11"),
        ("assignment", "2036-01-01", "null", "409 agreement.ends-after-model", "11"),
    ])
    func `is refused where the process agreement says so`(
        kind: String,
        startsOn: String,
        endsOn: String,
        summary: String,
        article: String
    ) async throws {
        try await withSharedAPI { api in
            let partner = try await api.makePartner()
            let answer = try await api.send(
                .post,
                "/v1/agreements",
                json: """
                    {"partnerId": "\(partner)", "kind": "\(kind)", "signedOn": "2025-12-18",
                     "startsOn": "\(startsOn)", "endsOn": \(endsOn), "documentReference": "A"}
                    """
            )
            #expect(answer.summary == summary)
            #expect(answer.json["grounds"][0]["source"].text == "PO")
            #expect(answer.json["grounds"][0]["article"].text == article)
            let list = try await api.send(.get, "/v1/agreements?count=true&partnerId=\(partner)")
            #expect(list.json["total"].number == 0)
        }
    }

    @Test func `is one at a time of its kind`() async throws {
        try await withSharedAPI { api in
            let partner = try await api.makePartner()
            try await api.makeAgreement("process", of: partner, until: "2026-06-30")
            let overlap = try await api.send(
                .post,
                "/v1/agreements",
                json: """
                    {"partnerId": "\(partner)", "kind": "process", "signedOn": "2026-06-01",
                     "startsOn": "2026-06-30", "documentReference": "A"}
                    """
            )
            #expect(overlap.summary == "409 agreement.overlaps")
            // The day after, another kind and another partner are all free.
            try await api.makeAgreement("process", of: partner, from: "2026-07-01")
            try await api.makeAgreement("assignment", of: partner)
            try await api.makeAgreement("process", of: try await api.makePartner())
        }
    }

    @Test func `needs a partner that is there`() async throws {
        try await withSharedAPI { api in
            let answer = try await api.send(
                .post,
                "/v1/agreements",
                json: """
                    {"partnerId": "019afd3c-0728-709a-bf2a-74de452e6b43", "kind": "process",
                     "signedOn": "2025-12-18", "startsOn": "2026-01-01", "documentReference": "A"}
                    """
            )
            #expect(answer.summary == "409 agreement.partner-unknown")
        }
    }

    @Test func `is refused with every error at once`() async throws {
        try await withSharedAPI { api in
            let answer = try await api.send(
                .post,
                "/v1/agreements",
                json: """
                    {"partnerId": "1", "kind": "other", "signedOn": "2026-02-30",
                     "startsOn": "2026-02-01", "endsOn": "2026-01-31", "id": "x"}
                    """
            )
            #expect(answer.status == 400)
            #expect(
                Set(answer.places) == [
                    "/partnerId format", "/kind enum", "/signedOn format", "/endsOn range",
                    "/documentReference required", "/id unknown-member",
                ]
            )
        }
    }
}

@Suite struct `The list of agreements` {
    @Test func `is a partner's own, and everybody's for the municipality`() async throws {
        try await withAPI { api in
            let one = try await api.makeActivePartner()
            let other = try await api.makeActivePartner()
            let all = try await api.send(.get, "/v1/agreements?count=true")
            #expect(all.json["total"].number == 4)
            let own = try await api.send(.get, "/v1/agreements?count=true", as: .partner(one))
            #expect(own.json["total"].number == 2)
            #expect(own.json["items"].count == 2)
            for item in own.json["items"].elements {
                #expect(item["partnerId"].identifier == one)
            }
            let filtered = try await api.send(.get, "/v1/agreements?partnerId=\(other)&count=true")
            #expect(filtered.json["total"].number == 2)
            let foreign = try await api.send(
                .get,
                "/v1/agreements?partnerId=\(other)&count=true",
                as: .partner(one)
            )
            #expect(foreign.json["total"].number == 0)
            #expect(foreign.json["items"].count == 0)
        }
    }

    @Test func `hides another's agreement behind a 404`() async throws {
        try await withSharedAPI { api in
            let one = try await api.makePartner()
            let other = try await api.makePartner()
            let id = try await api.makeAgreement("process", of: other)
            let own = try await api.send(.get, "/v1/agreements/\(id)", as: .partner(other))
            #expect(own.status == 200)
            let foreign = try await api.send(.get, "/v1/agreements/\(id)", as: .partner(one))
            #expect(foreign.summary == "404 resource.not-found")
        }
    }

    @Test func `goes page by page, filter included`() async throws {
        try await withSharedAPI { api in
            let partner = try await api.makeActivePartner()
            _ = try await api.makeActivePartner()
            let first = try await api.send(.get, "/v1/agreements?limit=1&partnerId=\(partner)")
            let next = try #require(first.json["next"].text)
            #expect(next.contains("partnerId=\(partner)"))
            let second = try await api.send(.get, next)
            #expect(second.json["items"].count == 1)
            #expect(second.json["items"][0]["partnerId"].identifier == partner)
            #expect(second.json["next"].isNull)
        }
    }
}
