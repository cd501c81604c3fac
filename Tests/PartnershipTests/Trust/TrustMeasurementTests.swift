@testable import Partnership
import Testing

@Suite struct `A round` {
    private typealias State = TrustMeasurement.State
    private typealias Command = TrustMeasurement.Command

    private static let clusters = [Identifier(high: 1, low: 1), Identifier(high: 1, low: 2)]
    private static let round = TrustMeasurement(
        title: "2026",
        clusterIds: clusters,
        opensAt: at(10),
        closesAt: at(20),
        minimumRespondents: 5
    )

    private static let day = TrustMeasurement.extensionMicroseconds

    private static func at(_ micros: Int64) -> Instant { Instant(unixMicroseconds: micros) }

    private static let moments: [State: Instant] = [
        .planned: at(9), .open: at(10), .closed: at(20), .published: at(30),
    ]

    private static let changes: [Command: TrustMeasurementChange] = [
        .rename: .init(title: "2027"), .moveOpening: .init(opensAt: at(11)),
        .moveClosing: .init(closesAt: at(30 + day)),
        .replaceClusters: .init(clusterIds: [clusters[0]]),
        .changeMinimum: .init(minimumRespondents: 4),
    ]

    private static let expected: [State: [Command: State]] = [
        .planned: [
            .rename: .planned, .moveOpening: .planned, .moveClosing: .planned,
            .replaceClusters: .planned, .changeMinimum: .planned,
        ],
        .open: [.moveClosing: .open, .issueTickets: .open, .close: .closed],
        .closed: [.close: .closed, .publish: .published],
        .published: [.close: .published],
    ]

    @Test(arguments: State.allCases, Command.allCases)
    func `follows the table`(state: TrustMeasurement.State, command: TrustMeasurement.Command) {
        #expect(state.after(command) == Self.expected[state]?[command])
    }

    @Test(arguments: State.allCases, Array(changes.keys))
    func `changes where its state permits it, and else is refused`(
        state: TrustMeasurement.State,
        command: TrustMeasurement.Command
    ) throws {
        let change = try #require(Self.changes[command])
        let moment = try #require(Self.moments[state])
        #expect(change.commands(on: Self.round) == [command])
        if state.after(command) != nil {
            let changed = try Self.round.changed(
                by: change,
                in: state,
                hasClosure: true,
                at: moment
            )
            #expect(changed != Self.round)
            #expect(change.commands(on: changed) == [])
        } else {
            let refusal: TrustMeasurementRefusal =
                state == .open ? .opened(Self.at(10)) : .closed
            #expect(throws: refusal) {
                try Self.round.changed(by: change, in: state, hasClosure: true, at: moment)
            }
        }
    }

    @Test(arguments: State.allCases)
    func `may be asked to be what it is`(state: TrustMeasurement.State) throws {
        let same = TrustMeasurementChange(
            title: "2026",
            clusterIds: Self.clusters,
            opensAt: Self.at(10),
            closesAt: Self.at(20),
            minimumRespondents: 5
        )
        let changed = try Self.round.changed(by: same, in: state, hasClosure: true, at: Self.at(99))
        #expect(changed == Self.round)
    }

    @Test func `has its clusters in an order`() {
        let change = TrustMeasurementChange(clusterIds: Self.clusters.reversed())
        #expect(change.commands(on: Self.round) == [.replaceClusters])
    }

    @Test(arguments: [(19, true), (20, false), (21, false)])
    func `closes after now`(now: Int64, isTaken: Bool) {
        #expect(((try? Self.round.check(at: Self.at(now))) != nil) == isTaken)
    }

    @Test(arguments: [(19, true), (20, false), (21, false)])
    func `opens before it closes`(opening: Int64, isTaken: Bool) {
        let change = TrustMeasurementChange(opensAt: Self.at(opening))
        let changed = try? Self.round.changed(
            by: change,
            in: .planned,
            hasClosure: true,
            at: Self.at(1)
        )
        #expect((changed != nil) == isTaken)
    }

    /// It was to close at 20; by a day from 15, and from three weeks before.
    @Test(arguments: [
        (15, 14 + day, false), (15, 15 + day, true), (15, 19, false), (15, 16, false),
        (20 - 21 * day, 19, false), (20 - 21 * day, 21, true),
    ])
    func `that is open is extended by a day from now, and closes no sooner`(
        now: Int64,
        closing: Int64,
        isTaken: Bool
    ) {
        let change = TrustMeasurementChange(closesAt: Self.at(closing))
        let changed = try? Self.round.changed(
            by: change,
            in: .open,
            hasClosure: false,
            at: Self.at(now)
        )
        #expect((changed != nil) == isTaken)
    }
}
