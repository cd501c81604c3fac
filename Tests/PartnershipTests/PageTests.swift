import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct `A cursor` {
    @Test(arguments: ["JB-04", "-", "2024-07-01", "019afd3c-0728-709a-bf2a-74de452e6b43"])
    func `gives its key back`(key: String) {
        let text = Cursor.text(of: key)
        #expect(Cursor.key(of: text) == key)
        #expect(text.utf8.allSatisfy { ($0 >= 0x30 && $0 <= 0x39) || ($0 >= 0x61 && $0 <= 0x66) })
    }

    @Test(arguments: ["", "2", "2D3", "zz", "20", "27", "00", "7f", "ff", "+a", "-1"])
    func `is none with other characters or an odd number of them`(text: String) {
        #expect(Cursor.key(of: text) == nil)
    }

    @Test func `has a key of at most 40 characters`() {
        #expect(Cursor.key(of: String(repeating: "61", count: 40)) != nil)
        #expect(Cursor.key(of: String(repeating: "61", count: 41)) == nil)
    }
}

@Suite struct `A page` {
    @Test(arguments: [(1, 1), (12, 12), (13, 13), (200, 13)])
    func `has as many items as asked, if there are`(limit: Int, count: Int) async throws {
        try await withSharedAPI { api in
            let answer = try await api.send(.get, "/v1/products?limit=\(limit)")
            #expect(answer.json["items"].count == count)
            #expect(answer.json["next"].isNull == (count == 13))
            #expect(answer.json.names == ["items", "next"])
        }
    }

    @Test func `says where the next one is, twice`() async throws {
        try await withSharedAPI { api in
            let answer = try await api.send(.get, "/v1/products?limit=12&count=false")
            let next = try #require(answer.json["next"].text)
            #expect(next == "/v1/products?limit=12&count=false&cursor=4d482d3038")
            #expect(answer.headers["link"] == "<\(next)>; rel=\"next\"")
            let last = try await api.send(.get, next)
            #expect(last.json["items"].count == 1)
            #expect(!last.headers.contains("link"))
        }
    }

    @Test func `replaces the cursor it came with`() async throws {
        try await withSharedAPI { api in
            let first = try await api.send(.get, "/v1/products?limit=2")
            let second = try await api.send(.get, try #require(first.json["next"].text))
            let next = try #require(second.json["next"].text)
            #expect(next.split(separator: "cursor=").count == 2)
            #expect(next != first.json["next"].text)
        }
    }

    @Test func `counts only when asked`() async throws {
        try await withSharedAPI { api in
            let with = try await api.send(.get, "/v1/products?limit=1&count=true")
            #expect(with.json["total"].number == 13)
            let without = try await api.send(.get, "/v1/products?limit=1&count=false")
            #expect(!without.json["total"].isThere)
        }
    }

    @Test(arguments: ["limit=0", "limit=201", "limit=-1", "limit=", "count=yes", "cursor="])
    func `is refused when it is asked for in another way`(query: String) async throws {
        try await withSharedAPI { api in
            let answer = try await api.send(.get, "/v1/products?\(query)")
            #expect(answer.summary == "400 request.invalid")
            #expect(answer.json["errors"][0]["in"].text == "query")
        }
    }
}
