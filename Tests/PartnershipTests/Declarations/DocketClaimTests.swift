@testable import Partnership
import Testing

@Suite struct `A docket with claims` {
    private static let wilg = Identifier(high: 1, low: 1)

    /// The sample start stands, and the tariff of individual guidance holds.
    private static let docket: Docket = {
        var docket = Docket(today: "2026-05-04")
        docket.partners = ["94999999": wilg]
        docket.grounds = [
            300_201: .init(facts: .sample, partnerId: wilg, pillar: .youth)
        ]
        docket.tariffs = ["JB-04": [.init(from: "2024-07-01", before: nil, cents: 8_000)]]
        docket.histories[300_201] = try? CareHistory(replaying: [.start(.on("2026-04-03"))])
        return docket
    }()

    /// The sample claim with other lines and the total that goes with them.
    private static func claim(
        _ id: String,
        _ lines: ClaimLine...,
        month: Period = .days("2026-04-01", "2026-04-30")
    ) -> Message {
        let total = lines.reduce(0) { $0 + $1.debitCredit.signed($1.amountCents) }
        return .claim(
            .sample.with {
                $0.messageId = id
                $0.declarationNumber = id
                $0.datedOn = month.until
                $0.period = month
                $0.lines = lines
                $0.totalCents = abs(total)
                $0.debitCredit = total < 0 ? .credit : .debit
            }
        )
    }

    private static func line(_ reference: String, hours: Int = 12) -> ClaimLine {
        .sample.with {
            $0.reference = reference
            $0.volume = hours
            $0.amountCents = hours * 8_000
        }
    }

    private static func credit(
        _ reference: String,
        for earlier: String,
        hours: Int = 12
    ) -> ClaimLine {
        line(reference, hours: hours).with {
            $0.previousReference = earlier
            $0.debitCredit = .credit
        }
    }

    private static func decide(
        _ messages: Message...,
        on docket: Docket = docket
    ) throws -> [Verdict] {
        var docket = docket
        return try messages.map {
            try docket.decide($0, answerId: "R20260000001", ownPartnerId: nil)
        }
    }

    private static func lineCodes(_ verdict: Verdict) -> [[String]] {
        (verdict.answer.outcome?.lines ?? []).map { $0.codes.map(\.code) }
    }

    @Test func `grants a claim as a whole`() throws {
        let verdict = try Self.decide(.claim(.sample))[0]
        #expect(verdict.answer.isAccepted && verdict.counts)
        #expect(verdict.answer.codes == [.fullyGranted])
        #expect(verdict.grantedLines == [.sample])
        #expect(verdict.answer.outcome?.totalGrantedCents == 96_000)
        #expect(verdict.answer.signals.isEmpty && verdict.answer.findings.isEmpty)
    }

    @Test func `judges a claim line by line`() throws {
        let dear = Self.line("L2").with {
            $0.allocationNumber = 300_202
        }
        let verdict = try Self.decide(Self.claim("D1", dear, Self.line("L1", hours: 3)))[0]
        #expect(Self.lineCodes(verdict) == [["9338"], []])
        #expect(verdict.answer.codes.isEmpty)
        #expect(!verdict.answer.isAccepted && verdict.counts)
        #expect(verdict.answer.outcome?.totalGrantedCents == 24_000)
        #expect(verdict.answer.findings.map(\.location) == ["/lines/0"])
        #expect(verdict.grantedLines.map(\.reference) == ["L1"])
    }

    @Test func `refuses a line above the maximum and keeps its id for another try`() throws {
        let dear = Self.line("L1").with {
            $0.tariffCents = 8_001
            $0.amountCents = 12 * 8_001
        }
        let verdicts = try Self.decide(
            Self.claim("D1", dear),
            Self.claim("D1", Self.line("L1"))
        )
        #expect(Self.lineCodes(verdicts[0]) == [["0611"]])
        #expect(verdicts.map(\.counts) == [false, true])
        #expect(verdicts[0].answer.outcome?.totalGrantedCents == 0)
    }

    @Test func `judges no line of a claim that contradicts itself`() throws {
        let wrong = ClaimMessage.sample.with { $0.totalCents = 1 }
        let verdict = try Self.decide(.claim(wrong))[0]
        #expect(verdict.answer.codes.map(\.code) == ["0001"])
        #expect(Self.lineCodes(verdict) == [["0233"]])
        #expect(verdict.answer.outcome?.totalGrantedCents == 0)
        #expect(verdict.grantedLines.isEmpty && !verdict.counts)
    }

    @Test func `refuses a claim's number the second time`() throws {
        let again = ClaimMessage.sample.with {
            $0.messageId = "D2"
            $0.lines[0].reference = "L2"
        }
        let verdicts = try Self.decide(.claim(.sample), .claim(again))
        #expect(verdicts[1].answer.codes.map(\.code) == ["9333"])
        #expect(verdicts[1].answer.findings.map(\.location) == ["/declarationNumber"])
        #expect(Self.lineCodes(verdicts[1]) == [["0233"]])
        #expect(!verdicts[1].counts)
    }

