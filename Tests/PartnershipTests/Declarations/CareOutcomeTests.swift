@testable import Partnership
import Testing

@Suite struct `The outcome of a start or stop message` {
    @Test func `is a running history when a start is accepted`() {
        let outcome = CareOutcome(of: StartMessage.sample, histories: [300_201: CareHistory()])
        #expect(outcome.isAccepted)
        #expect(outcome.histories[300_201]?.state == .running)
        #expect(outcome.signals.isEmpty)
    }

    @Test func `is 9019 for an unknown allocation and 0200 for the rest`() {
        let message = StartMessage.sample.with {
            $0.products.append($0.products[0])
            $0.products[1].allocationNumber = 300_202
        }
        let outcome = CareOutcome(of: message, histories: [300_201: CareHistory()])
        #expect(!outcome.isAccepted)
        #expect(outcome.refusals == [nil, .unknownAllocation])
        #expect(outcome.codes == [.nothingToRemark, .unknownAllocation])
    }

    @Test func `takes deletions first, whatever the order in the message`() throws {
        let history = try CareHistory(replaying: [.start(.on("2026-04-03"))])
        let message = StartMessage.sample.with {
            $0.products[0].startedOn = "2026-04-02"
            $0.products.append(StartMessage.sample.products[0])
            $0.products[1].status = .delete
        }
        let outcome = CareOutcome(of: message, histories: [300_201: history])
        #expect(outcome.isAccepted)
        #expect(outcome.histories[300_201]?.episodes.map(\.key) == [.on("2026-04-02")])
    }

    @Test func `carries the signal of a product with its index`() throws {
        let history = try CareHistory(replaying: [
            .start(.on("2026-04-03")),
            .stop(.on("2026-04-03"), endedOn: "2026-07-17", reason: .temporarilyStopped),
            .start(.on("2026-09-01")),
        ])
        let message = StopMessage.sample.with {
            $0.products[0].reason = .temporarilyStopped
            $0.products[0].status = .delete
        }
        let outcome = CareOutcome(of: message, histories: [300_201: history])
        #expect(outcome.isAccepted)
        #expect(outcome.signals.map(\.index) == [0])
        #expect(outcome.signals.map(\.signal) == [.twoStartsRunning])
    }

    @Test func `is 9069 for a stop without a start`() {
        let outcome = CareOutcome(of: StopMessage.sample, histories: [300_201: CareHistory()])
        #expect(outcome.refusals == [.noStartForStop])
        #expect(outcome.histories == [300_201: CareHistory()])
    }
}
