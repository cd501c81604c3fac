import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct `A product code` {
    @Test(arguments: ["JB-04", "MH-09", "ZZ-00"])
    func `has two capitals, a dash and two digits`(code: String) {
        #expect(Product.isCode(code))
    }

    @Test(arguments: ["", "JB-0", "JB-004", "jB-04", "Jb-04", "JB_04", "JB-A4", "JB-4A", "J0-04"])
    func `has no other form`(code: String) {
        #expect(!Product.isCode(code))
    }
}

@Suite struct `The products` {
    private static let therapy = """
        {"code": "JB-11", "pillar": "youth", "nameNl": "Vaktherapie", "nameEn": "Art therapy",
         "unit": "hour", "category": "50"}
        """

    @Test func `are those of the framework, in the order of their codes`() async throws {
        try await withSharedAPI { api in
            let answer = try await api.send(.get, "/v1/products?count=true", as: .role(.frontend))
            #expect(answer.status == 200)
            let codes = answer.json["items"].elements.compactMap { $0["code"].text }
            #expect(codes.count == 13)
            #expect(codes == codes.sorted())
            #expect(answer.json["total"].number == 13)
            #expect(answer.json["next"].isNull)
        }
    }

    @Test func `are given page by page, each once`() async throws {
        try await withSharedAPI { api in
            var target: String? = "/v1/products?limit=5"
            var codes: [String] = []
            var pages = 0
            while let current = target {
                let answer = try await api.send(.get, current)
                codes += answer.json["items"].elements.compactMap { $0["code"].text }
                target = answer.json["next"].text
                #expect(answer.headers.contains("link") == (target != nil))
                pages += 1
            }
            #expect(pages == 3)
            #expect(codes.count == 13)
            #expect(Set(codes).count == 13)
        }
    }

    @Test func `can be had one by one`() async throws {
        try await withSharedAPI { api in
            let answer = try await api.send(.get, "/v1/products/JB-10", as: .role(.caseSystem))
            let product = answer.json
            #expect(
                product.names == [
                    "code", "pillar", "nameNl", "nameEn", "unit", "category", "createdAt",
                    "version",
                ]
            )
            #expect(product["nameNl"].text == "Verblijf")
            #expect(product["unit"].text == "etmaal")
            #expect(product["category"].text == "50")
            let adult = try await api.send(.get, "/v1/products/MH-04")
            #expect(adult.json["category"].isNull)
            #expect(adult.json["pillar"].text == "adult")
        }
    }

    @Test(arguments: ["JB-99", "jb-04", "JB-04x", "JB-04%00", "%27"])
    func `are not found under another code`(code: String) async throws {
        try await withSharedAPI { api in
            let answer = try await api.send(.get, "/v1/products/\(code)")
            #expect(answer.summary == "404 resource.not-found")
        }
    }

    @Test func `get one more, which answers as it was made`() async throws {
        try await withAPI { api in
            let made = try await api.send(.post, "/v1/products", json: Self.therapy)
            #expect(made.status == 201)
            #expect(made.headers["location"] == "/v1/products/JB-11")
            #expect(made.json["version"].number == 1)
            let read = try await api.send(.get, "/v1/products/JB-11")
            #expect(read.body == made.body)
            #expect(read.headers["etag"] == made.headers["etag"])
        }
    }

    @Test func `have every code once`() async throws {
        try await withAPI { api in
            _ = try await api.send(.post, "/v1/products", json: Self.therapy)
            let again = try await api.send(.post, "/v1/products", json: Self.therapy)
            #expect(again.summary == "409 product.code-taken")
            let list = try await api.send(.get, "/v1/products?count=true&limit=1")
            #expect(list.json["total"].number == 14)
        }
    }

    @Test func `are added without a category when iJw knows none`() async throws {
        try await withAPI { api in
            let made = try await api.send(
                .post,
                "/v1/products",
                json: """
                    {"code": "MH-10", "pillar": "adult", "nameNl": "A", "nameEn": "B",
                     "unit": "by-agreement", "category": null}
                    """
            )
            #expect(made.status == 201)
            #expect(made.json["category"].isNull)
        }
    }

    @Test func `are refused with every error at once`() async throws {
        try await withSharedAPI { api in
            let answer = try await api.send(
                .post,
                "/v1/products",
                json: """
                    {"code": "jb", "pillar": "old", "nameNl": " ", "unit": 1, "category": "39",
                     "colour": "red"}
                    """
            )
            #expect(answer.summary == "400 request.invalid")
            #expect(
                Set(answer.places) == [
                    "/code format", "/pillar enum", "/nameNl format", "/nameEn required",
                    "/unit type", "/category format", "/colour unknown-member",
                ]
            )
        }
    }

    @Test(arguments: [(200, 201), (201, 400)])
    func `have names of at most 200 characters`(length: Int, status: Int) async throws {
        try await withAPI { api in
            let name = String(repeating: "é", count: length)
            let answer = try await api.send(
                .post,
                "/v1/products",
                json: """
                    {"code": "JB-12", "pillar": "youth", "nameNl": "\(name)", "nameEn": "B",
                     "unit": "hour"}
                    """
            )
            #expect(answer.status.code == status)
        }
    }
}
