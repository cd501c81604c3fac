import Foundation
@testable import Partnership
import Testing

@Suite struct `Putting a message together` {
    private static let space = "http://www.istandaarden.nl/ijw/3_2/jw305/schema"

    /// What the sample of a claim says.
    private static let claim = ClaimMessage(
        messageId: "D2026000001",
        agbCode: "94999999",
        datedOn: "2026-05-06",
        declarationNumber: "DN202604",
        period: april,
        totalCents: 140_000,
        debitCredit: .debit,
        lines: [
            line("RN20260500001", of: 300_201, "JB-04", april, 12, .hour, 8_000),
            line("RN20260500002", of: 300_202, "JB-10", april, 3, .fullDay, 20_000),
            line("RN20260500003", of: 300_201, "JB-04", march, 2, .hour, 8_000, "RN20260400007"),
        ]
    )

    private static let march = Period.days("2026-03-01", "2026-03-31")
    private static let april = Period.days("2026-04-01", "2026-04-30")

    private static func line(
        _ reference: String,
        of number: Int,
        _ code: String,
        _ period: Period,
        _ volume: Int,
        _ unit: CareUnit,
        _ tariffCents: Int,
        _ credited: String? = nil
    ) -> ClaimLine {
        ClaimLine(
            reference: reference,
            previousReference: credited,
            allocationNumber: number,
            category: "50",
            productCode: code,
            period: period,
            volume: volume,
            unit: unit,
            tariffCents: tariffCents,
            amountCents: volume * tariffCents,
            debitCredit: credited == nil ? .debit : .credit
        )
    }

    // MARK: What it says

    @Test func `gives the start of the sample`() throws {
        let read = try MessageSample.start.read()
        #expect(read.message == .start(.sample))
        let person = MessageClient.Person(
            birthDate: .init(text: "2014-02-14"),
            sex: "2",
            surname: "Voorbeeld",
            surnamePrefix: "van",
            initials: "SJ"
        )
        let client = MessageClient(bsn: "999900006", person: person)
        let envelope = MessageEnvelope(
            receiver: "1894",
            schemaVersions: .init(base: "1.0.0", message: "1.0.0"),
            clients: [.init(client: client, items: 1)]
        )
        #expect(read.envelope == envelope)
    }

