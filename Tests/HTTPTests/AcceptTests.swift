import Testing

@testable import HTTP

@Suite struct `An Accept field` {
    private let offers: [MediaType] = [.json, .csv]

    @Test(arguments: [
        ("", "application/json"),
        ("*/*", "application/json"),
        (" */* ", "application/json"),
        ("text/csv", "text/csv"),
        ("TEXT/CSV", "text/csv"),
        ("text/*", "text/csv"),
        ("application/*", "application/json"),
        ("application/json, text/csv", "application/json"),
        ("text/csv, application/json", "application/json"),
        ("text/csv, application/json;q=0.9", "text/csv"),
        ("text/csv;q=0.5, application/json;q=0.4", "text/csv"),
        ("text/csv;q=0.501, application/json;q=0.500", "text/csv"),
        ("text/csv;q=0.5, */*;q=0.1", "text/csv"),
        ("text/csv;q=0.1, */*;q=0.5", "application/json"),
        ("*/*, application/json;q=0", "text/csv"),
        ("application/*;q=0.9, application/json;q=0.1, text/csv;q=0.2", "text/csv"),
        ("text/html, */*;q=0.8", "application/json"),
        ("text/csv;q=1.000", "text/csv"),
        ("text/csv;q=1.", "text/csv"),
        ("text/csv;Q=1", "text/csv"),
        ("text/csv ; q=0.001", "text/csv"),
        (", ,text/csv,, text/html,", "text/csv"),
        ("text/csv;q=0.5;ext=1, application/json;q=0.4", "text/csv"),
        ("text/html, text/csv , image/png", "text/csv"),
    ])
    func `chooses the best`(field: String, best: String) {
        #expect(Accept(field)?.preferred(of: offers)?.description == best)
    }

    @Test(arguments: [
        "text/html",
        "image/*",
        "application/json;q=0, text/csv;q=0.000",
        "*/*;q=0",
        "text/csv;q=0, text/*;q=1",
        "application/json; profile=x",
    ])
    func `may take nothing we make`(field: String) {
        #expect(Accept(field) != nil)
        #expect(Accept(field)?.preferred(of: offers) == nil)
    }

    @Test(arguments: [
        "text",
        "text/",
        "*",
        "*/csv",
        "text/csv text/html",
        "text/csv;",
        "text/csv;q",
        "text/csv;q=",
        "text/csv;q=2",
        "text/csv;q=1.1",
        "text/csv;q=1.001",
        "text/csv;q=-1",
        "text/csv;q=.5",
        "text/csv;q=0.5555",
        "text/csv;q=0,5",
        "text/csv;q=0.a",
        "text/csv;q=00",
        "text/csv;q=\"\"",
        "text/csv; a=\"",
    ])
    func `that is malformed is nothing`(field: String) {
        #expect(Accept(field) == nil)
    }

    @Test func `prefers the closest description of a type`() throws {
        let plain = try #require(MediaType("text/csv"))
        let withHeader = try #require(MediaType("text/csv; header=present"))
        let accept = try #require(Accept("text/csv;header=present, text/csv;q=0.5, text/*;q=0.9"))
        #expect(accept.preferred(of: [plain, withHeader]) == withHeader)
        #expect(accept.preferred(of: [plain]) == plain)
        let other = try #require(Accept("text/csv;header=present;q=0.1, text/csv"))
        #expect(other.preferred(of: [withHeader, plain]) == plain)
    }

    @Test func `takes members at the maximum number and not one more`() {
        let most = Array(repeating: "text/csv", count: Limits.listMembers).joined(separator: ",")
        #expect(Accept(most) != nil)
        #expect(Accept(most + ",text/csv") == nil)
    }

    @Test func `of no offers chooses nothing`() {
        #expect(Accept("*/*")?.preferred(of: []) == nil)
        #expect(Accept("")?.preferred(of: []) == nil)
    }

    @Test(arguments: [
        (String?.none, String?.some("application/json")),
        ("text/csv", "text/csv"),
        ("text/html", nil),
        ("nonsense", nil),
    ])
    func `of a request is asked for at once`(field: String?, best: String?) {
        var request = Request(.get, "/")
        request.headers["Accept"] = field
        #expect(request.preferred(of: offers)?.description == best)
    }

    @Test func `may come in several lines`() {
        var headers: Headers = ["Accept": "text/html"]
        headers.append("accept", "text/csv")
        let request = Request(.get, "/", headers: headers)
        #expect(request.preferred(of: offers) == .csv)
    }
}
