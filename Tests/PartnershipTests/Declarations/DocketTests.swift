@testable import Partnership
import Testing

@Suite struct `A docket` {
    private static let wilg = Identifier(high: 1, low: 1)
    private static let maasoever = Identifier(high: 1, low: 2)

    /// The day after the sample start was sent.
    private static let docket = docket(today: "2026-04-08")

    private static func docket(today: Day) -> Docket {
        var docket = Docket(today: today)
        docket.partners = ["94999999": wilg, "94999998": maasoever]
        docket.grounds = [
            300_201: .init(facts: .sample, partnerId: wilg, pillar: .youth),
            300_202: .init(
                facts: .sample.with { $0.number = 300_202 },
                partnerId: wilg,
                pillar: .youth
            ),
            400_000: .init(
                facts: .sample.with { $0.number = 400_000 },
                partnerId: maasoever,
                pillar: .youth
            ),
        ]
        docket.tariffs = [
            "JB-04": [.init(from: "2024-07-01", before: nil, cents: 8_000)]
        ]
        return docket
    }

    /// Decides messages one after the other on the same docket.
    private static func decide(
        _ messages: Message...,
        on docket: Docket = docket,
        as own: Identifier? = nil
    ) throws -> [Verdict] {
        var docket = docket
        return try messages.map {
            try docket.decide($0, answerId: "R20260000001", ownPartnerId: own)
        }
    }

    private static func codes(_ verdict: Verdict) -> [String] {
        let answer = verdict.answer
        let parts =
            answer.products.flatMap(\.codes) + (answer.outcome?.lines ?? []).flatMap(\.codes)
        return (answer.codes + parts).map(\.code)
    }

    // Who sends.

