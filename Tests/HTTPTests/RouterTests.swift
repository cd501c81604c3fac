import Testing

@testable import HTTP

@Suite struct `The router` {
    private let router: Router<String> = {
        var router = Router<String>()
        router.add(.get, "/", "root")
        router.add(.get, "/v1", "base")
        router.add(.get, "/v1/health", "health")
        router.add(.get, "/v1/health/ready", "ready")
        router.add(.get, "/v1/products", "products")
        router.add(.post, "/v1/products", "new product")
        router.add(.get, "/v1/products/{code}", "product")
        router.add(.get, "/v1/products/{code}/tariffs", "tariffs")
        router.add(.post, "/v1/products/{code}/tariffs", "new tariff")
        router.add(.get, "/v1/products/special", "special")
        router.add(.get, "/v1/products/special/offers", "offers")
        router.add(.put, "/v1/a/{x}/b/{y}", "two")
        router.add(.get, "/v1/a/{x}/b/c", "one")
        router.add(.head, "/v1/own", "own head")
        router.add(.get, "/v1/own", "own get")
        router.add(.options, "/v1/own", "own options")
        router.add(.other("REPORT"), "/v1/odd", "report")
        return router
    }()

    /// The route, its parameters and the methods, as one line.
    private func match(_ method: HTTP.Method, _ path: String, _ names: String...) -> String {
        switch router.match(Request(method, path)) {
        case .found(let route, let parameters):
            names.reduce(route) { $0 + " \($1)=\(parameters[$1] ?? "nil")" }
        case .options(let methods): "options " + methods.map(\.name).joined(separator: ",")
        case .notFound: "not found"
        case .methodNotAllowed(let methods): "not " + methods.map(\.name).joined(separator: ",")
        }
    }

    @Test(arguments: [
        ("/", "root"),
        ("/v1", "base"),
        ("/v1?a=b", "base"),
        ("/v1/health", "health"),
        ("/v1/health/ready", "ready"),
        ("/v1/products", "products"),
        ("/v1/products/45A48", "product"),
        ("/v1/products/45A48/tariffs", "tariffs"),
        ("/v1/products/special", "special"),
        ("/v1/products/special/offers", "offers"),
        ("/v1/products/specials", "product"),
        ("/v1/products/a%2Fb", "product"),
        ("/v1/products/a%2Fb/tariffs", "tariffs"),
        ("/v1/a/1/b/c", "one"),
    ])
    func `finds a route`(path: String, route: String) {
        #expect(match(.get, path) == route)
    }

    @Test(arguments: [
        "/v1/",
        "/v1//",
        "//v1",
        "//",
        "/v1//health",
        "/v1/health/",
        "/v1/products/",
        "/v1/products//tariffs",
        "/v1/products/a/",
        "/v1/products/a/tariffs/",
        "/v1/products/a/tariffs/b",
        "/v1/products/a/other",
        "/V1",
        "/v1/Health",
        "/v",
        "/v11",
        "/v1/heal",
        "/v1/healthy",
        "/v2",
        "/v1%2Fhealth",
        "/v1/a",
        "/v1/a/1",
        "/v1/a/1/b",
        "/v1/products/%00",
        "/v1/products/%FF",
        "/v1/products/%",
        "/v1/products/%zz",
        "/v1/products/..",
        "/v1/products/%2e%2E",
        "/v1/products/./tariffs",
        "v1",
        "*",
        "/%",
    ])
    func `does not find`(path: String) {
        #expect(match(.get, path) == "not found")
        #expect(match(.delete, path) == "not found")
    }

    @Test func `goes back to a parameter when a literal leads nowhere`() {
        #expect(match(.get, "/v1/products/special/tariffs", "code") == "tariffs code=special")
        #expect(match(.get, "/v1/products/special/nothing") == "not found")
    }

    @Test(arguments: [
        ("/v1/products/45A48", "45A48"),
        ("/v1/products/a%20b", "a b"),
        ("/v1/products/a+b", "a+b"),
        ("/v1/products/a%2Fb", "a/b"),
        ("/v1/products/%C3%A9", "é"),
        ("/v1/products/...", "..."),
        ("/v1/products/%25", "%"),
    ])
    func `decodes parameters`(path: String, code: String) {
        #expect(match(.get, path, "code", "other") == "product code=\(code) other=nil")
    }

