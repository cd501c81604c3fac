@testable import Partnership
import Testing

/// A rule, or one thing it asks, with a message that just breaks it and one that just does not.
struct RuleCase: Sendable, CustomTestStringConvertible {
    let rule: String
    /// What of the message breaks it, where more than one thing can.
    let part: String
    let broken: Scene
    let kept: Scene

    init(_ rule: String, _ part: String = "", broken: Scene, kept: Scene) {
        self.rule = rule
        self.part = part
        self.broken = broken
        self.kept = kept
    }

    var testDescription: String { part.isEmpty ? rule : "\(rule), \(part)" }

    static let all =
        withinStartsAndStops + withinClaims + ofMessages + ofCare + ofLines
        + ofReferences

    private static let line = ClaimLine.sample
    private static let key = CareKey.on("2026-04-03")
    private static let start = CareEvent.start(key)
    private static let pause = CareEvent.stop(
        key,
        endedOn: "2026-07-10",
        reason: .temporarilyStopped
    )
    private static let end = CareEvent.stop(key, endedOn: "2026-07-17", reason: .endedAsPlanned)

    private static func other(_ line: ClaimLine, _ reference: String = "L2") -> ClaimLine {
        line.with { $0.reference = reference }
    }

    private static let withinStartsAndStops = [
        RuleCase(
            "CS002",
            broken: .start().inXML(MessageClient(bsn: "123456789", person: nil)),
            kept: .start().inXML(MessageClient(bsn: "123456782", person: nil))
        ),
        RuleCase(
            "CS139",
            broken: .start().inXML(.sample.born("2011-05-14", unknownPart: "1")),
            kept: .start().inXML(.sample.born("2011-05-01", unknownPart: "1"))
        ),
        RuleCase(
            "TR002",
            broken: .start().inXML(.sample.born("1906-04-06")),
            kept: .start().inXML(.sample.born("1906-04-07"))
        ),
        RuleCase(
            "CS058",
            broken: .start(after: [start]) { $0.products[0].status = .notApplicable },
            kept: .start(after: [start]) { $0.products[0].status = .delete }
        ),
        RuleCase(
            "TR018",
            broken: .stop { $0.products[0].endedOn = "2026-04-02" },
            kept: .stop { $0.products[0].endedOn = "2026-04-03" }
        ),
        RuleCase(
            "TR134",
            "begin",
            broken: .start { $0.products[0].startedOn = "2026-04-08" },
            kept: .start { $0.products[0].startedOn = "2026-04-07" }
        ),
        RuleCase(
            "TR134",
            "end",
            broken: .stop { $0.products[0].endedOn = "2026-07-21" },
            kept: .stop { $0.products[0].endedOn = "2026-07-20" }
        ),
        RuleCase(
            "TR101",
            "starts",
            broken: .start { $0.products.append($0.products[0]) },
            kept: .start {
                $0.products.append($0.products[0])
                $0.products[1].allocationNumber = 300_202
            }
        ),
        RuleCase(
            "TR101",
            "stops",
            broken: .stop { $0.products.append($0.products[0]) },
            kept: .stop(after: [start, end]) {
                $0.products.append($0.products[0])
                $0.products[0].reason = .endedByClient
                $0.products[1].status = .delete
            }
        ),
    ]

