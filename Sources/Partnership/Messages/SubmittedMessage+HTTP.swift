internal import HTTP
internal import JSON
internal import Postgres

extension Exchange {
    /// The message in the body, in either form, on its way to its decision.
    func submission() async throws -> Submission {
        let isXML = request.contentType?.essence == MediaType.xml.essence
        return isXML ? try await submissionInXML() : try submissionInJSON()
    }

    private func submissionInJSON() throws -> Submission {
        let document = try document()
        let lists = api.settings.codeLists
        return Submission(
            message: try decode(document.root) { Message(reading: &$0, in: lists) },
            content: document.root.compact(),
            channel: jsonChannel,
            ownPartnerId: ownPartnerId,
            idempotent: try IdempotentRequest(request, caller: caller),
            declarationId: newIdentifier()
        )
    }

    private func submissionInXML() async throws -> Submission {
        let vaultKey = try await openVault()
        let text = try await readXML()
        let digests = try await digests(of: text, vaultKey)
        let envelope = text.read.envelope
        let marks = zip(digests, envelope.clients).map { digest, part in
            MessageForm.Mark(digest: digest, items: part.items)
        }
        let form = MessageForm(
            receiver: envelope.receiver,
            clients: marks,
            findings: envelope.findings(datedOn: text.read.message.datedOn)
        )
        return Submission(
            message: text.read.message,
            content: text.content,
            channel: .xml,
            sealed: .init(envelope: envelope, form: form, vaultKey: vaultKey),
            ownPartnerId: ownPartnerId,
            idempotent: try IdempotentRequest(
                request,
                caller: caller,
                body: text.digestible(clientsDigest: digests.last ?? "")
            ),
            declarationId: newIdentifier()
        )
    }

    /// Reads the body on a thread where that keeps nobody waiting.
    private func readXML() async throws -> MessageText {
        if let charset = request.contentType?["charset"], charset.lowercased() != "utf-8" {
            throw Problem(
                .faults([MessageFault("", "encoding", "must be UTF-8, and its type says otherwise")]
                )
            )
        }
        let body = request.body
        let schemas = api.messageSchemas
        let result = await MessageWorkers.shared.run(bytes: body.count) {
            Result { () throws(UnreadableMessage) in
                MessageText(try MessageReader.read(body, schemas))
            }
        }
        guard let result else { throw Problem.tooManyMessages }
        do {
            return try result.get()
        } catch {
            throw Problem(error)
        }
    }

    /// The keyed digest of each client's BSN, and one of all that is said of the clients.
    private func digests(of text: MessageText, _ vaultKey: VaultKey) async throws -> [String] {
        var texts = ArrayText()
        for part in text.read.envelope.clients { texts.add(part.client.bsn) }
        texts.add(utf8: text.clients)
        let rows = try await session.rows(SealedClientsStatement.digest) {
            $0.add(texts)
            $0.add(vaultKey.hexadecimal)
        }
        return rows.map { $0.text(0) }
    }
}

/// A message in XML with what is made of it for being kept.
private struct MessageText: Sendable {
    let read: ReadMessage
    /// The message as JSON.
    let content: [UInt8]
    /// All that is said of its clients.
    let clients: [UInt8]

    init(_ read: ReadMessage) {
        self.read = read
        content = read.message.content
        clients = read.envelope.clients.flatMap { $0.client.json }
    }

    /// What the digest of a request with an idempotency key is made of.
    ///
    /// A digest of the body would hold the BSN, which could be found by trying all there are; so
    /// what is personal goes in under the vault key.
    func digestible(clientsDigest: String) -> [UInt8] {
        let items = read.envelope.clients.map { "\($0.items)" }.joined(separator: " ")
        let rest = "\(read.message.pillar) \(read.envelope.headerJSON) \(items) \(clientsDigest)"
        return content + Array(rest.utf8)
    }
}

extension Problem {
    fileprivate init(_ unreadable: UnreadableMessage) {
        switch unreadable {
        case .otherRelease:
            self.init(
                415,
                "message.other-release",
                "This is another release or another message. \(MessageSchema.taken)"
            )
        case .faults(let faults):
            self.init(
                400,
                "message.invalid-xml",
                "The body is not the message it should be, and was not stored: see errors."
            )
            places = faults.map { Place(.body, $0.location, $0.code, $0.detail) }
        }
    }

    static let tooManyMessages: Problem = {
        var problem = Problem(
            503,
            "service.overloaded",
            "There is more work waiting than can be done now. The request may be sent again."
        )
        problem.headers.append("Retry-After", "1")
        return problem
    }()
}
