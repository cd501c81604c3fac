/// What a message was answered, as it is kept.
struct GivenAnswer: Equatable, Sendable {
    /// Our own number for the answer.
    var messageId: String
    /// Of the message as a whole.
    var codes: [String]
    /// Of each product, when a start or stop is refused for one of them.
    var products: [[String]] = []
    /// Of each line of a claim; none for one that is granted.
    var lines: [[String]] = []
    /// Negative when credit prevails.
    var totalGrantedCents = 0
}

/// An answer as XML: a 306, 308 or 325.
///
/// - Source: IJW §2.2, §2.5, §3.1.
struct ReturnMessage: Equatable, Sendable {
    /// The clients are left out where the answer names none.
    let sent: SentMessage
    let given: GivenAnswer
    /// The day on which the message came, and was answered.
    let receivedOn: Day
    /// Who answers: four digits.
    let municipalityCode: String

    /// Whether the answer names clients: some product or line is refused by itself.
    var namesClients: Bool {
        sent.message.claim == nil ? !given.products.isEmpty : isJudgedByLine && !isGranted
    }

    /// The answer as XML.
    ///
    /// - Precondition: the sent message has its clients if the answer names them.
    var xml: [UInt8] {
        let type = MessageType(answering: sent.message)
        return XMLWriter.message(type, capacity: 4_096 + 1_280 * refusedCount) {
            if let claim = sent.message.claim {
                claimAnswer(to: claim, type, &$0)
            } else {
                careReturn(type, &$0)
            }
        }
    }

    private var refusedCount: Int { given.products.count + given.lines.count { !$0.isEmpty } }

    private func careReturn(_ type: MessageType, _ writer: inout XMLWriter) {
        // Copied as it came: sender and receiver do not change places (IJW §2.2).
        writer.header(type, sent.header) {
            $0.element("IdentificatieRetour", given.messageId)
            $0.element("DagtekeningRetour", receivedOn)
            $0.versions("XsdVersieRetour", .ours)
            $0.returnCodes(given.codes)
        }
        guard namesClients, let part = sent.envelope.clients.first else { return }
        writer.care(part.client, sent.message, answered: given.products)
    }

    /// Whether the lines were judged, each by itself.
    private var isJudgedByLine: Bool { isGranted || given.codes.isEmpty }
    private var isGranted: Bool { given.codes == [ReturnCode.fullyGranted.code] }

    /// Whether the claim's own number is what is wrong, which is no fault of the header.
    private var isNumberUsed: Bool {
        given.codes == [ReturnCode.declarationNumberUsed.code]
    }

    private func claimAnswer(
        to claim: ClaimMessage,
        _ type: MessageType,
        _ writer: inout XMLWriter
    ) {
        let isHeaderRefused = !isJudgedByLine && !isNumberUsed
        let header = MessageHeader(
            sender: municipalityCode,
            receiver: claim.agbCode,
            identification: MessageIdentification(number: given.messageId, datedOn: receivedOn),
            schemaVersions: .ours
        )
        writer.header(type, header) {
            $0.identification("DeclaratieIdentificatie", sent.header.identification)
            $0.versions("XsdVersieDeclaratie", sent.header.schemaVersions)
            $0.returnCodes(isHeaderRefused ? given.codes : Self.nothingToRemark)
        }
        if isHeaderRefused { return }
        writer.element("DeclaratieAntwoord") {
            $0.element("DeclaratieNummer", claim.declarationNumber)
            $0.total("TotaalIngediendBedrag", claim.totalCents, claim.debitCredit)
            let granted = given.totalGrantedCents
            $0.total(
                "TotaalToegekendBedrag",
                Int(clamping: granted.magnitude),
                // CS325: nothing is debit.
                granted < 0 ? .credit : .debit
            )
            if namesClients { refusals(of: claim, &$0) }
            $0.returnCodes(given.codes.isEmpty ? Self.nothingToRemark : given.codes)
        }
    }

    /// The refused lines, and nobody of whom all is granted.
    ///
    /// - Source: TR342.
    private func refusals(of claim: ClaimMessage, _ writer: inout XMLWriter) {
        writer.element("Clienten") {
            var next = 0
            for part in sent.envelope.clients {
                let own = next..<min(next + part.items, claim.lines.count, given.lines.count)
                next = own.upperBound
                let refused = own.filter { !given.lines[$0].isEmpty }
                guard !refused.isEmpty else { continue }
                $0.element("Client") {
                    $0.client(part.client)
                    $0.element("Prestaties") {
                        for index in refused {
                            $0.line(claim.lines[index], codes: given.lines[index])
                        }
                    }
                    $0.returnCodes(Self.nothingToRemark)
                }
            }
        }
    }

    private static let nothingToRemark = [ReturnCode.nothingToRemark.code]
}
