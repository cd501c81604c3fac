import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct `The standing of a partner` {
    private static let days: [(day: String, status: String, excludedUntil: String?)] = [
        ("2025-12-31", "candidate", nil), ("2026-01-01", "active", nil),
        ("2026-06-14", "active", nil), ("2026-06-15", "notice", "2028-09-30"),
        ("2026-09-30", "notice", "2028-09-30"), ("2026-10-01", "excluded", "2028-09-30"),
        ("2028-09-29", "excluded", "2028-09-30"), ("2028-09-30", "ended", nil),
        ("2036-01-01", "ended", nil),
    ]

    /// PO 10.3: not by an agreement that was signed before, either.
    @Test func `is excluded though a later process agreement was signed`() async throws {
        try await withAPI { api in
            let office = Office(api)
            try office.stopToday(at: "2026-06-15")
            let partner = try await api.makePartner()
            try await api.makeAgreement("assignment", of: partner)
            let first = try await api.makeAgreement("process", of: partner, until: "2026-12-31")
            try await api.makeAgreement("process", of: partner, from: "2027-01-01")
            _ = try await office.end(first, Office.dissolution("2026-09-30", "fraud"))
            for (day, status) in [
                ("2026-09-30", "notice"), ("2026-10-01", "excluded"), ("2027-01-01", "excluded"),
                ("2028-09-29", "excluded"), ("2028-09-30", "active"),
            ] {
                let then = try await api.send(.get, "/v1/partners?on=\(day)").json["items"][0]
                #expect(then["status"].text == status, "\(day)")
            }
            let history = try await api.send(.get, "/v1/partners/\(partner)/history").json
            #expect(
                history["periods"].elements.map { $0["status"].text }
                    == ["active", "notice", "excluded", "active", "ended"]
            )
        }
    }

    @Test func `is notice until the end, then excluded for two years`() async throws {
        try await withAPI { api in
            let office = Office(api)
            try office.stopToday(at: "2026-06-15")
            let member = try await office.makeMember()
            _ = try await office.end(member.process, Office.dissolution("2026-09-30"))
            for (day, status, until) in Self.days {
                let then = try await api.send(.get, "/v1/partners?on=\(day)").json["items"][0]
                #expect(then["status"].text == status, "\(day)")
                #expect(then["excludedUntil"].text == until, "\(day)")
                try office.stopToday(at: try #require(Day(day)))
                let now = try await office.partner(member.partner)
                #expect(now["status"].text == status, "\(day)")
                #expect(now["excludedUntil"].text == until, "\(day)")
            }
        }
    }

    @Test func `is notice from the receipt of it, on any day asked for`() async throws {
        try await withAPI { api in
            let office = Office(api)
            try office.stopToday(at: "2026-06-15")
            let member = try await office.makeMember()
            _ = try await office.end(member.assignment, Office.notice("2026-03-15"))
            for (day, status) in [
                ("2026-03-14", "active"), ("2026-03-15", "notice"), ("2027-03-31", "notice"),
                ("2027-04-01", "candidate"), ("2036-01-01", "ended"),
            ] {
                let list = try await api.send(.get, "/v1/partners?on=\(day)")
                #expect(list.json["items"][0]["status"].text == status, "\(day)")
            }
        }
    }

    @Test func `under notice is among the active ones, for everybody`() async throws {
        try await withAPI { api in
            let office = Office(api)
            try office.stopToday(at: "2026-06-15")
            let leaving = try await office.makeMember()
            _ = try await office.makeMember()
            let gone = try await office.makeMember()
            _ = try await office.end(leaving.process, Office.mutual("2026-06-15"))
            _ = try await office.end(gone.process, Office.mutual("2026-06-14"))
            let open = try await api.send(
                .get,
                "/v1/partners?status=active&count=true",
                as: .nobody
            )
            #expect(open.json["total"].number == 2)
            #expect(open.json["items"].count == 2)
            let active = try await api.send(.get, "/v1/partners?status=active")
            #expect(
                Set(active.json["items"].elements.map { $0["status"].text }) == [
                    "active", "notice",
                ]
            )
            let notice = try await api.send(.get, "/v1/partners?status=notice&count=true")
            #expect(notice.json["total"].number == 1)
            #expect(notice.json["items"][0]["id"].identifier == leaving.partner)
        }
    }

    @Test func `on another day is told to holders of a token alone`() async throws {
        try await withAPI { api in
            let target = "/v1/partners?status=active&on=2026-05-01"
            let answer = try await api.send(.get, target, as: .nobody)
            #expect(answer.summary == "401 access.token-missing")
            #expect(try await api.send(.get, target).status == 200)
            let wrong = try await api.send(.get, "/v1/partners?on=2026-02-30")
            #expect(wrong.places == ["on format"])
        }
    }

    @Test func `on a day says who took part, before 2026 by an assignment alone`() async throws {
        try await withAPI { api in
            let partner = try await api.makePartner()
            try await api.makeAgreement("assignment", of: partner, from: "2020-01-01")
            for (day, count) in [
                ("2019-12-31", 0), ("2020-01-01", 1), ("2025-12-31", 1), ("2026-01-01", 0),
            ] {
                let target = "/v1/partners?status=active&count=true&on=\(day)"
                let answer = try await api.send(.get, target)
                #expect(answer.json["total"].number == count, "\(day)")
                #expect(answer.json["items"].count == count, "\(day)")
            }
        }
    }

    @Test func `lets a match of a partner under notice be agreed`() async throws {
        try await withAPI { api in
            let office = Office(api)
            try office.stopToday(at: "2026-06-15")
            let member = try await office.makeMember()
            let match = try await api.makeMatch(with: member.partner)
            _ = try await office.end(member.process, Office.mutual("2026-06-30"))
            let target = "/v1/matches/\(match)"
            #expect(try await api.send(.get, target).json["state"].text == "agreed")
            try office.stopToday(at: "2026-07-01")
            let after = try await api.send(.get, target)
            #expect(after.json["state"].text == "awaiting-accession")
        }
    }
}
