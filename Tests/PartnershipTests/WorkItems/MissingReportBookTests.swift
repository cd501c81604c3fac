import HTTP
@testable import Partnership
import Postgres
import TestSupport
import Testing

@Suite struct `The missing reports` {
    private static let path = "/v1/missing-reports"

    /// What is missing of one care, as `start 2025-01-02 2025-01-30`.
    private static func missing(
        _ desk: WorkDesk,
        _ care: Declarant.Care,
        as sender: TestAPI.Sender = .role(.municipality)
    ) async throws -> String? {
        let answer = try await desk.api.send(.get, path + "?limit=200", as: sender)
        let items = answer.json["items"].elements
        let own = items.filter { $0["allocationNumber"].number == care.number }
        #expect(own.count <= 1)
        guard let item = own.first else { return nil }
        #expect(item["matchId"].identifier == care.match)
        #expect(item["partnerId"].identifier == desk.wilg.id)
        return ["kind", "since", "dueOn"].compactMap { item[$0].text }.joined(separator: " ")
    }

    @Test(
        arguments: [
            // Announced on 2 January 2025, a Thursday.
            ("2025-01-01", "2025-01-30", nil),
            ("2025-01-01", "2025-01-31", "start 2025-01-02 2025-01-30"),
            // Two days at Easter, King's Day on the Saturday before, Liberation Day.
            ("2025-04-07", "2025-05-07", nil),
            ("2025-04-07", "2025-05-08", "start 2025-04-07 2025-05-07"),
        ] as [(Day, Day, String?)]
    )
    func `have a start twenty working days after its allocation`(
        startsOn: Day,
        today: Day,
        expected: String?
    ) async throws {
        try await withAPI { api in
            let desk = try await WorkDesk(api)
            let care = try await desk.wilg.allocate(from: startsOn.description)
            try desk.stopDay(at: today)
            #expect(try await Self.missing(desk, care) == expected)
            // Whenever it comes.
            let start = MessageText.start("S1", of: care.number, on: startsOn.description)
            #expect(try await desk.wilg.declare(start).verdict == "accepted")
            #expect(try await Self.missing(desk, care) == nil)
        }
    }

    @Test func `have a stop five working days after the allocation`() async throws {
        try await withAPI { api in
            let desk = try await WorkDesk(api)
            let care = try await desk.wilg.allocate(until: "2025-04-30")
            let number = care.number
            let steps: [(Day, MessageText?, String?)] = [
                ("2025-05-08", .start("S1", of: number), nil),
                ("2025-05-09", nil, "stop 2025-04-30 2025-05-08"),
                (
                    "2025-05-09", .stop("P1", of: number, ended: "2025-04-10", reason: "20"),
                    "stop 2025-04-30 2025-05-08"
                ),
                ("2025-05-09", .stop("P2", of: number, ended: "2025-04-30"), nil),
                (
                    "2025-05-09", .stop("P3", of: number, ended: "2025-04-30", status: "3"),
                    "stop 2025-04-30 2025-05-08"
                ),
            ]
            for (today, message, expected) in steps {
                try desk.stopDay(at: today)
                if let message {
                    #expect(try await desk.wilg.declare(message).verdict == "accepted")
                }
                #expect(try await Self.missing(desk, care) == expected, "\(today)")
            }
        }
    }

    @Test func `have nothing of an allocation that ended unused, unless it was claimed on`()
        async throws
    {
        try await withAPI { api in
            let desk = try await WorkDesk(api)
            let care = try await desk.wilg.allocate(until: "2025-04-30")
            try desk.stopDay(at: "2025-04-30")
            let start = "start 2025-01-02 2025-01-30"
            #expect(try await Self.missing(desk, care) == start)
            try desk.stopDay(at: "2025-05-01")
            #expect(try await Self.missing(desk, care) == nil)
            let claim = MessageText.claim("D1", .debit("L1", of: care.number))
            #expect(try await desk.wilg.declare(claim).verdict == "accepted 8001")
            #expect(try await Self.missing(desk, care) == start)
        }
    }

    @Test(arguments: [
        "outside_messaging = true",
        "erased_at = now(), erasure_decided_on = '2025-04-01', erasure_reference = 'AVG-1'",
    ])
    func `have nothing of a case that is kept outside`(change: String) async throws {
        try await withAPI { api in
            let desk = try await WorkDesk(api)
            let care = try await desk.wilg.allocate()
            #expect(try await Self.missing(desk, care) != nil)
            try desk.run("insert into case_file (case_reference) values ('case-1')")
            #expect(try await Self.missing(desk, care) != nil)
            try desk.run("update case_file set \(change)")
            #expect(try await Self.missing(desk, care) == nil)
        }
    }

    @Test func `are read by query, by page and by role`() async throws {
        try await withAPI { api in
            let desk = try await WorkDesk(api)
            let cares = [
                try await desk.wilg.allocate(), try await desk.wilg.allocate(),
                try await desk.wilg.allocate(until: "2025-04-01"),
            ]
            _ = try await desk.wilg.declare(.start("S1", of: cares[2].number, on: "2025-03-03"))
            let maasoever = try await Declarant(api)
            _ = try await maasoever.allocate()
            for (query, count) in [
                ("", 4), ("?kind=start", 3), ("?kind=stop", 1),
                ("?partnerId=\(maasoever.id)", 1),
            ] {
                let mark = query.isEmpty ? "?" : "&"
                let target = Self.path + query + mark + "count=true&limit=200"
                let answer = try await api.send(.get, target)
                #expect(answer.json["total"].number == count, "\(query)")
                #expect(answer.json["items"].count == count, "\(query)")
            }
            var numbers: [Int] = []
            var next: String? = Self.path + "?limit=1"
            while let target = next {
                let page = try await api.send(.get, target).json
                numbers += page["items"].elements.compactMap { $0["allocationNumber"].number }
                next = page["next"].text
            }
            #expect(numbers.count == 4)
            #expect(numbers == numbers.sorted())
            let own = try await api.send(.get, Self.path, as: maasoever.sender)
            #expect(own.json["items"].count == 1)
            #expect(try await Self.missing(desk, cares[0], as: maasoever.sender) == nil)
            #expect(try await api.send(.get, Self.path, as: .role(.frontend)).status == 403)
            for query in ["kind=claim", "cursor=61"] {
                #expect(try await api.send(.get, "\(Self.path)?\(query)").status == 400)
            }
        }
    }
}
