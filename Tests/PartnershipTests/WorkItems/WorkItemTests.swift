@testable import Partnership
import Testing

@Suite struct `A work item` {
    private static let start = CareEvent.start(key)
    private static let key = CareKey(
        category: "50",
        productCode: "JB-04",
        startedOn: "2026-04-03"
    )

    @Test(
        arguments: [
            (.start(key), "2026-04-03 - 2026-04-03"),
            (.deleteStart(key), "2026-04-03 - 2026-04-03"),
            (
                .stop(key, endedOn: "2026-07-17", reason: .endedAsPlanned),
                "2026-04-03 - 2026-07-17"
            ),
            (
                .deleteStop(key, endedOn: "2026-04-03", reason: .endedAsPlanned),
                "2026-04-03 - 2026-04-03"
            ),
            // No message gets this far with it, and nothing falls over it.
            (
                .deleteStop(key, endedOn: "2026-04-02", reason: .endedAsPlanned),
                "2026-04-03 - 2026-04-03"
            ),
        ] as [(CareEvent, String)]
    )
    func `is about the days of a start or stop`(event: CareEvent, days: String) {
        let concern = Concern(.startLate, allocationNumber: 300_201, event: event)
        #expect(concern.period.description == days)
    }

    @Test func `is about the days that are claimed`() {
        let concern = Concern(.startMissing, line: .sample)
        #expect(concern.period == .days("2026-04-01", "2026-04-30"))
        #expect(concern.allocationNumber == 300_201)
    }

    @Test func `is due in three working days after a start or stop, and in ten after a claim`() {
        let due = DeclarationKind.allCases.map {
            WorkingDays.last(of: $0.termWorkingDays, after: "2025-05-01").description
        }
        #expect(due == ["2025-05-07", "2025-05-07", "2025-05-16"])
    }

    @Test(
        arguments: [
            (.open, "2025-05-01", nil), (.open, "2025-05-02", nil), (.open, "2025-05-05", nil),
            (.open, "2025-04-30", .datedBefore("2025-05-01")),
            (.open, "2025-05-06", .datedAhead),
            (.done, "2025-05-02", .done), (.done, "2025-05-06", .done),
        ] as [(WorkItem.State, Day, WorkItemRefusal?)]
    )
    func `is put away once, between its coming up and today`(
        state: WorkItem.State,
        day: Day,
        refusal: WorkItemRefusal?
    ) {
        let resolution = WorkItem.Resolution(
            resolvedOn: day,
            outcome: .explained,
            documentReference: nil
        )
        var thrown: WorkItemRefusal?
        do throws(WorkItemRefusal) {
            try resolution.check(state: state, receivedOn: "2025-05-01", today: "2025-05-05")
        } catch {
            thrown = error
        }
        #expect(thrown == refusal)
    }
}

@Suite struct `A missing report` {
    @Test(arguments: MissingReport.Kind.allCases)
    func `is overdue after the last day of its term, and not on it`(kind: MissingReport.Kind) {
        var today: Day = "2024-12-01"
        while today < "2026-02-01" {
            let last = kind.lastDayOverdue(on: today)
            #expect(kind.dueOn(since: last) < today)
            #expect(kind.dueOn(since: last.adding(days: 1)) >= today)
            today = today.adding(days: 1)
        }
    }

    @Test func `is due by working days, around the holidays`() {
        #expect(MissingReport.Kind.stop.dueOn(since: "2026-03-31") == "2026-04-08")
        #expect(MissingReport.Kind.start.dueOn(since: "2026-03-31") == "2026-04-30")
    }

    @Test func `is never overdue before there were days`() {
        #expect(MissingReport.Kind.stop.lastDayOverdue(on: .first) == .first)
    }
}
