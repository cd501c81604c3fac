import HTTP
@testable import Partnership
import Postgres
import TestSupport
import Testing

extension TestAPI {
    /// The entries as finance reads them, or somebody else.
    func entries(
        _ target: String = "",
        as sender: Sender = .role(.finance),
        headers: Headers = [:]
    ) async throws -> Response {
        try await send(.get, "/v1/ledger/entries\(target)", as: sender, headers: headers)
    }

    /// Follows `next` to the end.
    func allEntries(_ query: String, as sender: Sender = .role(.finance)) async throws -> [Int] {
        var numbers: [Int] = []
        var target: String? = "/v1/ledger/entries?\(query)"
        while let path = target {
            let page = try await send(.get, path, as: sender)
            #expect(page.status == 200)
            numbers += page.json["items"].numbers("sequence").compactMap(\.self)
            target = page.json["next"].text
        }
        return numbers
    }

    /// Entries of nobody in one statement, past the service.
    func fillYear(_ count: Int, year: Int = 2020) throws {
        try database.connection().run(
            script: """
                begin;
                with grown as (
                    update ledger_size set size = size + \(count) returning size - \(count) as base
                )
                insert into ledger_entry (sequence, year, pillar, cents, source, recorded_at, id,
                    salt, leaf_hash)
                select base + place, \(year), 'youth', 100, 'KA', now(), gen_random_uuid(),
                    uuid_send(gen_random_uuid()), ''
                from grown
                cross join generate_series(1, \(count)) as place;
                commit;
                """
        )
    }
}

@Suite struct `The feed of entries` {
    @Test func `gives each with its postings, in the order of commits`() async throws {
        try await withAPI { api in
            let declarant = try await Declarant(api)
            let care = try await declarant.allocate()
            let declaration = try await declarant.declare(
                .claim("D1", .debit("L1", of: care.number))
            )
            try await api.enter([BookLine(year: 2019, cents: -5)])
            let page = try await api.entries().json
            #expect(page["items"].numbers("sequence") == [1, 2])
            #expect(page["next"].isNull)
            let first = page["items"][0]
            #expect(first["kind"].text == "claim")
            #expect(first["declarationId"].text == declaration.json["id"].text)
            #expect(first["partnerId"].identifier == declarant.id)
            #expect(first["postings"].texts("account") == ["receivable", "revenue"])
            #expect(first["postings"].texts("rgs") == ["BVorDebHad", "WOmzNodNod"])
            let cents = try #require(first["cents"].number)
            #expect(first["postings"].numbers("cents") == [cents, -cents])
            let second = page["items"][1]
            #expect(second["kind"].text == "opening" && second["month"].isNull)
            #expect(second["partnerId"].isNull && second["productCode"].isNull)
            #expect(second["postings"].texts("account") == ["revenue", "opening"])
            let alone = try await api.send(
                .get,
                "/v1/ledger/entries/\(try #require(first["id"].text))"
            )
            #expect(alone.text.hasPrefix(first.description.dropLast() + ",\"grounds\":"))
        }
    }

    @Test(arguments: ["", "&year=2024", "&pillar=adult", "&year=2024&pillar=youth"])
    func `has all that is asked for, page by page`(filters: String) async throws {
        try await withAPI { api in
            let partner = try await api.makePartner()
            try await api.enter(
                (1...30).map { number in
                    BookLine(
                        year: number.isMultiple(of: 3) ? 2023 : 2024,
                        pillar: number.isMultiple(of: 5) ? .adult : .youth,
                        partnerId: number.isMultiple(of: 2) ? partner : nil,
                        cents: number
                    )
                }
            )
            let expected = (1...30).filter {
                (!filters.contains("2024") || !$0.isMultiple(of: 3))
                    && (!filters.contains("adult") || $0.isMultiple(of: 5))
                    && (!filters.contains("youth") || !$0.isMultiple(of: 5))
            }
            let own = expected.filter { $0.isMultiple(of: 2) }
            for limit in [1, 4, 200] {
                #expect(try await api.allEntries("limit=\(limit)\(filters)") == expected)
                let ofPartner = "limit=\(limit)\(filters)&partnerId=\(partner)"
                #expect(try await api.allEntries(ofPartner) == own)
                let asPartner = try await api.allEntries(
                    "limit=\(limit)\(filters)",
                    as: .partner(partner)
                )
                #expect(asPartner == own)
            }
            let count = try await api.entries("?count=true&limit=1\(filters)").json["total"]
            #expect(count.number == expected.count)
        }
    }

