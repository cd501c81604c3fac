import HTTP
@testable import Partnership
import Postgres
import TestSupport
import Testing

@Suite struct `The erasure of a case` {
    private static let bsn = "999900006"

    /// The case's whole story in messages that name the client, until the care has stopped.
    private static func tell(
        _ desk: CaseDesk,
        _ messages: SealedMessages,
        _ id: String = "1"
    ) async throws -> [Identifier] {
        let agbCode = desk.partner.agbCode
        var ids: [Identifier] = []
        for text in [
            MessageText.start("S\(id)", of: desk.care.number),
            .stop("P\(id)", of: desk.care.number),
            .claim("D\(id)", .debit("L\(id)", of: desk.care.number)),
        ] {
            let sent = try await messages.send(text.json(agbCode), [(bsn, 1)])
            guard sent.verdict == "accepted" else { throw TestProblem(sent.verdict) }
            ids.append(sent.id)
        }
        return ids
    }

    @Test func `destroys what opens the case, and nothing else`() async throws {
        try await withAPI { api in
            let desk = try await CaseDesk(api)
            let other = try await CaseDesk(api)
            try await desk.put("client", CaseDesk.client())
            try await other.put("client", CaseDesk.client())
            try await SealedMessages.with(api.database) { messages in
                let ids = try await Self.tell(desk, messages)
                let others = try await Self.tell(other, messages, "2")
                // It fits no case, and names the same client.
                let stray = try await messages.send(
                    MessageText.start("S9", of: 999_999_999).json(desk.partner.agbCode),
                    [(Self.bsn, 1)]
                )
                #expect(stray.verdict == "refused")
                for id in ids + others + [stray.id] {
                    let opened = try await messages.open(id)
                    #expect(opened.count == 1 && opened[0]?.contains(Self.bsn) == true)
                }
                let ledger = try await api.send(.get, "/v1/ledger/2025")
                let said = try await api.send(.get, "/v1/declarations/\(ids[0])")
                #expect(try await desk.put("erasure", CaseDesk.erasure).status == 201)
                for id in ids + [stray.id] { #expect(try await messages.open(id) == [nil]) }
                for id in others {
                    #expect(try await messages.open(id)[0]?.contains(Self.bsn) == true)
                }
                #expect(try await other.read("client").json["bsn"].text == Self.bsn)
                #expect(try await api.send(.get, "/v1/ledger/2025").body == ledger.body)
                #expect(
                    try await api.send(.get, "/v1/declarations/\(ids[0])").body == said.body
                )
            }
            #expect(
                try desk.number(
                    """
                    select count(*)
                    from case_file
                    where erased_at is not null
                        and num_nulls(wrapped_key, bsn_digest, sealed_client) = 3
                    """
                ) == 1
            )
            // The digests of the other case alone are left.
            #expect(
                try desk.number("select count(*) from message_client where bsn_digest is null")
                    == 4
            )
            #expect(try desk.number("select count(client_digest) from delivery") <= 2)
        }
    }

    @Test func `is told, and happens once`() async throws {
        try await withSharedAPI { api in
            let desk = try await CaseDesk(api)
            try await desk.put("client", CaseDesk.client())
            #expect(try await desk.read("erasure").status == 404)
            let none: Headers = ["If-None-Match": "*"]
            let first = try await desk.put("erasure", CaseDesk.erasure, headers: none)
            #expect(first.status == 201)
            #expect(first.headers["location"] == "\(desk.path)/erasure")
            #expect(first.json["decidedOn"].text == "2026-01-05")
            #expect(first.json["documentReference"].text == "AVG-1")
            let again = try await desk.put("erasure", CaseDesk.erasure, headers: none)
            #expect(again.status == 200 && again.body == first.body)
            #expect(try await desk.read("erasure", as: .role(.auditor)).body == first.body)
            let other = CaseDesk.erasure.replacing("AVG-1", with: "AVG-2")
            let refused = try await desk.put("erasure", other, headers: none)
            #expect(refused.summary == "409 case.already-erased")
            let file = try await desk.read()
            #expect(file.json["state"].text == "erased")
            #expect(file.json["erasedAt"].text == first.json["erasedAt"].text)
            #expect(try await desk.read("client").status == 404)
            let named = try await desk.put("client", CaseDesk.client())
            #expect(named.summary == "409 case.already-erased")
            #expect(try await desk.keepOutside(true).summary == "409 case.already-erased")
        }
    }

    @Test func `happens once among many at once`() async throws {
        try await withAPI(loops: 2) { api in
            let desk = try await CaseDesk(api)
            try await desk.put("client", CaseDesk.client())
            let answers = try await api.sendAtOnce(
                64,
                .put,
                "\(desk.path)/erasure",
                json: CaseDesk.erasure,
                headers: ["If-None-Match": "*"]
            )
            #expect(answers.count { $0.status == 201 } == 1)
            #expect(answers.count { $0.status == 200 } == 63)
            #expect(Set(answers.map(\.text)).count == 1)
        }
    }

    /// 20 is a pause, and 31 the end.
    @Test(arguments: [("20", 409), ("31", 201)])
    func `waits until the care has stopped`(reason: String, status: Int) async throws {
        try await withSharedAPI { api in
            let desk = try await CaseDesk(api)
            _ = try await desk.partner.declare(.start("S1", of: desk.care.number))
            let stop = MessageText.stop("P1", of: desk.care.number, reason: reason)
            #expect(try await desk.partner.declare(stop).verdict == "accepted")
            let answer = try await desk.put("erasure", CaseDesk.erasure)
            #expect(answer.status.code == status)
            if status == 409 { #expect(answer.code == "case.care-running") }
        }
    }

    @Test func `is decided on no day to come`() async throws {
        try await withSharedAPI { api in
            let desk = try await CaseDesk(api)
            let row = try api.database.connection()
                .rows(Statement("test.days", "select today()::text, (today() + 1)::text"))[0]
            for (day, status) in [(row.text(1), 409), (row.text(0), 201)] {
                let body = CaseDesk.erasure.replacing("2026-01-05", with: day)
                #expect(try await desk.put("erasure", body).status.code == status)
            }
        }
    }

    @Test func `keeps messages that name the client out, and lets those in JSON in`() async throws {
        try await withAPI { api in
            let desk = try await CaseDesk(api)
            _ = try await desk.put("erasure", CaseDesk.erasure)
            let start = MessageText.start("S1", of: desk.care.number)
            try await SealedMessages.with(api.database) { messages in
                let sent = try await messages.send(
                    start.json(desk.partner.agbCode),
                    [(Self.bsn, 1)]
                )
                #expect(sent.verdict == "declaration.case-erased")
                #expect(try await messages.open(sent.id).isEmpty)
            }
            #expect(try await desk.partner.count() == 0)
            #expect(try await desk.partner.declare(start).verdict == "accepted")
        }
    }

    /// A message is decided before it is sealed; what closes the case in between comes first.
    @Test(
        arguments: [
            ("erasure", "declaration.case-erased"), ("messaging", "declaration.outside-messaging"),
        ]
    )
    func `that comes between decides about the message`(
        part: String,
        code: String
    ) async throws {
        try await withAPI { api in
            let desk = try await CaseDesk(api)
            try await desk.put("client", CaseDesk.client())
            let reference = desk.reference
            let close =
                part == "erasure"
                ? "select erase_case('\(reference)', '2026-01-05', 'AVG-1')"
                : """
                update case_file
                set outside_messaging = true, sealed_client = null, bsn_digest = null
                where case_reference = '\(reference)'
                """
            try await SealedMessages.with(api.database) { messages in
                let connection = try api.database.connection()
                try connection.run(script: "begin; \(close)")
                async let sent = messages.send(
                    MessageText.start("S1", of: desk.care.number).json(desk.partner.agbCode),
                    [(Self.bsn, 1)]
                )
                // It read that the case is open, and now waits for who closes it.
                try await api.database.end(connection)
                #expect(try await sent.verdict == code)
            }
            #expect(try desk.number("select count(*) from message_client") == 0)
            #expect(try desk.number("select count(*) from declaration") == 0)
        }
    }

    @Test func `and messages at once leave nothing half done`() async throws {
        try await withAPI(loops: 2) { api in
            let desk = try await CaseDesk(api)
            try await desk.put("client", CaseDesk.client())
            try await SealedMessages.with(api.database) { messages in
                let agbCode = desk.partner.agbCode
                let verdicts = try await withThrowingTaskGroup(of: String.self) { group in
                    for number in 0..<64 {
                        let text = MessageText.claim(
                            "D\(number)",
                            .debit("L\(number)", of: desk.care.number)
                        )
                        group.addTask {
                            try await messages.send(text.json(agbCode), [(Self.bsn, 1)]).verdict
                        }
                        guard number == 31 else { continue }
                        group.addTask {
                            let put = try await desk.put("erasure", CaseDesk.erasure)
                            return "\(put.status.code)"
                        }
                    }
                    return try await group.reduce(into: []) { $0.append($1) }
                }
                let known: Set = ["accepted", "refused", "declaration.case-erased", "201"]
                #expect(Set(verdicts).isSubset(of: known), "\(Set(verdicts))")
                #expect(verdicts.count { $0 == "201" } == 1)
            }
            #expect(
                try desk.number(
                    "select count(*) from message_client where num_nonnulls(bsn_digest) > 0"
                ) == 0
            )
            #expect(
                try desk.number("select count(*) from message_client")
                    == desk.number("select count(*) from declaration")
            )
        }
    }
}
