internal import EventLoop
internal import HTTP
internal import JSON
package import Postgres

/// Puts the demo into a database as callers would: by requests to the service itself.
///
/// Every request carries a key that is the same in every run, so that a load that was cut off
/// goes on where it was. Belongs to the loop of its sessions.
package struct DemoLoader: Sendable {
    private let apis: [API]
    private let tokens: [Role: String]
    let demo: Demo
    /// The content of `travel_budget_2024.json`.
    private let travelBudget: [UInt8]
    /// The content of `trust-body-public.asc`.
    private let trustKey: [UInt8]
    private let script: DemoScript
    private let progress: @Sendable (String) -> Void

    /// What the sessions have to know besides the service's own statements.
    package static let statements = DemoStatement.all

    /// A loader of the whole demo.
    ///
    /// - Parameters:
    ///   - sessions: of one loop and open; where order does not matter, each takes a part.
    ///   - tokens: of the roles of the script, under the same ids in every run.
    ///   - progress: hears a sentence after each part.
    package init(
        sessions: [Session],
        contract: OpenAPIDocument,
        tokens: [Role: String],
        demo: Demo,
        travelBudget: [UInt8],
        trustKey: [UInt8],
        script: DemoScript,
        progress: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        precondition(!sessions.isEmpty, "without a session nothing can be loaded")
        apis = sessions.map { API(session: $0, contract: contract) }
        self.tokens = tokens
        self.demo = demo
        self.travelBudget = travelBudget
        self.trustKey = trustKey
        self.script = script
        self.progress = progress
    }

    /// Loads all of it, or what an earlier run left.
    ///
    /// - Throws: `DemoFailure` at the first answer that is not as it should be.
    package func load() async throws {
        let partners = try await makePartners()
        progress("\(partners.count) partners with their agreements")
        try await enterHistory(of: partners)
        try await makeTravelBudget()
        progress("the revenue of earlier years and a travel budget")
        let tents = try await makeTents(of: partners)
        progress("\(tents.count) expertise tents")
        try await makeMatches(of: partners, from: tents)
        progress("\(demo.matches.count) matches with their allocations")
        for year in DemoYear.all.map(\.year) {
            let messages = demo.messages.filter { $0.datedOn.year == year }
            try await declare(messages, key: "demo-declarations-\(year)")
            progress("\(messages.count) messages of \(year)")
        }
        try await giveTrustKey()
        try await play(script, with: partners)
        progress("\(script.steps.count) steps of its governance")
    }

    // MARK: Partners

    /// One after the other, so that lists show them in their order.
    private func makePartners() async throws -> [Identifier] {
        var partners: [Identifier] = []
        for partner in DemoPartner.all {
            let id = try await make("/partners", key: "demo-\(partner.slug)", partner.json())
            let agreements = [
                ("assignment", partner.assignmentJSON(of: id)),
                ("process", partner.processJSON(of: id)),
            ]
            for (kind, body) in agreements {
                _ = try await make("/agreements", key: "demo-\(partner.slug)-\(kind)", body)
            }
            partners.append(id)
        }
        return partners
    }

    // MARK: Matches

    private func makeMatches(
        of partners: [Identifier],
        from tents: [Int: Identifier]
    ) async throws {
        try await withThrowingTaskGroup { group in
            for lane in apis.indices {
                group.addTask {
                    for index in stride(from: lane, to: demo.matches.count, by: apis.count) {
                        let tent = tents[index]
                        try await makeMatch(index, of: partners, from: tent, lane: lane)
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    private func makeMatch(
        _ index: Int,
        of partners: [Identifier],
        from tent: Identifier?,
        lane: Int
    ) async throws {
        let match = demo.matches[index]
        let partner = partners[match.partner.number - 1]
        let key = "demo-match-\(index)"
        let body = match.json(of: partner, from: tent)
        let id = try await make("/matches", key: key, body, lane: lane)
        guard let allocation = match.allocation else { return }
        // A number that is there already came from an earlier run.
        try await put("/matches/\(id)/allocation", allocation.json(), orFind: 409, lane: lane)
    }

    // MARK: Money

    private func makeTravelBudget() async throws {
        var year: Int?
        if let root = try? JSONDocument(parsing: travelBudget).root {
            var object = JSONObject(root, JSONErrors())
            year = object.integer("year", in: 2015...2199)
        }
        guard let year else { throw DemoFailure.unreadable("travel_budget_2024.json", line: 1) }
        try await put("/travel-budgets/\(year)", travelBudget, orFind: 412)
    }

    /// No request enters what was before the messages; this once, in one transaction.
    private func enterHistory(of partners: [Identifier]) async throws {
        let unixMicroseconds = apis[0].session.loop.time.unixMicroseconds
        let entries = demo.history.parts.map { part in
            LedgerEntry(
                id: .version7(unixMicroseconds: unixMicroseconds),
                year: part.year,
                month: nil,
                pillar: part.product.pillar,
                partnerId: partners[part.partner.number - 1],
                productCode: part.product.code,
                cents: part.cents,
                ground: .historic(
                    source: part.source,
                    isRoundedToEuros: part.isRoundedToEuros
                )
            )
        }
        try await apis[0].session.transaction { transaction in
            let isThere = try await transaction.rows(DemoStatement.hasHistory)[0].boolean(0)
            guard !isThere else { return }
            _ = try await transaction.run(LedgerEntry.calls(entering: entries))
        }
    }

    // MARK: Messages

    private func declare(_ messages: [Message], key: String) async throws {
        var writer = JSONWriter(capacity: 512 * messages.count)
        for message in messages {
            message.write(to: &writer)
            writer.endLine()
        }
        let path = "/declaration-batches"
        let headers: Headers = ["Content-Type": MediaType.lines.essence, "Idempotency-Key": key]
        let response = try await send(.post, path, headers, writer.bytes, expecting: [200])
        let lines = response.body.split(separator: UInt8(ascii: "\n"))
        for (message, line) in zip(messages, lines) where !isAccepted(line) {
            throw DemoFailure.notAccepted(
                message: message.messageId,
                answer: String(decoding: line, as: UTF8.self)
            )
        }
        guard lines.count == messages.count else {
            throw DemoFailure.refused(request: "POST \(path)", answer: "\(lines.count) lines")
        }
    }

    private func isAccepted(_ line: ArraySlice<UInt8>) -> Bool {
        guard let root = try? JSONDocument(parsing: Array(line)).root else { return false }
        var object = JSONObject(root, JSONErrors())
        var answer = object.object("answer")
        return answer?.boolean("accepted") ?? false
    }

    // MARK: Governance

    private func giveTrustKey() async throws {
        let body: [UInt8] = .json {
            $0.member("publicKey", String(decoding: trustKey, as: UTF8.self))
            $0.member("label", "Demo")
        }
        let headers: Headers = [
            "Content-Type": "application/json", "Idempotency-Key": "demo-trust-key",
        ]
        _ = try await send(.post, "/trust-keys", headers, body, as: .trustBody, expecting: [201])
    }

    private func play(_ script: DemoScript, with partners: [Identifier]) async throws {
        let days = try await apis[0].session.rows(DemoStatement.firstDay) {
            $0.add(DemoRegister.tokenId(of: .municipality))
        }
        let today = days[0].day(0)
        var ids: [String: Identifier] = [:]
        for (partner, id) in zip(DemoPartner.all, partners) { ids[partner.slug] = id }
        for step in script.steps {
            guard let path = DemoScript.filled(step.path, ids: ids, today: today),
                let body = DemoScript.filled(step.body, ids: ids, today: today)
            else { throw DemoFailure.unreadable(DemoScript.file, line: step.line) }
            let id = try await take(step, at: path, body)
            if let keep = step.keep { ids[keep] = id }
        }
    }

    /// Takes a step, or finds that an earlier run did.
    ///
    /// - Returns: the id of what it makes, for a step that keeps it.
    private func take(
        _ step: DemoScript.Step,
        at path: String,
        _ body: String
    ) async throws -> Identifier? {
        if step.verb == .round {
            let key = "demo-governance-\(step.line)"
            return try await playRound(path, key: key, Array(body.utf8))
        }
        let response = try await send(step, to: path, body)
        return step.keep == nil ? nil : try Self.identifier(in: response, of: path)
    }

    private func send(
        _ step: DemoScript.Step,
        to path: String,
        _ body: String
    ) async throws -> Response {
        let body = Array(body.utf8)
        switch step.verb {
        case .round: preconditionFailure("a round is more than one request")
        case .post:
            let headers: Headers = [
                "Content-Type": "application/json",
                "Idempotency-Key": "demo-governance-\(step.line)",
            ]
            return try await send(.post, path, headers, body, as: step.role, expecting: [201])
        case .put:
            let headers: Headers = ["Content-Type": "application/json", "If-None-Match": "*"]
            let statuses: [Status] = [201, 200, 412]
            return try await send(.put, path, headers, body, as: step.role, expecting: statuses)
        case .patch:
            let headers: Headers = [
                "Content-Type": "application/merge-patch+json", "If-Match": "*",
            ]
            let statuses: [Status] = [200, 409]
            return try await send(.patch, path, headers, body, as: step.role, expecting: statuses)
        }
    }

    // MARK: Requests

    func make(
        _ path: String,
        key: String,
        _ body: [UInt8],
        lane: Int = 0
    ) async throws -> Identifier {
        let headers: Headers = ["Content-Type": "application/json", "Idempotency-Key": key]
        let response = try await send(.post, path, headers, body, expecting: [201], lane: lane)
        return try Self.identifier(in: response, of: path)
    }

    private static func identifier(
        in response: Response,
        of path: String
    ) throws(DemoFailure) -> Identifier {
        if let root = try? JSONDocument(parsing: response.body).root {
            var object = JSONObject(root, JSONErrors())
            if let id = object.identifier("id") { return id }
        }
        throw DemoFailure.refused(request: "POST \(path)", answer: "without an id")
    }

    /// - Parameter status: with which the service says that it is there already.
    func put(
        _ path: String,
        _ body: [UInt8],
        orFind status: Status,
        lane: Int = 0
    ) async throws {
        let headers: Headers = ["Content-Type": "application/json", "If-None-Match": "*"]
        _ = try await send(.put, path, headers, body, expecting: [201, status], lane: lane)
    }

    /// - Parameter role: whose token goes with it; none for what needs none.
    func send(
        _ method: Method,
        _ path: String,
        _ headers: Headers,
        _ body: [UInt8],
        as role: Role? = .municipality,
        expecting statuses: [Status],
        lane: Int = 0
    ) async throws -> Response {
        var headers = headers
        if let role { headers.append("Authorization", "Bearer \(tokens[role] ?? "")") }
        let request = Request(method, API.base + path, headers: headers, body: body)
        let response = await apis[lane].reply(to: request).response()
        guard statuses.contains(response.status) else {
            // The keys are this program's own: another body under one is another program's.
            if response.status == 422 { throw DemoFailure.otherVersion }
            let answer = String(decoding: response.body, as: UTF8.self)
            throw DemoFailure.refused(
                request: "\(method.name) \(path)",
                answer: "\(response.status.code) \(answer)"
            )
        }
        return response
    }
}