    @Test func `of a partner has nothing of another`() async throws {
        try await withAPI { api in
            let wilg = try await api.makePartner()
            let maas = try await api.makePartner(name: "Maasoever")
            try await api.enter([
                BookLine(year: 2024, partnerId: wilg, cents: 1),
                BookLine(year: 2024, partnerId: maas, cents: 2), BookLine(year: 2024, cents: 3),
            ])
            let own = try await api.entries(as: .partner(maas)).json["items"]
            #expect(own.numbers("sequence") == [2])
            let other = try await api.entries("?partnerId=\(wilg)", as: .partner(maas))
            #expect(other.summary == "403 access.not-yours")
            let ids = try await api.entries().json["items"].texts("id").compactMap(\.self)
            for (place, id) in ids.enumerated() {
                let answer = try await api.entries("/\(id)", as: .partner(maas))
                #expect(answer.status == (place == 1 ? 200 : 404))
            }
        }
    }

    @Test func `tells where to go on, and is the same while nothing is new`() async throws {
        try await withAPI(loops: 2) { api in
            let wilg = try await api.makePartner()
            let maas = try await api.makePartner(name: "Maasoever")
            try await api.enter([BookLine(year: 2024, partnerId: wilg, cents: 1)])
            for sender in [TestAPI.Sender.role(.finance), .partner(wilg)] {
                let first = try await api.entries(as: sender)
                let resume = try #require(first.json["resume"].text)
                #expect(first.headers["link"] == "<\(resume)>; rel=\"next\"")
                let last = try await api.send(.get, resume, as: sender)
                #expect(last.json["items"].count == 0 && last.json["next"].isNull)
                #expect(last.json["resume"].text == resume)
                let tag: Headers = ["If-None-Match": try #require(last.headers["etag"])]
                #expect(try await api.send(.get, resume, as: sender, headers: tag).status == 304)
            }
            let resume = try #require(try await api.entries(as: .partner(wilg)).json["resume"].text)
            let before = try await api.send(.get, resume, as: .partner(wilg))
            let tag: Headers = ["If-None-Match": try #require(before.headers["etag"])]
            try await api.enter([BookLine(year: 2024, partnerId: maas, cents: 2)])
            let unchanged = try await api.send(.get, resume, as: .partner(wilg), headers: tag)
            #expect(unchanged.status == 304)
            try await api.enter([BookLine(year: 2024, partnerId: wilg, cents: 3)])
            let changed = try await api.send(.get, resume, as: .partner(wilg), headers: tag)
            #expect(changed.json["items"].numbers("cents") == [3])
        }
    }

    @Test func `looks at ten thousand entries a page, and leads on`() async throws {
        try await withAPI { api in
            try api.fillYear(10_000)
            let partner = try await api.makePartner()
            try await api.enter([BookLine(year: 2024, partnerId: partner, cents: 7)])
            let first = try await api.entries("?year=2024").json
            #expect(first["items"].count == 0)
            let second = try await api.send(.get, try #require(first["next"].text))
            #expect(second.json["items"].numbers("sequence") == [10_001])
            #expect(second.json["next"].isNull)
            let ofPartner = try await api.entries("?year=2024&partnerId=\(partner)").json
            #expect(ofPartner["items"].numbers("sequence") == [10_001])
            #expect(ofPartner["next"].isNull)
        }
    }

    @Test(arguments: [
        "cursor=zz", "cursor=4a42", "cursor=2d31", "cursor=31323334353637383930313233343536373839",
        "year=2014", "year=2200", "year=%2B2024", "pillar=old", "partnerId=7", "limit=0",
        "limit=201",
    ])
    func `refuses what it cannot read`(query: String) async throws {
        try await withSharedAPI { api in
            let answer = try await api.entries("?\(query)")
            #expect(answer.summary == "400 request.invalid")
        }
    }

    @Test func `as a table has the cents of the year`() async throws {
        try await withAPI { api in
            let partner = try await api.makePartner()
            try await api.enter([
                BookLine(year: 2024, month: "2024-03", partnerId: partner, cents: 12_345),
                BookLine(year: 2024, partnerId: partner, productCode: "JB-04", cents: -45),
            ])
            let table = try await api.entries("?year=2024&limit=1", headers: ["Accept": "text/csv"])
            #expect(table.headers["content-type"]?.hasPrefix("text/csv") == true)
            #expect(table.headers["link"]?.contains("rel=\"next\"") == true)
            let lines = table.text.split(separator: "\r\n")
            #expect(lines.count == 3)
            let booking = "De Wilg youth,123.45,,KA 2.2.1"
            #expect(lines[1] == "2024-03-31,2024-03,openings,opening,BEivOvrAlr,\(booking)")
        }
    }
}
