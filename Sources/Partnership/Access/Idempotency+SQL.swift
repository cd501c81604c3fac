internal import HTTP
internal import Postgres

enum IdempotencyStatement {
    /// Equal requests wait for each other here; the lock goes with the transaction.
    static let lock = Statement(
        "idempotency.lock",
        "select pg_advisory_xact_lock(hashtextextended($1, 0))"
    )
    static let find = Statement(
        "idempotency.find",
        """
        select request_digest = sha256(convert_to($3, 'UTF8')), status,
            array_to_string(headers, e'\\n'), body
        from idempotency_answer
        where token_id = $1::uuid and key = $2
        """
    )
    static let keep = Statement(
        "idempotency.keep",
        """
        insert into idempotency_answer (token_id, key, request_digest, status, headers, body)
        values ($1::uuid, $2, sha256(convert_to($3, 'UTF8')), $4::smallint, $5::text[], $6)
        on conflict on constraint idempotency_answer_once do nothing
        """
    )
    static let all = [lock, find, keep]
}

/// A request that may be sent again without being carried out again.
struct IdempotentRequest {
    /// The longest key; a UUID has 36 characters.
    static let maximumKeyLength = 255
    /// Header fields that belong to the kept answer; the others are made anew.
    private static let keptFields = ["Content-Type", "Location", "ETag", "Link"]

    /// Whose request it is, and which.
    struct Identity: Hashable {
        let tokenId: Identifier
        let key: String
    }

    let tokenId: Identifier
    let key: String
    /// Method, path and body, of which PostgreSQL makes the digest.
    let content: [UInt8]

    var identity: Identity { Identity(tokenId: tokenId, key: key) }

    init(tokenId: Identifier, key: String, content: [UInt8]) {
        self.tokenId = tokenId
        self.key = key
        self.content = content
    }

    /// - Parameter body: what stands for the body in the digest; the body itself unless given.
    /// - Returns: nil when the request carries no key.
    /// - Throws: 400 when the key is not 1 to 255 visible ASCII characters.
    init?(_ request: Request, caller: Caller?, body: [UInt8]? = nil) throws(Problem) {
        guard let key = request.header("idempotency-key"), let caller else { return nil }
        let isVisible = key.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
        guard isVisible, (1...Self.maximumKeyLength).contains(key.utf8.count) else {
            throw .invalid([
                .init(.header, "Idempotency-Key", "format", "must be 1 to 255 visible characters")
            ])
        }
        tokenId = caller.tokenId
        self.key = key
        content = Array("\(request.method.name) \(request.path)\n".utf8) + (body ?? request.body)
    }

    /// Waits for an equal request under way, then gives the answer it got.
    ///
    /// - Returns: nil when this is the first.
    /// - Throws: 422 when the key was used for another request; 409 when the wait is too long.
    func earlierAnswer(in transaction: Transaction) async throws -> Response? {
        do {
            let lock = Call(IdempotencyStatement.lock) { $0.add("\(tokenId)/\(key)") }
            let find = Call(IdempotencyStatement.find) {
                $0.add(tokenId)
                $0.add(key)
                $0.add(utf8: content)
            }
            let rows = try await transaction.run([lock, find])
            guard let row = rows[1].first else { return nil }
            guard row.boolean(0) else { throw Problem.keyReused }
            var headers: Headers = [:]
            let lines = row.text(2).split(separator: "\n").map(String.init)
            for index in stride(from: 0, to: lines.count - 1, by: 2) {
                headers.append(lines[index], lines[index + 1])
            }
            return Response(Status(row.integer(1)), headers: headers, body: row.bytes(3))
        } catch let failure as DatabaseFailure where failure.state == "55P03" {
            throw Problem.stillRunning
        }
    }

    /// Keeps the answer with the transaction that earned it.
    func keep(_ response: Response, in transaction: Transaction) async throws {
        var headers = ArrayText()
        for name in Self.keptFields {
            guard let value = response.headers[name] else { continue }
            headers.add(name)
            headers.add(value)
        }
        _ = try await transaction.rows(IdempotencyStatement.keep) {
            $0.add(tokenId)
            $0.add(key)
            $0.add(utf8: content)
            $0.add(response.status.code)
            $0.add(headers)
            $0.add(utf8: response.body)
        }
    }
}

extension Exchange {
    /// Carries out a change in one transaction, once for each idempotency key.
    ///
    /// A refusal is an answer too: it changes nothing, and is kept for the key.
    func write(_ body: (Transaction) async throws -> Response) async throws -> Response {
        guard let request = try IdempotentRequest(request, caller: caller) else {
            return try await session.transaction(body)
        }
        do {
            return try await session.transaction { transaction in
                if let earlier = try await request.earlierAnswer(in: transaction) { return earlier }
                let response = try await body(transaction)
                try await request.keep(response, in: transaction)
                return response
            }
        } catch let problem as Problem
            where problem != .keyReused && problem != .stillRunning
        {
            return try await session.transaction { transaction in
                if let earlier = try await request.earlierAnswer(in: transaction) { return earlier }
                let response = problem.response(
                    instance: self.request.path,
                    traceId: trace.traceId
                )
                try await request.keep(response, in: transaction)
                return response
            }
        }
    }
}

extension Problem {
    static let keyReused = Problem(
        422,
        "idempotency.key-reused",
        "This idempotency key came before with another request."
    )

    static let stillRunning = Problem(
        409,
        "idempotency.still-running",
        "The first request with this idempotency key is still being carried out."
    )
}
