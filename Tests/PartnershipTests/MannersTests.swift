import HTTP
@testable import Partnership
import Postgres
import TestSupport
import Testing

@Suite struct `A request` {
    @Test(arguments: ["/v1//", "/v1/products/", "/v2/products", "/products", "/v1/product", "/"])
    func `for nothing is a 404`(target: String) async throws {
        try await withSharedAPI { api in
            let answer = try await api.send(.get, target)
            #expect(answer.summary == "404 resource.not-found")
            #expect(answer.headers["content-type"] == "application/problem+json")
        }
    }

    @Test(arguments: [
        (Method.delete, "/v1/partners", "GET, HEAD, POST, OPTIONS"),
        (.put, "/v1/products/JB-04", "GET, HEAD, OPTIONS"),
        (.post, "/v1/health", "GET, HEAD, OPTIONS"),
    ])
    func `with another method is a 405 that names those there are`(
        method: Method,
        target: String,
        allowed: String
    ) async throws {
        try await withSharedAPI { api in
            let answer = try await api.send(method, target)
            #expect(answer.summary == "405 resource.method-not-allowed")
            #expect(answer.headers["allow"] == allowed)
        }
    }

    @Test func `for the options names the methods`() async throws {
        try await withSharedAPI { api in
            let id = "019afd3c-0728-709a-bf2a-74de452e6b43"
            let answer = try await api.send(.options, "/v1/partners/\(id)", as: .nobody)
            #expect(answer.status == 204)
            #expect(answer.headers["allow"] == "GET, HEAD, PATCH, OPTIONS")
            #expect(answer.body.isEmpty)
        }
    }

    @Test func `for the head has the header fields of the whole`() async throws {
        try await withSharedAPI { api in
            let whole = try await api.send(.get, "/v1/products/JB-04")
            let head = try await api.send(.head, "/v1/products/JB-04")
            #expect(head.status == 200)
            #expect(head.headers["etag"] == whole.headers["etag"])
            #expect(head.headers["content-type"] == "application/json")
        }
    }

    @Test(arguments: ["text/plain", "application/merge-patch+json", "", "nonsense"])
    func `with a body of another type is a 415`(type: String) async throws {
        try await withSharedAPI { api in
            let answer = try await api.send(
                .post,
                "/v1/partners",
                json: "{}",
                headers: ["Content-Type": type]
            )
            #expect(answer.summary == "415 request.unsupported-media-type")
        }
    }

    @Test(arguments: ["application/json", "application/json; charset=utf-8", "Application/JSON"])
    func `with a body of the right type is read`(type: String) async throws {
        try await withSharedAPI { api in
            let answer = try await api.send(
                .post,
                "/v1/partners",
                json: "{}",
                headers: ["Content-Type": type]
            )
            #expect(answer.summary == "400 request.invalid")
        }
    }

    @Test(arguments: [
        ("text/html", 406), ("application/xml", 406), ("*/*;q=0", 406), ("application/json", 200),
        ("*/*", 200), ("text/html, application/*;q=0.1", 200),
    ])
    func `for a type that there is not is a 406`(accept: String, status: Int) async throws {
        try await withSharedAPI { api in
            let answer = try await api.send(
                .get,
                "/v1/products",
                headers: ["Accept": accept]
            )
            #expect(answer.status.code == status)
            if status == 406 { #expect(answer.code == "request.not-acceptable") }
        }
    }

    @Test func `with parameters that are not known, or twice, is told of all`() async throws {
        try await withSharedAPI { api in
            let answer = try await api.send(
                .get,
                "/v1/products?colour=red&limit=1&limit=2&Limit=3"
            )
            #expect(answer.summary == "400 request.unknown-parameter")
            #expect(Set(answer.places) == ["colour unknown", "limit repeated", "Limit unknown"])
            let one = try await api.send(.get, "/v1/products/JB-04?limit=1")
            #expect(one.places == ["limit unknown"])
        }
    }

    @Test(arguments: ["", "{", "[]", "null", "\"a\"", "{\"name\": 1, \"name\": 2}", "{} {}"])
    func `with a body that is no object is a 400`(body: String) async throws {
        try await withSharedAPI { api in
            let answer = try await api.send(.post, "/v1/partners", json: body)
            #expect(answer.status == 400)
            #expect(answer.json["errors"].count == 1)
            #expect(answer.json["errors"][0]["in"].text == "body")
        }
    }

    @Test func `that is too deep or not UTF-8 is a 400`() async throws {
        try await withSharedAPI { api in
            let deep = String(repeating: "[", count: 1_000)
            #expect(try await api.send(.post, "/v1/partners", json: deep).status == 400)
            let query = try await api.send(.get, "/v1/products?cursor=%FF")
            #expect(query.summary == "400 request.invalid")
        }
    }
}

@Suite struct `An answer` {
    @Test func `that the caller has already is a 304 without content`() async throws {
        try await withSharedAPI { api in
            let target = "/v1/products/JB-04"
            let first = try await api.send(.get, target)
            let tag = try #require(first.headers["etag"])
            for known in [tag, "W/\(tag)", "\"other\", \(tag)", "*"] {
                let answer = try await api.send(.get, target, headers: ["If-None-Match": known])
                #expect(answer.status == 304)
                #expect(answer.body.isEmpty)
                #expect(answer.headers["etag"] == tag)
            }
            for other in ["\"other\"", "nonsense"] {
                let answer = try await api.send(.get, target, headers: ["If-None-Match": other])
                #expect(answer.status == 200)
                #expect(answer.body == first.body)
            }
        }
    }

