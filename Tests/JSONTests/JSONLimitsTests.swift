import Testing

@testable import JSON

@Suite struct `The limits of a document` {
    private func nested(_ open: String, _ close: String, _ depth: Int) -> String {
        String(repeating: open, count: depth) + String(repeating: close, count: depth)
    }

    @Test func `allow sixteen levels of arrays and not seventeen`() {
        #expect(refusal(nested("[", "]", 16)) == nil)
        #expect(refusal(nested("[", "]", 17))?.code == "depth")
        #expect(refusal(nested("[", "]", 17))?.location == String(repeating: "/0", count: 16))
    }

    @Test func `allow sixteen levels of objects and not seventeen`() {
        let open = "{\"a\":"
        #expect(refusal(nested(open, "}", 15).replacing("\"a\":}", with: "\"a\":{}}")) == nil)
        #expect(refusal(String(repeating: open, count: 17))?.code == "depth")
        #expect(refusal(String(repeating: open, count: 16))?.code == "syntax")
    }

    @Test func `hold for a hundred thousand brackets`() {
        #expect(refusal(String(repeating: "[", count: 100_000))?.code == "depth")
        #expect(refusal(String(repeating: "{\"a\":[", count: 100_000))?.code == "depth")
    }

    @Test func `allow as many levels as the caller says`() {
        var limits = JSONLimits()
        limits.depth = 1
        #expect(refusal("[]", limits: limits) == nil)
        #expect(refusal("[{}]", limits: limits)?.code == "depth")
        limits.depth = 0
        #expect(refusal("1", limits: limits) == nil)
        #expect(refusal("[]", limits: limits)?.code == "depth")
        limits.depth = 512
        #expect(refusal(nested("[", "]", 512), limits: limits) == nil)
        #expect(refusal(nested("[", "]", 513), limits: limits)?.code == "depth")
    }

    @Test func `count levels and not brackets`() {
        let flat = (0..<1000).map { _ in "[[]]" }.joined(separator: ",")
        var limits = JSONLimits()
        limits.depth = 3
        #expect(refusal("[\(flat)]", limits: limits) == nil)
    }

    @Test func `count values and names`() {
        var limits = JSONLimits()
        limits.tokens = 5
        #expect(refusal("{\"a\":1,\"b\":2}", limits: limits) == nil)
        #expect(refusal("[1,2,3,4]", limits: limits) == nil)
        #expect(refusal("[1,2,3,4,5]", limits: limits)?.code == "too-many")
        #expect(refusal("{\"a\":1,\"b\":[0]}", limits: limits)?.code == "too-many")
        #expect(refusal("{\"a\":1,\"b\":2,\"c\":3}", limits: limits)?.code == "too-many")
        limits.tokens = 0
        #expect(refusal("1", limits: limits)?.code == "too-many")
    }

    @Test func `bound the bytes`() {
        var limits = JSONLimits()
        limits.bytes = 4
        #expect(refusal("1234", limits: limits) == nil)
        #expect(refusal("[12 ", limits: limits)?.code == "syntax")
        #expect(refusal("[12] ", limits: limits)?.code == "length")
        #expect(refusal("12345", limits: limits)?.detail == "must have at most 4 bytes, not 5")
    }

    @Test func `bound the bytes of a part and not of the body`() throws {
        var limits = JSONLimits()
        limits.bytes = 4
        let bytes = Array("1234567".utf8)
        _ = try JSONDocument(parsing: bytes, range: 2..<6, limits: limits)
        #expect(throws: InputError.self) {
            try JSONDocument(parsing: bytes, range: 2..<7, limits: limits)
        }
    }

    @Test func `bound a name`() {
        let longest = String(repeating: "n", count: 256)
        #expect(refusal("{\"\(longest)\":1}") == nil)
        #expect(refusal("{\"x\":{\"\(longest)n\":1}}")?.code == "length")
        #expect(refusal("{\"x\":{\"\(longest)n\":1}}")?.location == "/x")
    }

    @Test func `do not bound a string`() {
        #expect(refusal("\"\(String(repeating: "é", count: 100_000))\"") == nil)
    }

    @Test func `leave room for a large batch`() throws {
        let message = #"{"number":12,"day":"2024-07-14","minutes":90,"final":false}"#
        let text = "[" + Array(repeating: message, count: 10_000).joined(separator: ",") + "]"
        let root = try document(text)
        #expect(root.count == 10_000)
        #expect(root[9_999].location == "/9999")
    }
}
