internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let declarationRoutes = [
        Route(
            .listDeclarations,
            .get,
            "/declarations",
            query: Route.listQuery + ["kind", "partnerId", "accepted"]
        ) { try await $0.listDeclarations() },
        Route(
            .createDeclaration,
            .post,
            "/declarations",
            consumes: [.json, .xml],
            produces: [.json, .xml]
        ) { try await $0.createDeclaration() },
        Route(
            .readDeclaration,
            .get,
            "/declarations/{declarationId}",
            produces: [.json, .xml]
        ) { exchange in
            if exchange.wantsXML { return try await exchange.readSentMessage() }
            return try await exchange.read(
                DeclarationStatement.read,
                of: "declarationId",
                inReach: true
            ) { $0.declaration($1) }
        },
        Route(
            .readAnswer,
            .get,
            "/declarations/{declarationId}/answer",
            produces: [.json, .xml]
        ) { exchange in
            if exchange.wantsXML { return try await exchange.readReturnMessage() }
            return try await exchange.read(
                DeclarationStatement.read,
                of: "declarationId",
                inReach: true
            ) { $0.value(raw: $1.bytes(10)) }
        },
    ]
}

extension Exchange {
    fileprivate func listDeclarations() async throws -> Response {
        let page = try page()
        let kind = try queryValue("kind", "start, stop or claim") { DeclarationKind(rawValue: $0) }
        let partner = try queryValue("partnerId", "a UUID") { Identifier($0) }
        let accepted = try queryValue("accepted", "true or false") { Bool($0) }
        return try await list(page, DeclarationStatement.list, DeclarationStatement.count) {
            $0.add(ownPartnerId)
            $0.add(partner)
            $0.add(kind?.rawValue)
            $0.add(accepted.map { $0 ? "true" : "false" })
        } item: {
            $0.declaration($1)
        }
    }

    fileprivate func createDeclaration() async throws -> Response {
        let submission = try await submission()
        submission.instance = request.path
        submission.traceId = trace.traceId
        await api.messages.decide([submission])
        switch try submission.settled() {
        case .declared(let declared), .repeated(let declared):
            return try await answer(to: declared)
        case .refused(let refusal):
            throw Problem(refusal)
        case .repeatedRefusal(let body, let status):
            return Response(
                Status(status),
                headers: ["Content-Type": "application/problem+json"],
                body: body
            )
        case .keyReused:
            throw Problem.keyReused
        case .failed(let error):
            throw error
        }
    }
}

extension Exchange {
    /// How a message in JSON came: what the municipality itself sends was entered by its back
    /// office, from paper or mail.
    ///
    /// - Source: R29 (KA 2.3).
    var jsonChannel: Channel {
        caller?.role == .municipality ? .manual : .json
    }
}

extension Submission {
    /// The outcome, which is there once the writer has decided.
    func settled() throws -> Outcome {
        guard let outcome else { preconditionFailure("a decision without an outcome") }
        return outcome
    }
}

extension Submission.Declared {
    /// The declaration as it will be read.
    init(
        _ submission: Submission,
        _ verdict: Verdict,
        entering entries: [LedgerEntry],
        unixMicroseconds: Int64
    ) {
        let message = submission.message
        var answer = JSONWriter(capacity: 512)
        answer.value(verdict.answer, entering: entries)
        var writer = JSONWriter(capacity: 1_024)
        writer.object {
            $0.member("id", submission.declarationId)
            $0.member("kind", message.kind.rawValue)
            $0.member("messageId", message.messageId)
            $0.member("agbCode", message.agbCode)
            $0.member("partnerId", verdict.partnerId)
            $0.member("datedOn", message.datedOn)
            $0.member("receivedAt", Instant(unixMicroseconds: unixMicroseconds).description)
            $0.member("channel", submission.channel.rawValue)
            $0.member("accepted", verdict.answer.isAccepted)
            $0.member("message", raw: submission.content)
            $0.member("answer", raw: answer.bytes)
        }
        self.init(id: submission.declarationId, json: writer.bytes, answerJSON: answer.bytes)
    }
}

extension Submission.Outcome {
    /// The outcome of a request that came before: a row of `MessageStatement.findAnswer`.
    init(earlier row: Row) {
        if !row.boolean(0) {
            self = .keyReused
        } else if let body = row.optionalBytes(2) {
            self = .repeatedRefusal(body, status: row.integer(1))
        } else {
            var writer = JSONWriter(capacity: 1_024)
            writer.declaration(row, from: 3)
            self = .repeated(
                Submission.Declared(
                    id: row.identifier(3),
                    json: writer.bytes,
                    answerJSON: row.bytes(13)
                )
            )
        }
    }
}

extension JSONWriter {
    private static let null = Array("null".utf8)

    /// Columns of a declaration as `DeclarationStatement.read` has them; a list leaves out what is
    /// long.
    fileprivate mutating func declaration(_ row: Row, from first: Int = 0) {
        object {
            $0.member("id", text: row, first)
            $0.member("kind", text: row, first + 1)
            $0.member("messageId", text: row, first + 2)
            $0.member("agbCode", text: row, first + 3)
            $0.member("partnerId", text: row, first + 4)
            $0.member("datedOn", text: row, first + 5)
            $0.member("receivedAt", text: row, first + 6)
            $0.member("channel", text: row, first + 7)
            $0.member("accepted", row.boolean(first + 8))
            $0.member("message", raw: row.optionalBytes(first + 9) ?? Self.null)
            $0.member("answer", raw: row.optionalBytes(first + 10) ?? Self.null)
        }
    }
}

extension MessageRefusal {
    /// The answer to a message that is not taken in, as it is kept for its idempotency key.
    func answer(to submission: Submission) -> (status: Int, body: [UInt8]) {
        let problem = Problem(self)
        var body = JSONWriter()
        problem.write(to: &body, instance: submission.instance, traceId: submission.traceId)
        return (problem.status.code, body.bytes)
    }
}

extension JSONValue {
    /// The value as it is kept: in the order it came, without white space.
    func compact() -> [UInt8] {
        var writer = JSONWriter(capacity: range.count)
        writer.value(self)
        return writer.bytes
    }
}

extension Problem {
    init(_ refusal: MessageRefusal) {
        switch refusal {
        case .unknownPartner(let agbCode):
            self.init(
                409,
                "declaration.unknown-partner",
                "No partner has the AGB code \(agbCode)."
            )
            self = resting(on: "IJW", "OP254")
        case .outsideMessaging(let number):
            self.init(
                409,
                "declaration.outside-messaging",
                "The case of allocation \(number) is kept outside messages that carry a BSN."
            )
            self = resting(on: "IJW", "OP003")
        case .caseErased(let number):
            self.init(
                409,
                "declaration.case-erased",
                "The case of allocation \(number) was erased; send this as JSON, without a BSN."
            )
        case .otherPartner:
            self = .notYours
        }
    }
}
