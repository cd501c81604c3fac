import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct `The list of declarations` {
    /// Three starts of which one is refused, a stop and a claim.
    private static func fill(_ wilg: Declarant) async throws -> [String] {
        let care = try await wilg.allocate()
        let messages: [MessageText] = [
            .start("S1", of: care.number), .start("S2", of: care.number),
            .stop("P1", of: care.number), .start("S3", of: care.number, on: "2025-08-01"),
            .claim("D1", .debit("L1", of: care.number)),
        ]
        var ids: [String] = []
        for message in messages {
            ids.append(try await wilg.declare(message).madeIdentifier.description)
        }
        return ids
    }

    private static func ids(_ answer: Response) -> [String] {
        answer.json["items"].elements.compactMap { $0["id"].text }
    }

    @Test func `is in the order of arrival, whole`() async throws {
        try await withSharedAPI { api in
            let wilg = try await Declarant(api)
            let ids = try await Self.fill(wilg)
            let list = try await api.send(.get, "/v1/declarations?partnerId=\(wilg.id)")
            #expect(Self.ids(list) == ids)
            #expect(list.json.names == ["items", "next"])
            #expect(list.json["next"].isNull)
            let one = try await api.send(.get, "/v1/declarations/\(ids[4])")
            #expect(list.json["items"][4].description == one.text)
        }
    }

    @Test func `leaves what is longer than 256 KiB to be read alone`() async throws {
        try await withSharedAPI { api in
            let wilg = try await Declarant(api)
            // Of lines about no allocation, so that the answer is long too.
            let lines = (1...1_200).map { LineText.debit("L\($0)", of: 900_000_000 + $0) }
            let claim = MessageText.claim("D1", of: lines)
            let id = try await wilg.declare(claim).madeIdentifier
            let list = try await api.send(.get, "/v1/declarations?partnerId=\(wilg.id)")
            #expect(Self.ids(list) == [id.description])
            #expect(list.json["items"][0]["message"].isNull)
            #expect(list.json["items"][0]["answer"].isNull)
            let one = try await api.send(.get, "/v1/declarations/\(id)").json
            #expect(one["message"]["lines"].elements.count == 1_200)
            #expect(one["answer"]["lines"].elements.count == 1_200)
        }
    }

    @Test(arguments: [
        ("kind=start", [0, 1, 3]), ("kind=stop", [2]), ("kind=claim", [4]),
        ("accepted=true", [0, 2, 3, 4]), ("accepted=false", [1]),
        ("kind=start&accepted=true", [0, 3]), ("kind=claim&accepted=false", []),
    ])
    func `is narrowed by kind and by what became of it`(query: String, places: [Int]) async throws {
        try await withSharedAPI { api in
            let wilg = try await Declarant(api)
            let ids = try await Self.fill(wilg)
            let list = try await api.send(
                .get,
                "/v1/declarations?partnerId=\(wilg.id)&count=true&\(query)"
            )
            #expect(Self.ids(list) == places.map { ids[$0] })
            #expect(list.json["total"].number == places.count)
        }
    }

    @Test func `goes by pages that miss nothing and repeat nothing`() async throws {
        try await withSharedAPI { api in
            let wilg = try await Declarant(api)
            let ids = try await Self.fill(wilg)
            var found: [String] = []
            var target = "/v1/declarations?limit=2&partnerId=\(wilg.id)"
            var pages = 0
            while true {
                let page = try await api.send(.get, target)
                found += Self.ids(page)
                pages += 1
                guard let next = page.json["next"].text else { break }
                #expect(page.headers["link"] == "<\(next)>; rel=\"next\"")
                target = next
                // What comes in between stands at the end.
                if pages == 1 { _ = try await wilg.declare(.start("S9", of: 1)) }
            }
            #expect(pages == 3)
            #expect(Array(found.dropLast()) == ids)
        }
    }

    @Test func `shows a partner its own, whatever it asks for`() async throws {
        try await withSharedAPI { api in
            let wilg = try await Declarant(api)
            let maasoever = try await Declarant(api)
            let ids = try await Self.fill(wilg)
            let own = try await api.send(.get, "/v1/declarations?count=true", as: wilg.sender)
            #expect(Self.ids(own) == ids)
            #expect(own.json["total"].number == 5)
            let other = try await api.send(
                .get,
                "/v1/declarations?count=true&partnerId=\(wilg.id)",
                as: maasoever.sender
            )
            #expect(Self.ids(other) == [])
            #expect(other.json["total"].number == 0)
        }
    }

    @Test(arguments: [
        ("kind=bill", "kind format"), ("accepted=1", "accepted format"),
        ("partnerId=x", "partnerId format"), ("limit=0", "limit format"),
        ("limit=201", "limit format"), ("cursor=x", "cursor format"),
        ("cursor=3d3d", "cursor format"), ("month=1", "month unknown"),
    ])
    func `refuses what it cannot be asked`(query: String, place: String) async throws {
        try await withSharedAPI { api in
            let answer = try await api.send(.get, "/v1/declarations?\(query)")
            #expect(answer.status == 400)
            #expect(answer.places == [place])
        }
    }
}
