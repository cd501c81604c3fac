import JSON
@testable import Partnership
import Testing

@Suite struct `Any message` {
    @Test(arguments: 0..<40)
    func `as XML is read by another parser as it was`(seed: UInt64) throws {
        var messages = RandomMessages(seed: seed)
        for _ in 0..<25 {
            let sent = messages.sent()
            let root = try ParsedElement(sent.xml)
            #expect(SentMessage(root, pillar: sent.message.pillar) == sent)
            let type = MessageType(of: sent.message)
            #expect(root.namespaces == [type.namespace, type.baseNamespace])
            #expect(root["Header"].textOf("BerichtCode") == type.code)
        }
    }

    @Test(arguments: 0..<40)
    func `as JSON is kept as it was`(seed: UInt64) {
        var messages = RandomMessages(seed: seed)
        for _ in 0..<25 {
            let sent = messages.sent()
            let message = sent.message
            #expect(Message(kept: message.content, pillar: message.pillar) == message)
            #expect(
                MessageEnvelope(headerJSON: Array(sent.envelope.headerJSON.utf8))?.schemaVersions
                    == sent.envelope.schemaVersions
            )
            for part in sent.envelope.clients {
                #expect(MessageClient(json: part.client.json) == part.client)
            }
        }
    }

    @Test(arguments: 0..<40)
    func `is answered with what is wrong where it is wrong`(seed: UInt64) throws {
        var messages = RandomMessages(seed: seed)
        for _ in 0..<25 {
            let sent = messages.sent()
            let given = messages.given(to: sent.message)
            let answer = sent.answered(given)
            let root = try ParsedElement(answer.xml)
            #expect(
                root["Header"].textOf("BerichtCode") == MessageType(answering: sent.message).code
            )
            if sent.message.claim == nil {
                checkCare(root, sent, given)
            } else {
                checkClaim(root, sent, given)
            }
        }
    }

    private func checkCare(_ root: ParsedElement, _ sent: SentMessage, _ given: GivenAnswer) {
        let client = root["Client"]
        #expect(root["Header"].codes == given.codes)
        #expect(root["Header"].textOf("Afzender") == sent.message.agbCode)
        #expect(client.isThere == !given.products.isEmpty)
        guard client.isThere else { return }
        #expect(MessageEnvelope.Part(client) == sent.envelope.clients[0])
        #expect(client.codes == ["0200"])
        switch sent.message {
        case .start(let start):
            let products = client["StartProducten"].children
            #expect(products.compactMap(StartProduct.init) == start.products)
            #expect(products.map(\.codes) == given.products)
        case .stop(let stop):
            let products = client["StopProducten"].children
            #expect(products.compactMap(StopProduct.init) == stop.products)
            #expect(products.map(\.codes) == given.products)
        case .claim: Issue.record("a claim has lines")
        }
    }

    private func checkClaim(_ root: ParsedElement, _ sent: SentMessage, _ given: GivenAnswer) {
        let answer = root["DeclaratieAntwoord"]
        let clients = answer["Clienten"].children
        let lines = clients.flatMap { $0["Prestaties"].children }
        let refused = zip(sent.message.claim?.lines ?? [], given.lines).filter { !$1.isEmpty }
        #expect(root["Header"].codes == ["0200"])
        #expect(root["Header"].textOf("Ontvanger") == sent.message.agbCode)
        #expect(lines.compactMap(ClaimLine.init) == refused.map(\.0))
        #expect(lines.map(\.codes) == refused.map(\.1))
        #expect(answer.codes == (refused.isEmpty ? ["8001"] : ["0200"]))
        var next = 0
        let owners = sent.envelope.clients.filter { part in
            defer { next += part.items }
            return given.lines[next..<next + part.items].contains { !$0.isEmpty }
        }
        #expect(clients.map { $0.textOf("Bsn") } == owners.map(\.client.bsn))
        let granted = answer["TotaalToegekendBedrag"]
        #expect(granted.number("TotaalBedrag") == abs(given.totalGrantedCents))
        #expect(granted.textOf("DebetCredit") == (given.totalGrantedCents < 0 ? "C" : "D"))
    }
}
