@testable import Partnership
import Testing

@Suite struct `A cluster's state` {
    private typealias State = Cluster.State

    private static let expected: [Cluster.State: [Cluster.Command: Cluster.State]] = [
        .planned: [.change: .planned, .dissolve: .dissolved, .announceDissolution: .ending],
        .running: [.change: .running, .dissolve: .dissolved, .announceDissolution: .ending],
        .ending: [.change: .ending],
    ]

    @Test(arguments: Cluster.State.allCases, Cluster.Command.allCases)
    func `follows the table, and what is not in it is refused`(
        state: Cluster.State,
        command: Cluster.Command
    ) {
        let next = Self.expected[state]?[command]
        #expect(state.after(command) == next)
        if next == nil {
            #expect(throws: ClusterRefusal.dissolved) { try state.check(command) }
        } else {
            #expect(throws: Never.self) { try state.check(command) }
        }
    }
}

@Suite struct `A cluster's partners` {
    private static func cluster(_ count: UInt64, delegate: UInt64 = 1) -> Cluster {
        Cluster(
            name: "Noord",
            partnerIds: (0..<count).reversed().map { Identifier(high: 1, low: $0 + 1) },
            delegateId: Identifier(high: 1, low: delegate)
        )
    }

    @Test(arguments: [(3, false), (4, true), (5, true), (6, true), (7, false)])
    func `are four to six`(count: UInt64, isAccepted: Bool) {
        let cluster = Self.cluster(count)
        #expect(cluster.partnerIds == cluster.partnerIds.sorted())
        if isAccepted {
            #expect(throws: Never.self) { try cluster.check() }
        } else {
            #expect(throws: ClusterRefusal.wrongSize(Int(count))) { try cluster.check() }
        }
    }

    @Test func `have one of them as their delegate`() {
        #expect(throws: Never.self) { try Self.cluster(5, delegate: 5).check() }
        #expect(throws: ClusterRefusal.delegateNotMember) {
            try Self.cluster(5, delegate: 6).check()
        }
    }
}

@Suite struct `The end of a cluster` {
    private static let rows: [(day: Day, startsOn: Day, command: Cluster.Command?)] = [
        ("2026-06-30", "2026-01-01", nil), ("2026-07-01", "2026-01-01", .dissolve),
        ("2026-07-02", "2026-01-01", .announceDissolution), ("2026-06-30", "2026-08-01", nil),
        ("2026-07-01", "2026-08-01", .dissolve), ("2026-08-01", "2026-08-01", .dissolve),
        ("2026-08-02", "2026-08-01", .announceDissolution),
    ]

    @Test(arguments: rows.indices)
    func `lies today or later, and before its first day it never was`(index: Int) throws {
        let (day, startsOn, expected) = Self.rows[index]
        let end = ClusterDissolution(dissolvedOn: day, documentReference: "B&W 1")
        guard let expected else {
            #expect(throws: ClusterRefusal.dissolvedInThePast(today: "2026-07-01")) {
                try end.command(startsOn: startsOn, today: "2026-07-01")
            }
            return
        }
        #expect(try end.command(startsOn: startsOn, today: "2026-07-01") == expected)
    }
}

@Suite struct `The turn to be delegate` {
    private static func turn(_ id: UInt64, _ day: Day?) -> DelegateTurn {
        DelegateTurn(partnerId: Identifier(high: 0, low: id), lastDelegatedOn: day)
    }

    private static let rows: [(turns: [DelegateTurn], id: UInt64?)] = [
        ([], nil),
        ([turn(1, "2026-01-01")], 1),
        ([turn(1, "2026-01-01"), turn(2, nil)], 2),
        ([turn(3, nil), turn(2, nil), turn(1, "2026-01-01")], 2),
        ([turn(1, "2026-01-02"), turn(2, "2026-01-01"), turn(3, "2026-01-03")], 2),
        ([turn(3, "2026-01-01"), turn(2, "2026-01-01"), turn(4, "2026-01-01")], 2),
    ]

    @Test(arguments: rows.indices)
    func `is of who never was, then of who was longest ago, then of the lowest id`(index: Int) {
        let (turns, id) = Self.rows[index]
        let expected = id.map { Identifier(high: 0, low: $0) }
        #expect(turns.suggested() == expected)
        #expect(turns.reversed().suggested() == expected)
    }
}

@Suite struct `The mixedness of a cluster` {
    private static func member(_ size: Partner.Size, _ expertise: Set<String>) -> ClusterMember {
        ClusterMember(
            partnerId: Identifier(high: 0, low: 0),
            size: size,
            pillars: [.youth],
            expertise: expertise
        )
    }

    @Test func `counts what is there and the pairs that differ`() {
        let mixedness = Mixedness(of: [
            ClusterMember(
                partnerId: Identifier(high: 0, low: 1),
                size: .solo,
                pillars: [.youth, .adult],
                expertise: ["autisme", "rouw"]
            ),
            Self.member(.small, ["rouw"]), Self.member(.small, ["trauma"]),
            Self.member(.large, []), Self.member(.large, []),
        ])
        #expect([mixedness.solo, mixedness.small, mixedness.large] == [1, 2, 2])
        #expect([mixedness.youth, mixedness.adult, mixedness.expertise] == [5, 1, 3])
        // Alike in size: the two small and the two large; in type: by rouw, and by none at all.
        #expect([mixedness.sizePairs, mixedness.typePairs] == [8, 8])
        #expect(mixedness.score == 16 && mixedness.maximumScore == 20)
        #expect(mixedness.isMixed)
    }

    @Test func `is none of partners that are all alike in size, or all in type`() {
        let oneSize = Mixedness(of: [Self.member(.solo, ["a"]), Self.member(.solo, ["b"])])
        #expect(!oneSize.isMixed && oneSize.score == 1)
        let oneType = Mixedness(of: [Self.member(.solo, ["a"]), Self.member(.large, ["a", "b"])])
        #expect(!oneType.isMixed && oneType.score == 1)
        let both = Mixedness(of: [Self.member(.solo, ["a"]), Self.member(.large, ["b"])])
        #expect(both.isMixed && both.score == both.maximumScore)
    }

    @Test(arguments: [(0, 0), (1, 0), (2, 2), (6, 30)])
    func `has a highest score that follows from the number`(count: Int, highest: Int) {
        let members = Array(repeating: Self.member(.solo, []), count: count)
        let mixedness = Mixedness(of: members)
        #expect(mixedness.maximumScore == highest && mixedness.score == 0)
    }
}
