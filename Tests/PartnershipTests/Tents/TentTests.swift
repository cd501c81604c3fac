@testable import Partnership
import Testing

@Suite struct `A tent's state` {
    private typealias State = Tent.State
    private typealias Command = Tent.Command

    private static let expected: [State: [Command: State]] = [
        .planned: [.signUp: .planned, .recordHours: .held, .cancel: .cancelled],
        .held: [.signUp: .held, .recordHours: .held, .evaluate: .evaluated],
        .evaluated: [.recordHours: .evaluated],
    ]

    @Test(arguments: Tent.State.allCases, Tent.Command.allCases)
    func `follows the table, and what is not in it is refused`(
        state: Tent.State,
        command: Tent.Command
    ) {
        let next = Self.expected[state]?[command]
        #expect(state.after(command) == next)
        if next == nil {
            #expect(throws: TentRefusal.outOfTurn(state)) { try state.check(command) }
        } else {
            #expect(throws: Never.self) { try state.check(command) }
        }
    }
}

@Suite struct `An hour in a tent` {
    /// Minutes and cents; the hour is one and a half times EUR 80, so EUR 120.
    @Test(arguments: [
        (0, 0), (1, 200), (59, 11_800), (60, 12_000), (150, 30_000), (1_440, 288_000),
    ])
    func `is paid one and a half times, to the cent`(minutes: Int, cents: Int) {
        #expect(TentCompensation.cents(minutes: minutes) == cents)
        #expect(cents * 60 * 2 == minutes * TentCompensation.hourlyCents * 3)
    }

    @Test(arguments: [
        (TentHours.Payment.compensation, 30_000), (.claim, 0), (.nothing, 0),
    ])
    func `is compensated only where it is not paid otherwise`(
        payment: TentHours.Payment,
        cents: Int
    ) {
        #expect(TentHours(minutes: 150, payment: payment).compensationCents == cents)
    }

    @Test func `that is not known is paid by nothing`() throws {
        let unknown = TentHours()
        #expect(unknown.compensationCents == 0)
        for payment in [TentHours.Payment.compensation, .claim] {
            #expect(throws: TentRefusal.hoursMissing) {
                try unknown.changed(by: TentHoursChange(payment: payment))
            }
        }
        #expect(try unknown.changed(by: TentHoursChange(payment: .nothing)) == unknown)
        #expect(try unknown.changed(by: TentHoursChange(minutes: 1)) == TentHours(minutes: 1))
    }

    /// What is left out stays.
    @Test(arguments: [
        (TentHoursChange(), 150, TentHours.Payment.compensation),
        (TentHoursChange(minutes: 90), 90, .compensation),
        (TentHoursChange(payment: .claim), 150, .claim),
        (TentHoursChange(minutes: 60, payment: .nothing), 60, .nothing),
    ])
    func `changes as far as it is told`(
        change: TentHoursChange,
        minutes: Int,
        payment: TentHours.Payment
    ) throws {
        let hours = TentHours(minutes: 150, payment: .compensation)
        #expect(try hours.changed(by: change) == TentHours(minutes: minutes, payment: payment))
    }
}

@Suite struct `The budget of a tent` {
    /// The line of the travel budget is EUR 30,000: 25 meetings of 15 hours.
    @Test(arguments: [
        (TentCompensation.Reading.afterFactor, 3_000_000, 600), (.beforeFactor, 4_500_000, 900),
    ])
    func `is ten hours by the clock when the fifteen were multiplied already`(
        reading: TentCompensation.Reading,
        cents: Int,
        minutes: Int
    ) {
        #expect(TentCompensation.budgetCents(meetings: 25, hours: 15, reading) == cents)
        #expect(TentCompensation.budgetedMinutes(reading) == minutes)
        #expect(!TentCompensation.isAboveBudget(minutes: minutes, reading))
        #expect(TentCompensation.isAboveBudget(minutes: minutes + 1, reading))
    }

    @Test func `is read as the line of the travel budget has it`() {
        #expect(TentCompensation.Reading.chosen == .afterFactor)
    }

    @Test(arguments: [(0, 15, 0), (1, 15, 120_000), (1, 1, 8_000), (2, 10, 160_000)])
    func `grows with meetings and hours`(meetings: Int, hours: Int, cents: Int) {
        #expect(TentCompensation.budgetCents(meetings: meetings, hours: hours, .chosen) == cents)
    }
}

@Suite struct `The evaluation form of a tent` {
    @Test(arguments: [("2025-03-17", true), ("2025-03-18", true), ("2025-03-16", false)])
    func `is filled in on the day of the tent at the earliest`(day: Day, isTaken: Bool) {
        let heldOn: Day = "2025-03-17"
        let outcome = TentOutcome(advice: .helpChosen, evaluationFormOn: day)
        if isTaken {
            #expect(throws: Never.self) { try outcome.check(heldOn: heldOn, today: "2025-03-18") }
        } else {
            #expect(throws: TentRefusal.formBeforeTent(heldOn: heldOn)) {
                try outcome.check(heldOn: heldOn, today: "2025-03-18")
            }
        }
    }
    @Test(arguments: [("2025-03-18", true), ("2025-03-19", false)])
    func `is filled in today at the latest, as a cancellation is made`(day: Day, isTaken: Bool) {
        let today: Day = "2025-03-18"
        let outcome = TentOutcome(advice: .helpChosen, evaluationFormOn: day)
        let cancellation = TentCancellation(cancelledOn: day)
        if isTaken {
            #expect(throws: Never.self) {
                try outcome.check(heldOn: "2025-03-17", today: today)
                try cancellation.check(today: today)
            }
        } else {
            #expect(throws: TentRefusal.datedAhead) {
                try outcome.check(heldOn: "2025-03-17", today: today)
            }
            #expect(throws: TentRefusal.datedAhead) { try cancellation.check(today: today) }
        }
    }
}
