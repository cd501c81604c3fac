@testable import Partnership
import Testing

@Suite struct `The script of the demo` {
    private static let id = Identifier(high: 1, low: 2)

    private static func script(_ text: String) throws(DemoFailure) -> DemoScript {
        try DemoScript(lines: Array(text.utf8))
    }

    @Test func `is the file that the project has, and keeps every name before it is used`() throws {
        let script = try DemoFacts.script()
        #expect(script.steps.count > 10)
        var ids: [String: Identifier] = [:]
        for partner in DemoPartner.all { ids[partner.slug] = Self.id }
        for step in script.steps {
            for text in [step.path, step.body] {
                let filled = DemoScript.filled(text, ids: ids, today: "2026-03-01")
                #expect(filled != nil, "line \(step.line)")
            }
            if let keep = step.keep {
                #expect(ids.updateValue(Self.id, forKey: keep) == nil, "line \(step.line)")
            }
        }
    }

    @Test func `is read line by line`() throws {
        let script = try Self.script(
            """
            {"as": "municipality", "post": "/partners", "keep": "one", "body": {"name": "A"}}

            {"as": "college", "put": "/x/<one>/y", "body": {}}

            """
        )
        #expect(script.steps.map(\.line) == [1, 3])
        #expect(script.steps.map(\.verb) == [.post, .put])
        #expect(script.steps.map(\.role) == [.municipality, .college])
        #expect(script.steps.map(\.keep) == ["one", nil])
        #expect(script.steps.map(\.body) == [#"{"name": "A"}"#, "{}"])
    }

    @Test(arguments: [
        "{", "[]", #"{"post": "/x", "body": {}}"#, #"{"as": "college", "body": {}}"#,
        #"{"as": "college", "post": "/x"}"#, #"{"as": "college", "post": "/x", "body": []}"#,
        #"{"as": "partner", "post": "/x", "body": {}}"#,
        #"{"as": "college", "delete": "/x", "body": {}}"#,
        #"{"as": "college", "post": "/x", "body": {}, "note": "?"}"#,
    ])
    func `is refused with the line that is no request`(line: String) {
        #expect(throws: DemoFailure.unreadable(DemoScript.file, line: 2)) {
            try Self.script("\n" + line)
        }
    }

    @Test(arguments: [
        ("/a/<one>/b", "/a/00000000-0000-0001-0000-000000000002/b"),
        ("<today+0> <today-1> <today+31>", "2026-03-01 2026-02-28 2026-04-01"),
        ("nothing", "nothing"), ("", ""), ("<one><one>x", "\(id)\(id)x"),
    ])
    func `has its places filled in`(text: String, filled: String) {
        #expect(DemoScript.filled(text, ids: ["one": Self.id], today: "2026-03-01") == filled)
    }

    @Test(arguments: ["<two>", "<one", "<>", "<today>", "<today+x>"])
    func `knows no other places`(text: String) {
        #expect(DemoScript.filled(text, ids: ["one": Self.id], today: "2026-03-01") == nil)
    }
}