    @Test func `gives each parameter its own value`() {
        #expect(match(.put, "/v1/a/1/b/2", "x", "y") == "two x=1 y=2")
        #expect(match(.get, "/v1/a/1/b/c", "x", "y") == "one x=1 y=nil")
    }

    @Test func `takes an escaped letter for that letter`() {
        #expect(match(.get, "/v1/%68ealth") == "health")
        #expect(match(.get, "/%76%31/products/%73pecial") == "special")
        #expect(match(.get, "/v1/%68ealthy") == "not found")
    }

    @Test(arguments: [
        ("/v1", "not GET,HEAD,OPTIONS"),
        ("/v1/products", "not GET,HEAD,POST,OPTIONS"),
        ("/v1/products/a/tariffs", "not GET,HEAD,POST,OPTIONS"),
        ("/v1/a/1/b/2", "not PUT,OPTIONS"),
        ("/v1/own", "not HEAD,GET,OPTIONS"),
        ("/v1/odd", "not REPORT,OPTIONS"),
    ])
    func `names the methods that are allowed`(path: String, allowed: String) {
        #expect(match(.delete, path) == allowed)
        #expect(match(.trace, path) == allowed)
        #expect(match(.other("get"), path) == allowed)
    }

    @Test func `takes a HEAD where there is a GET`() {
        #expect(match(.head, "/v1/products/a", "code") == "product code=a")
        #expect(match(.head, "/v1/own") == "own head")
        #expect(match(.head, "/v1/a/1/b/2") == "not PUT,OPTIONS")
    }

    @Test func `answers OPTIONS everywhere`() {
        #expect(match(.options, "/v1/products") == "options GET,HEAD,POST,OPTIONS")
        #expect(match(.options, "/v1/a/1/b/2") == "options PUT,OPTIONS")
        #expect(match(.options, "/v1/own") == "own options")
        #expect(match(.options, "/v1/nothing") == "not found")
        #expect(match(.options, "*") == "options GET,HEAD,OPTIONS,POST,PUT,REPORT")
    }

    @Test func `takes an extension method that has a route`() {
        #expect(match(.other("REPORT"), "/v1/odd") == "report")
        #expect(match(.other("REPORTS"), "/v1/odd") == "not REPORT,OPTIONS")
    }

    @Test func `without routes finds nothing`() {
        let empty = Router<Int>()
        guard case .notFound = empty.match(Request(.get, "/")) else {
            Issue.record("found a route")
            return
        }
    }

    @Test func `takes parameters at the maximum number`() {
        var router = Router<Int>()
        let names = (1...Limits.pathParameters).map { "p\($0)" }
        router.add(.get, PathPattern("/" + names.map { "{\($0)}" }.joined(separator: "/")), 1)
        let path = "/" + names.joined(separator: "/")
        guard case .found(_, let parameters) = router.match(Request(.get, path)) else {
            Issue.record("found nothing")
            return
        }
        for name in names { #expect(parameters[name] == name) }
        guard case .notFound = router.match(Request(.get, path + "/more")) else {
            Issue.record("found a longer path")
            return
        }
    }

    @Test func `never traps on any path`() throws {
        var random = FixedRandom(state: 11)
        for _ in 0..<20_000 {
            var bytes = Array("/v1/products/special/tariffs".utf8)
            for _ in 0..<3 {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                bytes[place] = try #require("//%.2eFf\0a".utf8.randomElement(using: &random))
            }
            bytes = Array(bytes.prefix(Int.random(in: 0...bytes.count, using: &random)))
            if case .found(let route, _) = router.match(.get, bytes.span) {
                #expect(!route.isEmpty)
            }
        }
    }
}

@Suite struct `A path pattern` {
    @Test(arguments: [
        ("/", 0, []),
        ("/v1", 1, []),
        ("/v1/{a}", 2, ["a"]),
        ("/v1/{a}/b/{cD}", 4, ["a", "cD"]),
        ("/{a", 1, []),
    ])
    func `has segments and parameters`(text: String, segments: Int, parameters: [String]) {
        let pattern = PathPattern(text)
        #expect(pattern.segments.count == segments)
        #expect(pattern.parameters == parameters)
        #expect(pattern.description == text)
    }

    @Test func `gives its parameters values`() {
        let parameters = PathParameters(["a", "b"], ["1", ""])
        #expect(parameters["a"] == "1")
        #expect(parameters["b"] == "")
        #expect(parameters["A"] == nil)
        #expect(PathParameters()["a"] == nil)
    }
}
