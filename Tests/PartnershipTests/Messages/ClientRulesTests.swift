@testable import Partnership
import Testing

@Suite struct `The clients of a message in XML` {
    private func rules(_ clients: MessageClient..., datedOn: Day = "2026-04-07") -> [String] {
        findings(clients, datedOn).map(\.source)
    }

    private func findings(_ clients: [MessageClient], _ datedOn: Day) -> [Finding] {
        MessageEnvelope(
            receiver: "1894",
            schemaVersions: .init(base: "1.0.0", message: "1.0.0"),
            clients: clients.map { .init(client: $0, items: 1) }
        ).findings(datedOn: datedOn)
    }

    @Test(arguments: [
        "999900006", "999900018", "999900031", "999990019", "999996770", "123456782", "111222333",
    ])
    func `have a BSN that passes the eleven-test`(bsn: String) {
        #expect(rules(MessageClient(bsn: bsn)) == [])
        // One more in the last place fails.
        let last = (Int(bsn.suffix(1)) ?? 0) + 1
        #expect(rules(MessageClient(bsn: bsn.dropLast() + "\(last % 10)")) == ["CS002"])
    }

    @Test func `do not have the BSN of nobody`() {
        #expect(rules(MessageClient(bsn: "000000000")) == ["CS002"])
        #expect(rules(MessageClient(bsn: "123456789")) == ["CS002"])
    }

    @Test(
        arguments: [
            ("2011-05-14", nil, true), ("2011-05-14", "1", false), ("2011-05-01", "1", true),
            ("2011-05-01", "2", false), ("2011-01-01", "2", true), ("2011-01-01", "3", false),
            ("1900-01-01", "3", true),
        ] as [(String, String?, Bool)]
    )
    func `are born on a first of what is unknown`(day: String, part: String?, isRight: Bool) {
        let born = MessageClient.sample.born(day, unknownPart: part)
        #expect(rules(born) == (isRight ? [] : ["CS139"]))
    }

    @Test func `are at most 120 years old, unless nobody knows`() {
        #expect(rules(.sample.born("1906-04-07")) == [])
        #expect(rules(.sample.born("1906-04-06")) == ["TR002"])
        #expect(rules(.sample.born("1890-01-01")) == ["TR002"])
        #expect(rules(.sample.born("1900-01-01")) == ["TR002"])
        #expect(rules(.sample.born("1900-01-01", unknownPart: "2")) == ["TR002"])
        #expect(rules(.sample.born("1900-01-01", unknownPart: "3")) == [])
        #expect(rules(.sample.born("1890-01-01", unknownPart: "3")) == ["CS139", "TR002"])
        // There are years enough before the calendar of the service begins.
        #expect(rules(.sample.born("1899-12-31"), datedOn: "1960-01-01") == [])
        #expect(rules(.sample.born("1779-12-31"), datedOn: "1900-01-01") == ["TR002"])
        #expect(rules(.sample.born("1780-01-01"), datedOn: "1900-01-01") == [])
        #expect(rules(.sample.born("1904-02-29"), datedOn: "2024-02-29") == [])
        #expect(rules(.sample.born("1904-02-28"), datedOn: "2024-02-29") == ["TR002"])
    }

    @Test func `are born on the date of the message or before`() {
        #expect(rules(.sample.born("2026-04-07")) == [])
        #expect(rules(.sample.born("2026-04-08")) == ["TR134"])
    }

    @Test func `are told apart by where they stand, never by who they are`() {
        let start = findings([.sample.born("2026-04-08")], "2026-04-07")
        #expect(start.map(\.location) == ["/client/birthDate"])
        let claim = findings(
            [MessageClient(bsn: "999900006"), MessageClient(bsn: "999900007")],
            "2026-04-07"
        )
        #expect(claim.map(\.location) == ["/clients/1/bsn"])
        #expect(claim.allSatisfy { !$0.text.contains("999900007") })
    }
}