    @Test func `of another view has another tag`() async throws {
        try await withAPI { api in
            _ = try await api.makeActivePartner()
            let target = "/v1/partners?status=active"
            let whole = try await api.send(.get, target)
            let open = try await api.send(.get, target, as: .nobody)
            #expect(whole.headers["etag"] != open.headers["etag"])
        }
    }

    @Test func `is not to be stored, and takes over the trace`() async throws {
        try await withSharedAPI { api in
            let trace = "4bf92f3577b34da6a3ce929d0e0e4736"
            let answer = try await api.send(
                .get,
                "/v1/partners/1",
                headers: ["traceparent": "00-\(trace)-00f067aa0ba902b7-01"]
            )
            #expect(answer.headers["cache-control"] == "no-store")
            #expect(answer.headers["traceparent"]?.hasPrefix("00-\(trace)-") == true)
            #expect(answer.headers["traceparent"]?.contains("00f067aa0ba902b7") == false)
            #expect(answer.json["traceId"].text == trace)
            #expect(answer.json["instance"].text == "/v1/partners/1")
            #expect(answer.json["type"].text == "urn:hendig:problem:resource.not-found")
            let malformed = try await api.send(
                .get,
                "/v1/health",
                headers: ["traceparent": "00-nonsense"]
            )
            #expect(malformed.status == 200)
            #expect(malformed.headers["traceparent"]?.count == 55)
        }
    }

    @Test func `of a failure tells nothing about the database`() async throws {
        try await withAPI { api in
            try api.database.connection().run(
                script: "alter table product rename to product_gone"
            )
            let answer = try await api.send(.get, "/v1/products")
            #expect(answer.status == 500)
            #expect(answer.code == "service.internal")
            #expect(!answer.text.contains("product_gone"))
            #expect(!answer.text.contains("select"))
        }
    }

    @Test(arguments: [
        ("/v1/ledger/2024", "Accept"), ("/v1/ledger/2024/shares", "Accept"),
        ("/v1/products", nil),
    ])
    func `says where Accept decides which answer it is`(path: String, vary: String?) async throws {
        try await withSharedAPI { api in
            let answer = try await api.send(.get, path, as: .role(.municipality))
            #expect(answer.status == 200)
            #expect(answer.headers["vary"] == vary)
        }
    }

    @Test func `comes with the manners of all answers`() {
        #expect(API.everyAnswer["API-Version"] == API.version)
        #expect(API.everyAnswer["X-Content-Type-Options"] == "nosniff")
        #expect(API.everyAnswer["X-Frame-Options"] == "DENY")
        #expect(API.everyAnswer["Strict-Transport-Security"]?.contains("max-age=") == true)
    }
}

@Suite struct `A browser's request` {
    private static let settings: API.Settings = {
        var settings = API.Settings()
        settings.corsOrigins = ["https://front.example"]
        return settings
    }()

    @Test func `from a known origin may read the answer`() async throws {
        try await withAPI(settings: Self.settings) { api in
            let answer = try await api.send(
                .get,
                "/v1/products",
                headers: ["Origin": "https://front.example"]
            )
            #expect(answer.headers["access-control-allow-origin"] == "https://front.example")
            #expect(answer.headers["vary"] == "Origin")
            #expect(answer.headers["access-control-expose-headers"]?.contains("ETag") == true)
        }
    }

    @Test func `from another origin may not`() async throws {
        try await withAPI(settings: Self.settings) { api in
            for origin in ["https://evil.example", "https://front.example.evil", "null"] {
                let answer = try await api.send(
                    .get,
                    "/v1/products",
                    headers: ["Origin": origin]
                )
                #expect(answer.status == 200)
                #expect(!answer.headers.contains("access-control-allow-origin"))
            }
        }
    }

    @Test func `asks first and is told what it may send`() async throws {
        try await withAPI(settings: Self.settings) { api in
            let answer = try await api.send(
                .options,
                "/v1/partners",
                as: .nobody,
                headers: [
                    "Origin": "https://front.example", "Access-Control-Request-Method": "POST",
                ]
            )
            #expect(answer.status == 204)
            #expect(
                answer.headers["access-control-allow-methods"] == "GET, HEAD, POST, OPTIONS"
            )
            let fields = answer.headers["access-control-allow-headers"] ?? ""
            #expect(fields.contains("Authorization"))
            #expect(fields.contains("Idempotency-Key"))
        }
    }
}
