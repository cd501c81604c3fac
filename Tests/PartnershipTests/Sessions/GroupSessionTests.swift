@testable import Partnership
import Testing

@Suite struct `A session's state` {
    private typealias State = GroupSession.State
    private typealias Command = GroupSession.Command

    private static let expected: [State: [Command: State]] = [
        .planned: [.change: .planned, .recordAttendance: .held, .cancel: .cancelled],
        .held: [.recordAttendance: .held],
    ]

    @Test(arguments: GroupSession.State.allCases, GroupSession.Command.allCases)
    func `follows the table, and what is not in it is refused`(
        state: GroupSession.State,
        command: GroupSession.Command
    ) {
        let next = Self.expected[state]?[command]
        #expect(state.after(command) == next)
        if next == nil {
            #expect(throws: SessionRefusal.over(state)) { try state.check(command) }
        } else {
            #expect(throws: Never.self) { try state.check(command) }
        }
    }
}

@Suite struct `An attendance` {
    private typealias Entry = Attendance.Entry
    private typealias Guest = Attendance.Guest

    private static func partner(_ number: UInt64) -> Identifier {
        Identifier(high: 1, low: number)
    }

    private static func cluster(_ number: UInt64) -> Identifier {
        Identifier(high: 2, low: number)
    }

    /// Partners 1 and 2 in cluster 1, partners 3 and 4 in cluster 2.
    private static let delegates = [
        Guest(partner(1), of: cluster(1)), Guest(partner(2), of: cluster(1)),
        Guest(partner(3), of: cluster(2)), Guest(partner(4), of: cluster(2)),
    ]

    private static func refusal(
        _ kind: GroupSession.Kind,
        _ entries: [Attendance.Entry],
        _ guests: [Attendance.Guest]
    ) -> SessionRefusal? {
        do {
            try Attendance(entries: entries, municipalityPresent: true)
                .check(kind, among: guests)
            return nil
        } catch {
            return error
        }
    }

    private static let ofIntervision: [([Attendance.Entry], SessionRefusal?)] = [
        ([Entry(partner(1), .present), Entry(partner(2), .absent)], nil),
        ([Entry(partner(2), .excused), Entry(partner(1), .excused)], nil),
        ([Entry(partner(1), .present)], .missing([partner(2)])),
        ([], .missing([partner(1), partner(2)])),
        (
            [
                Entry(partner(1), .present), Entry(partner(2), .present),
                Entry(partner(3), .present),
            ],
            .notExpected(partner(3))
        ),
        (
            [Entry(partner(1), .present, for: cluster(1)), Entry(partner(2), .present)],
            .clusterMisplaced
        ),
    ]

    @Test(arguments: ofIntervision.indices)
    func `of intervision names every member of the cluster and nobody else`(index: Int) {
        let (entries, refusal) = Self.ofIntervision[index]
        let guests = [Guest(Self.partner(1)), Guest(Self.partner(2))]
        #expect(Self.refusal(.intervision, entries, guests) == refusal)
    }

    @Test(arguments: GroupSession.Kind.allCases)
    func `of intervision where nobody is expected is none`(kind: GroupSession.Kind) {
        let refusal: SessionRefusal? = kind == .intervision ? .nobodyExpected : nil
        #expect(Self.refusal(kind, [], []) == refusal)
        #expect(Self.refusal(.intervision, [Entry(Self.partner(1), .present)], []) != nil)
        let guest = [Guest(Self.partner(1))]
        #expect(Self.refusal(.intervision, [Entry(Self.partner(1), .absent)], guest) == nil)
    }

    private static let ofDelegates: [([Attendance.Entry], SessionRefusal?)] = [
        (
            [
                Entry(partner(1), .present, for: cluster(1)),
                Entry(partner(4), .present, for: cluster(2)),
            ], nil
        ),
        ([Entry(partner(2), .absent, for: cluster(1))], .missing([cluster(2)])),
        ([], .missing([cluster(1), cluster(2)])),
        (
            [
                Entry(partner(1), .present, for: cluster(1)),
                Entry(partner(2), .present, for: cluster(1)),
                Entry(partner(3), .present, for: cluster(2)),
            ], .secondDelegate(of: cluster(1))
        ),
        (
            [
                Entry(partner(3), .present, for: cluster(1)),
                Entry(partner(4), .present, for: cluster(2)),
            ], .notMember(partner(3), of: cluster(1))
        ),
        (
            [
                Entry(partner(1), .present, for: cluster(1)),
                Entry(partner(3), .present, for: cluster(3)),
            ], .notMember(partner(3), of: cluster(3))
        ),
        ([Entry(partner(1), .present)], .clusterMisplaced),
    ]

    @Test(arguments: ofDelegates.indices)
    func `of MDG I-F names exactly one delegate of each cluster`(index: Int) {
        let (entries, refusal) = Self.ofDelegates[index]
        #expect(Self.refusal(.mdgIF, entries, Self.delegates) == refusal)
    }

    @Test(arguments: [GroupSession.Kind.themeTent, .colouringInDay])
    func `of an open session names whoever came and may be empty`(kind: GroupSession.Kind) {
        let guests = [Guest(Self.partner(1)), Guest(Self.partner(2))]
        #expect(Self.refusal(kind, [], guests) == nil)
        #expect(Self.refusal(kind, [Entry(Self.partner(2), .present)], guests) == nil)
        #expect(
            Self.refusal(kind, [Entry(Self.partner(3), .present)], guests)
                == .notExpected(Self.partner(3))
        )
    }
}
