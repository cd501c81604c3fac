import HTTP
@testable import Partnership
import Postgres
import TestSupport
import Testing

@Suite struct `The work list` {
    @Test func `has the signal of an accepted message, and reads as it was listed`() async throws {
        try await withAPI { api in
            let desk = try await WorkDesk(api)
            let care = try await desk.startLate()
            let items = try await desk.items()
            #expect(items.count == 1)
            let item = try #require(items.first)
            #expect(
                item.names == [
                    "id", "kind", "detail", "source", "partnerId", "matchId", "allocationNumber",
                    "declarationId", "period", "times", "receivedOn", "dueOn", "state",
                    "createdAt", "version",
                ]
            )
            #expect(item["kind"].text == "start-late")
            #expect(item["source"].text == "OP271")
            #expect(item["detail"].text == CareSignal.startLate.detail)
            #expect(item["partnerId"].identifier == desk.wilg.id)
            #expect(item["matchId"].identifier == care.match)
            #expect(item["allocationNumber"].number == care.number)
            #expect(item["receivedOn"].text == "2025-05-01")
            #expect(item["dueOn"].text == "2025-05-07")
            #expect(item["state"].text == "open")
            let message = try #require(item["declarationId"].identifier)
            #expect(try await api.send(.get, "/v1/declarations/\(message)").status == 200)
            let id = try #require(item["id"].identifier)
            let read = try await api.send(.get, "\(WorkDesk.path)/\(id)")
            #expect(read.text == item.description)
        }
    }

    @Test func `has an item for each signal of starts and stops`() async throws {
        try await withAPI { api in
            let desk = try await WorkDesk(api)
            let care = try await desk.wilg.allocate(from: "2025-04-10", until: "2025-04-20")
            let number = care.number
            let steps: [(MessageText, [String])] = [
                (
                    .start("S1", of: number),
                    ["start-before-allocation 2025-04-03 x1", "start-late 2025-04-03 x1"]
                ),
                (
                    .stop("P1", of: number, ended: "2025-04-21"),
                    [
                        "stop-after-allocation-end 2025-04-03/2025-04-21 x1",
                        "stop-late 2025-04-03/2025-04-21 x1",
                    ]
                ),
                (.stop("P2", of: number, ended: "2025-04-21", status: "3"), []),
                (
                    .stop("P3", of: number, ended: "2025-04-17"),
                    ["stop-late 2025-04-03/2025-04-17 x1"]
                ),
                (.start("S2", of: number, on: "2025-04-30"), []),
                (
                    .stop("P4", of: number, ended: "2025-04-17", status: "3"),
                    ["two-starts-running 2025-04-03/2025-04-17 x1"]
                ),
            ]
            var expected: [String] = []
            for (message, more) in steps {
                #expect(try await desk.wilg.declare(message).verdict == "accepted")
                expected = (expected + more).sorted()
                let summaries = try await desk.summaries(of: care)
                #expect(summaries == expected)
            }
        }
    }

    @Test func `has the items of a claim by line, with a later day`() async throws {
        try await withAPI { api in
            let desk = try await WorkDesk(api)
            let cares = [try await desk.wilg.allocate(), try await desk.wilg.allocate()]
            let claim = MessageText.claim(
                "D1",
                .debit("L1", of: cares[0].number),
                .debit("L2", of: cares[1].number),
                .debit("L3", of: 1)
            )
            let answer = try await desk.wilg.declare(claim)
            #expect(answer.json["answer"]["signals"].count == 1)
            for care in cares {
                let summary = "start-missing 2025-04-01/2025-04-30 x1"
                #expect(try await desk.summaries(of: care) == [summary])
            }
            #expect(
                try await desk.items().map { $0["dueOn"].text } == ["2025-05-16", "2025-05-16"]
            )
        }
    }

    @Test func `has nothing of a message that was refused, or that is as it should be`()
        async throws
    {
        try await withAPI { api in
            let desk = try await WorkDesk(api)
            let care = try await desk.wilg.allocate()
            let good = MessageText.start("S1", of: care.number, on: "2025-04-28")
            let product = MessageText.product(care.number, on: "2025-04-03")
            let unknown = MessageText.product(1, on: "2025-04-03")
            let refused = MessageText.starts("S0", datedOn: "2025-04-03", [product, unknown])
            #expect(try await desk.wilg.declare(refused).verdict == "refused 0200 0200 9019")
            #expect(try await desk.wilg.declare(good).verdict == "accepted")
            #expect(try await desk.items().isEmpty)
        }
    }

    @Test func `has the same finding once while it is open, and counts it`() async throws {
        try await withAPI { api in
            let desk = try await WorkDesk(api)
            let care = try await desk.startLate()
            let number = care.number
            for (message, times) in [
                (MessageText.start("A", of: number, status: "3"), 1),
                (.start("B", of: number), 2),
                (.start("C", of: number, status: "3"), 2),
                (.start("D", of: number), 3),
            ] {
                #expect(try await desk.wilg.declare(message).verdict == "accepted")
                let summary = "start-late 2025-04-03 x\(times)"
                #expect(try await desk.summaries(of: care) == [summary])
            }
            let item = try #require(try await desk.items().first)
            #expect(item["version"].number == 3)
            try desk.stopDay(at: "2025-05-02")
            try await desk.resolve(try #require(item["id"].identifier))
            // What comes up after somebody looked is looked at again, with a day of its own.
            _ = try await desk.wilg.declare(.start("E", of: number, status: "3"))
            _ = try await desk.wilg.declare(.start("F", of: number))
            let items = try await desk.items()
            #expect(items.map { $0["times"].number } == [3, 1])
            #expect(items.map { $0["state"].text } == ["done", "open"])
            #expect(items.map { $0["dueOn"].text } == ["2025-05-07", "2025-05-08"])
        }
    }

    @Test(arguments: [1, 2])
    func `has one item of sixty-four claims at once about one month`(loops: Int) async throws {
        try await withAPI(loops: loops) { api in
            let desk = try await WorkDesk(api)
            let care = try await desk.wilg.allocate()
            _ = try await desk.wilg.count()
            // A credit has to name what was granted; so each claims, and all but one is refused.
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<64 {
                    let line = LineText.debit("L\(number)", of: care.number)
                    group.addTask {
                        _ = try await desk.wilg.declare(.claim("D\(number)", line), loop: number)
                    }
                }
                try await group.waitForAll()
            }
            let granted = try await desk.wilg.count("&accepted=true")
            let times = try await desk.items().map { $0["times"].number }
            #expect(times == [granted])
        }
    }

    @Test func `has one item of one group in which two messages say the same`() async throws {
        try await withAPI { api in
            let desk = try await WorkDesk(api)
            let care = try await desk.wilg.allocate()
            let messages = [
                MessageText.start("A", of: care.number),
                .start("B", of: care.number, status: "3"),
                .start("C", of: care.number),
            ].map { $0.json(desk.wilg.agbCode) }.joined(separator: ", ")
            let batch = try await api.send(.post, "/v1/declaration-batches", json: "[\(messages)]")
            #expect(batch.json.elements.allSatisfy { $0["answer"]["accepted"].boolean == true })
            #expect(try await desk.summaries(of: care) == ["start-late 2025-04-03 x2"])
        }
    }

    @Test func `is read by query and by role`() async throws {
        try await withAPI { api in
            let desk = try await WorkDesk(api)
            let care = try await desk.startLate()
            let maasoever = try await Declarant(api)
            let other = try await maasoever.allocate()
            #expect(
                try await maasoever.declare(.claim("D1", .debit("L1", of: other.number))).verdict
                    == "accepted 8001"
            )
            for (query, count) in [
                ("", 2), ("?kind=start-late", 1), ("?kind=start-missing", 1),
                ("?kind=stop-late", 0), ("?partnerId=\(desk.wilg.id)", 1),
                ("?dueBefore=2025-05-07", 0), ("?dueBefore=2025-05-08", 1),
                ("?dueBefore=2025-05-17", 2), ("?state=open", 2), ("?state=done", 0),
            ] {
                #expect(try await desk.items(query).count == count, "\(query)")
                let total = try await api.send(
                    .get,
                    WorkDesk.path + query + (query.isEmpty ? "?" : "&") + "count=true&limit=1"
                )
                #expect(total.json["total"].number == count, "\(query)")
            }
            for query in ["kind=late", "state=both", "dueBefore=soon", "partnerId=1"] {
                let answer = try await api.send(.get, "\(WorkDesk.path)?\(query)")
                #expect(answer.summary == "400 request.invalid", "\(query)")
            }
            for sender in [TestAPI.Sender.role(.caseSystem), .role(.auditor)] {
                #expect(try await desk.items(as: sender).count == 2)
            }
            let own = try await desk.items(as: desk.wilg.sender)
            #expect(own.map { $0["allocationNumber"].number } == [care.number])
            let id = try #require(own[0]["id"].identifier)
            let path = "\(WorkDesk.path)/\(id)"
            #expect(try await api.send(.get, path, as: desk.wilg.sender).status == 200)
            #expect(try await api.send(.get, path, as: maasoever.sender).status == 404)
        }
    }

    @Test func `knows every signal there is`() async throws {
        try await withAPI { api in
            let desk = try await WorkDesk(api)
            _ = try await desk.startLate()
            for signal in CareSignal.allCases {
                try desk.run("update work_item set kind = '\(signal.code)'")
                #expect(try await desk.items("?kind=\(signal.code)").count == 1)
            }
            #expect(throws: (any Error).self) { try desk.run("update work_item set kind = 'late'") }
        }
    }
}
