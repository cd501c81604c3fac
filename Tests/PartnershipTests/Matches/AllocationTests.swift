import HTTP
@testable import Partnership
import Postgres
import TestSupport
import Testing

@Suite struct `An allocation` {
    private static func put(
        _ api: TestAPI,
        _ match: Identifier,
        _ members: String,
        headers: Headers = ["If-None-Match": "*"]
    ) async throws -> Response {
        try await api.send(
            .put,
            "/v1/matches/\(match)/allocation",
            json: "{\(members)}",
            headers: headers
        )
    }

    private static func members(
        _ number: Int,
        product: String = "JB-04",
        from startsOn: String = "2025-04-01"
    ) -> String {
        "\"number\": \(number), \"productCode\": \"\(product)\", \"startsOn\": \"\(startsOn)\""
    }

    @Test func `is made and reads as it was made`() async throws {
        try await withSharedAPI { api in
            let wilg = try await Declarant(api)
            let match = try await api.makeMatch(with: wilg.id)
            let path = "/v1/matches/\(match)/allocation"
            let none = try await api.send(.get, path)
            #expect(none.summary == "404 resource.not-found")
            let number = api.nextNumber()
            let made = try await Self.put(
                api,
                match,
                Self.members(number)
                    + """
                    , "category": "45", "endsOn": "2025-12-31", "volume": 20, "unit": "01",
                     "frequency": "2"
                    """
            )
            #expect(made.status == 201)
            #expect(made.headers["location"] == path)
            #expect(
                made.json.names == [
                    "id", "number", "category", "productCode", "isAspecific", "startsOn",
                    "endsOn", "volume", "unit", "frequency", "budgetCents", "changeReason",
                    "allocatedAt", "createdAt", "version",
                ]
            )
            #expect(made.json["id"].identifier == match)
            #expect(made.json["number"].number == number)
            #expect(made.json["category"].text == "45")
            #expect(made.json["unit"].text == "01")
            for sender in [TestAPI.Sender.role(.caseSystem), wilg.sender] {
                let read = try await api.send(.get, path, as: sender)
                #expect(read.text == made.text)
                #expect(read.headers["etag"] == made.headers["etag"])
            }
            let whole = try await api.send(.get, "/v1/matches/\(match)")
            #expect(whole.json["allocationNumber"].number == number)
        }
    }

    @Test(arguments: [
        ("JB-04", 600, "04", "6", "50"), ("JB-10", 31, "14", "4", "50"),
        ("JB-08", 600, "84", "6", "50"), ("MH-04", 600, "04", "6", nil),
    ])
    func `takes what is left out from its product`(
        product: String,
        volume: Int,
        unit: String,
        frequency: String,
        category: String?
    ) async throws {
        try await withSharedAPI { api in
            let wilg = try await Declarant(api)
            let match = try await api.makeMatch(with: wilg.id, product: product)
            let made = try await Self.put(
                api,
                match,
                Self.members(api.nextNumber(), product: product)
            )
            #expect(made.json["volume"].number == volume)
            #expect(made.json["unit"].text == unit)
            #expect(made.json["frequency"].text == frequency)
            #expect(made.json["category"].text == category)
            #expect(made.json["endsOn"].isNull)
        }
    }

    @Test func `may be without a category when it says so`() async throws {
        try await withSharedAPI { api in
            let wilg = try await Declarant(api)
            let match = try await api.makeMatch(with: wilg.id)
            let made = try await Self.put(
                api,
                match,
                Self.members(api.nextNumber()) + ", \"category\": null"
            )
            #expect(made.status == 201)
            #expect(made.json["category"].isNull)
        }
    }

    @Test func `is refused with every error at once`() async throws {
        try await withSharedAPI { api in
            let answer = try await Self.put(
                api,
                Identifier(high: 1, low: 1),
                """
                "number": 1000000000, "category": "56", "productCode": "", "startsOn": "2025-04-02",
                "endsOn": "2025-04-01", "volume": -1, "unit": "81", "frequency": "3", "budget": 1
                """
            )
            #expect(
                Set(answer.places) == [
                    "/number range", "/category format", "/productCode length", "/endsOn range",
                    "/volume range", "/unit enum", "/frequency enum", "/budget unknown-member",
                ]
            )
        }
    }

    @Test func `needs its match, its product and an assignment on its first day`() async throws {
        try await withSharedAPI { api in
            let partner = try await api.makePartner()
            try await api.makeAgreement(
                "assignment",
                of: partner,
                from: "2025-04-01",
                until: "2025-06-30"
            )
            let match = try await api.makeMatch(with: partner)
            let number = api.nextNumber()
            let absent = try await Self.put(
                api,
                Identifier(high: 1, low: 1),
                Self.members(number)
            )
            #expect(absent.summary == "404 resource.not-found")
            let other = try await Self.put(api, match, Self.members(number, product: "JB-03"))
            #expect(other.summary == "409 allocation.other-product")
            for day in ["2025-03-31", "2025-07-01"] {
                let early = try await Self.put(api, match, Self.members(number, from: day))
                #expect(early.summary == "409 allocation.no-assignment-agreement")
                #expect(early.json["grounds"].count == 2)
            }
            let last = try await Self.put(api, match, Self.members(number, from: "2025-06-30"))
            #expect(last.status == 201)
        }
    }

    @Test func `has a number that no other has, and keeps it`() async throws {
        try await withSharedAPI { api in
            let wilg = try await Declarant(api)
            let care = try await wilg.allocate()
            let match = try await api.makeMatch(with: wilg.id)
            let taken = try await Self.put(api, match, Self.members(care.number))
            #expect(taken.summary == "409 allocation.number-taken")
            let second = try await Self.put(api, care.match, Self.members(api.nextNumber()))
            #expect(second.summary == "409 allocation.exists")
            let renumbered = try await Self.put(
                api,
                care.match,
                Self.members(api.nextNumber()),
                headers: ["If-Match": "*"]
            )
            #expect(renumbered.summary == "409 allocation.exists")
        }
    }

    @Test func `changes for who saw it`() async throws {
        try await withSharedAPI { api in
            let wilg = try await Declarant(api)
            let care = try await wilg.allocate()
            let path = "/v1/matches/\(care.match)/allocation"
            let before = try await api.send(.get, path)
            let tag = try #require(before.headers["etag"])
            let changes = Self.members(care.number) + ", \"volume\": 700"
            let blind = try await Self.put(api, care.match, changes, headers: [:])
            #expect(blind.summary == "428 resource.precondition-required")
            let stale = try await Self.put(
                api,
                care.match,
                changes,
                headers: ["If-Match": "\"x\""]
            )
            #expect(stale.summary == "412 resource.precondition-failed")
            #expect(try await api.send(.get, path).text == before.text)
            let changed = try await Self.put(api, care.match, changes, headers: ["If-Match": tag])
            #expect(changed.status == 200)
            #expect(changed.json["volume"].number == 700)
            #expect(changed.json["startsOn"].text == "2025-04-01")
            #expect(changed.json["version"].number == 2)
            #expect(try await api.send(.get, path).text == changed.text)
            let again = try await Self.put(api, care.match, changes, headers: ["If-Match": tag])
            #expect(again.status == 412)
        }
    }

    @Test func `is not there to be changed before it is made`() async throws {
        try await withSharedAPI { api in
            let wilg = try await Declarant(api)
            let match = try await api.makeMatch(with: wilg.id)
            let members = Self.members(api.nextNumber())
            let blind = try await Self.put(api, match, members, headers: [:])
            #expect(blind.summary == "428 resource.precondition-required")
            let stale = try await Self.put(api, match, members, headers: ["If-Match": "*"])
            #expect(stale.summary == "412 resource.precondition-failed")
        }
    }

    @Test func `keeps its first day once something was declared on it`() async throws {
        try await withSharedAPI { api in
            let wilg = try await Declarant(api)
            let started = try await wilg.allocate()
            let claimed = try await wilg.allocate()
            let refused = try await wilg.allocate()
            _ = try await wilg.declare(.start("S1", of: started.number))
            _ = try await wilg.declare(.claim("D1", .debit("L1", of: claimed.number)))
            _ = try await wilg.declare(.stop("P1", of: refused.number))
            var summaries: [String] = []
            for care in [started, claimed, refused] {
                let answer = try await Self.put(
                    api,
                    care.match,
                    Self.members(care.number),
                    headers: ["If-Match": "*"]
                )
                summaries.append(answer.summary)
            }
            #expect(
                summaries == ["409 allocation.claimed", "409 allocation.claimed", "200"]
            )
        }
    }

    @Test func `sees what is declared on it while it waits`() async throws {
        try await withAPI { api in
            let wilg = try await Declarant(api)
            let care = try await wilg.allocate()
            let made = try await wilg.declare(.start("S1", of: 1))
            let declaration = try made.madeIdentifier
            // A writer in the middle of its transaction: the lock is its own.
            let writer = try api.database.connection()
            try writer.run(
                script: """
                    begin;
                    select from allocation where number = \(care.number) for no key update;
                    insert into delivery (declaration_id, allocation_number, kind, is_withdrawal,
                        started_on)
                    values ('\(declaration)', \(care.number), 'start', false, '2025-04-03');
                    """
            )
            async let answer = Self.put(
                api,
                care.match,
                Self.members(care.number),
                headers: ["If-Match": "*"]
            )
            try await api.database.end(writer)
            #expect(try await answer.summary == "409 allocation.claimed")
        }
    }

    @Test(arguments: [1, 2])
    func `is made once by 64 equal requests at once`(loops: Int) async throws {
        try await withAPI(loops: loops) { api in
            let wilg = try await Declarant(api)
            let match = try await api.makeMatch(with: wilg.id)
            let answers = try await api.sendAtOnce(
                64,
                .put,
                "/v1/matches/\(match)/allocation",
                json: "{\(Self.members(300_201))}",
                headers: ["If-None-Match": "*"]
            )
            #expect(answers.count { $0.status == 201 } == 1)
            #expect(answers.count { $0.summary == "409 allocation.exists" } == 63)
        }
    }

    @Test func `gives one of 64 matches its number`() async throws {
        try await withAPI(loops: 2) { api in
            let wilg = try await Declarant(api)
            var matches: [Identifier] = []
            for _ in 0..<64 { matches.append(try await api.makeMatch(with: wilg.id)) }
            let summaries = try await withThrowingTaskGroup(of: String.self) { group in
                for (index, match) in matches.enumerated() {
                    group.addTask {
                        try await api.send(
                            .put,
                            "/v1/matches/\(match)/allocation",
                            json: "{\(Self.members(300_201))}",
                            headers: ["If-None-Match": "*"],
                            loop: index
                        ).summary
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(summaries.count { $0 == "201" } == 1)
            #expect(summaries.count { $0 == "409 allocation.number-taken" } == 63)
        }
    }

    @Test func `changes once for 64 who saw the same`() async throws {
        try await withAPI(loops: 2) { api in
            let wilg = try await Declarant(api)
            let care = try await wilg.allocate()
            let path = "/v1/matches/\(care.match)/allocation"
            let tag = try #require(try await api.send(.get, path).headers["etag"])
            let answers = try await api.sendAtOnce(
                64,
                .put,
                path,
                json: "{\(Self.members(care.number)), \"volume\": 700}",
                headers: ["If-Match": tag]
            )
            #expect(answers.count { $0.status == 200 } == 1)
            #expect(answers.count { $0.status == 412 } == 63)
        }
    }
}
