import HTTP
@testable import Partnership
import Postgres
import TestSupport
import Testing

/// Two months of one partner, whose messages all come and go as XML.
@Suite struct `A month of a case system` {
    private static let first = SentText.Person(
        bsn: "999900006",
        birthDate: "2014-02-14",
        surname: "Van 't Hof & Zn"
    )
    private static let second = SentText.Person(
        bsn: "999900018",
        birthDate: "2011-11-30",
        surname: "Čapek"
    )
    private static let third = SentText.Person(
        bsn: "999900031",
        birthDate: "2009-06-01",
        surname: "Voorbeeld"
    )

    /// A message with what the rules say of it.
    private struct Step {
        let type: String
        let id: String
        let datedOn: String
        let content: SentText.Content
        var codes: [Int: String] = [:]
    }

    private static func line(
        _ reference: String,
        _ number: Int,
        _ month: String = "2025-03",
        volume: Int,
        cents: Int,
        previous: String? = nil,
        unit: String = "04"
    ) -> SentText.Line {
        SentText.Line(
            reference: reference,
            previous: previous,
            number: number,
            month: month,
            lastDay: month == "2025-03" ? "2025-03-31" : "2025-04-30",
            volume: volume,
            unit: unit,
            cents: cents
        )
    }

    /// Starts, stops, and deletions of what was wrong.
    private static func cares(_ numbers: [Int]) -> [Step] {
        let start = SentText.Care(number: numbers[0], startedOn: "2025-03-03")
        let wrong = SentText.Care(number: numbers[1], startedOn: "2025-03-10")
        var deletion = wrong
        deletion.status = "3"
        let right = SentText.Care(number: numbers[1], startedOn: "2025-03-11")
        let unknown = SentText.Care(number: 999_999_999, startedOn: "2025-03-03")
        var stop = right
        stop.ended = ("2025-04-17", "31")
        var again = right
        again.ended = ("2025-04-18", "32")
        return [
            Step(type: "305", id: "S1", datedOn: "2025-03-04", content: .cares(first, [start])),
            Step(type: "305", id: "S2", datedOn: "2025-03-12", content: .cares(second, [wrong])),
            Step(
                type: "305",
                id: "S3",
                datedOn: "2025-03-12",
                content: .cares(second, [deletion, right])
            ),
            Step(
                type: "305",
                id: "S4",
                datedOn: "2025-03-12",
                content: .cares(first, [start, unknown]),
                codes: [0: "9074", 1: "9019"]
            ),
            Step(type: "307", id: "P1", datedOn: "2025-04-20", content: .cares(second, [stop])),
            Step(
                type: "307",
                id: "P2",
                datedOn: "2025-04-20",
                content: .cares(second, [again]),
                codes: [0: "9415"]
            ),
        ]
    }

    private static func march(_ numbers: [Int]) -> SentText.Content {
        SentText.Content.claim(
            month: "2025-03",
            lastDay: "2025-03-31",
            [
                (first, [line("M1", numbers[0], volume: 12, cents: 96_000)]),
                (
                    second,
                    [
                        // By the minute of an hour's tariff: 50 minutes are 66.67 (IV081).
                        line("M2", numbers[1], volume: 50, cents: 6_667, unit: "01"),
                        line("M3", 999_999_999, volume: 1, cents: 8_000),
                    ]
                ),
                (third, [line("M4", numbers[2], volume: 3, cents: 23_999)]),
            ]
        )
    }

    /// March with two lines that are refused; April that puts one right, with credit and debit.
    private static func claims(_ numbers: [Int]) -> [Step] {
        let april = SentText.Content.claim(
            month: "2025-04",
            lastDay: "2025-04-30",
            [
                (
                    first,
                    [
                        line("A1", numbers[0], volume: 10, cents: 80_000),
                        line("A2", numbers[0], volume: 12, cents: 96_000, previous: "M1"),
                        line("A3", numbers[0], "2025-04", volume: 8, cents: 64_000),
                    ]
                ),
                // Nobody reported a start of this one, and it is paid all the same (OP364).
                (third, [line("A4", numbers[2], volume: 3, cents: 24_000)]),
            ]
        )
        let twice = SentText.Content.claim(
            month: "2025-04",
            lastDay: "2025-04-30",
            [(first, [line("A5", numbers[0], volume: 12, cents: 96_000, previous: "M1")])]
        )
        return [
            Step(
                type: "323",
                id: "D1",
                datedOn: "2025-04-02",
                content: march(numbers),
                codes: [2: "9338", 3: "9346"]
            ),
            Step(type: "323", id: "D2", datedOn: "2025-05-01", content: april),
            Step(
                type: "323",
                id: "D3",
                datedOn: "2025-05-01",
                content: twice,
                codes: [0: "9390"]
            ),
        ]
    }

