import Testing

@testable import JSON

/// A message as the service has them, to see the parts work together.
private struct Order: Equatable {
    struct Line: Equatable {
        var code: String
        var amountCents: Int
    }

    enum State: String, CaseIterable { case open, closed }

    var reference: String
    var year: Int
    var state: State
    var isFinal: Bool
    var note: String?
    var lines: [Line]

    init?(_ value: JSONValue, _ errors: JSONErrors) {
        var object = JSONObject(value, errors)
        let reference = object.string("reference", length: 1...12)
        let year = object.parsed("year", "a year of four digits", Self.year)
        let state = object.choice("state", of: State.self)
        let isFinal = object.optionalBoolean("isFinal") ?? false
        let note = object.optionalString("note", length: 1...20, characters: .lines)
        let lines = object.array("lines", count: 1...3)?.map { Self.line($0, errors) } ?? []
        object.close()
        guard errors.isEmpty, let reference, let year, let state else { return nil }
        self.reference = reference
        self.year = year
        self.state = state
        self.isFinal = isFinal
        self.note = note
        self.lines = lines.compactMap(\.self)
    }

    private static func year(_ text: Span<UInt8>) -> Int? {
        guard text.count == 4 else { return nil }
        return text.withUnsafeBufferPointer { Int(String(decoding: $0, as: UTF8.self)) }
    }

    private static func line(_ value: JSONValue, _ errors: JSONErrors) -> Line? {
        var object = JSONObject(value, errors)
        let code = object.string("code", length: 5...5)
        let amountCents = object.integer("amountCents", in: 0...1_000_00)
        object.close()
        guard let code, let amountCents else { return nil }
        return Line(code: code, amountCents: amountCents)
    }

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("reference", reference)
            writer.member("year", "\(year)")
            writer.member("state", state.rawValue)
            writer.member("isFinal", isFinal)
            writer.member("note", note)
            writer.name("lines")
            writer.array { writer in
                for line in lines {
                    writer.object { writer in
                        writer.member("code", line.code)
                        writer.member("amountCents", line.amountCents)
                    }
                }
            }
        }
    }
}

@Suite struct `A message` {
    private let correct = """
        {"reference":"2024/0815","year":"2024","state":"open","isFinal":true,
        "note":"één\\nmaal","lines":[{"code":"45A04","amountCents":8250},
        {"amountCents":0,"code":"45A05"}]}
        """

    @Test func `is read, written and read again`() throws {
        let errors = JSONErrors()
        let order = try #require(Order(try document(correct), errors))
        #expect(order.reference == "2024/0815")
        #expect(order.note == "één\nmaal")
        #expect(order.lines.map(\.amountCents) == [8250, 0])
        let again = Order(try document(written { order.write(to: &$0) }), errors)
        #expect(again == order)
        #expect(errors.isEmpty)
    }

    @Test func `with everything wrong names everything`() throws {
        let text = """
            {"reference":"far too long a text","year":"24","state":"ajar","isFinal":1,
            "note":"\\u0007","lines":[{"code":"45A0","amountCents":100001},{"code":5},[]],
            "extra":{"deep":[1]}}
            """
        let errors = JSONErrors()
        #expect(Order(try document(text), errors) == nil)
        #expect(
            errors.list.map { "\($0.location) \($0.code)" } == [
                "/reference length", "/year format", "/state enum", "/isFinal type",
                "/note format", "/lines/0/code length", "/lines/0/amountCents range",
                "/lines/1/code type", "/lines/1/amountCents required", "/lines/2 type",
                "/extra unknown-member",
            ]
        )
    }

    @Test func `in a batch fails by itself`() throws {
        let wrong = correct.replacing("open", with: "ajar")
        let root = try document("[\(correct),\(wrong),{},\(correct)]")
        var found: [[String]] = []
        for element in root.elements() {
            let errors = JSONErrors()
            let order = Order(element, errors)
            #expect((order == nil) == !errors.isEmpty)
            found.append(errors.list.map(\.location))
        }
        #expect(
            found == [
                [], ["/1/state"], ["/2/reference", "/2/year", "/2/state", "/2/lines"], [],
            ]
        )
    }

    @Test func `on a line fails by itself`() throws {
        let line = correct.replacing("\n", with: "")
        let body = Array("\(line)\n{\"year\":\r\n\(line)\r\n{}".utf8)
        var found: [String] = []
        for range in try JSONLines.ranges(of: body) {
            let errors = JSONErrors()
            do throws(InputError) {
                let root = try JSONDocument(parsing: body, range: range).root
                found.append(Order(root, errors).map(\.reference) ?? errors.list[0].code)
            } catch {
                found.append("\(error.location) \(error.code)")
            }
        }
        #expect(found == ["2024/0815", "/year syntax", "2024/0815", "required"])
    }

    @Test(arguments: [
        ("{}", "unchanged"), ("{\"note\":null}", "removed"), ("{\"note\":\"x\"}", "x"),
        ("{\"note\":1}", "refused"), ("{\"note\":\"\"}", "refused"),
    ])
    func `of a patch tells absent, null and a value apart`(text: String, expected: String) throws {
        let errors = JSONErrors()
        var object = JSONObject(try document(text), errors)
        var result = "unchanged"
        if object.contains("note") { result = object.optionalString("note") ?? "removed" }
        object.close()
        if !errors.isEmpty { result = "refused" }
        #expect(result == expected)
    }

    @Test func `keeps its document alive`() throws {
        var value = try document(correct).members().last?.value
        #expect(value?.count == 2)
        value = value?[1]
        #expect(value?.location == "/lines/1")
        #expect(value.map(canonical) == #"{"amountCents":0,"code":"45A05"}"#)
    }

    @Test func `is read by many tasks at once`() async throws {
        let root = try document(correct)
        let forms = await withTaskGroup(of: String.self) { group in
            for _ in 0..<8 { group.addTask { canonical(root) } }
            return await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(forms.count == 1)
    }
}
