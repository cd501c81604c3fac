@testable import Partnership
import TestSupport
import Testing

@Suite struct `The tokens of the demo` {
    private let tokens = DemoTokens(DemoTokens.holders.indices.map { "hendig_\($0)" })

    @Test func `are for every role and every partner`() {
        let names = DemoTokens.holders.map(\.name)
        let roles = [
            "municipality", "case-system", "finance", "trust-body", "college", "auditor",
            "frontend", "operator",
        ]
        #expect(Set(names.prefix(8)) == Set(roles))
        #expect(names.dropFirst(8) == DemoPartner.all.map { "partner:\($0.slug)" }[...])
        #expect(names.count == 35)
    }

    @Test func `belong to a partner exactly when the role does`() {
        for holder in DemoTokens.holders {
            #expect((holder.role == .partner) == (holder.slug != nil))
            #expect(holder.name.hasPrefix("partner:") == (holder.role == .partner))
        }
    }

    @Test func `are written as an object from holder to token`() throws {
        let text = String(decoding: tokens.json(), as: UTF8.self)
        #expect(text.hasPrefix("{\n  \"municipality\": \"hendig_0\",\n"))
        #expect(text.hasSuffix("\n}\n"))
        let json = try TestJSON(text)
        #expect(json.names == DemoTokens.holders.map(\.name))
        #expect(json["partner:zeven-sloten"].text == "hendig_8")
    }

    @Test func `are read as they were written`() {
        #expect(DemoTokens(json: tokens.json()) == tokens)
    }

    @Test func `are not read when somebody's is missing`() {
        let text = String(decoding: tokens.json(), as: UTF8.self)
        let lines = text.split(separator: "\n").filter { !$0.contains("\"auditor\"") }
        #expect(DemoTokens(json: Array(lines.joined(separator: "\n").utf8)) == nil)
    }

    @Test(arguments: ["", "[]", "{}", "null", "{\"municipality\": 1}", "{"])
    func `are not read from something else`(text: String) {
        #expect(DemoTokens(json: Array(text.utf8)) == nil)
    }
}

@Suite struct `A body of the demo` {
    private let id = Identifier(high: 0x0198_0000_0000_7000, low: 0x8000_0000_0000_0001)

    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    @Test func `makes a partner`() {
        #expect(
            text(DemoPartner.all[2].json()) == """
                {"name":"Zorgboerderij Het Scheve Hek","kvkNumber":"00019403",\
                "agbCode":"94101903","size":"small","pillars":["youth","adult"],\
                "expertise":["werken met dieren","dagbesteding"]}
                """
        )
    }

    @Test func `makes both agreements, signed before they start`() throws {
        let partner = DemoPartner.all[2]
        let assignment = try TestJSON(text(partner.assignmentJSON(of: id)))
        #expect(assignment["kind"].text == "assignment")
        #expect(assignment["startsOn"].text == "2021-04-01")
        #expect(assignment["endsOn"].text == "2035-12-31")
        #expect(assignment["signedOn"].text == "2021-03-19")
        let process = try TestJSON(text(partner.processJSON(of: id)))
        #expect(process["kind"].text == "process")
        #expect(process["startsOn"].text == "2026-01-01")
        #expect(process["signedOn"].text == "2025-12-19")
        #expect(process["partnerId"].identifier == id)
    }

    @Test func `makes a match without hours`() throws {
        let match = try DemoFacts.demo().matches[0]
        let json = try TestJSON(text(match.json(of: id, from: nil)))
        #expect(
            json.names == [
                "caseReference", "partnerId", "professional", "productCode", "tentId", "agreed",
            ]
        )
        #expect(json["tentId"].isNull)
        let fromTent = try TestJSON(text(match.json(of: id, from: id)))
        #expect(fromTent["tentId"].identifier == id)
        #expect(json["agreed"].names == ["family", "coach", "professional"])
    }

    @Test func `makes an allocation`() throws {
        let allocation = Allocation(
            number: 240_001,
            category: nil,
            productCode: "MH-04",
            startsOn: "2024-01-02",
            endsOn: nil,
            volume: 600,
            unit: .hour,
            frequency: .inTotal
        )
        #expect(
            text(allocation.json()) == """
                {"number":240001,"category":null,"productCode":"MH-04",\
                "startsOn":"2024-01-02","endsOn":null,"volume":600,"unit":"04","frequency":"6"}
                """
        )
    }
}
