import JSON
@testable import Partnership
import Testing

@Suite struct `The answer in XML` {
    @Test(arguments: ["0001", "9056", "8848"])
    func `to a message refused whole is its header with the code`(code: String) throws {
        let given = GivenAnswer(messageId: "R20260000001", codes: [code])
        for message in [Message.start(.sample), .stop(.sample)] {
            let answer = SentMessage.sample(message).answered(given)
            #expect(!answer.namesClients)
            let root = try ParsedElement(answer.xml)
            #expect(root.children.map(\.name) == ["Header"])
            #expect(root["Header"].codes == [code])
        }
    }

    @Test func `of two codes has both`() throws {
        let given = GivenAnswer(messageId: "R20260000001", codes: ["0001", "8848"])
        let root = try ParsedElement(SentMessage.sample(.start(.sample)).answered(given).xml)
        #expect(root["Header"].codes == ["0001", "8848"])
    }

    @Test(arguments: ["0001", "9056", "8848"])
    func `to a claim refused whole is its header with the code`(code: String) throws {
        let root = try ParsedElement(answer(codes: [code], lines: [["0233"], ["0233"], ["0233"]]))
        #expect(root.children.map(\.name) == ["Header"])
        #expect(root["Header"].codes == [code])
        #expect(root["Header"]["DeclaratieIdentificatie"].textOf("Identificatie") == "D2026000001")
    }

    @Test func `to a claim with a used number has the code at the claim, and nothing granted`()
        throws
    {
        let root = try ParsedElement(
            answer(codes: ["9333"], lines: [["0233"], ["0233"], ["0233"]])
        )
        #expect(root["Header"].codes == ["0200"])
        let claim = root["DeclaratieAntwoord"]
        #expect(claim.codes == ["9333"])
        #expect(!claim["Clienten"].isThere)
        #expect(claim["TotaalIngediendBedrag"].number("TotaalBedrag") == 140_000)
        #expect(claim["TotaalToegekendBedrag"].number("TotaalBedrag") == 0)
        #expect(claim["TotaalToegekendBedrag"].textOf("DebetCredit") == "D")
    }

    @Test(arguments: [(-1, "C", 1), (0, "D", 0), (1, "D", 1)])
    func `has the sign of what is granted in a letter`(cents: Int, letter: String, size: Int) throws
    {
        let root = try ParsedElement(answer(codes: ["8001"], lines: [[], [], []], cents: cents))
        let total = root["DeclaratieAntwoord"]["TotaalToegekendBedrag"]
        #expect(total.textOf("DebetCredit") == letter)
        #expect(total.number("TotaalBedrag") == size)
    }

    /// Which clients are named when lines of a claim of three clients are refused: a has the
    /// first line, b the next two, a the last once more.
    @Test(
        arguments: [
            ([], []), ([0], ["a"]), ([1], ["b"]), ([2], ["b"]), ([1, 2], ["b"]), ([3], ["a"]),
            ([0, 3], ["a", "a"]), ([0, 1, 2, 3], ["a", "b", "a"]),
        ] as [([Int], [String])]
    )
    func `groups refused lines by client, and names nobody else`(
        refused: [Int],
        named: [String]
    ) throws {
        var claim = ClaimMessage.sampleOfThree
        claim.lines.append(.sample.with { $0.reference = "RN4" })
        let parts = [("a", 1), ("b", 2), ("a", 1)].map { bsn, items in
            MessageEnvelope.Part(client: MessageClient(bsn: bsn, person: nil), items: items)
        }
        let lines = (0..<4).map { refused.contains($0) ? ["9338", "9346"] : [] }
        let sent = SentMessage(
            message: .claim(claim),
            envelope: MessageEnvelope(receiver: "1894", schemaVersions: .ours, clients: parts)
        )
        let codes = refused.isEmpty ? ["8001"] : []
        let answer = sent.answered(GivenAnswer(messageId: "R1", codes: codes, lines: lines))
        #expect(answer.namesClients == !refused.isEmpty)
        let clients = try ParsedElement(answer.xml)["DeclaratieAntwoord"]["Clienten"].children
        #expect(clients.compactMap { $0.textOf("Bsn") } == named)
        #expect(clients.allSatisfy { $0.codes == ["0200"] })
        let told = clients.flatMap { $0["Prestaties"].children }
        #expect(told.compactMap(ClaimLine.init) == refused.map { claim.lines[$0] })
        #expect(told.allSatisfy { $0.codes == ["9338", "9346"] })
    }