    /// Makes a match of a case with an allocation from March 2025 on.
    private static func allocate(to wilg: Declarant, _ name: String) async throws -> Int {
        let match = try await wilg.api.makeMatch(with: wilg.id, caseReference: name)
        let number = wilg.api.nextNumber()
        let answer = try await wilg.api.send(
            .put,
            "/v1/matches/\(match)/allocation",
            json: """
                {"number": \(number), "category": "50", "productCode": "JB-04",
                 "startsOn": "2025-03-01"}
                """,
            headers: ["If-None-Match": "*"]
        )
        guard answer.status == 201 else { throw TestProblem(answer.text) }
        return number
    }

    /// Sends a message, and asks for its answer.
    private static func send(
        _ step: Step,
        of wilg: Declarant
    ) async throws -> (sent: SentText, answer: Response) {
        let sent = SentText(
            type: step.type,
            id: step.id,
            agbCode: wilg.agbCode,
            datedOn: step.datedOn,
            content: step.content
        )
        let made = try await wilg.api.send(
            .post,
            "/v1/declarations",
            as: .role(.caseSystem),
            json: sent.xml,
            headers: ["Content-Type": "application/xml"]
        )
        guard made.status == 201 else { throw TestProblem("\(step.id): \(made.text)") }
        #expect(made.json["channel"].text == "xml")
        let answer = try await wilg.api.send(
            .get,
            "/v1/declarations/\(try made.madeIdentifier)/answer",
            as: .role(.caseSystem),
            headers: ["Accept": "application/xml"]
        )
        return (sent, answer)
    }

    /// The day in Amsterdam on which a message came.
    private static func receivedOn(_ sent: SentText, in api: TestAPI) throws -> String {
        let day = Statement(
            "test.received-on",
            """
            select to_char(received_at at time zone 'Europe/Amsterdam', 'YYYY-MM-DD')
            from declaration
            where message_id = $1
            """
        )
        return try api.database.connection().rows(day) { $0.add(sent.id) }[0].text(0)
    }

    @Test func `is answered by the rules, and paid to the cent`() async throws {
        var settings = API.Settings()
        settings.vaultKey = VaultKey(String(repeating: "5a", count: 32))
        try await withAPI(settings: settings) { api in
            let desk = try await WorkDesk(api)
            let wilg = desk.wilg
            var numbers: [Int] = []
            for name in ["case-301", "case-302", "case-303"] {
                numbers.append(try await Self.allocate(to: wilg, name))
            }
            var paid: [String: Int] = [:]
            for step in Self.cares(numbers) + Self.claims(numbers) {
                let (sent, answer) = try await Self.send(step, of: wilg)
                #expect(answer.status == 200, "\(step.id): \(answer.text)")
                let checker = AnswerChecker(
                    sent: sent,
                    expected: step.codes,
                    receivedOn: try Self.receivedOn(sent, in: api)
                )
                let faults = try checker.faults(in: answer.text)
                #expect(faults == [], "\(step.id)")
                for (place, line) in sent.lines.enumerated() where step.codes[place] == nil {
                    paid[line.month, default: 0] += line.signedCents
                }
            }
            #expect(paid == ["2025-03": 80_000 + 6_667 + 24_000, "2025-04": 64_000])
            let ledger = try await api.send(.get, "/v1/ledger/2025").json
            for month in ledger["months"].elements {
                let name = try #require(month["month"].text)
                #expect(month["cents"].number == paid[name] ?? 0, "\(name)")
            }
            #expect(try await wilg.ledgerCents() == paid.values.reduce(0, +))
            let kinds = try await desk.items().compactMap { $0["kind"].text }
            #expect(Set(kinds) == ["start-late", "stop-late", "start-missing"])
        }
    }
}
