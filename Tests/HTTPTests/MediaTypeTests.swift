import Testing

@testable import HTTP

@Suite struct `A media type` {
    @Test(arguments: [
        ("text/csv", "text/csv"),
        ("TEXT/Csv", "text/csv"),
        (" text/csv ", "text/csv"),
        ("text/csv; header=present", "text/csv; header=present"),
        ("text/csv;Header=Present", "text/csv; header=Present"),
        ("text/csv ; a=1 ;\tb=2", "text/csv; a=1; b=2"),
        ("text/plain; a=\"b c\"", "text/plain; a=\"b c\""),
        ("text/plain; a=\"b\"", "text/plain; a=b"),
        ("text/plain; a=\"b\\\"c\\\\\"", "text/plain; a=\"b\\\"c\\\\\""),
        ("text/plain; a=\"\"", "text/plain; a=\"\""),
        ("text/plain; a=\";,\"", "text/plain; a=\";,\""),
        ("application/merge-patch+json", "application/merge-patch+json"),
        ("application/vnd.a.b-c+xml", "application/vnd.a.b-c+xml"),
    ])
    func `is read and written`(text: String, expected: String) {
        #expect(MediaType(text)?.description == expected)
    }

    @Test(arguments: [
        "",
        " ",
        "text",
        "text/",
        "/csv",
        "text /csv",
        "text/ csv",
        "text//csv",
        "text/csv/x",
        "text/csv;",
        "text/csv; ",
        "text/csv; a",
        "text/csv; a=",
        "text/csv; =b",
        "text/csv; a =b",
        "text/csv; a= b",
        "text/csv; a=\"b",
        "text/csv; a=\"b\\",
        "text/csv; a=\"b\"c",
        "text/csv; a=b c",
        "text/csv, text/plain",
        "text/csv; a=\"\u{0}\"",
        "text/csv; a=\"\\\u{1}\"",
        "té/csv",
    ])
    func `that is malformed is nothing`(text: String) {
        #expect(MediaType(text) == nil)
    }

    @Test func `gives the value of a parameter`() {
        let type = MediaType("text/csv; Charset=UTF-8; a=1; a=2")
        #expect(type?["charset"] == "UTF-8")
        #expect(type?["a"] == "1")
        #expect(type?["b"] == nil)
        #expect(type?.essence == "text/csv")
        #expect(type?.type == "text")
        #expect(type?.subtype == "csv")
        #expect(type?.parameters.count == 3)
    }

    @Test(arguments: [
        (MediaType.json, "application/json"),
        (.problem, "application/problem+json"),
        (.mergePatch, "application/merge-patch+json"),
        (.lines, "application/x-ndjson"),
        (.yaml, "application/yaml"),
        (.xml, "application/xml"),
        (.html, "text/html"),
        (.csv, "text/csv"),
    ])
    func `of our own is what it is called`(type: MediaType, text: String) {
        #expect(type.description == text)
        #expect(MediaType(text) == type)
    }

    @Test(arguments: [
        ("application/json", "application/json"),
        ("application/json; charset=utf-8", "application/json"),
        ("nonsense", nil),
        (nil, nil),
    ])
    func `of a request's content is known`(field: String?, essence: String?) {
        var request = Request(.post, "/")
        request.headers["Content-Type"] = field
        #expect(request.contentType?.essence == essence)
    }
}
