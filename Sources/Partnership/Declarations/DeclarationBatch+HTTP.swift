internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let batchRoutes = [
        Route(
            .createDeclarationBatch,
            .post,
            "/declaration-batches",
            consumes: [.json, .lines],
            produces: [.json, .lines],
            bodyLimitBytes: Route.batchBodyBytes
        ) { try await $0.createDeclarationBatch() }
    ]
}

/// Many messages in one request, each decided as if it came alone, in their order.
private struct DeclarationBatch {
    /// A month of all partners together is under a thousand.
    static let maximumMessages = 10_000
    /// Messages decided before the next are looked at, so that the memory a batch takes is
    /// bounded and single messages get their turn.
    static let messagesAtOnce = 256

    /// Where each message stands in the body, and what became of it.
    enum Line {
        case understood(Submission)
        case refused(Problem)
    }
}

extension Exchange {
    fileprivate func createDeclarationBatch() async throws -> Response {
        let isLines = request.contentType?.essence == MediaType.lines.essence
        let count: Int
        let value: (Int) throws -> JSONValue
        if isLines {
            let ranges = try lineRanges()
            count = ranges.count
            value = { index in
                do {
                    return try JSONDocument(parsing: self.request.body, range: ranges[index]).root
                } catch let error as InputError {
                    throw Problem.invalidJSON(error)
                }
            }
        } else {
            let elements = try arrayElements()
            count = elements.count
            value = { elements[$0] }
        }
        try await claimKey()
        var writer = JSONWriter(capacity: 512 * count)
        if isLines {
            try await decide(count, value) { line, one in
                writer.batchLine(line, one)
                writer.endLine()
            }
        } else {
            var inner = JSONWriter(capacity: 512 * count)
            try await decide(count, value) { inner.batchLine($0, $1) }
            writer.value(raw: [UInt8(ascii: "[")] + inner.bytes + [UInt8(ascii: "]")])
        }
        var response = Response(200, body: writer.bytes)
        let type = isLines ? MediaType.lines : MediaType.json
        response.headers.append("Content-Type", type.essence)
        return response
    }

    private func lineRanges() throws(Problem) -> [Range<Int>] {
        var limits = JSONLimits.standard
        limits.lines = DeclarationBatch.maximumMessages
        do {
            let ranges = try JSONLines.ranges(of: request.body, limits: limits)
            if ranges.isEmpty { throw Problem.emptyBatch }
            return ranges
        } catch let error as InputError {
            throw .invalidJSON(error)
        } catch {
            throw .emptyBatch
        }
    }

    private func arrayElements() throws(Problem) -> [JSONValue] {
        let root = try document().root
        guard root.kind == .array else {
            throw .invalidJSON(
                InputError(location: "", code: "type", detail: "must be an array of messages")
            )
        }
        guard root.count > 0 else { throw .emptyBatch }
        guard root.count <= DeclarationBatch.maximumMessages else {
            throw .invalidJSON(
                InputError(
                    location: "",
                    code: "too-many",
                    detail: "must hold at most \(DeclarationBatch.maximumMessages) messages"
                )
            )
        }
        return Array(root.elements())
    }

    /// Binds the idempotency key to the whole body, before any message is decided.
    ///
    /// Each message then keeps its own answer under the key and its line, so that a batch that
    /// was cut off goes on where it was when it is sent again.
    private func claimKey() async throws {
        guard let whole = try IdempotentRequest(request, caller: caller) else { return }
        try await session.transaction { transaction in
            guard try await whole.earlierAnswer(in: transaction) == nil else { return }
            try await whole.keep(Response(202), in: transaction)
        }
    }

    private func decide(
        _ count: Int,
        _ value: (Int) throws -> JSONValue,
        _ write: (Int, DeclarationBatch.Line) -> Void
    ) async throws {
        for start in stride(from: 0, to: count, by: DeclarationBatch.messagesAtOnce) {
            let chunk = start..<min(start + DeclarationBatch.messagesAtOnce, count)
            let lines = try chunk.map { try line($0, value) }
            await api.messages.decide(
                lines.compactMap { if case .understood(let one) = $0 { one } else { nil } }
            )
            for (index, line) in zip(chunk, lines) { write(index + 1, line) }
        }
    }

    private func line(
        _ index: Int,
        _ value: (Int) throws -> JSONValue
    ) throws -> DeclarationBatch.Line {
        do {
            let value = try value(index)
            let content = value.compact()
            let lists = api.settings.codeLists
            let submission = Submission(
                message: try decode(value) { Message(reading: &$0, in: lists) },
                content: content,
                channel: jsonChannel,
                ownPartnerId: ownPartnerId,
                idempotent: try IdempotentRequest(request, caller: caller)?
                    .line(index + 1, content: content),
                declarationId: newIdentifier()
            )
            return .understood(submission)
        } catch let problem as Problem {
            return .refused(problem)
        }
    }
}

extension IdempotentRequest {
    /// The same key for one line of a batch; no caller's own key has a space.
    fileprivate func line(_ number: Int, content: [UInt8]) -> IdempotentRequest {
        IdempotentRequest(
            tokenId: tokenId,
            key: "\(key) \(number)",
            content: content
        )
    }
}

extension JSONWriter {
    fileprivate mutating func batchLine(_ number: Int, _ line: DeclarationBatch.Line) {
        switch line {
        case .refused(let problem): batchProblem(number, problem)
        case .understood(let submission): batchOutcome(number, submission)
        }
    }

    private mutating func batchOutcome(_ number: Int, _ submission: Submission) {
        switch submission.outcome {
        case .declared(let declared), .repeated(let declared):
            object {
                $0.member("line", number)
                $0.member("status", 201)
                $0.member("id", declared.id)
                $0.member("answer", raw: declared.answerJSON)
            }
        case .refused(let refusal): batchProblem(number, Problem(refusal))
        case .repeatedRefusal(let body, let status):
            object {
                $0.member("line", number)
                $0.member("status", status)
                $0.member("problem", raw: body)
            }
        case .keyReused: batchProblem(number, .keyReused)
        case .failed(let error): batchProblem(number, Boundary.problem(for: error))
        case nil: preconditionFailure("a decision without an outcome")
        }
    }

    private mutating func batchProblem(_ number: Int, _ problem: Problem) {
        object {
            $0.member("line", number)
            $0.member("status", problem.status.code)
            $0.name("problem")
            problem.write(to: &$0, instance: nil, traceId: nil)
        }
    }
}

extension Problem {
    fileprivate static let emptyBatch = Problem.invalidJSON(
        InputError(location: "", code: "length", detail: "must hold at least one message")
    )
}
