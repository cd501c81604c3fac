import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct `The key figures of a year` {
    /// - Parameter most: the greatest number of one partner: of starts, with a tent, without one.
    private static func figures(
        starts: Int,
        withTent: Int,
        most: (starts: Int, withTent: Int, withoutTent: Int) = (0, 0, 0),
        tents: Int = 0,
        isClosed: Bool = true,
        days: Int? = 7
    ) -> Monitoring {
        Monitoring(
            Monitoring.Counts(
                starts: starts,
                startsWithTent: withTent,
                mostStarts: most.starts,
                mostWithTent: most.withTent,
                mostWithoutTent: most.withoutTent,
                leadTimeMedianDays: days,
                leadTimeMeanDays: days,
                tents: tents,
                isClosed: isClosed
            )
        )
    }

    /// What is told of starts and of those with a tent; none, all, or a rest of 1 to 4 withholds
    /// the part.
    @Test(
        arguments: [
            (0, 0, 0, 0), (1, 0, nil, nil), (4, 4, nil, nil), (5, 0, 5, nil), (5, 5, 5, nil),
            (5, 1, 5, nil), (9, 4, 9, nil), (9, 5, 9, nil), (10, 5, 10, 5), (10, 6, 10, nil),
            (10, 0, 10, nil), (10, 10, 10, nil), (170, 28, 170, 28), (170, 165, 170, 165),
            (170, 166, 170, nil),
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

    /// The greatest numbers of one partner among 40 starts, 20 of them with a tent.
    @Test(
        arguments: [
            (35, 15, 15, 40, 20), (36, 15, 15, nil, nil), (39, 15, 15, nil, nil),
            (35, 16, 15, 40, nil), (35, 15, 16, 40, nil), (35, 20, 15, 40, nil),
            (35, 15, 20, 40, nil), (40, 20, 20, 40, nil),
        ] as [(Int, Int, Int, Int?, Int?)]
    )
    func `are withheld where a partner without its own finds fewer than five`(
        most: Int,
        mostWithTent: Int,
        mostWithoutTent: Int,
        shown: Int?,
        shownWithTent: Int?
    ) {
        let figures = Self.figures(
            starts: 40,
            withTent: 20,
            most: (most, mostWithTent, mostWithoutTent)
        )
        #expect(figures.starts == shown)
        #expect((figures.leadTimeMedianDays == nil) == (shown == nil))
        #expect((figures.leadTimeMeanDays == nil) == (shown == nil))
        #expect(figures.startsWithTent == shownWithTent)
        #expect((figures.tentSharePpm == nil) == (shownWithTent == nil))
        #expect(figures.isSuppressed == (shownWithTent == nil))
    }

    @Test(arguments: [0, 1, 170])
    func `tell nothing of starts before the year is over`(starts: Int) {
        let most = (10, 1, 10)
        let open = Self.figures(starts: starts, withTent: 0, most: most, tents: 3, isClosed: false)
        #expect(open.starts == nil && open.startsWithTent == nil && open.tentSharePpm == nil)
        #expect(open.leadTimeMedianDays == nil && open.leadTimeMeanDays == nil)
        #expect(open.isSuppressed && open.tents == 3)
    }

    /// They are no children.
    @Test(arguments: [0, 1, 4, 5], [true, false])
    func `tell of every tent`(tents: Int, isClosed: Bool) {
        let figures = Self.figures(starts: 0, withTent: 0, tents: tents, isClosed: isClosed)
        #expect(figures.tents == tents)
        #expect(figures.isSuppressed == !isClosed)
    }

    @Test(arguments: [(170, 28, 164_706), (10, 5, 500_000), (15, 5, 333_333), (15, 10, 666_667)])
    func `have the part with a tent to the nearest millionth`(
        starts: Int,
        withTent: Int,
        ppm: Int
    ) {
        #expect(Self.figures(starts: starts, withTent: withTent).tentSharePpm == ppm)
    }

    @Test func `have no lead time without starts`() {
        let figures = Self.figures(starts: 0, withTent: 0, days: nil)
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
            // That none came from a tent would hold for each of them.
            #expect(read["startsWithTent"].isNull && read["tentSharePpm"].isNull)
            #expect(read["suppressed"].boolean == true)
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

    @Test func `tells of starts when the year is over, and the same to everybody`() async throws {
        try await withAPI { api in
            let office = Office(api)
            let clinics = [try await Clinic(api), try await Clinic(api)]
            for clinic in clinics { try await clinic.start(5, 5) }
            let senders: [TestAPI.Sender] = [
                .role(.municipality), .role(.auditor), .role(.frontend),
                clinics[0].declarant.sender,
            ]
            func figures() async throws -> TestJSON {
                var answers: [TestJSON] = []
                for sender in senders {
                    answers.append(try await api.send(.get, "/v1/monitoring/2025", as: sender).json)
                }
                #expect(Set(answers.map(\.description)).count == 1)
                return answers[0]
            }
            try office.stopToday(at: "2025-12-31")
            let open = try await figures()
            for name in [
                "starts", "startsWithTent", "tentSharePpm", "leadTimeMedianDays",
                "leadTimeMeanDays",
            ] { #expect(open[name].isNull, "\(name)") }
            #expect(open["suppressed"].boolean == true)
            #expect(open["tents"].number == 2)
            try office.stopToday(at: "2026-01-01")
            let closed = try await figures()
            #expect(closed["starts"].number == 20)
            #expect(closed["startsWithTent"].number == 10)
            #expect(closed["tentSharePpm"].number == 500_000)
            #expect(closed["leadTimeMedianDays"].number == 33)
            #expect(closed["suppressed"].boolean == false)
            #expect(closed["tents"].number == 2)
        }
    }

    @Test func `does not change by a start before the year is over`() async throws {
        try await withAPI { api in
            let clinics = [try await Clinic(api), try await Clinic(api)]
            for clinic in clinics { try await clinic.start(5, 5) }
            let office = Office(api)
            func read(on day: Day) async throws -> String {
                try office.stopToday(at: day)
                return try await api.send(.get, "/v1/monitoring/2025").json.description
            }
            let before = (try await read(on: "2025-12-31"), try await read(on: "2026-01-01"))
            try await clinics[0].start(0, 1)
            #expect(try await read(on: "2025-12-31") == before.0)
            #expect(try await read(on: "2026-01-01") != before.1)
        }
    }

    /// The starts of two partners with and without a tent, and what is told of them.
    @Test(
        arguments: [
            ([(0, 5), (0, 4)], nil, nil), ([(0, 5), (0, 5)], 10, nil), ([(4, 5), (5, 5)], 19, nil),
            ([(5, 5), (5, 4)], 19, nil), ([(5, 0), (0, 5)], 10, nil), ([(5, 5), (5, 5)], 20, 10),
        ] as [([(Int, Int)], Int?, Int?)]
    )
    func `tells a partner nothing of few starts of another`(
        starts: [(withTent: Int, withoutTent: Int)],
        shown: Int?,
        shownWithTent: Int?
    ) async throws {
        try await withAPI { api in
            for each in starts {
                try await Clinic(api).start(each.withTent, each.withoutTent)
            }
            let read = try await api.send(.get, "/v1/monitoring/2025").json
            #expect(read["starts"].number == shown)
            #expect(read["leadTimeMeanDays"].number == shown.map { _ in 33 })
            #expect(read["startsWithTent"].number == shownWithTent)
            #expect(read["tentSharePpm"].number == shownWithTent.map { _ in 500_000 })
            #expect(read["suppressed"].boolean == (shownWithTent == nil))
        }
    }
}

/// A partner whose matches all start on 6 January 2025, 33 days after they were agreed.
private struct Clinic {
    let declarant: Declarant
    let tent: Identifier

    init(_ api: TestAPI) async throws {
        declarant = try await Declarant(api)
        tent = try await Meadow(api).tent(in: .evaluated)
    }

    func start(_ withTent: Int, _ withoutTent: Int) async throws {
        for place in 0..<(withTent + withoutTent) {
            let care = try await declarant.allocate(tent: place < withTent ? tent : nil)
            let start = MessageText.start("S\(care.number)", of: care.number, on: "2025-01-06")
            guard try await declarant.declare(start).verdict == "accepted" else {
                throw TestProblem("not started")
            }
        }
    }
}