    @Test func `gives the stop and the claim of the samples`() throws {
        #expect(try MessageSample.stop.read().message == .stop(.sample))
        let claim = try MessageSample.claim.read()
        #expect(claim.message == .claim(Self.claim))
        #expect(
            claim.envelope.clients == [.init(client: MessageClient(bsn: "999900006"), items: 3)]
        )
    }

    @Test func `keeps each product with its own values`() throws {
        guard case .start(let start) = try MessageSample.named("start-corrected").read().message
        else { return #expect(Bool(false)) }
        #expect(start.products.map(\.startedOn) == ["2026-04-03", "2026-04-02"])
        #expect(start.products.map(\.status) == [.delete, .first])
        let halves = MessageSample.named("start-corrected").text
            .split(separator: "</jw305:StartProduct>")
        let first = halves[0].replacing(
            "<jw305:ToewijzingNummer>300201</jw305:ToewijzingNummer>",
            with: ""
        )
        let text = ([Substring(first)] + halves[1...]).joined(separator: "</jw305:StartProduct>")
        guard case .start(let other) = try MessageReader.read(Array(text.utf8)).message else {
            return #expect(Bool(false))
        }
        #expect(other.products.map(\.allocationNumber) == [nil, 300_201])
    }

    @Test func `takes a message without an allocation`() throws {
        guard
            case .start(let start) = try MessageSample.named("start-without-allocation").read()
                .message
        else { return #expect(Bool(false)) }
        #expect(start.products.map(\.allocationNumber) == [nil])
        #expect(start.products.map(\.productCode) == ["JB-04"])
    }

    @Test func `counts the lines of each client`() throws {
        let text = MessageSample.claim.text
        let lines = text.components(separatedBy: "<jw323:Prestatie>")
        let parted =
            lines[..<2].joined(separator: "<jw323:Prestatie>")
            + "</jw323:Prestaties></jw323:Client><jw323:Client><jw323:Bsn>123456782</jw323:Bsn>"
            + "<jw323:Prestaties><jw323:Prestatie>"
            + lines[2...].joined(separator: "<jw323:Prestatie>")
        let read = try MessageReader.read(Array(parted.utf8))
        #expect(read.message == .claim(Self.claim))
        #expect(read.envelope.clients.map(\.items) == [1, 2])
        #expect(read.envelope.clients.map(\.client.bsn) == ["999900006", "123456782"])
    }

    @Test(arguments: ["start", "stop", "claim"])
    func `knows the act by the namespace`(name: String) throws {
        #expect(try MessageSample.named(name).read().message.pillar == .youth)
        let adult = MessageSample.named("wmo-\(name)")
        #expect(try adult.read().message.pillar == .adult)
        #expect(try adult.read().message.kind == MessageSample.named(name).read().message.kind)
    }

    @Test func `spells numbers as they are meant`() throws {
        for number in ["000300201", "+300201", " 300201\n"] {
            let sample = MessageSample.start.with("jw305:ToewijzingNummer", number)
            #expect(try sample.read().message == .start(.sample))
        }
    }

    @Test(arguments: [
        "start-default-namespace", "start-crlf", "start-schema-location",
    ])
    func `does not mind another spelling of the same`(name: String) throws {
        #expect(try MessageSample.named(name).read() == MessageSample.start.read())
    }

    @Test func `loses no text that comes in pieces`() throws {
        let person = try MessageSample.named("start-in-pieces").read().envelope.clients[0].client
            .person
        #expect(person?.surname == "Voorbeel&d<")
        let long = String(repeating: "é&amp;<!-- x --><![CDATA[<]]>&#x1F600;", count: 50)
        let sample = MessageSample.start.with("ijw:Achternaam", long)
        let surname = try sample.read().envelope.clients[0].client.person?.surname
        #expect(surname == String(repeating: "é&<😀", count: 50))
    }

    @Test func `keeps a day that JSON would not have, of birth alone`() throws {
        let sample = MessageSample.start.with("ijw:Datum", "1804-02-29")
        let person = try sample.read().envelope.clients[0].client.person
        #expect(person?.birthDate == .init(text: "1804-02-29"))
    }

    // MARK: What is wrong

    @Test func `tells all that is wrong at once`() {
        let sample = MessageSample.named("start-corrected")
            .with("jw305:Bsn", "1").with("jw305:Begindatum", "x")
            .with("ijw:Dagtekening", "").without("jw305:Geslacht")
        let product = "/Bericht/Client/StartProducten/StartProduct"
        #expect(
            sample.outcome() == [
                "/Bericht/Header/BerichtIdentificatie/Dagtekening format",
                "/Bericht/Client/Bsn format", "/Bericht/Client/Geslacht required",
                "\(product)[1]/Begindatum format", "\(product)[2]/Begindatum format",
            ]
        )
    }

    @Test func `looks at nothing in an element that does not belong there`() {
        let sample = MessageSample.start.replacing(
            "<jw305:Geslacht>",
            "<b><jw305:Bsn c=\"1\">1</jw305:Bsn>text</b><jw305:Geslacht>"
        )
        #expect(sample.outcome() == ["/Bericht/Client unknown-element"])
    }

    @Test func `tells text among elements once, and elements in a text`() {
        let text = MessageSample.start.replacing("<jw305:Bsn>", "x<jw305:Bsn>")
            .replacing("<jw305:Geslacht>", "y<jw305:Geslacht>")
        #expect(text.outcome() == ["/Bericht/Client text"])
        let element = MessageSample.start.replacing("<jw305:Bsn>", "<jw305:Bsn><jw305:Bsn/>")
        #expect(element.outcome() == ["/Bericht/Client/Bsn text"])
        let block = MessageSample.start.replacing("<jw305:Bsn>", "<![CDATA[ ]]>&#32;<jw305:Bsn>")
        #expect(block.outcome() == ["ok"])
    }

    @Test func `tells what is missing in a whole part`() {
        let sample = MessageSample.start.without("jw305:Client")
        #expect(sample.outcome() == ["/Bericht/Client required"])
        let empty = MessageSample.start.with("jw305:StartProducten", "")
        #expect(empty.outcome() == ["/Bericht/Client/StartProducten/StartProduct required"])
        let twice = MessageSample.start.with(
            "jw305:Geslacht",
            "1</jw305:Geslacht><jw305:Geslacht>1"
        )
        #expect(twice.outcome() == ["/Bericht/Client/Geslacht too-many"])
    }

    @Test(arguments: [
        ("a:schemaLocation", true), ("a:noNamespaceSchemaLocation", true), ("a:nil", false),
        ("a:type", false), ("b:schemaLocation", false), ("c:schemaLocation", false),
        ("d:schemaLocation", false), ("schemaLocation", false), ("a:schemaLocation:x", false),
        ("xml:lang", false), ("", false),
    ])
    func `takes an attribute only with a prefix that never stood for another namespace`(
        attribute: String,
        isTaken: Bool
    ) {
        let instance = "http://www.w3.org/2001/XMLSchema-instance"
        var assembly = MessageAssembly()
        assembly.map("a", to: instance)
        assembly.map("b", to: "x")
        assembly.map("b", to: instance)
        assembly.map("c", to: instance)
        assembly.map("c", to: "x")
        assembly.open("Bericht", of: Self.space, attributes: [attribute])
        let fault = MessageFault(
            "/Bericht",
            "attribute",
            "must have no attribute but xsi:schemaLocation"
        )
        let none = MessageFault("", "syntax", "must be a whole message")
        #expect(throws: UnreadableMessage.faults([isTaken ? none : fault])) {
            try assembly.finish()
        }
    }

    // MARK: Limits

    @Test func `stops at a number of faults`() {
        let sample = MessageSample.start.with("jw305:Header", "")
        #expect(sample.outcome().count == 7)
        for count in 1...7 {
            #expect(sample.outcome(limits: MessageLimits(faults: count)).count == count)
        }
        #expect(sample.outcome(limits: MessageLimits(faults: 8)).count == 7)
    }

    @Test func `goes so deep and no deeper`() {
        let deep = MessageSample.start.replacing(
            "<jw305:Geslacht>",
            "<a><b><c><d><e/></d></c></b></a><jw305:Geslacht>"
        )
        let unknown = "/Bericht/Client unknown-element"
        #expect(deep.outcome(limits: MessageLimits(depth: 7)) == [unknown])
        #expect(
            deep.outcome(limits: MessageLimits(depth: 4)) == [unknown, "/Bericht/Client depth"]
        )
        #expect(MessageSample.claim.outcome(limits: MessageLimits(depth: 8)) == ["ok"])
        #expect(
            MessageSample.claim.outcome(limits: MessageLimits(depth: 7)).last?.hasSuffix("depth")
                == true
        )
        let usual = String(repeating: "<a>", count: 200) + String(repeating: "</a>", count: 200)
        #expect(
            MessageSample.start.with("jw305:Client", usual).outcome().last
                == "/Bericht/Client depth"
        )
    }

    @Test func `takes so many elements and no more`() {
        let count = MessageSample.start.text.count { $0 == "<" } / 2
        #expect(MessageSample.start.outcome(limits: MessageLimits(elements: count)) == ["ok"])
        let outcome = MessageSample.start.outcome(limits: MessageLimits(elements: count - 1))
        #expect(outcome == ["/Bericht/Client/StartProducten/StartProduct[1] too-many"])
    }

    @Test func `takes so many lines in all and no more`() {
        #expect(MessageSample.claim.outcome(limits: MessageLimits(lines: 3)) == ["ok"])
        let outcome = MessageSample.claim.outcome(limits: MessageLimits(lines: 2))
        #expect(outcome.count == 1)
        #expect(outcome.first?.hasSuffix("Prestatie[3] too-many") == true)
    }

    @Test func `takes so many products and no more`() {
        let text = MessageSample.start.text
        let parts = text.components(separatedBy: "<jw305:StartProduct>")
        let end = parts[1].components(separatedBy: "</jw305:StartProduct>")
        let product = "<jw305:StartProduct>\(end[0])</jw305:StartProduct>"
        func outcome(_ count: Int) -> [String] {
            let all = parts[0] + String(repeating: product, count: count) + end[1]
            return MessageSample(name: "\(count)", text: all).outcome()
        }
        #expect(outcome(2_000) == ["ok"])
        #expect(outcome(2_001) == ["/Bericht/Client/StartProducten/StartProduct too-many"])
    }

    @Test func `looks at so much of a text and no more`() {
        let limits = MessageLimits(textBytes: 60)
        func outcome(_ count: Int) -> [String] {
            let name = String(repeating: "é", count: count)
            return MessageSample.start.with("ijw:Achternaam", name).outcome(limits: limits)
        }
        #expect(outcome(30) == ["ok"])
        #expect(outcome(31) == ["/Bericht/Client/Naam/Geslachtsnaam/Achternaam length"])
        let long = String(repeating: "9", count: 3_000_000)
        let outcome = MessageSample.start.with("jw305:Bsn", long).outcome()
        #expect(outcome == ["/Bericht/Client/Bsn length"])
    }

    @Test func `is bounded by what the parser itself takes`() {
        let name = String(repeating: "a", count: 60_000)
        #expect(MessageSample.start.with("jw305:Client", "<\(name)/>").outcome() != ["ok"])
    }
}
