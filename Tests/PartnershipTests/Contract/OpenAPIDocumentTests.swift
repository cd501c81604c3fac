@testable import Partnership
import Testing

@Suite struct `A description of an interface` {
    private static let yaml = """
        openapi: 3.0.3
        info: { title: Small, version: 1.2.3 }
        paths:
          /a:
            parameters: []
            get:
              operationId: readA
              x-scope: a:read
              responses:
                "200": { $ref: "#/components/responses/Fine" }
                4XX: {}
            post: { operationId: makeA, x-scope: public, security: [] }
          /a/{b}:
            get: { security: [{ bearer: [] }, {}] }
        components:
          responses:
            Fine: { $ref: "#/components/headers/a~1b~0c" }
            Circle: { $ref: "#/components/responses/Circle" }
          headers: { a/b~c: { description: x } }

        """

    private let document: OpenAPIDocument

    init() throws {
        document = try OpenAPIDocument(yaml: Array(Self.yaml.utf8))
    }

    @Test func `keeps its bytes and makes its JSON`() throws {
        #expect(document.yaml == Array(Self.yaml.utf8))
        let json = String(decoding: document.json, as: UTF8.self)
        #expect(json.hasPrefix(#"{"openapi":"3.0.3","info":{"title":"Small","version":"1.2.3"}"#))
        #expect(document.version == "1.2.3")
    }

    @Test func `lists its operations in their order`() {
        #expect(document.paths == ["/a", "/a/{b}"])
        let operations = document.operations
        #expect(
            operations.map { "\($0.method) \($0.path)" } == ["GET /a", "POST /a", "GET /a/{b}"]
        )
        #expect(operations.map(\.operationId) == ["readA", "makeA", ""])
        #expect(operations.map(\.scope) == ["a:read", "public", ""])
        #expect(operations.map(\.isPublic) == [false, true, true])
        #expect(operations.map(\.statuses) == [["200", "4XX"], [], []])
    }

    @Test func `follows references through one another, and not in circles`() throws {
        let fine = try #require(document.operations[0].value["responses"]?["200"])
        #expect(document.resolved(fine)["description"]?.string == "x")
        #expect(document.resolved(.string("x")) == .string("x"))
        #expect(document.target(of: "#/components/nothing") == nil)
        #expect(document.target(of: "other.yaml#/components") == nil)
        let circle = try #require(document.target(of: "#/components/responses/Circle"))
        #expect(document.resolved(circle) == circle)
    }

    @Test func `is refused with its line when it is not of the subset`() {
        #expect(throws: YAMLRefusal(line: 2, reason: "'a' twice")) {
            try OpenAPIDocument(yaml: Array("a: 1\na: 2\n".utf8))
        }
        #expect(YAMLRefusal(line: 2, reason: "'a' twice").description == "line 2: 'a' twice")
    }

    @Test func `has nothing where nothing is written`() throws {
        let empty = try OpenAPIDocument(yaml: Array("[]\n".utf8))
        #expect(empty.paths.isEmpty && empty.operations.isEmpty && empty.version.isEmpty)
        #expect(String(decoding: empty.json, as: UTF8.self) == "[]")
    }
}
