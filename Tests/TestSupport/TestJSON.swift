package import HTTP
package import JSON
package import Partnership

/// A value in an answer, found by names and numbers; what is not there is nil all the way.
package struct TestJSON: Sendable, CustomStringConvertible {
    private let value: JSONValue?

    package init(_ value: JSONValue?) {
        self.value = value
    }

    /// - Throws: `InputError` when the text is no JSON.
    package init(_ text: String) throws {
        value = try JSONDocument(parsing: Array(text.utf8)).root
    }

    package subscript(name: String) -> TestJSON {
        TestJSON(value?.members().first { $0.name == name }?.value)
    }

    package subscript(index: Int) -> TestJSON {
        guard let value, value.kind == .array, index < value.count else { return TestJSON(nil) }
        return TestJSON(value[index])
    }

    package var text: String? { value?.string }
    package var number: Int? { value?.integer }
    package var boolean: Bool? { value?.boolean }
    package var isNull: Bool { value?.isNull ?? false }
    package var isThere: Bool { value != nil }
    package var count: Int { value?.count ?? 0 }
    package var identifier: Identifier? { text.flatMap { Identifier($0) } }

    /// The names of an object's members in their order.
    package var names: [String] { value?.members().map(\.name) ?? [] }

    /// The elements of an array.
    package var elements: [TestJSON] { value?.elements().map { TestJSON($0) } ?? [] }

    /// The strings of an array.
    package var texts: [String] { elements.compactMap(\.text) }

    package var description: String {
        guard let value else { return "nothing" }
        var writer = JSONWriter()
        writer.value(value)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}

extension Response {
    /// The body; nothing at all when it is no JSON.
    package var json: TestJSON {
        TestJSON(try? JSONDocument(parsing: body).root)
    }

    /// The body as it stands there.
    package var text: String { String(decoding: body, as: UTF8.self) }

    /// The code of a problem.
    package var code: String? { json["code"].text }

    /// Status and code of a problem in one, as `409 partner.kvk-number-taken`.
    package var summary: String {
        code.map { "\(status.code) \($0)" } ?? "\(status.code)"
    }

    /// Where the errors of a 400 are, each with its code, as `/name required`.
    package var places: [String] {
        json["errors"].elements.map { "\($0["location"].text ?? "?") \($0["code"].text ?? "?")" }
    }

    /// The id of what a 201 made.
    ///
    /// - Throws: `TestProblem` with the body when it is another answer.
    package var madeIdentifier: Identifier {
        get throws {
            guard status == 201, let id = json["id"].identifier else {
                throw TestProblem("not made: \(text)")
            }
            return id
        }
    }
}
