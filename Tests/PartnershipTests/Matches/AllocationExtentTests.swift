import HTTP
@testable import Partnership
import TestSupport
import Testing

/// A care that is allocated with more said than its product and its start.
private struct Extent {
    let wilg: Declarant
    let care: Declarant.Care

    var path: String { "/v1/matches/\(care.match)/allocation" }

    init(_ api: TestAPI, _ members: String, from startsOn: String = "2025-01-01") async throws {
        wilg = try await Declarant(api)
        care = Declarant.Care(
            match: try await api.makeMatch(with: wilg.id),
            number: api.nextNumber()
        )
        let made = try await put(members, from: startsOn, headers: ["If-None-Match": "*"])
        guard made.status == 201 else { throw TestProblem("not allocated: \(made.text)") }
    }

    @discardableResult
    func put(
        _ members: String,
        from startsOn: String = "2025-01-01",
        headers: Headers = ["If-Match": "*"]
    ) async throws -> Response {
        try await wilg.api.send(
            .put,
            path,
            json: """
                {"number": \(care.number), "productCode": "JB-04", "startsOn": "\(startsOn)",
                 \(members)}
                """,
            headers: headers
        )
    }

    /// Claims hours of a month with thirty days.
    func claim(_ id: String, _ hours: Int, in month: String = "2025-04") async throws -> String {
        try await wilg.declare(
            .claim(id, .debit("L" + id, of: care.number, hours: hours), month: month)
        ).verdict
    }

    /// Takes back what was claimed.
    func credit(_ id: String, of earlier: String, _ hours: Int) async throws -> String {
        let line = LineText.credit("L" + id, for: "L" + earlier, of: care.number, hours: hours)
        return try await wilg.declare(.claim(id, line)).verdict
    }
}

private let budget = "\"isAspecific\": true, \"endsOn\": \"2026-12-31\", \"budgetCents\": "
private let granted = "accepted 8001"