    @Test(arguments: Pillar.allCases)
    func `has the code of the law the message is of`(pillar: Pillar) throws {
        let given = GivenAnswer(messageId: "R1", codes: [])
        let start = SentMessage.sample(.start(.sample.with { $0.pillar = pillar }))
        let stop = SentMessage.sample(.stop(.sample.with { $0.pillar = pillar }))
        let codes = try [start, stop].map {
            try ParsedElement($0.answered(given).xml)["Header"].textOf("BerichtCode")
        }
        #expect(codes == (pillar == .youth ? ["439", "441"] : ["419", "421"]))
    }

    @Test func `repeats the versions that the message named, beside ours`() throws {
        var sent = SentMessage.sample(.start(.sample))
        sent = SentMessage(
            message: sent.message,
            envelope: MessageEnvelope(
                receiver: "0946",
                schemaVersions: .init(base: "1.0.2", message: "1.0.3"),
                clients: []
            )
        )
        let header = try ParsedElement(
            sent.answered(GivenAnswer(messageId: "R1", codes: [])).xml
        )["Header"]
        #expect(header.textOf("Ontvanger") == "0946")
        #expect(header["XsdVersie"].children.map(\.text) == ["1.0.2", "1.0.3"])
        #expect(header["XsdVersieRetour"].children.map(\.text) == ["1.0.0", "1.0.0"])
    }

    @Test(
        arguments: [
            ("1", "2014-02-01"), ("2", "2014-01-01"), ("3", "1900-01-01"), (nil, "2014-02-14"),
        ] as [(String?, String)]
    )
    func `gives a birth date back as it came`(unknownPart: String?, day: String) throws {
        var client = MessageClient.sample
        client.person?.birthDate = .init(text: day, unknownPart: unknownPart)
        let given = GivenAnswer(messageId: "R1", codes: ["0200"], products: [["9019"]])
        let answer = SentMessage.sample(.start(.sample), of: client).answered(given)
        let born = try ParsedElement(answer.xml)["Client"]["Geboortedatum"]
        #expect(born.textOf("Datum") == day)
        #expect(born.textOf("DatumGebruik") == unknownPart)
    }

    private func answer(codes: [String], lines: [[String]], cents: Int = 0) -> [UInt8] {
        SentMessage.sample(.claim(.sampleOfThree), of: .claimed)
            .answered(
                GivenAnswer(
                    messageId: "R20260000001",
                    codes: codes,
                    lines: lines,
                    totalGrantedCents: cents
                )
            ).xml
    }
}

@Suite struct `A kept answer` {
    @Test func `of a start is read back`() throws {
        let answer = Answer(
            messageId: "R20260000001",
            isAccepted: false,
            codes: [.nothingToRemark],
            products: [
                .init(allocationNumber: 1, codes: [.unknownAllocation]),
                .init(allocationNumber: nil, codes: [.nothingToRemark]),
            ]
        )
        let given = GivenAnswer(
            messageId: "R20260000001",
            codes: ["0200"],
            products: [["9019"], ["0200"]]
        )
        #expect(GivenAnswer(json: Self.json(answer)) == given)
    }

    @Test func `of a claim is read back`() throws {
        var answer = Answer(messageId: "R20260000001", isAccepted: false)
        answer.outcome = ClaimOutcome(lines: [
            LineOutcome(of: .sample, codes: []),
            LineOutcome(of: .sample, codes: [.noAllocation, .amountDiffers]),
        ])
        let given = GivenAnswer(
            messageId: "R20260000001",
            codes: [],
            lines: [[], ["9338", "9346"]],
            totalGrantedCents: 96_000
        )
        #expect(GivenAnswer(json: Self.json(answer)) == given)
    }

    @Test(arguments: ["", "{}", "[]", "{\"messageId\": \"R1\", \"codes\": []}"])
    func `is nothing else`(text: String) {
        #expect(GivenAnswer(json: Array(text.utf8)) == nil)
    }

    private static func json(_ answer: Answer) -> [UInt8] {
        var writer = JSONWriter()
        writer.value(answer)
        return writer.bytes
    }
}
