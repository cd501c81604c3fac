@testable import Partnership
import Testing

@Suite struct `An open-house window` {
    private static let opening = Instant(unixMicroseconds: 1_000_000)
    private static let closing = Instant(unixMicroseconds: 2_000_000)
    private static let window = OpenHouseWindow(
        opensAt: opening,
        closesAt: closing,
        criteria: [.init(code: "A", text: "Works by the method.")],
        decisionReference: "B&W 1"
    )

    private static func moment(in state: OpenHouseWindow.State) -> Instant {
        switch state {
        case .announced: Instant(unixMicroseconds: 999_999)
        case .open: Instant(unixMicroseconds: 1_500_000)
        case .closed: closing
        }
    }

    private static func change(_ command: OpenHouseWindow.Command) -> OpenHouseWindowChange {
        switch command {
        case .moveOpening: .init(opensAt: Instant(unixMicroseconds: 1_000_001))
        case .moveClosing: .init(closesAt: Instant(unixMicroseconds: 3_000_000))
        case .replaceCriteria: .init(criteria: [.init(code: "B", text: "Otherwise.")])
        case .replaceDecision: .init(decisionReference: "B&W 2")
        }
    }

    private static let states: [(Int64, OpenHouseWindow.State)] = [
        (0, .announced), (999_999, .announced), (1_000_000, .open), (1_999_999, .open),
        (2_000_000, .closed), (2_000_001, .closed),
    ]

    @Test(arguments: states)
    func `is open from its opening until, and not at, its closing`(
        micros: Int64,
        state: OpenHouseWindow.State
    ) {
        #expect(Self.window.state(at: Instant(unixMicroseconds: micros)) == state)
    }

    @Test(arguments: OpenHouseWindow.State.allCases, OpenHouseWindow.Command.allCases)
    func `changes where its state permits it, and else is refused`(
        state: OpenHouseWindow.State,
        command: OpenHouseWindow.Command
    ) throws {
        let change = Self.change(command)
        #expect(change.commands(on: Self.window) == [command])
        let moment = Self.moment(in: state)
        if state.after(command) != nil {
            #expect(try Self.window.changed(by: change, at: moment) != Self.window)
        } else {
            let refusal: OpenHouseWindowRefusal =
                state == .closed ? .closed(Self.closing) : .opened(Self.opening)
            #expect(throws: refusal) { try Self.window.changed(by: change, at: moment) }
        }
    }

    @Test func `permits everything before, closing and its decision during, nothing after`() {
        let permitted = OpenHouseWindow.State.allCases.map { state in
            OpenHouseWindow.Command.allCases.filter { state.after($0) == state }
        }
        let expected: [[OpenHouseWindow.Command]] = [
            [.moveOpening, .moveClosing, .replaceCriteria, .replaceDecision],
            [.moveClosing, .replaceDecision], [],
        ]
        #expect(permitted == expected)
    }

    @Test(arguments: OpenHouseWindow.State.allCases)
    func `takes what it has already in every state`(state: OpenHouseWindow.State) throws {
        let same = OpenHouseWindowChange(
            opensAt: Self.opening,
            closesAt: Self.closing,
            criteria: Self.window.criteria,
            decisionReference: Self.window.decisionReference
        )
        let moment = Self.moment(in: state)
        #expect(try Self.window.changed(by: same, at: moment) == Self.window)
    }

    @Test(arguments: [
        (1_499_999, 1_500_000), (1_500_000, 1_500_000), (1_500_001, 1_500_001), (0, 1_500_000),
        (9_000_000, 9_000_000),
    ])
    func `closes, when it is open, at the moment of the change at the earliest`(
        asked: Int64,
        closing: Int64
    ) throws {
        let window = try Self.window.changed(
            by: .init(closesAt: Instant(unixMicroseconds: asked)),
            at: Self.moment(in: .open)
        )
        #expect(window.closesAt == Instant(unixMicroseconds: closing))
    }

    @Test(arguments: [(1_000_001, true), (1_000_000, false), (999_999, false)])
    func `closes later than it opens`(closing: Int64, isTaken: Bool) {
        let change = OpenHouseWindowChange(closesAt: Instant(unixMicroseconds: closing))
        let window = try? Self.window.changed(by: change, at: Self.moment(in: .announced))
        #expect((window != nil) == isTaken)
    }

    @Test(arguments: [
        ("A", true), ("9", true), ("art.9-3", true), (String(repeating: "x", count: 40), true),
        (String(repeating: "x", count: 41), false), ("", false), ("-A", false), (".A", false),
        ("A B", false), ("é", false), ("A_B", false),
    ])
    func `has criteria with codes of letters, digits, dots and dashes`(code: String, isCode: Bool) {
        #expect(OpenHouseWindow.Criterion.isCode(code) == isCode)
    }
}