@Suite struct `The extent of an allocation` {
    @Test func `keeps to the rules of its message, told all at once`() async throws {
        try await withSharedAPI { api in
            let extent = try await Extent(api, "\"endsOn\": null")
            let before = try await api.send(.get, extent.path).text
            let budget = try await extent.put("\"budgetCents\": 1, \"volume\": 1")
            #expect(budget.summary == "400 request.invalid")
            #expect(
                budget.places == [
                    "/isAspecific CD041", "/endsOn CD075", "/volume CD077", "/budgetCents CD078",
                ]
            )
            let rest = try await extent.put(
                """
                "isAspecific": true, "category": null, "unit": "14", "frequency": "1",
                "changeReason": "13", "endsOn": "2025-01-02"
                """
            )
            #expect(
                rest.places == ["/category CD079", "/frequency CS338", "/endsOn OP033x1"]
            )
            let form = try await extent.put(
                "\"isAspecific\": 1, \"budgetCents\": 100000000, \"changeReason\": \"01\""
            )
            #expect(
                Set(form.places) == [
                    "/isAspecific type", "/budgetCents range", "/changeReason enum",
                ]
            )
            let weekly = try await extent.put("\"volume\": 4, \"frequency\": \"2\"")
            #expect(weekly.places == ["/endsOn CD076"])
            #expect(try await api.send(.get, extent.path).text == before)
        }
    }

    @Test func `may be a budget, which claims do not exceed until it is raised`() async throws {
        try await withSharedAPI { api in
            let extent = try await Extent(api, budget + "190000")
            let read = try await api.send(.get, extent.path)
            #expect(read.json["isAspecific"].boolean == true)
            #expect(read.json["budgetCents"].number == 190_000)
            for member in ["volume", "unit", "frequency", "changeReason"] {
                #expect(read.json[member].isNull)
            }
            #expect(try await extent.claim("D1", 12) == granted)
            #expect(try await extent.claim("D2", 12, in: "2025-06") == "refused 9369")
            #expect(try await extent.put(budget + "192000").status == 200)
            #expect(try await extent.claim("D3", 12, in: "2025-06") == granted)
            #expect(try await extent.wilg.ledgerCents() == 192_000)
        }
    }

    @Test func `may be a volume, which claims do not exceed until it is raised`() async throws {
        try await withSharedAPI { api in
            let extent = try await Extent(api, "\"volume\": 20")
            #expect(try await extent.claim("D1", 21) == "refused 9321")
            #expect(try await extent.claim("D2", 12) == granted)
            #expect(try await extent.claim("D3", 9, in: "2025-06") == "refused 9322")
            #expect(try await extent.put("\"volume\": 21").status == 200)
            #expect(try await extent.claim("D4", 9, in: "2025-06") == granted)
            #expect(try await extent.credit("D5", of: "D2", 12) == granted)
            #expect(try await extent.claim("D6", 13) == "refused 9322")
            #expect(try await extent.claim("D7", 12) == granted)
            #expect(try await extent.wilg.ledgerCents() == 21 * 8_000)
        }
    }

    @Test func `is never a ceiling by default, but tells when it is nearly used`() async throws {
        try await withSharedAPI { api in
            let extent = try await Extent(api, "\"endsOn\": null")
            _ = try await extent.wilg.declare(
                .start("S1", of: extent.care.number, on: "2025-04-01")
            )
            var signals: [[String?]] = []
            for (id, hours, month) in [("D1", 479, "04"), ("D2", 1, "06"), ("D3", 900, "09")] {
                let answer = try await extent.wilg.declare(
                    .claim(
                        id,
                        .debit(id, of: extent.care.number, hours: hours),
                        month: "2025-\(month)"
                    )
                )
                #expect(answer.verdict == granted)
                signals.append(answer.json["answer"]["signals"].elements.map { $0["code"].text })
            }
            #expect(signals == [[], ["volume-near-limit"], ["volume-near-limit"]])
        }
    }

    @Test(arguments: [("true", granted), ("false", "refused 9340")])
    func `leaves the code to the claim when it is aspecific`(
        isAspecific: String,
        verdict: String
    ) async throws {
        try await withSharedAPI { api in
            let extent = try await Extent(api, "\"isAspecific\": \(isAspecific)")
            let claim = MessageText.claim("D1", .debit("L1", of: extent.care.number))
                .json(extent.wilg.agbCode)
                .replacing("JB-04", with: "JB-03")
            let answer = try await api.send(.post, "/v1/declarations", json: claim)
            #expect(answer.verdict == verdict)
        }
    }

    @Test func `counts the lines of one claim together`() async throws {
        try await withSharedAPI { api in
            let extent = try await Extent(api, budget + "96000")
            let number = extent.care.number
            let claim = MessageText.claim(
                "D1",
                .debit("L1", of: number, hours: 8),
                .debit("L2", of: number, hours: 5)
            )
            // A second debit of the same month would be refused for itself.
            let lines = claim.json(extent.wilg.agbCode).split(separator: "L2", maxSplits: 1)
            let earlier = lines[1].replacing("2025-04-01", with: "2025-03-01")
                .replacing("2025-04-30", with: "2025-03-31")
            let answer = try await api.send(
                .post,
                "/v1/declarations",
                json: lines[0] + "L2" + earlier
            )
            #expect(answer.verdict == "refused 9369")
            #expect(try await extent.wilg.ledgerCents() == 64_000)
        }
    }

    @Test func `holds for claims that come at once`() async throws {
        try await withAPI(loops: 2) { api in
            let extent = try await Extent(api, "\"volume\": 60", from: "2022-01-01")
            let months = (2022...2025).flatMap { year in
                ["04", "06", "09", "11"].map { "\(year)-\($0)" }
            }
            let verdicts = try await withThrowingTaskGroup(of: String.self) { group in
                for (index, month) in months.enumerated() {
                    group.addTask {
                        let line = LineText(
                            reference: "L\(index)",
                            number: extent.care.number,
                            tariffCents: 7_000
                        )
                        return try await extent.wilg.declare(
                            .claim("D\(index)", line, month: month),
                            loop: index
                        ).verdict
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(verdicts.count { $0 == granted } == 5)
            #expect(verdicts.count { $0 == "refused 9322" } == 11)
        }
    }
}

@Suite struct `An allocation with care declared on it` {
    @Test func `says which members stay`() async throws {
        try await withSharedAPI { api in
            let extent = try await Extent(api, "\"volume\": 20")
            _ = try await extent.wilg.declare(.start("S1", of: extent.care.number))
            let answer = try await extent.put(
                "\"unit\": \"01\", \"category\": \"45\"",
                from: "2025-01-02"
            )
            #expect(answer.summary == "409 allocation.claimed")
            #expect(answer.json["detail"].text?.hasSuffix("category, startsOn, unit.") == true)
            #expect(try await extent.put("\"volume\": 1, \"frequency\": \"4\"").status == 200)
        }
    }

    @Test func `ends no earlier than what was granted`() async throws {
        try await withSharedAPI { api in
            let extent = try await Extent(api, "\"endsOn\": null")
            #expect(try await extent.claim("D1", 12) == granted)
            let early = try await extent.put("\"endsOn\": \"2025-04-29\"")
            #expect(early.summary == "409 allocation.ends-before-granted")
            #expect(early.json["grounds"].elements.first?["article"].text == "OP368")
            #expect(try await extent.put("\"endsOn\": \"2025-04-30\"").status == 200)
        }
    }

    @Test func `is withdrawn once nothing of it is granted`() async throws {
        try await withSharedAPI { api in
            let extent = try await Extent(api, "\"endsOn\": null")
            let withdrawal = "\"endsOn\": \"2025-01-01\", \"changeReason\": \"13\""
            #expect(try await extent.claim("D1", 12) == granted)
            let refused = try await extent.put(withdrawal)
            #expect(refused.summary == "409 allocation.granted")
            #expect(refused.json["grounds"].elements.first?["article"].text == "TR385")
            #expect(try await extent.credit("D2", of: "D1", 12) == granted)
            let withdrawn = try await extent.put(withdrawal)
            #expect(withdrawn.status == 200)
            #expect(withdrawn.json["changeReason"].text == "13")
        }
    }
}

@Suite struct `The versions of an allocation` {
    @Test func `are all that it said, in order`() async throws {
        try await withSharedAPI { api in
            let extent = try await Extent(api, "\"volume\": 20")
            let path = extent.path + "/versions"
            let first = try await api.send(.get, extent.path)
            #expect(try await api.send(.get, path).json["items"].count == 1)
            #expect(
                try await extent.put("\"volume\": 30, \"changeReason\": \"04\"").status == 200
            )
            #expect(
                try await extent.put("\"volume\": 30, \"endsOn\": \"2026-12-31\"").status == 200
            )
            let last = try await api.send(.get, extent.path)
            let list = try await api.send(.get, path + "?count=true")
            let items = list.json["items"].elements
            #expect(items.map { $0["version"].number } == [1, 2, 3])
            #expect(items.map { $0["volume"].number } == [20, 30, 30])
            #expect(items.map { $0["changeReason"].text } == [nil, "04", nil])
            #expect(items.map { $0["endsOn"].text } == [nil, nil, "2026-12-31"])
            #expect(list.json["total"].number == 3)
            // Whole, as they were read at the time, each with its own moment.
            #expect(list.text.contains(first.text))
            #expect(list.text.contains(last.text))
            let moments = items.compactMap { $0["allocatedAt"].text }
            #expect(moments == moments.sorted() && Set(moments).count == 3)
            #expect(Set(items.compactMap { $0["createdAt"].text }).count == 1)
        }
    }

    @Test func `come in pages`() async throws {
        try await withSharedAPI { api in
            let extent = try await Extent(api, "\"volume\": 1")
            for volume in 2...5 {
                #expect(try await extent.put("\"volume\": \(volume)").status == 200)
            }
            var volumes: [Int?] = []
            var next: String? = extent.path + "/versions?limit=2"
            while let target = next {
                let page = try await api.send(.get, target)
                #expect(page.json["items"].count <= 2)
                volumes += page.json["items"].elements.map { $0["volume"].number }
                next = page.json["next"].text
            }
            #expect(volumes == [1, 2, 3, 4, 5])
        }
    }

    @Test func `are told to its parties and who controls them`() async throws {
        try await withSharedAPI { api in
            let extent = try await Extent(api, "\"volume\": 20")
            let other = try await Declarant(api)
            let path = extent.path + "/versions"
            let mine: [TestAPI.Sender] = [
                extent.wilg.sender, .role(.municipality), .role(.caseSystem), .role(.auditor),
            ]
            for sender in mine {
                #expect(try await api.send(.get, path, as: sender).status == 200)
            }
            let strange = try await api.send(.get, path, as: other.sender)
            #expect(strange.summary == "404 resource.not-found")
            let match = try await api.makeMatch(with: other.id)
            let none = try await api.send(.get, "/v1/matches/\(match)/allocation/versions")
            #expect(none.summary == "404 resource.not-found")
        }
    }
}
