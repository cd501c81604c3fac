import JSON
@testable import Partnership
import Testing

/// A schema, a value and what does not fit.
struct Verdict: Sendable, CustomTestStringConvertible {
    let schema: String
    let json: String
    let violations: [String]

    init(_ schema: String, _ json: String, _ violations: String...) {
        self.schema = schema
        self.json = json
        self.violations = violations
    }

    var testDescription: String { "\(json) as \(schema.debugDescription)" }
}

@Suite struct `A schema` {
    private func expect(_ verdict: Verdict) throws {
        let found = try schema("Value: \(verdict.schema)\n").violations(of: value(verdict.json))
        #expect(found.map(\.description) == verdict.violations)
    }

    @Test(arguments: [
        Verdict("{ type: object }", "{}"),
        Verdict("{ type: object }", "[]", "/: array where object is wanted"),
        Verdict("{ type: array }", "[]"),
        Verdict("{ type: array }", #""x""#, "/: string where array is wanted"),
        Verdict("{ type: string }", #""x""#),
        Verdict("{ type: string }", "1", "/: number where string is wanted"),
        Verdict("{ type: boolean }", "false"),
        Verdict("{ type: boolean }", "0", "/: number where boolean is wanted"),
        Verdict("{ type: integer }", "-3"),
        Verdict("{ type: integer }", "1.5", "/: number where integer is wanted"),
        Verdict("{ type: number }", "1.5"),
        Verdict("{ type: string }", "null", "/: null where string is wanted"),
        Verdict("{ type: string, nullable: true }", "null"),
        Verdict("{ type: string, nullable: false }", "null", "/: null where string is wanted"),
        Verdict("{}", "null"),
    ])
    func `knows the kinds`(verdict: Verdict) throws {
        try expect(verdict)
    }

    @Test(arguments: [
        Verdict("{ enum: [a, 1, true] }", #""a""#),
        Verdict("{ enum: [a, 1, true] }", "1"),
        Verdict("{ enum: [a, 1, true] }", "true"),
        Verdict("{ enum: [a, 1, true] }", #""1""#, "/: none of the values of the enum"),
        Verdict("{ type: string, nullable: true, enum: [a, null] }", "null"),
        Verdict(
            "{ type: string, nullable: true, enum: [a] }",
            "null",
            "/: none of the values of the enum"
        ),
    ])
    func `knows enumerations, null included`(verdict: Verdict) throws {
        try expect(verdict)
    }

    @Test(arguments: [
        Verdict("{ minimum: 2, maximum: 4 }", "2"),
        Verdict("{ minimum: 2, maximum: 4 }", "4"),
        Verdict("{ minimum: 2, maximum: 4 }", "1", "/: 1, at least 2"),
        Verdict("{ minimum: 2, maximum: 4 }", "5", "/: 5, at most 4"),
        Verdict("{ minLength: 1, maxLength: 2 }", #""é""#),
        Verdict("{ minLength: 1, maxLength: 2 }", #""""#, "/: 0 characters, at least 1"),
        Verdict("{ minLength: 1, maxLength: 2 }", #""abc""#, "/: 3 characters, at most 2"),
        Verdict("{ minItems: 1, maxItems: 2 }", "[1]"),
        Verdict("{ minItems: 1, maxItems: 2 }", "[]", "/: 0 elements, at least 1"),
        Verdict("{ minItems: 1, maxItems: 2 }", "[1,2,3]", "/: 3 elements, at most 2"),
        Verdict("{ uniqueItems: true }", #"["a","b"]"#),
        Verdict("{ uniqueItems: true }", #"["a","b","a"]"#, "/: an element comes twice"),
        Verdict("{ uniqueItems: true }", #"[1,"1"]"#),
        Verdict("{ uniqueItems: true }", "[1,1]", "/: an element comes twice"),
        Verdict("{ pattern: '^[0-9]{2}$' }", #""12""#),
        Verdict("{ pattern: '^[0-9]{2}$' }", #""123""#, "/: does not match ^[0-9]{2}$"),
        Verdict("{ pattern: '(' }", #""1""#, "/: the pattern ( is none"),
        Verdict("{ format: date }", #""2026-02-28""#),
        Verdict("{ format: date }", #""2026-02-29""#, "/: not of the format date"),
        Verdict("{ format: money }", #""1""#, "/: the format money is not checked here"),
    ])
    func `knows both sides of every limit`(verdict: Verdict) throws {
        try expect(verdict)
    }

    private static let closed =
        "{ required: [a], additionalProperties: false, properties: { a: { type: string }, b: {} } }"

    @Test(arguments: [
        Verdict(closed, #"{"a":"x"}"#),
        Verdict(closed, #"{"a":"x","b":[1]}"#),
        Verdict(closed, #"{"b":1}"#, "/: 'a' is missing"),
        Verdict(
            closed,
            #"{"a":1,"c":2}"#,
            "/a: number where string is wanted",
            "/c: no such member is known"
        ),
        Verdict("{ properties: { a: { type: string } } }", #"{"c":2}"#),
        Verdict("{ additionalProperties: { type: string } }", #"{"c":"x"}"#),
        Verdict(
            "{ additionalProperties: { type: string } }",
            #"{"c":2}"#,
            "/c: number where string is wanted"
        ),
        Verdict(
            "{ items: { properties: { a: { type: string } } } }",
            #"[{"a":"x"},{"a":1}]"#,
            "/1/a: number where string is wanted"
        ),
    ])
    func `knows members and elements`(verdict: Verdict) throws {
        try expect(verdict)
    }

    @Test(arguments: [
        Verdict("{ allOf: [{ type: string }, { minLength: 2 }] }", #""ab""#),
        Verdict(
            "{ allOf: [{ type: string }, { minLength: 2 }] }",
            #""a""#,
            "/: 1 characters, at least 2"
        ),
        Verdict("{ anyOf: [{ type: string }, { type: integer }] }", "1"),
        Verdict("{ anyOf: [{ type: string }, { minLength: 1 }] }", #""a""#),
        Verdict(
            "{ anyOf: [{ type: string }, { type: integer }] }",
            "true",
            "/: boolean where string is wanted"
        ),
        Verdict("{ oneOf: [{ type: string }, { type: integer }] }", "1"),
        Verdict("{ oneOf: [{ type: string }, { minLength: 1 }] }", #""a""#, "/: fits 2 of oneOf"),
        Verdict(
            "{ oneOf: [{ type: object, required: [a, b] }, { type: object, required: [c] }] }",
            "{}",
            "/: 'c' is missing"
        ),
    ])
    func `knows combinations and tells of the choice that was meant`(verdict: Verdict) throws {
        try expect(verdict)
    }

    @Test func `refuses a keyword that it does not check`() throws {
        let found = try schema("Value: { multipleOf: 2 }\n").violations(of: value("3"))
        #expect(found.map(\.reason) == ["the schema says 'multipleOf', which is not checked here"])
    }

    @Test func `follows references, and tells of one that leads nowhere`() throws {
        let yaml = """
            Value: { items: { $ref: "#/Parts/a~1b" } }
            Parts: { a/b: { type: integer } }

            """
        #expect(try schema(yaml).violations(of: value("[1]")).isEmpty)
        #expect(
            try schema(yaml).violations(of: value("[1,true]"))
                == [Violation(location: "/1", reason: "boolean where integer is wanted")]
        )
        let broken = try schema("Value: { items: { $ref: \"#/Nothing\" } }\n")
        #expect(
            try broken.violations(of: value("[1]"))
                == [Violation(location: "/0", reason: "there is no such schema")]
        )
    }
}

@Suite struct `A format` {
    @Test(arguments: [
        (Format.date, "2026-04-01"), (.date, "2024-02-29"), (.date, "2000-02-29"),
        (.dateTime, "2026-04-01T00:00:00Z"), (.dateTime, "2026-04-01T23:59:59.123456Z"),
        (.uuid, "019afd3c-0728-709a-bf2a-74de452e6b43"),
        (.reference, "/v1/partners?limit=1"), (.reference, "urn:hendig:problem:x.y"),
    ])
    func `fits what is of it`(format: Format, text: String) {
        #expect(format.fits(text))
    }

    @Test(arguments: [
        (Format.date, "2026-4-1"), (.date, "2026-13-01"), (.date, "2026-00-01"),
        (.date, "2026-04-31"), (.date, "2026-04-00"), (.date, "1900-02-29"), (.date, "2026/04/01"),
        (.date, "2026-04-01T00:00:00Z"), (.date, ""),
        (.dateTime, "2026-04-01"), (.dateTime, "2026-04-01 00:00:00Z"),
        (.dateTime, "2026-04-01T00:00:00"), (.dateTime, "2026-04-01T00:00:00+02:00"),
        (.dateTime, "2026-04-01T24:00:00Z"), (.dateTime, "2026-04-01T00:60:00Z"),
        (.dateTime, "2026-04-01T00:00:60Z"), (.dateTime, "2026-04-01T00:00:00.Z"),
        (.dateTime, "2026-04-01T00:00:00,1Z"), (.dateTime, "2026-02-30T00:00:00Z"),
        (.uuid, "019AFD3C-0728-709A-BF2A-74DE452E6B43"),
        (.uuid, "019afd3c0728709abf2a74de452e6b43"),
        (.uuid, "g19afd3c-0728-709a-bf2a-74de452e6b43"),
        (.reference, ""), (.reference, "a b"), (.reference, "é"),
    ])
    func `refuses what is not`(format: Format, text: String) {
        #expect(!format.fits(text))
    }
}
