import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct `Signals of rounds` {
    private static let isolating = "trust-measurement.isolates-member"
    private static let few = "trust-measurement.too-few-members"

    private static func codes(_ json: TestJSON) -> [String] {
        json["signals"].elements.compactMap { $0["code"].text }
    }

    /// Two rounds, one of a cluster with some of nine partners and, when that is dissolved, one
    /// of a cluster with others of them.
    private func withRounds(
        _ first: [Int],
        _ second: [Int],
        opening: String = "2026-10-01T08:00:00Z",
        _ body:
            @escaping @Sendable (Rounds, TestJSON, TestJSON) async throws -> Void
    ) async throws {
        try await withAPI { api in
            let rounds = Rounds(api)
            let clusters = Clusters(api)
            try clusters.stopCalendar(on: "2026-05-01")
            try rounds.stopClock(at: "2026-05-01T08:00:00Z")
            let partners = try await clusters.partners(9)
            let one = try await rounds.cluster(of: first.map { partners[$0] })
            _ = try await clusters.dissolve("\(Clusters.path)/\(one)", on: "2026-07-01")
            let other = try await rounds.cluster(
                of: second.map { partners[$0] },
                from: "2026-07-01"
            )
            let earlier = try await rounds.plan(
                [one],
                from: "2026-06-01T08:00:00Z",
                until: "2026-06-20T08:00:00Z",
                more: ", \"minimumRespondents\": 4"
            ).madeIdentifier
            let later = try await rounds.plan(
                [other],
                from: opening,
                until: "2028-06-20T08:00:00Z",
                more: ", \"minimumRespondents\": 4"
            ).madeIdentifier
            try await body(rounds, rounds.read(earlier), rounds.read(later))
        }
    }

    /// Each differs from the first by whom it has more and whom it lacks.
    @Test(arguments: [
        ([0, 1, 2, 3, 4], [0, 1, 2, 3, 4], false),
        ([0, 1, 2, 3, 4], [0, 1, 2, 3], true), ([0, 1, 2, 3], [0, 1, 2, 3, 4], true),
        ([0, 1, 2, 3, 4], [0, 1, 2, 3, 5], true),
        ([0, 1, 2, 3, 4], [0, 1, 2, 5, 6], false),
        ([0, 1, 2, 3], [0, 1, 2, 3, 4, 5], false), ([0, 1, 2, 3, 4, 5], [0, 1, 2, 3], false),
        ([0, 1, 2, 3], [4, 5, 6, 7], false),
    ])
    func `warn where the difference of two rounds isolates somebody`(
        first: [Int],
        second: [Int],
        warns: Bool
    ) async throws {
        try await withRounds(first, second) { _, earlier, later in
            for (one, other) in [(earlier, later), (later, earlier)] {
                #expect(Self.codes(one) == (warns ? [Self.isolating] : []))
                let signal = one["signals"][0]
                for name in [one.ids("clusterIds")[0], other.ids("clusterIds")[0]] {
                    let isNamed = signal["detail"].text?.contains("\(name)")
                    #expect(isNamed == (warns ? true : nil))
                }
                if warns {
                    let round = try #require(other["id"].text)
                    #expect(signal["detail"].text?.contains(round) == true)
                    #expect(signal["source"].text == "PO 7.2")
                }
            }
        }
    }

    @Test(arguments: [
        ("2027-06-01T08:00:00Z", true), ("2027-06-01T08:00:00.000001Z", false),
    ])
    func `look twelve months ahead and back`(opening: String, warns: Bool) async throws {
        try await withRounds([0, 1, 2, 3], [0, 1, 2, 4], opening: opening) { _, earlier, later in
            #expect(Self.codes(earlier) == (warns ? [Self.isolating] : []))
            #expect(Self.codes(later) == (warns ? [Self.isolating] : []))
        }
    }

    @Test func `go by the partners that were kept`() async throws {
        try await withRounds([0, 1, 2, 3], [0, 1, 2, 4]) { rounds, earlier, later in
            let id = try #require(later["id"].identifier)
            let cluster = later.ids("clusterIds")[0]
            let clusters = Clusters(rounds.api)
            try rounds.stopClock(at: "2026-10-02T08:00:00Z")
            try rounds.keepMembers(id, cluster)
            try clusters.stopCalendar(on: "2026-10-01")
            let others = try await clusters.partners(4)
            #expect(try await clusters.put(cluster, Clusters.body(others)).status == 200)
            #expect(Self.codes(try await rounds.read(id)) == [Self.isolating])
        }
    }

    @Test(arguments: [(4, 5, false), (4, 6, true), (5, 6, false), (5, 7, true)])
    func `warn of a cluster that has fewer members than have to answer`(
        partners: Int,
        minimum: Int,
        warns: Bool
    ) async throws {
        try await withAPI { api in
            let rounds = Rounds(api)
            try rounds.stopClock(at: "2026-09-01T08:00:00Z")
            let cluster = try await rounds.cluster(of: partners)
            let made = try await rounds.plan(
                [try await rounds.cluster(of: 6), cluster],
                more: ", \"minimumRespondents\": \(minimum)"
            )
            #expect(Self.codes(made.json) == (warns ? [Self.few] : []))
            if warns {
                let detail = try #require(made.json["signals"][0]["detail"].text)
                #expect(detail.contains("\(cluster) has \(partners + 1) members"))
                #expect(detail.contains("\(minimum) have to answer"))
            }
        }
    }

    @Test(arguments: [("2027-09-07T06:59:59.999999Z", false), ("2027-09-07T07:00:00Z", true)])
    func `tell when a year has passed since the last round`(
        moment: String,
        tells: Bool
    ) async throws {
        try await withAPI { api in
            let rounds = Rounds(api)
            let id = try await rounds.round(in: .open)
            try rounds.stopClock(at: moment)
            let code = "trust-measurement.year-passed"
            #expect(Self.codes(try await rounds.read(id)) == (tells ? [code] : []))
            let cluster = try await rounds.cluster()
            let from = "2027-10-01T08:00:00Z"
            let next = try await rounds.plan([cluster], from: from, until: "2027-10-30T08:00:00Z")
            #expect(next.status == 201 && Self.codes(next.json) == [])
            #expect(Self.codes(try await rounds.read(id)) == [])
        }
    }
}
