@testable import Partnership

/// What is known, and the message that comes then: about the allocation of the samples.
struct Scene: Sendable {
    static let wilg = Identifier(high: 1, low: 1)
    /// The digest of the sample client's BSN.
    static let digest = "c1"

    var docket: Docket
    var message: Message
    var form: MessageForm?

    /// The sample start after other starts and stops.
    static func start(
        after events: [CareEvent] = [],
        _ change: (inout StartMessage) -> Void = { _ in }
    ) -> Scene {
        Scene(docket: docket(after: events), message: .start(.sample.with(change)))
    }

    /// The sample stop, by itself after its start.
    static func stop(
        after events: [CareEvent] = [.start(.on("2026-04-03"))],
        _ change: (inout StopMessage) -> Void = { _ in }
    ) -> Scene {
        Scene(docket: docket(after: events), message: .stop(.sample.with(change)))
    }

    /// A claim of these lines for April 2026, with the total that they have.
    static func claim(
        _ lines: [ClaimLine] = [.sample],
        after granted: [ClaimLine] = [],
        allocation: AllocationFacts = .sample,
        _ change: (inout ClaimMessage) -> Void = { _ in }
    ) -> Scene {
        let total = lines.reduce(0) { $0 + $1.debitCredit.signed($1.amountCents) }
        let claim = ClaimMessage.sample.with {
            $0.lines = lines
            $0.totalCents = abs(total)
            $0.debitCredit = total < 0 ? .credit : .debit
            change(&$0)
        }
        var scene = Scene(docket: docket(after: []), message: .claim(claim))
        scene.docket.grounds[300_201] = ground(allocation)
        for line in granted { scene.docket.add(granted: line, of: wilg) }
        return scene
    }

    /// The scene with something changed.
    func with(_ change: (inout Scene) -> Void) -> Scene {
        var copy = self
        change(&copy)
        return copy
    }

    /// The message as it would come in XML.
    func inXML(
        _ client: MessageClient = .sample,
        digest: String = Scene.digest,
        receiver: String = "1894"
    ) -> Scene {
        with {
            let items = message.allocationNumbers.count
            let envelope = MessageEnvelope(
                receiver: receiver,
                schemaVersions: .init(base: "1.0.0", message: "1.0.0"),
                clients: [.init(client: client, items: items)]
            )
            $0.form = MessageForm(
                receiver: receiver,
                clients: [.init(digest: digest, items: items)],
                findings: envelope.findings(datedOn: message.datedOn)
            )
        }
    }

    /// What is decided.
    func verdict() throws -> Verdict {
        var docket = docket
        return try docket.decide(
            message,
            form: form,
            answerId: "R20260000001",
            ownPartnerId: nil
        )
    }

    /// The numbers of the rules that the message breaks.
    func brokenRules() throws -> [String] {
        try verdict().answer.findings.map(\.source)
    }

    static func ground(
        _ facts: AllocationFacts = .sample,
        pillar: Pillar = .youth,
        digest: String? = nil
    ) -> Docket.Ground {
        Docket.Ground(
            facts: facts,
            partnerId: wilg,
            pillar: pillar,
            caseReference: "case-\(facts.number)",
            clientDigest: digest
        )
    }

    private static func docket(after events: [CareEvent]) -> Docket {
        var docket = Docket(today: "2026-07-31")
        docket.partners = ["94999999": wilg]
        for number in [300_201, 300_202] {
            docket.grounds[number] = ground(.sample.with { $0.number = number })
        }
        docket.histories[300_201] = try? CareHistory(replaying: events)
        docket.tariffs = ["JB-04": [.init(from: "2024-07-01", before: nil, cents: 8_000)]]
        docket.products = [
            "JB-03": ListedProduct(category: "50", pillar: .youth),
            "JB-04": ListedProduct(category: "50", pillar: .youth),
            "MH-04": ListedProduct(category: nil, pillar: .adult),
        ]
        return docket
    }
}

extension MessageClient {
    /// This client with another date of birth.
    func born(_ text: String, unknownPart: String? = nil) -> MessageClient {
        var copy = self
        copy.person?.birthDate = BirthDate(text: text, unknownPart: unknownPart)
        return copy
    }
}

extension ClaimLine {
    /// The credit of this line.
    func credit(_ reference: String) -> ClaimLine {
        with {
            $0.reference = reference
            $0.previousReference = self.reference
            $0.debitCredit = .credit
        }
    }

    /// This line for other days.
    func `for`(_ from: Day, _ until: Day) -> ClaimLine {
        with { $0.period = .days(from, until) }
    }
}
