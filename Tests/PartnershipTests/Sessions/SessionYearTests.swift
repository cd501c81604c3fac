import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct `A year of sessions` {
    private static let path = "/v1/session-years"

    @Test func `without any session counts nothing`() async throws {
        try await withAPI { api in
            let answer = try await api.send(.get, "\(Self.path)/2030", as: .role(.frontend))
            #expect(answer.json["timesPerYear"].number == 2)
            #expect(answer.json["mdgIf"]["held"].number == 0)
            #expect(answer.json["mdgIf"]["meetsNorm"].boolean == false)
            #expect(answer.json["clusters"].count == 0)
            #expect(try await api.send(.get, "\(Self.path)/2014").status == 404)
        }
    }

    @Test func `counts what its clusters and MDG I-F held against twice`() async throws {
        try await withAPI { api in
            let gatherings = Gatherings(api)
            try gatherings.stopDay(at: "2026-12-31")
            let partners = try await gatherings.partners(3)
            let first = try gatherings.cluster(of: [partners[0], partners[1]])
            for day: Day in ["2026-01-01", "2026-12-31"] {
                try await gatherings.hold(
                    "intervision",
                    day,
                    of: first,
                    [(partners[0], "present"), (partners[1], "excused")]
                )
            }
            try await gatherings.hold("mdg-if", "2026-03-01", of: first, [(partners[1], "present")])
            try await gatherings.hold("mdg-if", "2026-04-01", of: first, [(partners[0], "absent")])
            let second = try gatherings.cluster("Maasduinen", of: [partners[2]])
            _ = try await gatherings.plan("intervision", "2027-01-01", of: first)
            _ = try await gatherings.plan("mdg-if", "2026-10-01")
            _ = try await gatherings.plan("theme-tent", "2026-10-01")
            let cancelled = try await gatherings.plan("intervision", "2026-05-01", of: second)
            try await gatherings.put(
                "cancellation",
                of: try cancelled.madeIdentifier,
                #"{"reason": "Ziek."}"#
            )
            let year = try await api.send(.get, "\(Self.path)/2026").json
            #expect(year["mdgIf"].description == Self.counts(1, 2, 0, true, 1, 0, 1))
            let clusters = Dictionary(
                uniqueKeysWithValues: year["clusters"].elements.map { ($0["name"].text, $0) }
            )
            #expect(
                clusters["Peelrand"]?.description
                    == Self.cluster(first, "Peelrand", Self.counts(0, 2, 0, true, 2, 2, 0), 1)
            )
            #expect(
                clusters["Maasduinen"]?.description
                    == Self.cluster(second, "Maasduinen", Self.counts(0, 0, 1, false, 0, 0, 0), 0)
            )
            let next = try await api.send(.get, "\(Self.path)/2027").json
            #expect(next["clusters"].elements.map { $0["planned"].number }.contains(1))
            // Nobody belonged to a cluster yet, and none met.
            let last = try await api.send(.get, "\(Self.path)/2025").json
            #expect(last["clusters"].count == 0)
        }
    }

    @Test func `tells a partner who came in its own clusters, and a front end nothing of it`()
        async throws
    {
        try await withAPI { api in
            let gatherings = Gatherings(api)
            try gatherings.stopDay(at: "2026-12-31")
            let partners = try await gatherings.partners(3)
            let first = try gatherings.cluster("Eerst", of: [partners[0]])
            let came = [(partners[0], "present")]
            try await gatherings.hold("intervision", "2026-02-01", of: first, came)
            try await gatherings.hold("mdg-if", "2026-03-01", of: first, came)
            // Its partner is in it on the last day of 2026 and not on the first of 2027.
            let second = try gatherings.cluster(
                "Tweede",
                of: [partners[1]],
                during: "[2026-01-01,2027-01-01)"
            )
            let excused = [(partners[1], "excused")]
            try await gatherings.hold("intervision", "2026-02-01", of: second, excused)
            _ = try await gatherings.plan("intervision", "2027-02-01", of: second)
            let seen: [(TestAPI.Sender, Int, [String])] = [
                (.role(.municipality), 2026, ["mdgIf", "Eerst", "Tweede"]),
                (.role(.college), 2026, ["mdgIf", "Eerst", "Tweede"]),
                (.role(.auditor), 2026, ["mdgIf", "Eerst", "Tweede"]),
                (.partner(partners[0]), 2026, ["Eerst"]), (.partner(partners[1]), 2026, ["Tweede"]),
                (.partner(partners[2]), 2026, []), (.role(.frontend), 2026, []),
                (.partner(partners[0]), 2027, ["Eerst"]), (.partner(partners[1]), 2027, []),
            ]
            for (sender, number, told) in seen {
                let path = "\(Self.path)/\(number)"
                let year = try await api.send(.get, path, as: sender).json
                Self.expect(year, tells: told, "\(sender) \(number)")
            }
        }
    }

    /// Expects who came to stand in these parts alone, and what was held in all.
    private static func expect(_ year: TestJSON, tells told: [String], _ occasion: String) {
        var parts = [("mdgIf", year["mdgIf"])]
        for cluster in year["clusters"].elements {
            parts.append((cluster["name"].text ?? "", cluster))
        }
        #expect(parts.count == 3, "\(occasion)")
        for (name, part) in parts {
            for member in part.names {
                let isOfPeople = ["present", "excused", "absent", "delegateAttended"].contains(
                    member
                )
                let isNull = isOfPeople && !told.contains(name)
                #expect(part[member].isNull == isNull, "\(occasion) \(name) \(member)")
            }
        }
    }

    @Test func `meets the norm with two sessions and not with one`() async throws {
        try await withAPI { api in
            let gatherings = Gatherings(api)
            try gatherings.stopDay(at: "2026-12-31")
            let partner = try await gatherings.partners(1)[0]
            let cluster = try gatherings.cluster(of: [partner])
            for (day, meets): (Day, Bool) in [("2026-02-01", false), ("2026-09-01", true)] {
                try await gatherings.hold("intervision", day, of: cluster, [(partner, "present")])
                let year = try await api.send(.get, "\(Self.path)/2026").json
                #expect(year["clusters"][0]["meetsNorm"].boolean == meets)
            }
        }
    }

    private static func counts(
        _ planned: Int,
        _ held: Int,
        _ cancelled: Int,
        _ meets: Bool,
        _ present: Int,
        _ excused: Int,
        _ absent: Int
    ) -> String {
        """
        {"planned":\(planned),"held":\(held),"cancelled":\(cancelled),"meetsNorm":\(meets),\
        "present":\(present),"excused":\(excused),"absent":\(absent)}
        """
    }

    private static func cluster(
        _ id: Identifier,
        _ name: String,
        _ counts: String,
        _ attended: Int
    ) -> String {
        """
        {"clusterId":"\(id)","name":"\(name)",\(counts.dropFirst().dropLast()),\
        "delegateAttended":\(attended)}
        """
    }
}