    @Test func `takes in nothing of an AGB code that no partner has`() {
        let message = Message.start(.sample.with { $0.agbCode = "94999997" })
        #expect(throws: MessageRefusal.unknownPartner(agbCode: "94999997")) {
            try Self.decide(message)
        }
        // A partner is not told which codes there are.
        #expect(throws: MessageRefusal.otherPartner) {
            try Self.decide(message, as: Self.wilg)
        }
    }

    @Test func `takes from a partner its own messages alone`() throws {
        #expect(throws: MessageRefusal.otherPartner) {
            try Self.decide(.start(.sample), as: Self.maasoever)
        }
        let own = try Self.decide(.start(.sample), as: Self.wilg)
        #expect(own[0].answer.isAccepted)
        #expect(own[0].partnerId == Self.wilg)
    }

    @Test func `has nothing new after a message that was not taken in`() throws {
        var docket = Self.docket
        _ = try? docket.decide(
            .start(.sample),
            answerId: "R20260000001",
            ownPartnerId: Self.maasoever
        )
        let verdict = try docket.decide(
            .start(.sample),
            answerId: "R20260000002",
            ownPartnerId: Self.wilg
        )
        #expect(verdict.counts)
        #expect(verdict.answer.messageId == "R20260000002")
    }

    // The id of a message.

    @Test func `refuses an id that was used, for each kind and sender apart`() throws {
        let again = Message.start(
            .sample.with { $0.products[0].allocationNumber = 300_202 }
        )
        let verdicts = try Self.decide(
            .start(.sample),
            again,
            .claim(.sample.with { $0.messageId = "S2026000001" }),
            .start(
                .sample.with {
                    $0.agbCode = "94999998"
                    $0.products[0].allocationNumber = 400_000
                }
            ),
            on: Self.docket(today: "2026-05-02")
        )
        #expect(verdicts.map(\.counts) == [true, false, true, true])
        #expect(Self.codes(verdicts[1]) == ["9056"])
        #expect(verdicts[1].answer.findings.map(\.location) == ["/messageId"])
        #expect(verdicts[1].answer.findings.map(\.source) == ["TR056"])
        #expect(verdicts[1].answer.products.isEmpty)
        #expect(verdicts[1].deliveries.isEmpty)
    }

    @Test func `knows the ids that were used before`() throws {
        var docket = Self.docket
        docket.usedMessages.insert(Message.start(.sample).key)
        #expect(try Self.codes(Self.decide(.start(.sample), on: docket)[0]) == ["9056"])
    }

    @Test func `tells what a message has wrong by itself before its id`() throws {
        let broken = Message.start(.sample.with { $0.products[0].status = .changed })
        let verdicts = try Self.decide(.start(.sample), broken)
        #expect(Self.codes(verdicts[1]) == ["0001"])
        #expect(verdicts[1].answer.findings.map(\.source) == ["CS058"])
    }

    @Test func `names each code once and every finding`() throws {
        let broken = StartMessage.sample.with {
            $0.datedOn = "2026-04-09"
            $0.products[0].status = .changed
            $0.products[0].startedOn = "2026-04-10"
        }
        let answer = try Self.decide(.start(broken))[0].answer
        #expect(answer.codes.map(\.code) == ["8848", "0001"])
        #expect(answer.findings.map(\.source) == ["TR135", "CS058", "TR134"])
    }

    @Test func `leaves an id unused when the message is refused`() throws {
        let unknown = StartMessage.sample.with { $0.products[0].allocationNumber = 1 }
        let broken = StartMessage.sample.with { $0.products[0].status = .notApplicable }
        let verdicts = try Self.decide(.start(unknown), .start(broken), .start(.sample))
        #expect(verdicts.map(\.counts) == [false, false, true])
    }

    // Starts and stops.

    @Test func `accepts a start and notes its class`() throws {
        let verdict = try Self.decide(.start(.sample))[0]
        #expect(verdict.answer.isAccepted && verdict.counts)
        // All good is a header without codes.
        #expect(Self.codes(verdict) == [])
        #expect(
            verdict.deliveries == [
                Delivery(allocationNumber: 300_201, event: .start(.on("2026-04-03")))
            ]
        )
        #expect(verdict.answer.signals.isEmpty && verdict.answer.findings.isEmpty)
    }

    @Test func `refuses all of a start when one product is wrong`() throws {
        let message = StartMessage.sample.with {
            $0.products.append($0.products[0])
            $0.products[1].allocationNumber = 999
        }
        let verdicts = try Self.decide(.start(message), .start(.sample))
        #expect(Self.codes(verdicts[0]) == ["0200", "0200", "9019"])
        #expect(verdicts[0].answer.findings.map(\.location) == ["/products/1"])
        #expect(verdicts[0].deliveries.isEmpty)
        // The good product of the refused message did not start either.
        #expect(verdicts[1].answer.isAccepted)
    }

    @Test func `does not know another's allocation`() throws {
        let message = StartMessage.sample.with { $0.products[0].allocationNumber = 400_000 }
        #expect(try Self.codes(Self.decide(.start(message))[0]) == ["0200", "9019"])
    }

    @Test func `meets in a message what the one before it left`() throws {
        let second = StartMessage.sample.with {
            $0.messageId = "S2"
            $0.products[0].startedOn = "2026-04-07"
        }
        let stop = StopMessage.sample.with {
            $0.datedOn = "2026-04-07"
            $0.products[0].endedOn = "2026-04-06"
        }
        let third = second.with { $0.messageId = "S3" }
        let verdicts = try Self.decide(.start(.sample), .start(second), .stop(stop), .start(third))
        #expect(verdicts.map { Self.codes($0) } == [[], ["0200", "9326"], [], []])
    }

    @Test func `notes deletions before additions`() throws {
        let correction = StartMessage.sample.with {
            $0.messageId = "S2"
            $0.products.append($0.products[0])
            $0.products[0].startedOn = "2026-04-02"
            $0.products[1].status = .delete
        }
        let verdicts = try Self.decide(.start(.sample), .start(correction))
        #expect(verdicts[1].answer.isAccepted)
        #expect(
            verdicts[1].deliveries.map(\.event) == [
                .deleteStart(.on("2026-04-03")), .start(.on("2026-04-02")),
            ]
        )
    }

    @Test func `refuses a stop that no start goes before`() throws {
        let docket = Self.docket(today: "2026-07-20")
        let verdict = try Self.decide(.stop(.sample), on: docket)[0]
        #expect(Self.codes(verdict) == ["0200", "9069"])
        #expect(!verdict.counts)
    }

    @Test func `signals what is late and refuses nothing for it`() throws {
        let docket = Self.docket(today: "2026-07-31")
        let verdicts = try Self.decide(.start(.sample), .stop(.sample), on: docket)
        #expect(verdicts.map(\.answer.isAccepted) == [true, true])
        #expect(verdicts.map(\.answer.signals) == [[.startLate], [.stopLate]])
    }

    @Test func `counts no term for a stop that follows a temporary one`() throws {
        let paused = StopMessage.sample.with { $0.products[0].reason = .temporarilyStopped }
        let ended = StopMessage.sample.with { $0.messageId = "P2" }
        let docket = Self.docket(today: "2026-07-31")
        let verdicts = try Self.decide(.start(.sample), .stop(paused), .stop(ended), on: docket)
        #expect(verdicts.map(\.answer.signals) == [[.startLate], [.stopLate], []])
    }

    @Test func `picks the tariff that holds on the day`() {
        var docket = Self.docket
        docket.tariffs["JB-04"] = [
            .init(from: nil, before: "2024-07-01", cents: 7_000),
            .init(from: "2024-07-01", before: nil, cents: 8_000),
        ]
        docket.tariffs["JB-08"] = [.init(from: nil, before: nil, cents: nil)]
        #expect(docket.maximumTariffCents(of: "JB-04", on: "2024-06-30") == 7_000)
        #expect(docket.maximumTariffCents(of: "JB-04", on: "2024-07-01") == 8_000)
        #expect(docket.maximumTariffCents(of: "JB-08", on: "2024-07-01") == nil)
        #expect(docket.maximumTariffCents(of: "XX-01", on: "2024-07-01") == nil)
        #expect(docket.maximumTariffCents(of: nil, on: "2024-07-01") == nil)
    }
}
