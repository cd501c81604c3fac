import EventLoop
import HTTP
import JSON
@testable import Partnership
import Postgres
import TestSupport

/// A case with an allocation, and who works on it.
struct CaseDesk: Sendable {
    let api: TestAPI
    let partner: Declarant
    let reference: String
    let care: Declarant.Care

    static let vaultKey = API.Settings.ofTests.vaultKey

    init(_ api: TestAPI, of partner: Declarant? = nil, reference: String? = nil) async throws {
        self.api = api
        let partner = if let partner { partner } else { try await Declarant(api) }
        let reference = reference ?? "C-\(api.nextNumber())"
        let match = try await api.makeMatch(with: partner.id, caseReference: reference)
        care = Declarant.Care(match: match, number: api.nextNumber())
        let answer = try await api.send(
            .put,
            "/v1/matches/\(match)/allocation",
            json: """
                {"number": \(care.number), "productCode": "JB-04", "startsOn": "2025-01-01"}
                """,
            headers: ["If-None-Match": "*"]
        )
        guard answer.status == 201 else { throw TestProblem("not allocated: \(answer.text)") }
        self.partner = partner
        self.reference = reference
    }

    var path: String { "/v1/cases/\(reference)" }

    static func client(
        _ bsn: String = "999900006",
        surname: String = "Voorbeeld",
        street: String = "Kerkstraat"
    ) -> String {
        """
        {"bsn": "\(bsn)", "birthDate": "2012-05-14", "sex": "2", "surname": "\(surname)",
         "initials": "AB", "nameUse": "1",
         "contacts": [{"kind": "01", "address": {"house": {"number": 12}, "postalCode": "5981AB",
                       "street": "\(street)", "city": "Panningen", "countryCode": "NL"}}]}
        """
    }

    static let erasure = #"{"decidedOn": "2026-01-05", "documentReference": "AVG-1"}"#

    /// Puts a part of the case, as who may, and over whatever is there.
    @discardableResult
    func put(_ part: String, _ body: String, loop: Int = 0) async throws -> Response {
        let isThere = try await read(part).status == 200
        return try await put(
            part,
            body,
            headers: isThere ? ["If-Match": "*"] : ["If-None-Match": "*"],
            loop: loop
        )
    }

    func put(
        _ part: String,
        _ body: String,
        headers: Headers,
        loop: Int = 0
    ) async throws -> Response {
        try await api.send(
            .put,
            "\(path)/\(part)",
            as: .role(part == "client" ? .caseSystem : .municipality),
            json: body,
            headers: headers,
            loop: loop
        )
    }

    func keepOutside(_ outside: Bool) async throws -> Response {
        try await put("messaging", "{\"outsideMessaging\": \(outside)}")
    }

    func read(
        _ part: String = "",
        as sender: TestAPI.Sender = .role(.municipality)
    ) async throws -> Response {
        try await api.send(.get, part.isEmpty ? path : "\(path)/\(part)", as: sender)
    }

    /// Rows of the database, as its administrator sees them.
    func number(_ sql: StaticString) throws -> Int {
        try api.database.connection().rows(Statement("test.number", sql))[0].integer(0)
    }
}

/// Takes in messages that name their clients, beside the service and on its database.
struct SealedMessages: Sendable {
    private let session: Session
    private let writer: MessageWriter

    private init(_ session: Session) {
        self.session = session
        writer = MessageWriter(session, municipalityCode: "1894")
    }

    /// Runs the body with one on a loop of its own.
    static func with<Value: Sendable>(
        _ database: TestDatabase,
        _ body: @escaping @Sendable (SealedMessages) async throws -> Value
    ) async throws -> Value {
        try await withSession(database.serviceSettings, statements: API.statements) { session in
            try await body(SealedMessages(session))
        }
    }

    /// Decides a message about clients, each with how many of its products or lines are theirs.
    func send(
        _ text: String,
        _ clients: [(bsn: String, items: Int)],
        under vaultKey: VaultKey? = CaseDesk.vaultKey
    ) async throws -> (id: Identifier, verdict: String) {
        guard let vaultKey else { throw TestProblem("no vault key") }
        let root = try JSONDocument(parsing: Array(text.utf8)).root
        var object = JSONObject(root, JSONErrors())
        guard let message = Message(reading: &object, in: CodeLists()) else {
            throw TestProblem("no message")
        }
        let parts = clients.map { client in
            MessageEnvelope.Part(
                client: MessageClient(bsn: client.bsn, person: Self.person(of: message)),
                items: client.items
            )
        }
        return try await onLoop { [session, writer] in
            let digests = try await session.rows(SealedClientsStatement.digest) {
                $0.add(ArrayText(clients.map(\.bsn)))
                $0.add(vaultKey.hexadecimal)
            }.map { $0.text(0) }
            let marks = zip(digests, clients).map {
                MessageForm.Mark(digest: $0, items: $1.items)
            }
            let submission = Submission(
                message: message,
                content: root.compact(),
                channel: .xml,
                sealed: Submission.Sealed(
                    envelope: MessageEnvelope(
                        receiver: "1894",
                        schemaVersions: .init(base: "1.0.0", message: "1.0.0"),
                        clients: parts
                    ),
                    form: MessageForm(receiver: "1894", clients: marks, findings: []),
                    vaultKey: vaultKey
                ),
                ownPartnerId: nil,
                idempotent: nil,
                declarationId: Identifier.random()
            )
            await writer.decide([submission])
            return (submission.declarationId, try Self.words(submission.settled()))
        }
    }

    private func onLoop<Value: Sendable>(
        _ body: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        try await session.loop.spawn { () -> Result<Value, any Error> in
            do { return .success(try await body()) } catch { return .failure(error) }
        }.value.get()
    }

    private static func person(of message: Message) -> MessageClient.Person? {
        guard message.claim == nil else { return nil }
        return MessageClient.Person(
            birthDate: .init(text: "2012-05-14"),
            sex: "2",
            surname: "Voorbeeld"
        )
    }

    private static func words(_ outcome: Submission.Outcome) -> String {
        switch outcome {
        case .declared(let declared):
            String(decoding: declared.answerJSON, as: UTF8.self).contains(#""accepted":true"#)
                ? "accepted" : "refused"
        case .refused(let refusal): Problem(refusal).code
        case .failed(let error): Boundary.problem(for: error).code
        case .repeated, .repeatedRefusal, .keyReused: "repeated"
        }
    }

    /// Opens the clients of a message.
    ///
    /// - Returns: what they were sealed from; nil for one that was erased. Instead of it, the code
    ///   of the problem when they cannot be opened.
    func open(
        _ id: Identifier,
        under vaultKey: VaultKey? = CaseDesk.vaultKey
    ) async throws -> [String?] {
        try await onLoop { [session] in
            do {
                return try await session.rows(SealedClientsStatement.open) {
                    $0.add(id)
                    $0.add(vaultKey?.hexadecimal)
                }.map { $0.optionalText(1) }
            } catch {
                return [Boundary.problem(for: error).code]
            }
        }
    }
}
