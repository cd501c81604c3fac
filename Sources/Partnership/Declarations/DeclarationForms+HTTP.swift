internal import HTTP
internal import JSON
internal import Postgres

/// A declaration as it is kept, on its way to XML.
private struct KeptDeclaration {
    let message: Message
    /// Without its clients, who are sealed.
    let envelope: MessageEnvelope
    let cameAsXML: Bool
    let answer: GivenAnswer
    let receivedOn: Day

    /// A row of `DeclarationFormStatement.read`; a message that came as JSON has a header of ours.
    init?(_ row: Row, municipalityCode: String) {
        let header = row.optionalBytes(3)
        let own = MessageEnvelope(receiver: municipalityCode, schemaVersions: .ours, clients: [])
        guard let pillar = Pillar(rawValue: row.text(0)),
            let message = Message(kept: row.bytes(1), pillar: header == nil ? nil : pillar),
            let answer = GivenAnswer(json: row.bytes(2)),
            let envelope = header.map({ MessageEnvelope(headerJSON: $0) }) ?? own
        else { return nil }
        self.message = message
        self.envelope = envelope
        self.answer = answer
        cameAsXML = header != nil
        receivedOn = row.day(4)
    }

    func sent(by clients: [MessageEnvelope.Part]) -> SentMessage {
        var envelope = envelope
        envelope.clients = clients
        return SentMessage(message: message, envelope: envelope)
    }
}

extension Exchange {
    /// Products or lines of a message that is written in under a millisecond.
    private static let itemsWrittenOnLoop = 200

    /// The message itself, as XML.
    func readSentMessage() async throws -> Response {
        let id = try identifier("declarationId")
        let kept = try await keptDeclaration(id)
        guard kept.cameAsXML else { throw Problem.cameAsJSON }
        let sent = kept.sent(by: try await openClients(of: id))
        return xml(200, try await written(sent.message) { sent.xml })
    }

    /// The answer to the message, as XML.
    func readReturnMessage() async throws -> Response {
        xml(200, try await returnMessage(to: try identifier("declarationId")))
    }

    /// The 201 of a message that was taken in: the declaration, or its answer as XML.
    ///
    /// Who asks for XML gets JSON where the answer names a client of whom nothing was told: the
    /// message is taken in, and a refusal would say that it was not (RFC 9110 §12.4.1).
    func answer(to declared: Submission.Declared) async throws -> Response {
        let path = "/declarations/\(declared.id)"
        let json = created(path) { $0.value(raw: declared.json) }
        guard wantsXML else { return json }
        do {
            var response = xml(201, try await returnMessage(to: declared.id))
            response.headers.append("Location", API.base + path)
            return response
        } catch let problem as Problem where problem == .noClientInAnswer {
            return json
        }
    }

    private func returnMessage(to id: Identifier) async throws -> [UInt8] {
        let kept = try await keptDeclaration(id)
        func message(naming clients: [MessageEnvelope.Part]) -> ReturnMessage {
            ReturnMessage(
                sent: kept.sent(by: clients),
                given: kept.answer,
                receivedOn: kept.receivedOn,
                municipalityCode: api.settings.municipalityCode
            )
        }
        let anonymous = message(naming: [])
        guard anonymous.namesClients else { return anonymous.xml }
        guard kept.cameAsXML else { throw Problem.noClientInAnswer }
        let naming = message(naming: try await openClients(of: id))
        return try await written(kept.message) { naming.xml }
    }

    /// Writes a message: a long one on a thread where that keeps nobody waiting.
    private func written(
        _ message: Message,
        _ xml: @escaping @Sendable () -> [UInt8]
    ) async throws(Problem) -> [UInt8] {
        let items = message.allocationNumbers.count
        guard items > Self.itemsWrittenOnLoop else { return xml() }
        let bytes = items * SentMessage.bytesPerItem
        guard let xml = await MessageWorkers.shared.run(bytes: bytes, xml) else {
            throw Problem.tooManyMessages
        }
        return xml
    }

    private func keptDeclaration(_ id: Identifier) async throws -> KeptDeclaration {
        let row = try await row(DeclarationFormStatement.read) {
            $0.add(id)
            $0.add(ownPartnerId)
        }
        let code = api.settings.municipalityCode
        guard let kept = KeptDeclaration(row, municipalityCode: code) else {
            throw DatabaseFailure(operation: "declaration-forms.read", cause: .unexpectedAnswer)
        }
        return kept
    }

    /// The clients of a message that came as XML, in their order.
    ///
    /// - Throws: what `openVaultToReader` throws; 410 when one of them was erased.
    private func openClients(of id: Identifier) async throws -> [MessageEnvelope.Part] {
        let key = try await openVaultToReader()
        let rows = try await session.rows(SealedClientsStatement.open) {
            $0.add(id)
            $0.add(key.hexadecimal)
        }
        return try (0..<rows.count).map { index in
            guard let content = rows[index].optionalBytes(1) else { throw Problem.caseErased }
            guard let client = MessageClient(json: content) else {
                throw DatabaseFailure(operation: "sealed-clients.open", cause: .unexpectedAnswer)
            }
            return MessageEnvelope.Part(client: client, items: rows[index].integer(0))
        }
    }
}

extension Problem {
    fileprivate static let cameAsJSON = Problem(
        406,
        "declaration.came-as-json",
        "The message came as JSON, without a client, and can be had as application/json alone."
    )
    fileprivate static let noClientInAnswer = Problem(
        406,
        "answer.no-client",
        "In XML the answer names the client, whom the message did not; application/json has all."
    )
}
