import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct `A claimed line` {
    @Test func `lives until it is credited once, and then another may come once`() async throws {
        try await withSharedAPI { api in
            let wilg = try await Declarant(api)
            let number = try await wilg.allocate().number
            let other = try await wilg.allocate().number
            let wrongHours = LineText.credit("C1", for: "L1", of: number, hours: 11)
            let wrongCare = LineText.credit("C1", for: "L1", of: other)
            var wrongTariff = LineText.credit("C1", for: "L1", of: number)
            wrongTariff.tariffCents = 7_999
            let steps: [(LineText, String, Int)] = [
                (.credit("C0", for: "L1", of: number), "refused 8017", 0),
                (.debit("L1", of: number), "accepted 8001", 96_000),
                (.debit("L1", of: number), "refused 8021 9389", 96_000),
                (.debit("L2", of: number, hours: 10), "refused 9389", 96_000),
                (wrongHours, "refused 8017", 96_000),
                (wrongTariff, "refused 8017", 96_000),
                (wrongCare, "refused 8017", 96_000),
                (.credit("C1", for: "L2", of: number), "refused 8017", 96_000),
                (.credit("C1", for: "L1", of: number), "accepted 8001", 0),
                (.credit("C2", for: "L1", of: number), "refused 9390", 0),
                (.credit("C2", for: "C1", of: number), "refused 8017", 0),
                (.debit("L1", of: number), "refused 8021", 0),
                (.debit("L3", of: number, hours: 10), "accepted 8001", 80_000),
                (.debit("L4", of: number, hours: 10), "refused 9389", 80_000),
                (.credit("C3", for: "L3", of: number, hours: 10), "accepted 8001", 0),
                (.debit("L5", of: number, hours: 9), "accepted 8001", 72_000),
            ]
            for (index, (line, verdict, cents)) in steps.enumerated() {
                let answer = try await wilg.declare(.claim("D\(index)", line))
                #expect(answer.verdict == verdict, "\(line)")
                #expect(try await wilg.ledgerCents() ?? 0 == cents, "\(line)")
            }
        }
    }

    @Test func `is corrected in one claim, the credit first`() async throws {
        try await withSharedAPI { api in
            let wilg = try await Declarant(api)
            let number = try await wilg.allocate().number
            _ = try await wilg.declare(.claim("D1", .debit("L1", of: number)))
            let answer = try await wilg.declare(
                .claim(
                    "D2",
                    .debit("L2", of: number, hours: 10),
                    .credit("C1", for: "L1", of: number)
                )
            )
            #expect(answer.verdict == "accepted 8001")
            #expect(answer.json["answer"]["totalGrantedCents"].number == -16_000)
            #expect(try await wilg.ledgerCents() == 80_000)
        }
    }

    @Test func `is replaced once by sixty-four corrections at once`() async throws {
        try await withAPI(loops: 2) { api in
            let wilg = try await Declarant(api)
            let number = try await wilg.allocate().number
            _ = try await wilg.declare(.claim("D0", .debit("L0", of: number)))
            let answers = try await withThrowingTaskGroup(of: Response.self) { group in
                for index in 1...64 {
                    let correction = MessageText.claim(
                        "D\(index)",
                        .credit("C\(index)", for: "L0", of: number),
                        .debit("L\(index)", of: number, hours: 1)
                    )
                    group.addTask { try await wilg.declare(correction, loop: index) }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            let counts = answers.reduce(into: [:]) { $0[$1.verdict, default: 0] += 1 }
            #expect(counts == ["accepted 8001": 1, "refused 9390 9389": 63])
            #expect(try await wilg.ledgerCents() == 8_000)
        }
    }

    @Test func `is for its month within the allocation`() async throws {
        try await withSharedAPI { api in
            let wilg = try await Declarant(api)
            let whole = try await wilg.allocate().number
            let late = try await wilg.allocate(from: "2025-04-02").number
            let early = try await wilg.allocate(until: "2025-04-29").number
            let claims: [(Int, String)] = [
                (late, "refused 9307"), (early, "refused 9308"), (whole, "accepted 8001"),
            ]
            for (number, verdict) in claims {
                let answer = try await wilg.declare(
                    .claim("D\(number)", .debit("L\(number)", of: number))
                )
                #expect(answer.verdict == verdict)
            }
        }
    }
}

@Suite struct `A product that a message names` {
    private static func start(_ id: String, of number: Int, _ code: String) -> MessageText {
        .starts(
            id,
            datedOn: "2025-04-03",
            [
                MessageText.product(number, on: "2025-04-03")
                    .replacing("JB-04", with: code)
            ]
        )
    }

    @Test func `is looked up in the list when it is not the allocated one`() async throws {
        try await withSharedAPI { api in
            let wilg = try await Declarant(api)
            let number = try await wilg.allocate().number
            let unknown = try await wilg.declare(Self.start("S1", of: number, "jb-04"))
            #expect(unknown.verdict == "refused 0200 S329")
            #expect(unknown.json["answer"]["explanations"][0]["source"].text == "TR381")
            let other = try await wilg.declare(Self.start("S2", of: number, "JB-03"))
            #expect(other.verdict == "accepted")
            let signals = other.json["answer"]["signals"].elements.compactMap { $0["code"].text }
            #expect(signals == ["product-differs-from-allocation"])
        }
    }

    @Test func `may be one for adults, which the list has without a category`() async throws {
        try await withSharedAPI { api in
            let wilg = try await Declarant(api)
            let number = try await wilg.allocate("MH-04").number
            func product(_ category: String) -> String {
                MessageText.product(number, on: "2025-04-03")
                    .replacing("\"category\": \"50\"", with: "\"category\": \(category)")
                    .replacing("JB-04", with: "MH-04")
            }
            for (index, category) in ["null", "\"02\""].enumerated() {
                let id = "S\(index)"
                let start = try await wilg.declare(
                    .starts(id, datedOn: "2025-04-03", [product(category)])
                )
                #expect(start.verdict == "accepted")
                #expect(start.json["answer"]["signals"].elements.isEmpty)
                let deletion = product(category)
                    .replacing("\"status\": \"1\"", with: "\"status\": \"3\"")
                let back = try await wilg.declare(
                    .starts(id + "X", datedOn: "2025-04-03", [deletion])
                )
                #expect(back.verdict == "accepted")
            }
        }
    }
}
