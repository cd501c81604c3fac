@testable import Partnership
import Testing

@Suite struct `A sample message` {
    private static let start = SentMessage.sample(.start(.sample))
    private static let stop = SentMessage.sample(.stop(.sample))
    private static let claim = SentMessage.sample(.claim(.sampleOfThree), of: .claimed)

    private static let sent: [(name: String, message: SentMessage)] = [
        ("JW305_start", start),
        (
            "JW305_correctie_begindatum",
            .sample(
                .start(
                    .sample.with {
                        $0.messageId = "S2026000003"
                        $0.datedOn = "2026-04-09"
                        var deleted = $0.products[0]
                        deleted.status = .delete
                        $0.products[0].startedOn = "2026-04-02"
                        $0.products.insert(deleted, at: 0)
                    }
                )
            )
        ),
        (
            "JW305_taakgericht",
            .sample(
                .start(
                    .sample.with {
                        $0.messageId = "S2026000002"
                        $0.products[0].allocationNumber = nil
                        $0.products[0].allocationStartsOn = nil
                    }
                )
            )
        ),
        ("JW307_stop", stop),
        (
            "JW307_tijdelijk",
            .sample(
                .stop(
                    .sample.with {
                        $0.messageId = "P2026000002"
                        $0.datedOn = "2026-06-15"
                        $0.products[0].endedOn = "2026-06-11"
                        $0.products[0].reason = .temporarilyStopped
                    }
                )
            )
        ),
        (
            "JW307_correctie_reden",
            .sample(
                .stop(
                    .sample.with {
                        $0.messageId = "P2026000003"
                        $0.datedOn = "2026-07-22"
                        $0.products[0].endedOn = "2026-06-11"
                        $0.products[0].reason = .endedByClient
                        var deleted = $0.products[0]
                        deleted.reason = .temporarilyStopped
                        deleted.status = .delete
                        $0.products.insert(deleted, at: 0)
                    }
                )
            )
        ),
        ("JW323_declaratie", claim),
    ]

    @Test(arguments: sent)
    func `of a partner is written byte by byte`(name: String, message: SentMessage) throws {
        #expect(FormSample.lines(of: message.xml) == (try FormSample.lines(of: name)))
    }

    private static let returned: [(name: String, message: ReturnMessage)] = [
        ("JW306_goed", start.answered(GivenAnswer(messageId: "R2026000001", codes: []))),
        (
            "JW306_afkeur_9019",
            start.answered(
                GivenAnswer(messageId: "R2026000002", codes: ["0200"], products: [["9019"]])
            )
        ),
        (
            "JW308_goed",
            stop.answered(GivenAnswer(messageId: "Q2026000001", codes: []), on: "2026-07-21")
        ),
        (
            "JW308_afkeur_9415",
            stop.answered(
                GivenAnswer(messageId: "Q2026000002", codes: ["0200"], products: [["9415"]]),
                on: "2026-07-21"
            )
        ),
        (
            "JW325_volledig_goed",
            claim.answered(
                GivenAnswer(
                    messageId: "A2026000001",
                    codes: ["8001"],
                    lines: [[], [], []],
                    totalGrantedCents: 140_000
                ),
                on: "2026-05-12"
            )
        ),
        (
            "JW325_deels_afgekeurd",
            claim.answered(
                GivenAnswer(
                    messageId: "A2026000002",
                    codes: [],
                    lines: [[], ["9321"], []],
                    totalGrantedCents: 80_000
                ),
                on: "2026-05-12"
            )
        ),
    ]

    @Test(arguments: returned)
    func `of ours is written byte by byte`(name: String, message: ReturnMessage) throws {
        #expect(FormSample.lines(of: message.xml) == (try FormSample.lines(of: name)))
    }

    @Test func `that was judged by the official rules names their version, and ours does not`()
        throws
    {
        let given = GivenAnswer(messageId: "R2026000003", codes: ["0001"])
        let sample = try FormSample.lines(of: "JW306_afkeur_0001")
        let own = sample.filter { !$0.contains("XsltVersie") }
        #expect(own.count == sample.count - 1)
        #expect(FormSample.lines(of: Self.start.answered(given).xml) == own)
    }

    @Test func `of an allocation is written byte by byte`() throws {
        let form = AllocationForm.sample
        #expect(
            FormSample.lines(of: form.xml) == (try FormSample.lines(of: "JW301_toewijzing"))
        )
    }
}

extension AllocationForm {
    /// The allocation of JW301_toewijzing.
    static let sample = AllocationForm(
        pillar: .youth,
        municipalityCode: "1894",
        agbCode: "94999999",
        identification: MessageIdentification(number: "T2026000001", datedOn: "2026-03-30"),
        client: .sample,
        product: .sample
    )
}

extension AllocationForm.Product {
    /// What JW301_toewijzing allocates.
    static let sample = AllocationForm.Product(
        number: 300_201,
        category: "50",
        code: "JB-04",
        allocatedOn: "2026-03-30",
        allocatedAt: "12:34:56",
        startsOn: "2026-04-01",
        endsOn: nil,
        extent: AllocationForm.Extent(volume: 600, unit: .hour, frequency: .inTotal)
    )
}
