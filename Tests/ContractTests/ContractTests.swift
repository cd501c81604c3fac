@testable import Partnership
import Testing

@Suite struct `The contract` {
    private let contract = Published.contract

    private func violations(
        _ method: String,
        _ path: String,
        _ status: Int,
        _ mediaType: String?,
        _ body: String
    ) -> [String] {
        contract.violations(
            method: method,
            path: path,
            status: status,
            mediaType: mediaType,
            body: Array(body.utf8)
        )
    }

    private static let problem =
        #"{"type":"urn:x","title":"Not Found","status":404,"detail":"x","code":"resource.none"}"#

    @Test func `accepts an answer that fits`() {
        let found = violations("GET", "/health", 200, "application/json", #"{"status":"pass"}"#)
        #expect(found.isEmpty)
        #expect(
            violations(
                "GET",
                "/partners/{partnerId}",
                404,
                "application/problem+json",
                Self.problem
            )
            .isEmpty
        )
    }

    @Test func `tells what in an answer does not fit`() {
        #expect(
            violations("GET", "/health", 200, "application/json", #"{"status":"ill"}"#)
                == ["GET /health 200 /status: none of the values of the enum"]
        )
        #expect(
            violations("GET", "/health", 200, "application/json", "{")
                .first?.hasPrefix("GET /health 200: not JSON: ") == true
        )
        #expect(
            violations("GET", "/health", 200, "text/html", "{}")
                == ["GET /health 200: the media type text/html is not known"]
        )
        #expect(
            violations("GET", "/health", 200, nil, "{}")
                == ["GET /health 200: the media type none is not known"]
        )
        #expect(violations("GET", "/health", 201, nil, "") == ["GET /health 201: no such status"])
        #expect(violations("GET", "/illness", 200, nil, "") == ["GET /illness 200: no such path"])
        #expect(
            violations("PUT", "/health", 200, nil, "") == ["PUT /health 200: no such operation"]
        )
    }

    @Test func `looks at a media type without its parameters and its case`() {
        let body = #"{"status":"pass"}"#
        #expect(violations("GET", "/health", 200, "Application/JSON; q=1", body).isEmpty)
    }

    @Test func `takes an answer by its class when its status has none of its own`() {
        let refused = Self.problem.replacing("404", with: "422")
        #expect(violations("POST", "/partners", 422, "application/problem+json", refused).isEmpty)
        #expect(
            violations("GET", "/partners", 422, "application/problem+json", refused)
                == ["GET /partners 422: no such status"]
        )
    }

    @Test func `wants no body where there is none`() {
        #expect(violations("GET", "/partners", 304, nil, "").isEmpty)
        #expect(
            violations("GET", "/partners", 304, nil, "x")
                == ["GET /partners 304: a body of 1 bytes where none is wanted"]
        )
        #expect(violations("HEAD", "/partners", 200, "application/json", "").isEmpty)
        #expect(
            violations("HEAD", "/partners", 200, "application/json", "{}")
                == ["HEAD /partners 200: a body of 2 bytes where none is wanted"]
        )
        #expect(violations("HEAD", "/declaration-batches", 200, nil, "").count == 1)
        #expect(violations("OPTIONS", "/partners", 204, nil, "").isEmpty)
        #expect(violations("OPTIONS", "/partners", 204, nil, "x").count == 1)
    }

    @Test func `wants a problem for a method that a path does not have`() {
        let problem = Self.problem.replacing("404", with: "405")
        #expect(violations("DELETE", "/partners", 405, "application/problem+json", problem).isEmpty)
        #expect(violations("DELETE", "/partners", 405, "application/json", problem).count == 1)
        #expect(violations("DELETE", "/partners", 204, nil, "").count == 1)
    }

    @Test func `wants text where it has no schema`() {
        #expect(violations("GET", "/ledger/{year}", 200, "text/csv", "year,pillar\n").isEmpty)
        #expect(
            violations("GET", "/ledger/{year}", 200, "text/csv", "")
                == ["GET /ledger/{year} 200: a body that is no text"]
        )
    }

    @Test func `looks at every line of a body of lines`() {
        let good = #"{"line":1,"status":400,"problem":"# + Self.problem + "}\n"
        let bad = #"{"line":0,"status":400,"problem":"# + Self.problem + "}\n"
        let type = "application/x-ndjson"
        #expect(violations("POST", "/declaration-batches", 200, type, good + good).isEmpty)
        #expect(
            violations("POST", "/declaration-batches", 200, type, good + bad)
                == ["POST /declaration-batches 200 /line: 0, at least 1"]
        )
    }

    @Test func `looks at requests too`() {
        let type = "application/merge-patch+json"
        let path = "/partners/{partnerId}"
        func violations(_ method: String, _ mediaType: String?, _ body: String) -> [String] {
            contract.requestViolations(
                method: method,
                path: path,
                mediaType: mediaType,
                body: Array(body.utf8)
            )
        }
        #expect(violations("PATCH", type, #"{"size":"solo"}"#).isEmpty)
        #expect(
            violations("PATCH", type, #"{"status":"active"}"#)
                == ["PATCH \(path) /status: no such member is known"]
        )
        #expect(violations("PATCH", "application/json", "{}").count == 1)
        #expect(violations("GET", nil, "").isEmpty)
        #expect(violations("GET", nil, "{}").count == 1)
        #expect(violations("PUT", nil, "{}") == ["PUT \(path): no such operation"])
    }

    @Test(arguments: [
        ("/", "/"), ("/partners", "/partners"), ("/partners/x", "/partners/{partnerId}"),
        ("/health/ready", "/health/ready"), ("/ledger/2024/shares", "/ledger/{year}/shares"),
        ("/products/JB-04/tariffs", "/products/{code}/tariffs"), ("/partners/", nil),
        ("/partners/x/y", nil), ("", nil),
    ])
    func `finds the template of a path`(path: String, template: String?) {
        #expect(contract.template(of: path) == template)
    }

    @Test func `prefers a fixed segment to a parameter`() throws {
        let yaml = "paths: { \"/a/{b}\": {}, /a/c: {} }\n"
        let contract = Contract(try OpenAPIDocument(yaml: Array(yaml.utf8)))
        #expect(contract.template(of: "/a/c") == "/a/c")
        #expect(contract.template(of: "/a/d") == "/a/{b}")
    }
}