    @Test func `tells the message's id before the claim's number`() throws {
        let verdicts = try Self.decide(.claim(.sample), .claim(.sample))
        #expect(verdicts[1].answer.codes.map(\.code) == ["9056"])
    }

    @Test func `keeps the number of a claim of which one line was granted`() throws {
        let unknown = Self.line("L2").with { $0.allocationNumber = 1 }
        let verdicts = try Self.decide(
            Self.claim("D1", Self.line("L1"), unknown),
            Self.claim("D1", Self.line("L3"))
        )
        #expect(verdicts[1].answer.codes.map(\.code) == ["9056"])
    }

    // Corrections.

    @Test func `grants a second debit for a month only after the credit of the first`() throws {
        let verdicts = try Self.decide(
            Self.claim("D1", Self.line("L1")),
            Self.claim("D2", Self.line("L2", hours: 10)),
            Self.claim("D3", Self.credit("L3", for: "L1")),
            Self.claim("D4", Self.line("L4", hours: 10))
        )
        #expect(verdicts.map { Self.lineCodes($0) } == [[[]], [["9389"]], [[]], [[]]])
        #expect(verdicts[2].answer.outcome?.totalGrantedCents == -96_000)
    }

    @Test func `credits before it debits within one claim, in whatever order they stand`() throws {
        let verdicts = try Self.decide(
            Self.claim("D1", Self.line("L1")),
            Self.claim("D2", Self.line("L2", hours: 10), Self.credit("L3", for: "L1"))
        )
        #expect(Self.lineCodes(verdicts[1]) == [[], []])
        #expect(verdicts[1].answer.codes == [.fullyGranted])
        #expect(verdicts[1].answer.outcome?.totalGrantedCents == -16_000)
    }

    @Test func `refuses a claim with two lines for the same month`() throws {
        let verdict = try Self.decide(Self.claim("D1", Self.line("L1"), Self.line("L2")))[0]
        #expect(verdict.answer.findings.map(\.source) == ["TR416"])
        #expect(Self.lineCodes(verdict) == [["0233"], ["0233"]])
    }

    @Test func `refuses a reference, a second credit and a credit without its debit`() throws {
        let verdicts = try Self.decide(
            Self.claim("D1", Self.line("L1")),
            Self.claim("D2", Self.credit("L1", for: "L0")),
            Self.claim("D3", Self.credit("L2", for: "L1", hours: 11)),
            Self.claim("D4", Self.credit("L3", for: "L1")),
            Self.claim("D5", Self.credit("L4", for: "L1")),
            Self.claim("D6", Self.credit("L5", for: "L3"))
        )
        #expect(
            verdicts.map { Self.lineCodes($0).first } == [
                [], ["8021", "8017"], ["8017"], [], ["9390"], ["8017"],
            ]
        )
    }

    @Test func `knows the lines that were granted before, once each`() throws {
        var docket = Self.docket
        docket.add(granted: .sample, of: Self.wilg)
        docket.add(granted: .sample, of: Self.wilg)
        let verdicts = try Self.decide(
            Self.claim("D2", Self.line("L2")),
            Self.claim("D3", Self.credit("L3", for: "L1"), Self.line("L4")),
            on: docket
        )
        #expect(verdicts.map { Self.lineCodes($0) } == [[["9389"]], [[], []]])
    }

    @Test func `knows a line by its partner`() throws {
        var docket = Self.docket
        let elsewhere = ClaimLine.sample.with { $0.allocationNumber = 1 }
        docket.add(granted: elsewhere, of: Identifier(high: 1, low: 2))
        let verdicts = try Self.decide(
            Self.claim("D1", Self.credit("L9", for: "L1")),
            Self.claim("D2", Self.line("L1")),
            on: docket
        )
        #expect(verdicts.map { Self.lineCodes($0) } == [[["8017"]], [[]]])
    }

    // Starts and stops never refuse a claim (OP364).

    @Test func `signals a claim without a start, once, and grants it`() throws {
        var docket = Self.docket
        docket.histories = [:]
        docket.grounds[300_202] = .init(
            facts: .sample.with { $0.number = 300_202 },
            partnerId: Self.wilg,
            pillar: .youth
        )
        let other = Self.line("L2").with { $0.allocationNumber = 300_202 }
        let verdict = try Self.decide(Self.claim("D1", Self.line("L1"), other), on: docket)[0]
        #expect(verdict.answer.codes == [.fullyGranted])
        #expect(verdict.answer.signals == [.startMissing])
    }

    @Test func `sees the start of a message before it`() throws {
        var docket = Self.docket
        docket.histories = [:]
        let verdicts = try Self.decide(.start(.sample), .claim(.sample), on: docket)
        #expect(verdicts[1].answer.signals.isEmpty)
    }

    @Test func `signals nothing about a line that is refused`() throws {
        var docket = Self.docket
        docket.histories = [:]
        let verdict = try Self.decide(
            Self.claim("D1", Self.line("L1").with { $0.unit = .fullDay }),
            on: docket
        )[0]
        #expect(Self.lineCodes(verdict) == [["9341"]])
        #expect(verdict.answer.signals.isEmpty)
    }
}
