import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct `Proposed compositions` {
    @Test func `show their seed, their clusters and their cost to every partner`() async throws {
        try await withAPI { api in
            let clusters = Clusters(api)
            let partners = try await clusters.partners(9)
            // It has no process agreement, and is not taken.
            _ = try await api.makePartner()
            let made = try await clusters.propose(seed: "Loting 2027")
            let id = try made.madeIdentifier
            #expect(made.headers["location"] == "\(Clusters.compositions)/\(id)")
            #expect(
                made.json.names == [
                    "id", "seed", "startsOn", "takesAll", "state", "clusters", "cost",
                    "createdAt", "version",
                ]
            )
            #expect(made.json["seed"].text == "Loting 2027")
            #expect(made.json["startsOn"].text == "2027-01-01")
            #expect(made.json["takesAll"].boolean == true)
            #expect(made.json["state"].text == "proposed")
            let proposed = made.json["clusters"].elements
            #expect(proposed.map { $0["place"].number } == [1, 2])
            #expect(proposed.map { $0["size"].number } == [5, 4])
            let placed = proposed.flatMap { $0["partners"].elements }
            #expect(placed.compactMap { $0["partnerId"].identifier }.sorted() == partners)
            #expect(placed.allSatisfy { $0["lastClusterId"].isNull })
            #expect(placed[0]["expertise"].texts == ["autisme"])
            #expect(placed[0]["pillars"].texts == ["youth"])
            let cost = made.json["cost"]
            #expect(cost["size"].number == 10 && cost["overlap"].number == 0)
            // Ten and six pairs that are alike in both.
            #expect(cost["mix"].number == 32 && cost["total"].number == 42)
            #expect(proposed[1]["cost"]["total"].number == 22)
            #expect(proposed[1]["mixedness"]["maximumScore"].number == 12)
            for sender in [TestAPI.Sender.partner(partners[0]), .role(.college)] {
                let read = try await api.send(.get, "\(Clusters.compositions)/\(id)", as: sender)
                #expect(read.body == made.body)
                let list = try await api.send(
                    .get,
                    Clusters.compositions + "?count=true",
                    as: sender
                )
                Self.expect(list.json["items"][0], sums: made.json)
                #expect(list.json["total"].number == 1)
            }
        }
    }

    @Test func `are the same for the same seed, and are listed page by page`() async throws {
        try await withAPI { api in
            let clusters = Clusters(api)
            _ = try await clusters.partners(8)
            var made: [String] = []
            for _ in 0..<3 {
                made.append(try await clusters.propose().json["clusters"].description)
            }
            #expect(Set(made).count == 1)
            var next: String? = Clusters.compositions + "?limit=2"
            var sizes: [Int] = []
            while let path = next {
                let page = try await api.send(.get, path)
                sizes.append(page.json["items"].count)
                for item in page.json["items"].elements {
                    let id = try #require(item["id"].identifier)
                    let whole = try await api.send(.get, "\(Clusters.compositions)/\(id)").json
                    #expect(whole["clusters"].description == made[0])
                    Self.expect(item, sums: whole)
                }
                next = page.json["next"].text
            }
            #expect(sizes == [2, 1])
        }
    }

    @Test func `stand in the list with what became of them`() async throws {
        try await withAPI { api in
            let clusters = Clusters(api)
            let partners = try await clusters.partners(10)
            _ = try await clusters.create(Array(partners[0..<5]))
            for part in ["withdrawal", "confirmation"] {
                let made = try await clusters.propose()
                _ = try await clusters.decide(part, try #require(made.headers["location"]))
            }
            let list = try await api.send(.get, Clusters.compositions).json["items"].elements
            #expect(list.map { $0["state"].text } == ["withdrawn", "confirmed"])
            for item in list {
                let id = try #require(item["id"].identifier)
                let whole = try await api.send(.get, "\(Clusters.compositions)/\(id)").json
                #expect(whole["cost"]["overlap"].number != 0)
                Self.expect(item, sums: whole)
            }
        }
    }

    /// Expects an item of the list to say what the composition says, and nothing of partners.
    private static func expect(_ item: TestJSON, sums whole: TestJSON) {
        #expect(
            item.names == [
                "id", "seed", "startsOn", "takesAll", "state", "clusterCount", "cost", "createdAt",
                "version",
            ]
        )
        #expect(item["clusterCount"].number == whole["clusters"].count)
        for name in item.names where name != "clusterCount" {
            #expect(item[name].description == whole[name].description, "\(name)")
        }
    }

    @Test func `keep those apart that were together`() async throws {
        try await withAPI { api in
            let clusters = Clusters(api)
            let partners = try await clusters.partners(10)
            let first = try await clusters.create(Array(partners[0..<5])).madeIdentifier
            _ = try await clusters.create(Array(partners[5..<10]))
            let made = try await clusters.propose()
            // At best two and three of each cluster: 2 × (1 + 3) pairs of three points.
            #expect(made.json["cost"]["overlap"].number == 24)
            let placed = made.json["clusters"].elements.flatMap { $0["partners"].elements }
            let last = placed.filter { $0["lastClusterId"].identifier == first }
            let together = last.compactMap { $0["partnerId"].identifier }.sorted()
            #expect(together == Array(partners[0..<5]))
        }
    }

    @Test(arguments: [(3, true), (4, false), (6, false), (7, true), (8, false)])
    func `are refused for numbers that cannot be divided`(
        count: Int,
        isRefused: Bool
    ) async throws {
        try await withSharedAPI { api in
            let clusters = Clusters(api)
            let answer = try await clusters.propose(try await clusters.partners(count))
            #expect(answer.summary == (isRefused ? "409 cluster-composition.indivisible" : "201"))
            if isRefused {
                #expect(answer.json["grounds"][0]["article"].text == "3.2")
            } else {
                #expect(answer.json["takesAll"].boolean == false)
            }
        }
    }

    @Test func `take no partner without a process agreement on their first day`() async throws {
        try await withSharedAPI { api in
            let clusters = Clusters(api)
            let fifth = try await clusters.partners(1, from: "2026-01-01", until: "2026-12-31")
            let partners = try await clusters.partners(4) + fifth
            let late = try await clusters.propose(partners, from: "2027-01-01")
            #expect(late.summary == "409 cluster.no-process-agreement")
            let inTime = try await clusters.propose(partners, from: "2026-12-31")
            #expect(inTime.status == 201)
        }
    }

    @Test func `leave nobody behind in a cluster that they take`() async throws {
        try await withSharedAPI { api in
            let clusters = Clusters(api)
            let partners = try await clusters.partners(8)
            let id = try await clusters.create(Array(partners[0..<5])).madeIdentifier
            let answer = try await clusters.propose(Array(partners[1..<8]) + clusters.partners(1))
            #expect(answer.summary == "409 cluster-composition.leaves-behind")
            #expect(answer.json["detail"].text?.contains("\(id)") == true)
            #expect(answer.json["detail"].text?.contains("\(partners[0])") == true)
            #expect(try await clusters.propose(partners).status == 201)
        }
    }

    @Test(arguments: [
        (#""seed": """#, "/seed length"), (#""startsOn": null"#, "/startsOn type"),
        (#""partnerIds": []"#, "/partnerIds length"), (#""partnerIds": "all""#, "/partnerIds type"),
        (#""state": "proposed""#, "/state unknown-member"),
    ])
    func `are refused when they are wrong in themselves`(
        member: String,
        place: String
    ) async throws {
        try await withSharedAPI { api in
            let name = member.prefix { $0 != ":" }
            let others = [#""seed": "a""#, #""startsOn": "2027-01-01""#]
                .filter { !$0.hasPrefix(name) }
            let body = "{" + (others + [member]).joined(separator: ", ") + "}"
            let answer = try await api.send(.post, Clusters.compositions, json: body)
            #expect(answer.status == 400)
            #expect(answer.places == [place])
        }
    }
}
