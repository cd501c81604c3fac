import HTTP
@testable import Partnership
import Postgres
import TestSupport
import Testing

@Suite struct `Heads and proofs of the ledger` {
    private static func number(_ sql: StaticString, in api: TestAPI) throws -> Int {
        try api.database.connection().rows(Statement("test.number", sql))[0].integer(0)
    }

    private static func hashes(_ json: TestJSON) -> [[UInt8]] {
        json.texts.compactMap { [UInt8](base64: $0) }
    }

    @Test func `begin with nothing`() async throws {
        try await withAPI { api in
            let root = SHA256.digest(of: []).base64
            let answer = try await api.readHead()
            #expect(answer.status == 200)
            #expect(
                answer.text == """
                    {"size":0,"rootHash":"\(root)","recordedAt":null,\
                    "checkpoint":"hendig ledger 1894\\n0\\n\(root)\\n","since":null,\
                    "consistencyPath":[]}
                    """
            )
            let text = try await api.send(
                .get,
                "/v1/ledger/heads",
                headers: ["Accept": "text/plain"]
            )
            #expect(text.headers["content-type"] == "text/plain; charset=utf-8")
            #expect(text.text == "hendig ledger 1894\n0\n\(root)\n")
            #expect(try api.audit(under: try await api.head()) == [])
        }
    }

    @Test func `stay as they were given, and each begins with those before`() async throws {
        try await withAPI { api in
            var heads = [try await api.head()]
            for count in [1, 1, 3, 4, 20] {
                try await api.enterOpening(count)
                heads.append(try await api.head())
            }
            #expect(heads.map(\.size) == [0, 1, 2, 5, 9, 29])
            #expect(Set(heads.map(\.rootHash)).count == 6)
            for later in heads {
                let again = try await api.head(of: later.size)
                #expect(again == later)
                for earlier in heads where earlier.size <= later.size {
                    let answer = try await api.readHead("/\(later.size)?since=\(earlier.size)")
                    #expect(answer.json["since"].number == earlier.size)
                    #expect(
                        MerkleProof.extends(
                            from: (earlier.size, earlier.rootHash),
                            to: (later.size, later.rootHash),
                            path: Self.hashes(answer.json["consistencyPath"])
                        )
                    )
                }
                #expect(try api.audit(under: later) == [])
            }
        }
    }

    @Test func `show every entry in every ledger that has it`() async throws {
        try await withAPI { api in
            try await api.enterOpening(4)
            try await api.enterOpening(5)
            let ids = try api.entryIds()
            for (index, id) in ids.enumerated() {
                for size in index + 1...ids.count {
                    let head = try await api.head(of: size)
                    let query = size == ids.count ? "" : "?size=\(size)"
                    let proof = try await api.readProof(of: id, query)
                    #expect(proof.json["entryId"].text == id)
                    #expect(proof.json["sequence"].number == index + 1)
                    #expect(proof.json["leafIndex"].number == index)
                    let receipts = try LedgerReceipts(proof.body)
                    #expect(receipts.count == 1)
                    #expect(receipts.faults(under: head) == [])
                    let leaf = [UInt8](base64: proof.json["leafHash"].text ?? "") ?? []
                    #expect(
                        MerkleProof.includes(
                            leafHash: leaf,
                            leafIndex: index,
                            size: size,
                            rootHash: head.rootHash,
                            path: Self.hashes(proof.json["auditPath"])
                        )
                    )
                }
            }
        }
    }

    @Test func `are of entries and sizes that there are`() async throws {
        try await withAPI { api in
            try await api.enterOpening(3)
            let second = try api.entryIds()[1]
            for path in ["/4", "/x", "/-1", "/03", "/99999999999999999999"] {
                #expect(try await api.readHead(path).summary == "404 resource.not-found")
            }
            for query in ["?since=4", "/2?since=3", "?since=-1", "?since=", "?since=01"] {
                let answer = try await api.readHead(query)
                #expect(answer.summary == "400 request.invalid")
                #expect(answer.places == ["since format"])
            }
            #expect(try await api.readHead("/0").status == 200)
            #expect(try await api.readHead("/3?since=3").status == 200)
            for size in ["1", "4", "x", "-2"] {
                let answer = try await api.readProof(of: second, "?size=\(size)")
                #expect(answer.places == ["size format"])
            }
            #expect(try await api.readProof(of: second, "?size=2").status == 200)
            for entry in ["x", "\(Identifier.random())"] {
                #expect(try await api.readProof(of: entry).summary == "404 resource.not-found")
            }
        }
    }

    @Test func `are open to every partner, and to nobody without a token`() async throws {
        try await withAPI { api in
            try await api.enterOpening(1)
            let id = try api.entryIds()[0]
            let partner = try await api.makePartner()
            for path in ["heads", "heads/1", "entries/\(id)/proof"] {
                let target = "/v1/ledger/\(path)"
                #expect(try await api.send(.get, target, as: .partner(partner)).status == 200)
                #expect(try await api.send(.get, target, as: .nobody).status == 401)
                #expect(try await api.send(.get, target, as: .role(.trustBody)).status == 403)
            }
        }
    }

    @Test func `of 66,000 entries are small, and those of a database that is new to it`()
        async throws
    {
        try await withAPI { api in
            try await api.enterOpening(2)
            try api.fill(65_998)
            let head = try await api.head()
            #expect(head.size == 66_000)
            #expect(try Self.number("select count(*) from ledger_subtree", in: api) == 257 + 1)
            #expect(try api.audit(under: head) == [])
            let ids = try api.entryIds()
            for place in [0, 255, 256, 30_000, 65_535, 65_536, 65_999] {
                let answer = try await api.readProof(of: ids[place])
                #expect(answer.body.count <= 1_536)
                #expect(try LedgerReceipts(answer.body).faults(under: head) == [])
            }
            for since in [2, 256, 65_535, 65_536, 65_999] {
                let answer = try await api.readHead("?since=\(since)")
                let earlier = try await api.head(of: since)
                #expect(
                    MerkleProof.extends(
                        from: (since, earlier.rootHash),
                        to: (head.size, head.rootHash),
                        path: Self.hashes(answer.json["consistencyPath"])
                    )
                )
            }
        }
    }

    @Test func `are the same for 64 who ask at once, while entries come`() async throws {
        try await withAPI(loops: 2) { api in
            try api.fill(20_000)
            try await withThrowingTaskGroup(of: Response.self) { group in
                for loop in 0..<64 {
                    group.addTask { try await api.send(.get, "/v1/ledger/heads/20000", loop: loop) }
                }
                group.addTask {
                    try await api.enterOpening(300)
                    return try await api.readHead("/20000")
                }
                let answers = try await group.reduce(into: Set<[UInt8]>()) { $0.insert($1.body) }
                #expect(answers.count == 1)
            }
            #expect(try Self.number("select count(*) from ledger_subtree", in: api) >= 78)
            #expect(try api.audit(under: try await api.head()) == [])
        }
    }

    @Test func `of a ledger with a hole are refused, and the others go on`() async throws {
        try await withAPI { api in
            try await api.enterOpening(20)
            let head = try await api.head(of: 16)
            let ids = try api.entryIds()
            try api.tamper("delete from ledger_entry where sequence = 18")
            #expect(try await api.readHead().summary == "500 service.internal")
            #expect(try await api.readProof(of: ids[17]).summary == "404 resource.not-found")
            try api.tamper("update ledger_entry set sequence = -5 where sequence = 19")
            #expect(try await api.readProof(of: ids[18]).summary == "500 service.internal")
            #expect(try await api.head(of: 16) == head)
        }
    }
}