    private static let withinClaims = [
        RuleCase(
            "CS100",
            broken: old("2020-12-01", "2020-12-31"),
            kept: old("2021-01-01", "2021-01-31")
        ),
        RuleCase(
            "TR101",
            "lines",
            broken: .claim([line, line.with { $0.allocationNumber = 300_202 }]),
            kept: .claim([line, other(line).with { $0.allocationNumber = 300_202 }])
        ),
        RuleCase(
            "CS325",
            "line",
            broken: .claim([zero.credit("L2")], after: [zero]),
            kept: .claim([zero])
        ),
        RuleCase(
            "CS325",
            "total",
            broken: .claim([zero]) { $0.debitCredit = .credit },
            kept: .claim([zero]) { $0.debitCredit = .debit }
        ),
        RuleCase(
            "CS337",
            broken: .claim([line.for("2026-03-31", "2026-04-30")]),
            kept: .claim([line.for("2026-04-01", "2026-04-30")])
        ),
        RuleCase("CS339", broken: sum(of: 95_999), kept: sum(of: 96_000)),
        RuleCase(
            "CS340",
            broken: .claim { $0.period = .days("2026-04-01", "2026-04-29") },
            kept: .claim { $0.period = .days("2026-04-01", "2026-04-30") }
        ),
        RuleCase(
            "CD060",
            "debit",
            broken: .claim([line.with { $0.previousReference = "L0" }]),
            kept: .claim([line])
        ),
        RuleCase(
            "CD060",
            "credit",
            broken: .claim([line.with { $0.debitCredit = .credit }]),
            kept: .claim([line.credit("L2")], after: [line])
        ),
        RuleCase(
            "CD087",
            broken: .claim([line.with { $0.tariffCents = nil }]),
            kept: .claim([line.with { $0.tariffCents = 8_000 }])
        ),
        RuleCase(
            "TR137",
            broken: .claim { $0.datedOn = "2026-04-29" },
            kept: .claim { $0.datedOn = "2026-04-30" }
        ),
        RuleCase(
            "TR315",
            broken: .claim([line.credit("L3"), line.credit("L4")], after: [line]),
            kept: .claim([line.credit("L3")], after: [line])
        ),
        RuleCase(
            "TR316",
            broken: .claim([line, line.credit("L2")]),
            kept: .claim([other(line, "L3"), line.credit("L2")], after: [line])
        ),
        RuleCase(
            "TR416",
            broken: .claim([line, other(line)]),
            kept: .claim([line, other(line).with { $0.allocationNumber = 300_202 }])
        ),
        RuleCase(
            "TR335",
            broken: .claim([line.for("2021-04-01", "2021-04-30")], allocation: early) {
                $0.declaredOn = "2026-05-01"
            },
            kept: .claim([line.for("2021-04-01", "2021-04-30")], allocation: early) {
                $0.declaredOn = "2026-04-30"
            }
        ),
        RuleCase(
            "TR358",
            broken: .claim { $0.totalCents = 96_001 },
            kept: .claim { $0.totalCents = 96_000 }
        ),
    ]

    private static let early = AllocationFacts.sample.with { $0.startsOn = "2020-01-01" }

    /// A claim for a month of long ago, sent on its last day.
    private static func old(_ from: Day, _ until: Day) -> Scene {
        .claim([line.for(from, until)], allocation: early) {
            $0.period = .days(from, until)
            $0.datedOn = until
            $0.declaredOn = until
        }
    }

    private static let zero = line.with {
        $0.volume = 0
        $0.amountCents = 0
    }

    /// A claim of 960 euros without a tariff, counted so.
    private static func sum(of volume: Int) -> Scene {
        .claim(
            [
                line.with {
                    $0.unit = .euro
                    $0.volume = volume
                    $0.tariffCents = nil
                }
            ],
            allocation: .sample.with { $0.unit = .euro }
        )
    }

    private static let ofMessages = [
        RuleCase(
            "TR135",
            broken: Scene.start().with { $0.docket.today = "2026-04-06" },
            kept: Scene.start().with { $0.docket.today = "2026-04-07" }
        ),
        RuleCase(
            "TR056",
            broken: Scene.start().with { $0.docket.usedMessages = [$0.message.key] },
            kept: Scene.start().with {
                let stop = StopMessage.sample.with { $0.messageId = "S2026000001" }
                $0.docket.usedMessages = [Message.stop(stop).key]
            }
        ),
        RuleCase(
            "TR378",
            broken: .start().inXML(receiver: "9999"),
            kept: .start().inXML(receiver: "1894")
        ),
        RuleCase(
            "TR381",
            broken: .start { $0.products[0].productCode = "jb-04" },
            kept: .start { $0.products[0].productCode = "JB-03" }
        ),
    ]

    private static let ofCare = [
        RuleCase("TR019", broken: .start { $0.products[0].allocationNumber = 1 }, kept: .start()),
        RuleCase(
            "TR063",
            broken: .start { $0.products[0].status = .delete },
            kept: .start(after: [start]) { $0.products[0].status = .delete }
        ),
        RuleCase(
            "TR071",
            broken: .start(after: [start, end]) { $0.products[0].status = .delete },
            kept: .start(after: [start]) { $0.products[0].status = .delete }
        ),
        RuleCase(
            "TR074",
            broken: .start(after: [start]),
            kept: .start(after: [start, .deleteStart(key)])
        ),
        RuleCase(
            "TR326",
            broken: .start(after: [.start(.on("2026-04-02"))]),
            kept: .start(
                after: [
                    .start(.on("2026-04-02")),
                    .stop(.on("2026-04-02"), endedOn: "2026-04-02", reason: .endedAsPlanned),
                ]
            )
        ),
        RuleCase("TR382", broken: .stop(after: [.start(.on("2026-04-02"))]), kept: .stop()),
        RuleCase(
            "TR413",
            broken: .stop(after: [start, pause]) {
                $0.products[0].reason = .temporarilyStopped
            },
            kept: .stop { $0.products[0].reason = .temporarilyStopped }
        ),
        RuleCase(
            "TR414",
            broken: .stop(after: [start, pause]) { $0.products[0].endedOn = "2026-07-09" },
            kept: .stop(after: [start, pause]) { $0.products[0].endedOn = "2026-07-10" }
        ),
        RuleCase("TR415", broken: .stop(after: [start, end]), kept: .stop(after: [start, pause])),
    ]

