@testable import Partnership
import Postgres
import TestSupport
import Testing

@Suite struct `Clients of messages` {
    private static let bsns = ["999900006", "999900018"]

    @Test func `are sealed with the key of their case, in their order`() async throws {
        try await withAPI { api in
            let first = try await CaseDesk(api)
            let second = try await CaseDesk(api, of: first.partner)
            let agbCode = first.partner.agbCode
            try await SealedMessages.with(api.database) { messages in
                let sent = try await messages.send(
                    MessageText.claim(
                        "D1",
                        .debit("L1", of: second.care.number),
                        .debit("L2", of: first.care.number)
                    ).json(agbCode),
                    [(Self.bsns[0], 1), (Self.bsns[1], 1)]
                )
                #expect(sent.verdict == "accepted")
                let opened = try await messages.open(sent.id)
                #expect(opened == Self.bsns.map { #"{"bsn":"\#($0)"}"# })
            }
            let cases = try api.database.connection().rows(
                Statement("test.cases", "select case_reference from message_client order by place")
            ).map { $0.text(0) }
            #expect(cases == [second.reference, first.reference])
            #expect(try first.number("select count(wrapped_key) from message_client") == 0)
            #expect(try first.number("select count(wrapped_key) from case_file") == 2)
            let dump = try api.everything()
            for bsn in Self.bsns { #expect(!dump.contains(bsn)) }
        }
    }

    @Test func `that fit no case have a key of their own`() async throws {
        try await withAPI { api in
            let desk = try await CaseDesk(api)
            try await SealedMessages.with(api.database) { messages in
                let sent = try await messages.send(
                    MessageText.start("S1", of: 999_999_999).json(desk.partner.agbCode),
                    [(Self.bsns[0], 1)]
                )
                #expect(sent.verdict == "refused")
                #expect(try await messages.open(sent.id)[0]?.contains(Self.bsns[0]) == true)
            }
            #expect(try desk.number("select count(wrapped_key) from message_client") == 1)
            #expect(try desk.number("select count(*) from case_file") == 0)
        }
    }

    @Test func `are opened by no other vault key, and sealed by none`() async throws {
        let other = VaultKey(String(repeating: "5f", count: 32))
        try await withAPI { api in
            let desk = try await CaseDesk(api)
            let agbCode = desk.partner.agbCode
            try await SealedMessages.with(api.database) { messages in
                let start = MessageText.start("S1", of: desk.care.number)
                let sent = try await messages.send(start.json(agbCode), [(Self.bsns[0], 1)])
                #expect(sent.verdict == "accepted")
                #expect(try await messages.open(sent.id, under: other) == ["vault.other-key"])
                await #expect(throws: DatabaseFailure.self) {
                    try await messages.send(
                        MessageText.stop("P1", of: desk.care.number).json(agbCode),
                        [(Self.bsns[0], 1)],
                        under: other
                    )
                }
                // Nothing of it took place.
                #expect(try await messages.open(sent.id)[0]?.contains(Self.bsns[0]) == true)
            }
            #expect(try desk.number("select count(*) from declaration") == 1)
        }
    }

    @Test func `have digests that are equal for equal BSNs under one key`() throws {
        let connection = try TestDatabase().connection()
        let row = try connection.rows(
            Statement(
                "test.digests",
                """
                select bsn_digest('999900006', 'a') = bsn_digest('999900006', 'a'),
                    bsn_digest('999900006', 'a') = bsn_digest('999900018', 'a'),
                    bsn_digest('999900006', 'a') = bsn_digest('999900006', 'b'),
                    bsn_digest('999900006', 'a') = sha256('999900006'),
                    length(bsn_digest('999900006', 'a'))
                """
            )
        )[0]
        #expect(row.boolean(0))
        for column in 1...3 { #expect(!row.boolean(column)) }
        #expect(row.integer(4) == 32)
        // It may not hang on how the connection shows bytes.
        try connection.run(script: "set bytea_output = 'escape'")
        let shown = try connection.rows(
            Statement(
                "test.shown",
                "select encode(bsn_digest('999900006', 'a'), 'hex')"
            )
        )[0].text(0)
        try connection.run(script: "set bytea_output = 'hex'")
        let hex = try connection.rows(
            Statement("test.hex", "select encode(bsn_digest('999900006', 'a'), 'hex')")
        )[0].text(0)
        #expect(shown == hex)
    }

    @Test func `of two cases crosswise do not hold each other up`() async throws {
        try await withAPI { api in
            let first = try await CaseDesk(api)
            let second = try await CaseDesk(api, of: first.partner)
            let agbCode = first.partner.agbCode
            let numbers = [first.care.number, second.care.number]
            let database = api.database
            let verdicts = try await SealedMessages.with(database) { one in
                try await SealedMessages.with(database) { two in
                    try await withThrowingTaskGroup(of: String.self) { group in
                        for number in 0..<64 {
                            let turn = number % 2
                            let text = MessageText.claim(
                                "D\(number)",
                                .debit("A\(number)", of: numbers[turn]),
                                .debit("B\(number)", of: numbers[1 - turn]),
                                month: ["2025-04", "2025-06", "2025-09", "2025-11"][number / 2 % 4]
                            )
                            group.addTask {
                                try await (number % 3 == 0 ? one : two).send(
                                    text.json(agbCode),
                                    [(Self.bsns[turn], 1), (Self.bsns[1 - turn], 1)]
                                ).verdict
                            }
                        }
                        return try await group.reduce(into: []) { $0.append($1) }
                    }
                }
            }
            #expect(verdicts.count { $0 == "accepted" } == 4)
            #expect(verdicts.count { $0 == "refused" } == 60)
            #expect(try first.number("select count(*) from message_client") == 128)
            #expect(try first.number("select count(*) from case_file") == 2)
        }
    }
}
