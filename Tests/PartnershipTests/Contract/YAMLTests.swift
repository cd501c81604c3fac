@testable import Partnership
import Testing

/// A document and the JSON that it is.
struct YAMLSample: Sendable, CustomTestStringConvertible {
    let yaml: String
    let json: String

    init(_ yaml: String, _ json: String) {
        self.yaml = yaml
        self.json = json
    }

    var testDescription: String { yaml.debugDescription }
}

/// A document that is refused, where and why.
struct YAMLMistake: Sendable, CustomTestStringConvertible {
    let yaml: String
    let line: Int
    let reason: String

    init(_ yaml: String, _ line: Int, _ reason: String) {
        self.yaml = yaml
        self.line = line
        self.reason = reason
    }

    var testDescription: String { yaml.debugDescription }
}

private func json(of yaml: String) throws -> String {
    String(decoding: try YAML.value(of: Array(yaml.utf8)).json, as: UTF8.self)
}

@Suite struct `A document in YAML` {
    @Test(arguments: [
        YAMLSample("a: 1\nb: two\n", #"{"a":1,"b":"two"}"#),
        YAMLSample("b: 1\na: 2\n", #"{"b":1,"a":2}"#),
        YAMLSample("a:\n  b:\n    c: 1\n  d: 2\ne: 3\n", #"{"a":{"b":{"c":1},"d":2},"e":3}"#),
        YAMLSample("a:\nb: 1\n", #"{"a":null,"b":1}"#),
        YAMLSample("a:\n", #"{"a":null}"#),
        YAMLSample("# all\na: 1 # one\n\n# two\nb: 2\n", #"{"a":1,"b":2}"#),
        YAMLSample("a: # below\n  b: 1\n", #"{"a":{"b":1}}"#),
        YAMLSample("a:\n # odd place\n  b: 1\n", #"{"a":{"b":1}}"#),
        YAMLSample("\"200\": x\n'4XX': y\n404: z\n", #"{"200":"x","4XX":"y","404":"z"}"#),
        YAMLSample("a b: c d\n", #"{"a b":"c d"}"#),
        YAMLSample("null: 1\n", #"{"null":1}"#),
        YAMLSample("/v1/{id}: 1\n$ref: 2\n", #"{"/v1/{id}":1,"$ref":2}"#),
        YAMLSample("\n\nlonely\n", #""lonely""#),
    ])
    func `keeps mappings in their order`(sample: YAMLSample) throws {
        #expect(try json(of: sample.yaml) == sample.json)
    }

    @Test(arguments: [
        YAMLSample("- 1\n- two\n-\n- 4\n", #"[1,"two",null,4]"#),
        YAMLSample("a:\n  - 1\n  - 2\nb: 3\n", #"{"a":[1,2],"b":3}"#),
        YAMLSample("- a: 1\n  b: 2\n- c: 3\n", #"[{"a":1,"b":2},{"c":3}]"#),
        YAMLSample("-   a: 1\n    b: 2\n", #"[{"a":1,"b":2}]"#),
        YAMLSample("- - 1\n  - 2\n- 3\n", #"[[1,2],3]"#),
        YAMLSample("-\n  a: 1\n", #"[{"a":1}]"#),
        YAMLSample("- # nothing\n- # below\n  a: 1\n", #"[null,{"a":1}]"#),
        YAMLSample("- a:\n- 2\n", #"[{"a":null},2]"#),
        YAMLSample("- a:\n    - 1\n", #"[{"a":[1]}]"#),
        YAMLSample("- -1\n- -x\n", #"[-1,"-x"]"#),
    ])
    func `keeps sequences in their order`(sample: YAMLSample) throws {
        #expect(try json(of: sample.yaml) == sample.json)
    }

    @Test(arguments: [
        YAMLSample("a: [1, two, null]\n", #"{"a":[1,"two",null]}"#),
        YAMLSample("a: []\nb: {}\n", #"{"a":[],"b":{}}"#),
        YAMLSample("a: [ ]\nb: { }\n", #"{"a":[],"b":{}}"#),
        YAMLSample("a: { b: 1, c: [2, { d: 3 }] }\n", #"{"a":{"b":1,"c":[2,{"d":3}]}}"#),
        YAMLSample("a: {b: c d, 'e': \"f, g\"} # end\n", #"{"a":{"b":"c d","e":"f, g"}}"#),
        YAMLSample("- { a: 1 }\n- [2]\n", #"[{"a":1},[2]]"#),
        YAMLSample("[1, 2]\n", "[1,2]"),
        YAMLSample("a: [x:y, http://z/#q]\n", #"{"a":["x:y","http://z/#q"]}"#),
        YAMLSample("a: b, c]\n", #"{"a":"b, c]"}"#),
    ])
    func `reads flow collections`(sample: YAMLSample) throws {
        #expect(try json(of: sample.yaml) == sample.json)
    }

    @Test(arguments: [
        YAMLSample("a: http://x/y#z\n", #"{"a":"http://x/y#z"}"#),
        YAMLSample("a: b:c\n", #"{"a":"b:c"}"#),
        YAMLSample("a: b #c\n", #"{"a":"b"}"#),
        YAMLSample("a: b#c\n", #"{"a":"b#c"}"#),
        YAMLSample("a: ?x\nb: :y\n", #"{"a":"?x","b":":y"}"#),
        YAMLSample("a: say \"yes\"\n", #"{"a":"say \"yes\""}"#),
        YAMLSample("a: 'it''s'\n", #"{"a":"it's"}"#),
        YAMLSample("a: '\\n'\n", #"{"a":"\\n"}"#),
        YAMLSample("a: ''\nb: \"\"\n", #"{"a":"","b":""}"#),
        YAMLSample(#"a: "x\"y\\z\/\n\t\r""# + "\n", #"{"a":"x\"y\\z/\n\t\r"}"#),
        YAMLSample(#"a: "\u00e9\x41""# + "\n", #"{"a":"éA"}"#),
        YAMLSample("a: \"null\"\nb: '1'\n", #"{"a":"null","b":"1"}"#),
        YAMLSample("a: \"x # y\" # z\n", #"{"a":"x # y"}"#),
        YAMLSample("a: beëindigd\n", #"{"a":"beëindigd"}"#),
    ])
    func `tells plain text from quoted text`(sample: YAMLSample) throws {
        #expect(try json(of: sample.yaml) == sample.json)
    }

    @Test(
        arguments: [
            ("~", "null"), ("null", "null"), ("Null", "null"), ("NULL", "null"),
            ("nUll", #""nUll""#), ("true", "true"), ("True", "true"), ("TRUE", "true"),
            ("false", "false"), ("FALSE", "false"), ("yes", #""yes""#), ("no", #""no""#),
            ("on", #""on""#), ("0", "0"), ("010", "10"), ("-7", "-7"), ("+7", "7"), ("-", nil),
            ("0x1F", "31"), ("0o17", "15"), ("0x", #""0x""#), ("0o8", #""0o8""#),
            ("-0x1", #""-0x1""#), ("1_000", #""1_000""#), ("12:30", #""12:30""#),
            ("2024-01-31", #""2024-01-31""#), ("3.0.3", #""3.0.3""#), ("1.5", "1.5"),
            ("-.5", "-0.5"), ("1.", "1.0"), ("1e3", "1000.0"), ("1.5E-1", "0.15"), (".", #"".""#),
            ("1e", #""1e""#), ("e3", #""e3""#), (".5x", #"".5x""#), (".inf", nil), ("-.INF", nil),
            (".nan", nil), ("1e999", nil), ("9223372036854775807", "9223372036854775807"),
            ("9223372036854775808", nil), ("0x8000000000000000", nil),
        ] as [(String, String?)]
    )
    func `gives scalars the types of the core schema`(text: String, expected: String?) throws {
        guard let expected else {
            #expect(throws: YAMLRefusal.self) { try json(of: "a: \(text)\n") }
            return
        }
        #expect(try json(of: "a: \(text)\n") == #"{"a":\#(expected)}"#)
    }

    @Test(arguments: [
        YAMLSample("a: |\n  x\n  y\nb: 1\n", #"{"a":"x\ny\n","b":1}"#),
        YAMLSample("a: |-\n  x\n  y\n", #"{"a":"x\ny"}"#),
        YAMLSample("a: |\n  x\n\n\nb: 1\n", #"{"a":"x\n","b":1}"#),
        YAMLSample("a: |+\n  x\n\n\nb: 1\n", #"{"a":"x\n\n\n","b":1}"#),
        YAMLSample("a: |-\n  x\n\n\n", #"{"a":"x"}"#),
        YAMLSample("a: |\n\n  x\n    y\n\n  z\n", #"{"a":"\nx\n  y\n\nz\n"}"#),
        YAMLSample("a: |\n  # x: [\n  - y\n", ##"{"a":"# x: [\n- y\n"}"##),
        YAMLSample("a: |\nb: 1\n", #"{"a":"","b":1}"#),
        YAMLSample("a: |+\n\nb: 1\n", #"{"a":"\n","b":1}"#),
        YAMLSample("- |\n x\n- y: |\n    z\n", #"["x\n",{"y":"z\n"}]"#),
        YAMLSample("|\n  x\n", #""x\n""#),
        YAMLSample("a: >\n  x\n  y\n", #"{"a":"x y\n"}"#),
        YAMLSample("a: >-\n  x\n  y\n\n  z\n", #"{"a":"x y\nz"}"#),
        YAMLSample("a: >-\n  x\n\n\n  z\n", #"{"a":"x\n\nz"}"#),
        YAMLSample("a: >-\n  x\n    y\n  z\n", #"{"a":"x\n  y\nz"}"#),
        YAMLSample("a: >-\n  x\n\n    y\n\n  z\n", #"{"a":"x\n\n  y\n\nz"}"#),
        YAMLSample("a: >-\n\n  x\n", #"{"a":"\nx"}"#),
        YAMLSample("a: >+\n  x\n\n", #"{"a":"x\n\n"}"#),
    ])
    func `joins the lines of a block of text`(sample: YAMLSample) throws {
        #expect(try json(of: sample.yaml) == sample.json)
    }
}

@Suite struct `What is not of the subset of YAML` {
    @Test(arguments: [
        YAMLMistake("a: &x 1\n", 1, "a plain value cannot start with '&'"),
        YAMLMistake("a: 1\nb: *x\n", 2, "a plain value cannot start with '*'"),
        YAMLMistake("a: !!str 1\n", 1, "a plain value cannot start with '!'"),
        YAMLMistake("- !x\n", 1, "a plain value cannot start with '!'"),
        YAMLMistake("a: @x\n", 1, "a plain value cannot start with '@'"),
        YAMLMistake("a: `x`\n", 1, "a plain value cannot start with '`'"),
        YAMLMistake("a: %x\n", 1, "a plain value cannot start with '%'"),
        YAMLMistake("a: - b\n", 1, "a plain value cannot start with '-'"),
        YAMLMistake("? a\n: b\n", 1, "a plain value cannot start with '?'"),
        YAMLMistake("a: ]\n", 1, "a plain value cannot start with ']'"),
        YAMLMistake("<<: 1\n", 1, "a merge of mappings"),
        YAMLMistake("a: [<<]\n", 1, "a merge of mappings"),
        YAMLMistake("---\na: 1\n", 1, "a directive or the mark of a document"),
        YAMLMistake("a: 1\n---\nb: 2\n", 2, "a directive or the mark of a document"),
        YAMLMistake("a: 1\n...\n", 2, "a directive or the mark of a document"),
        YAMLMistake("%YAML 1.2\na: 1\n", 1, "a directive or the mark of a document"),
    ])
    func `is refused with its line: signs with a meaning`(mistake: YAMLMistake) {
        expect(mistake)
    }

    @Test(arguments: [
        YAMLMistake("a:\n\tb: 1\n", 2, "a tab"),
        YAMLMistake("a: 'b\tc'\n", 1, "a tab"),
        YAMLMistake("a: 1\r\n", 1, "a carriage return"),
        YAMLMistake("a: \u{1}\n", 1, "a control character"),
        YAMLMistake("a: 1 \n", 1, "a space at the end"),
        YAMLMistake("a: 1\n  \n", 2, "a space at the end"),
        YAMLMistake("\u{FEFF}a: 1\n", 1, "a strange character"),
        YAMLMistake("a: x\u{2028}y\n", 1, "a strange character"),
        YAMLMistake("a: 1\nb: 2", 2, "the last line does not end"),
        YAMLMistake("", 1, "nothing is here"),
        YAMLMistake("\n# nothing\n", 1, "nothing is here"),
    ])
    func `is refused with its line: characters`(mistake: YAMLMistake) {
        expect(mistake)
    }

    @Test func `is refused with its line: bytes that are no UTF-8`() {
        let bytes = Array("a: 1\nb: ".utf8) + [0xFF, 0x0A]
        #expect(throws: YAMLRefusal(line: 2, reason: "no UTF-8")) { try YAML.value(of: bytes) }
    }

    @Test(arguments: [
        YAMLMistake(" a: 1\n", 1, "the first value is indented"),
        YAMLMistake("a: 1\n  b: 2\n", 2, "indented deeper than what is before it"),
        YAMLMistake("a:\n    b: 1\n  c: 2\n", 3, "indented deeper than what is before it"),
        YAMLMistake("a: x\n  y\n", 2, "indented deeper than what is before it"),
        YAMLMistake("- a\n  - b\n", 2, "indented deeper than what is before it"),
        YAMLMistake("a:\n- 1\n", 2, "this belongs to nothing before it"),
        YAMLMistake("- 1\na: 2\n", 2, "this belongs to nothing before it"),
        YAMLMistake("a\nb\n", 2, "this belongs to nothing before it"),
        YAMLMistake("a: 1\nb\n", 2, "a member has no name"),
        YAMLMistake("a: 1\nb:2\n", 2, "a member has no name"),
        YAMLMistake("a: |\n    x\n  y\n", 3, "indented less than its text"),
        YAMLMistake("|\nx\n", 2, "this belongs to nothing before it"),
        YAMLMistake("a: |2\n  x\n", 1, "something follows '|' or '>'"),
        YAMLMistake("a: > x\n", 1, "something follows '|' or '>'"),
        YAMLMistake("a: 'x' y\n", 1, "something follows the value"),
        YAMLMistake("a: [x] y\n", 1, "something follows the value"),
        YAMLMistake("a: \"x\"#y\n", 1, "something follows the value"),
        YAMLMistake("a: b: c\n", 1, "a colon in a plain value"),
    ])
    func `is refused with its line: indentation`(mistake: YAMLMistake) {
        expect(mistake)
    }

    @Test(arguments: [
        YAMLMistake("a: 1\nb: 2\na: 3\n", 3, "'a' twice"),
        YAMLMistake("a: 1\n'a': 2\n", 2, "'a' twice"),
        YAMLMistake("a: { b: 1, b: 2 }\n", 1, "'b' twice"),
        YAMLMistake("a: [1, 2\n", 1, "a sequence that does not close on its line"),
        YAMLMistake("a: [1\n  , 2]\n", 1, "a sequence that does not close on its line"),
        YAMLMistake("a: { b: 1\n", 1, "a mapping that does not close on its line"),
        YAMLMistake("a: [1, ]\n", 1, "a value is missing"),
        YAMLMistake("a: [, 1]\n", 1, "a value is missing"),
        YAMLMistake("a: { b:, c: 1 }\n", 1, "a value is missing"),
        YAMLMistake("a: { b }\n", 1, "a member has no name"),
        YAMLMistake("a: { b: 1, }\n", 1, "a member has no name"),
        YAMLMistake("a: [b: c]\n", 1, "a colon in a plain value"),
        YAMLMistake("a: [b:, c]\n", 1, "a colon in a plain value"),
        YAMLMistake("a: [-, c]\n", 1, "a plain value cannot start with '-'"),
        YAMLMistake("a: [b,#c]\n", 1, "a plain value cannot start with '#'"),
        YAMLMistake("a: [b?c]\n", 1, "a question mark in a flow"),
        YAMLMistake("a: 'b\n", 1, "a quote that does not close on its line"),
        YAMLMistake("a: \"b\n  c\"\n", 1, "a quote that does not close on its line"),
        YAMLMistake(#"a: "\q""# + "\n", 1, "an escape that is not known"),
        YAMLMistake(#"a: "\u12""# + "\n", 1, "an escape that is no character"),
        YAMLMistake(#"a: "\ud83d""# + "\n", 1, "an escape that is no character"),
        YAMLMistake("a: 1e999\n", 1, "the number '1e999' cannot be kept"),
    ])
    func `is refused with its line: names, flows and quotes`(mistake: YAMLMistake) {
        expect(mistake)
    }

    @Test func `is refused when it nests deeper than the limit`() throws {
        let flow = { (depth: Int) in
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth) + "\n"
        }
        #expect(try json(of: flow(64)) == String(flow(64).dropLast()))
        #expect(throws: YAMLRefusal(line: 1, reason: "nested too deeply")) {
            try json(of: flow(65))
        }
        let dashes = { (depth: Int) in String(repeating: "- ", count: depth) + "x\n" }
        #expect(try json(of: dashes(63)).hasPrefix("[[["))
        #expect(throws: YAMLRefusal(line: 1, reason: "nested too deeply")) {
            try json(of: dashes(64))
        }
    }

    private func expect(_ mistake: YAMLMistake) {
        #expect(throws: YAMLRefusal(line: mistake.line, reason: mistake.reason)) {
            try json(of: mistake.yaml)
        }
    }
}
