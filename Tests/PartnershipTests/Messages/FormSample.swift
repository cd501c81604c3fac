import Foundation
@testable import Partnership

/// Messages of `Tests/Corpus/forms`, as a parser compares them: with line ends of their own.
enum FormSample {
    /// The lines of a file, without those that say nothing.
    static func lines(of name: String) throws -> [String] {
        let place = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        let text = try String(
            contentsOfFile: "\(place)/Corpus/forms/\(name).xml",
            encoding: .utf8
        )
        return text.split(separator: "\n").map(String.init)
    }

    /// The lines of what we write, each of which ends as it should.
    static func lines(of bytes: [UInt8]) -> [String] {
        let lines = String(decoding: bytes, as: UTF8.self).components(separatedBy: "\r\n")
        return lines.last == "" ? lines.dropLast() : ["no line end at the end"]
    }
}

extension MessageClient {
    /// The client of the samples.
    static let sample = MessageClient(
        bsn: "999900006",
        person: Person(
            birthDate: BirthDate(text: "2014-02-14", unknownPart: nil),
            sex: "2",
            surname: "Voorbeeld",
            surnamePrefix: "van",
            givenNames: nil,
            initials: "SJ"
        )
    )
    /// The same as a claim names them.
    static let claimed = MessageClient(bsn: "999900006", person: nil)
}

extension AllocationClient {
    /// The client of the samples.
    static let sample = AllocationClient(
        bsn: "999900006",
        person: MessageClient.sample.person ?? .nobody,
        partnerSurname: nil,
        partnerSurnamePrefix: nil,
        nameUse: .ownName,
        contacts: [
            Contact(
                kind: .registered,
                address: Address(
                    house: House(number: 1, letter: nil, addition: nil, indication: nil),
                    postalCode: "5981AA",
                    street: "Voorbeeldstraat",
                    city: "Panningen",
                    countryCode: "NL"
                ),
                phone: nil,
                emailAddress: nil
            )
        ]
    )
}

extension MessageClient.Person {
    fileprivate static let nobody = MessageClient.Person(
        birthDate: .init(text: "", unknownPart: nil),
        sex: "",
        surname: ""
    )
}

extension SentMessage {
    /// A message of one client of the samples, sent to our municipality.
    static func sample(_ message: Message, of client: MessageClient = .sample) -> SentMessage {
        SentMessage(
            message: message,
            envelope: MessageEnvelope(
                receiver: "1894",
                schemaVersions: .ours,
                clients: [.init(client: client, items: message.allocationNumbers.count)]
            )
        )
    }

    func answered(
        _ given: GivenAnswer,
        on receivedOn: Day = "2026-04-08"
    ) -> ReturnMessage {
        ReturnMessage(sent: self, given: given, receivedOn: receivedOn, municipalityCode: "1894")
    }
}

extension ClaimMessage {
    /// The claim of JW323_declaratie: three lines of one client, the last of which is credit.
    static let sampleOfThree = ClaimMessage(
        messageId: "D2026000001",
        agbCode: "94999999",
        datedOn: "2026-05-06",
        declarationNumber: "DN202604",
        period: .days("2026-04-01", "2026-04-30"),
        totalCents: 140_000,
        debitCredit: .debit,
        lines: [
            .sample.with { $0.reference = "RN20260500001" },
            .sample.with {
                $0.reference = "RN20260500002"
                $0.allocationNumber = 300_202
                $0.productCode = "JB-10"
                $0.volume = 3
                $0.unit = .fullDay
                $0.tariffCents = 20_000
                $0.amountCents = 60_000
            },
            .sample.with {
                $0.reference = "RN20260500003"
                $0.previousReference = "RN20260400007"
                $0.period = .days("2026-03-01", "2026-03-31")
                $0.volume = 2
                $0.amountCents = 16_000
                $0.debitCredit = .credit
            },
        ]
    )
}