    private static let ofLines = [
        RuleCase(
            "TR338",
            broken: .claim([line.with { $0.allocationNumber = 1 }]),
            kept: .claim([line])
        ),
        RuleCase(
            "TR304",
            broken: Scene.claim().with { $0.docket.clients = [300_201: "c2"] }.inXML(),
            kept: Scene.claim().with { $0.docket.clients = [300_201: "c1"] }.inXML()
        ),
        RuleCase(
            "TR384",
            broken: .claim(allocation: .sample.with { $0.isWithdrawn = true }),
            kept: .claim(allocation: .sample.with { $0.isWithdrawn = false })
        ),
        RuleCase(
            "TR339",
            broken: .claim([line.with { $0.category = "45" }]),
            kept: .claim([line.with { $0.category = "50" }])
        ),
        RuleCase(
            "TR340",
            broken: .claim([line.with { $0.productCode = "JB-03" }]),
            kept: .claim([line.with { $0.productCode = "JB-04" }])
        ),
        RuleCase(
            "TR341",
            broken: .claim(allocation: .sample.with { $0.unit = .piece }),
            kept: .claim(allocation: .sample.with { $0.unit = .hour })
        ),
        RuleCase(
            "TR307",
            broken: .claim(allocation: .sample.with { $0.startsOn = "2026-04-02" }),
            kept: .claim(allocation: .sample.with { $0.startsOn = "2026-04-01" })
        ),
        RuleCase(
            "TR308",
            broken: .claim(allocation: .sample.with { $0.endsOn = "2026-04-29" }),
            kept: .claim(allocation: .sample.with { $0.endsOn = "2026-04-30" })
        ),
        RuleCase(
            "TR387",
            broken: .claim([line.for("2026-04-02", "2026-04-30")]),
            kept: .claim(
                [line.for("2026-04-02", "2026-04-30")],
                allocation: .sample.with { $0.startsOn = "2026-04-02" }
            )
        ),
        RuleCase(
            "TR388",
            broken: .claim([line.for("2026-04-01", "2026-04-29")]),
            kept: .claim(
                [line.for("2026-04-01", "2026-04-29")],
                allocation: .sample.with { $0.endsOn = "2026-04-29" }
            )
        ),
        RuleCase(
            "TR319",
            broken: .claim([line.for("2026-05-01", "2026-05-31")]),
            kept: .claim([line.for("2026-04-01", "2026-04-30")])
        ),
        RuleCase(
            "TR346",
            broken: .claim([line.with { $0.amountCents = 96_001 }]),
            kept: .claim([line.with { $0.amountCents = 96_000 }])
        ),
        RuleCase("TR418", broken: priced(at: 8_001), kept: priced(at: 8_000)),
    ]

    private static func priced(at tariffCents: Int) -> Scene {
        .claim(
            [
                line.with {
                    $0.tariffCents = tariffCents
                    $0.amountCents = 12 * tariffCents
                }
            ]
        )
    }

    private static let ofReferences = [
        RuleCase(
            "TR333",
            broken: Scene.claim().with {
                $0.docket.usedDeclarationNumbers = [.init(Scene.wilg, .youth, "D2026000001")]
            },
            kept: Scene.claim().with {
                let other = Identifier(high: 1, low: 2)
                $0.docket.usedDeclarationNumbers = [.init(other, .youth, "D2026000001")]
            }
        ),
        RuleCase(
            "TR314",
            broken: .claim(after: [line.with { $0.allocationNumber = 300_202 }]),
            kept: .claim([other(line)], after: [line.with { $0.allocationNumber = 300_202 }])
        ),
        RuleCase(
            "TR323",
            broken: .claim([line.with { $0.amountCents = 95_999 }.credit("L2")], after: [line]),
            kept: .claim([line.credit("L2")], after: [line])
        ),
        RuleCase(
            "TR389",
            broken: .claim([other(line)], after: [line]),
            kept: .claim([other(line, "L3")], after: [line, line.credit("L2")])
        ),
        RuleCase(
            "TR390",
            broken: .claim([line.credit("L3")], after: [line, line.credit("L2")]),
            kept: .claim([line.credit("L3")], after: [line])
        ),
    ]
}
