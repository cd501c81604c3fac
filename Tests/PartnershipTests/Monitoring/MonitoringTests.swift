import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct `The key figures of a year` {
    private static func figures(
        starts: Int,
        withTent: Int,
        tents: Int = 0,
        median: Int? = 7,
        mean: Int? = 8
    ) -> Monitoring {
        Monitoring(
            Monitoring.Counts(
                starts: starts,
                startsWithTent: withTent,
                leadTimeMedianDays: median,
                leadTimeMeanDays: mean,
                tents: tents
            )
        )
    }

    /// What is told of starts and of those with a tent; a rest of 1 to 4 withholds the part.
    @Test(
        arguments: [
            (0, 0, 0, 0), (1, 0, nil, nil), (4, 4, nil, nil), (5, 0, 5, 0), (5, 5, 5, 5),
            (5, 1, 5, nil), (9, 4, 9, nil), (9, 5, 9, nil), (10, 5, 10, 5), (10, 6, 10, nil),
            (10, 10, 10, 10), (170, 28, 170, 28),
        ] as [(Int, Int, Int?, Int?)]
    )
    func `are withheld from one up to four, and where they could be computed`(
        starts: Int,
        withTent: Int,
        shown: Int?,
        shownWithTent: Int?
    ) {
        let figures = Self.figures(starts: starts, withTent: withTent)
        #expect(figures.starts == shown)
        #expect(figures.startsWithTent == shownWithTent)
        #expect(figures.isSuppressed == (shown == nil || shownWithTent == nil))
        #expect((figures.leadTimeMedianDays == nil) == (shown == nil))
        #expect((figures.leadTimeMeanDays == nil) == (shown == nil))
        #expect((figures.tentSharePpm == nil) == (shownWithTent == nil || starts == 0))
    }

    @Test(
        arguments: [(0, 0, false), (1, nil, true), (4, nil, true), (5, 5, false)]
            as [(Int, Int?, Bool)]
    )
    func `withhold few tents`(tents: Int, shown: Int?, isSuppressed: Bool) {
        let figures = Self.figures(starts: 0, withTent: 0, tents: tents)
        #expect(figures.tents == shown)
        #expect(figures.isSuppressed == isSuppressed)
    }

    @Test(arguments: [(170, 28, 164_706), (10, 5, 500_000), (15, 5, 333_333), (5, 5, 1_000_000)])
    func `have the part with a tent to the nearest millionth`(
        starts: Int,
        withTent: Int,
        ppm: Int
    ) {
        #expect(Self.figures(starts: starts, withTent: withTent).tentSharePpm == ppm)
    }

    @Test func `have no lead time without starts`() {
        let figures = Self.figures(starts: 0, withTent: 0, median: nil, mean: nil)
        #expect(figures.leadTimeMedianDays == nil && figures.leadTimeMeanDays == nil)
        #expect(!figures.isSuppressed)
    }
}

@Suite struct `The monitoring of a year` {
    @Test func `is empty in a year without anything`() async throws {
        try await withAPI { api in
            let answer = try await api.send(.get, "/v1/monitoring/2024", as: .role(.frontend))
            #expect(
                answer.json.names == [
                    "year", "starts", "startsWithTent", "tentSharePpm", "leadTimeMedianDays",
                    "leadTimeMeanDays", "tents", "partnersPaid", "revenueCents", "suppressed",
                    "grounds",
                ]
            )
            for name in ["starts", "startsWithTent", "tents", "partnersPaid", "revenueCents"] {
                #expect(answer.json[name].number == 0, "\(name)")
            }
            #expect(answer.json["suppressed"].boolean == false)
            #expect(answer.json["grounds"][0]["article"].text == "6.1")
            for year in ["2014", "2200", "year"] {
                #expect(try await api.send(.get, "/v1/monitoring/\(year)").status == 404)
            }
        }
    }

    /// Agreed on 4 December 2024, so after 29, 30, 33, 34 and 47 days.
    @Test func `counts first starts that stand, and the days they took`() async throws {
        try await withAPI { api in
            let declarant = try await Declarant(api)
            var number = 0
            func declare(_ message: MessageText) async throws {
                let answer = try await declarant.declare(message)
                #expect(answer.verdict == "accepted")
            }
            func figures() async throws -> TestJSON {
                try await api.send(.get, "/v1/monitoring/2025").json
            }
            for day in ["02", "03", "06", "07", "20"] {
                let read = try await figures()
                #expect(read["starts"].number == (number == 0 ? 0 : nil))
                #expect(read["suppressed"].boolean == (number > 0))
                number = try await declarant.allocate().number
                try await declare(.start("S\(day)", of: number, on: "2025-01-\(day)"))
            }
            let read = try await figures()
            #expect(read["starts"].number == 5)
            #expect(read["leadTimeMedianDays"].number == 33)
            #expect(read["leadTimeMeanDays"].number == 35)
            #expect(read["startsWithTent"].number == 0 && read["tentSharePpm"].number == 0)
            #expect(read["suppressed"].boolean == false)
            // Care that goes on after a while is no new start.
            try await declare(
                .stop("P1", of: number, on: "2025-01-20", ended: "2025-03-03", reason: "20")
            )
            try await declare(.start("S90", of: number, on: "2025-04-07"))
            // Nor is a start that was taken back.
            let other = try await declarant.allocate().number
            try await declare(.start("S91", of: other, on: "2025-02-03"))
            #expect(try await figures()["starts"].number == 6)
            try await declare(.start("S92", of: other, on: "2025-02-03", status: "3"))
            #expect(try await figures().description == read.description)
        }
    }
}
