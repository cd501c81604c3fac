@testable import Partnership
import Testing

private let april = Period.days("2026-04-01", "2026-04-30")

@Suite struct `The signals of a claim` {
    private func signals(_ events: [CareEvent]) throws -> [CareSignal] {
        try CareHistory(replaying: events).signals(claimedFor: april)
    }

    @Test func `say that the start is missing`() throws {
        #expect(try signals([]) == [.startMissing])
        #expect(
            try signals([.start(.on("2026-04-03")), .deleteStart(.on("2026-04-03"))])
                == [.startMissing]
        )
    }

    @Test func `say that the start came after the period`() throws {
        #expect(try signals([.start(.on("2026-04-30"))]) == [])
        #expect(try signals([.start(.on("2026-05-01"))]) == [.startAfterPeriod])
    }

    @Test(arguments: [StopReason.temporarilyStopped, .endedAsPlanned])
    func `say that the stop came before the period`(reason: StopReason) throws {
        let key = CareKey.on("2026-01-05")
        let onFirst = CareEvent.stop(key, endedOn: "2026-04-01", reason: reason)
        #expect(try signals([.start(key), onFirst]) == [])
        let before = CareEvent.stop(key, endedOn: "2026-03-31", reason: reason)
        #expect(try signals([.start(key), before]) == [.stopBeforePeriod])
    }

    @Test func `are silent when care was resumed in the period`() throws {
        let key = CareKey.on("2026-01-05")
        let pause = CareEvent.stop(key, endedOn: "2026-02-01", reason: .temporarilyStopped)
        #expect(try signals([.start(key), pause, .start(.on("2026-04-20"))]) == [])
        #expect(
            try signals([.start(key), pause, .start(.on("2026-05-20"))]) == [.stopBeforePeriod]
        )
    }

    @Test func `count a pause as the end also when the definitive stop came later`() throws {
        let key = CareKey.on("2026-01-05")
        let events: [CareEvent] = [
            .start(key), .stop(key, endedOn: "2026-02-01", reason: .temporarilyStopped),
            .stop(key, endedOn: "2026-05-01", reason: .endedByAgreement),
        ]
        #expect(try signals(events) == [.stopBeforePeriod])
    }
}
