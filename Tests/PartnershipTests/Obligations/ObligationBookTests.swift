import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct `The obligations of a partner` {
    private static func path(_ partner: Identifier, on day: String? = nil) -> String {
        "/v1/partners/\(partner)/obligations" + (day.map { "?on=\($0)" } ?? "")
    }

    /// Each duty with its year and its state.
    private static func states(_ answer: Response) -> [String] {
        answer.json["items"].elements.map {
            let year = $0["year"].number.map { " \($0)" } ?? ""
            return "\($0["duty"].text ?? "")\(year) \($0["state"].text ?? "")"
        }
    }

    /// Two partners of one cluster in 2026: the first does all it owes, the second went to MDG I-F
    /// in its turn.
    private static func year(of gatherings: Gatherings) async throws -> [Identifier] {
        let partners = try await gatherings.partners(2)
        let cluster = try gatherings.cluster(of: partners)
        for day: Day in ["2026-04-16", "2026-10-15"] {
            let marks = [(partners[0], "present"), (partners[1], "absent")]
            try await gatherings.hold("intervision", day, of: cluster, marks)
        }
        for (day, place): (Day, Int) in [("2026-05-01", 0), ("2026-09-01", 1)] {
            try await gatherings.hold("mdg-if", day, of: cluster, [(partners[place], "present")])
        }
        let base = "/v1/partners/\(partners[0])"
        _ = try await gatherings.api.send(
            .put,
            "\(base)/representatives",
            json: #"{"validFrom": "2026-01-01", "functions": ["owner"]}"#,
            headers: ["If-None-Match": "*"]
        )
        _ = try await gatherings.api.send(
            .post,
            "\(base)/attestations",
            json: #"{"attestedOn": "2026-05-11", "newEmployees": 1, "newEmployeesDone": 1}"#
        )
        return partners
    }

    @Test func `follow from what is recorded of it`() async throws {
        try await withAPI { api in
            let gatherings = Gatherings(api)
            try gatherings.stopDay(at: "2026-11-01")
            let partners = try await Self.year(of: gatherings)
            let answer = try await api.send(.get, Self.path(partners[0]))
            #expect(answer.json["partnerId"].identifier == partners[0])
            #expect(answer.json["asOf"].text == "2026-11-01")
            #expect(
                Self.states(answer) == [
                    "agreements met", "representative met", "cluster met", "intervision 2026 met",
                    "mdg-if 2026 met", "reisgids 2026 met",
                ]
            )
            let delegate = answer.json["items"][4]
            #expect(delegate["metOn"].text == "2026-09-01")
            #expect(delegate["dueOn"].text == "2026-12-31")
            #expect(delegate["grounds"][1]["article"].text == "4.2")
            #expect(delegate["otherReadings"][0]["policy"].text == "A10")
            #expect(delegate["otherReadings"][0]["state"].text == "due")
            let other = try await api.send(.get, Self.path(partners[1], on: "2027-01-01"))
            #expect(
                Self.states(other) == [
                    "agreements met", "representative overdue", "cluster met",
                    "intervision 2026 overdue", "mdg-if 2026 met", "reisgids 2026 overdue",
                    "intervision 2027 due", "mdg-if 2027 due", "reisgids 2027 due",
                ]
            )
        }
    }

    @Test func `count meetings of the cluster it belonged to on their day`() async throws {
        try await withAPI { api in
            let gatherings = Gatherings(api)
            try gatherings.stopDay(at: "2026-11-01")
            let partners = try await gatherings.partners(2)
            let first = try gatherings.cluster(of: [partners[0]])
            try gatherings.join(partners[1], first, during: "[2026-06-01,2026-09-02)")
            for day: Day in ["2026-05-31", "2026-06-01", "2026-09-01", "2026-09-02"] {
                try await gatherings.hold("mdg-if", day, of: first, [(partners[0], "present")])
            }
            let answer = try await api.send(.get, Self.path(partners[1]))
            let duty = answer.json["items"].elements.first { $0["duty"].text == "mdg-if" }
            #expect(duty?["metOn"].text == "2026-09-01")
            #expect(duty?["detail"].text?.contains("present 2,") == true)
        }
    }

    @Test(arguments: [("2026-03-31", 0), ("2026-04-01", 6), ("2027-01-01", 9)])
    func `are those of the day that was asked for`(day: String, count: Int) async throws {
        try await withSharedAPI { api in
            let partner = try await api.makePartner()
            try await api.makeAgreement("process", of: partner, from: "2026-04-01")
            let answer = try await api.send(.get, Self.path(partner, on: day))
            #expect(answer.json["items"].count == count)
            #expect(answer.json["asOf"].text == day)
        }
    }

    @Test func `are of a partner that is there, on a day that is there`() async throws {
        try await withSharedAPI { api in
            let nothing = try await api.send(.get, Self.path(Identifier(high: 7, low: 7)))
            #expect(nothing.status == 404)
            let partner = try await api.makePartner()
            for day in ["2026-02-29", "today", "1899-12-31", ""] {
                let answer = try await api.send(.get, Self.path(partner, on: day))
                #expect(answer.places == ["on format"], "\(day)")
            }
        }
    }

    @Test func `are seen by the partner itself and by no other`() async throws {
        try await withSharedAPI { api in
            let partner = try await api.makePartner()
            let other = try await api.makePartner()
            for part in ["obligations", "attestations", "representatives"] {
                let path = "/v1/partners/\(partner)/\(part)"
                let own = try await api.send(.get, path, as: .partner(partner))
                #expect(own.status == (part == "representatives" ? 404 : 200))
                for role in [Role.municipality, .college, .auditor] {
                    let read = try await api.send(.get, path, as: .role(role))
                    #expect(read.status == own.status)
                    #expect(read.json["items"].description == own.json["items"].description)
                }
                let theirs = try await api.send(.get, path, as: .partner(other))
                #expect(theirs.summary == "404 resource.not-found")
            }
        }
    }
}
