import Glibc
@testable import Partnership
import TestSupport

/// What the demo is tested with: the project's own facts, and one demo made of them.
enum DemoFacts {
    /// The content of a file of `db/demo`.
    static func contents(of name: String) throws -> [UInt8] {
        guard let folder = TestDatabase.projectFolder,
            let file = fopen("\(folder)/\(name)", "r")
        else { throw TestProblem("\(name) is not there.") }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 65_536)
        while case let count = fread(&part, 1, part.count, file), count > 0 {
            bytes += part[..<count]
        }
        return bytes
    }

    static func script() throws -> DemoScript {
        try DemoScript(lines: contents(of: "db/demo/\(DemoScript.file)"))
    }

    static func published() throws -> [DemoRevenue] {
        try DemoRevenue.read(csv: contents(of: "db/demo/revenue_by_year.csv"))
    }

    private static let made = Result { try Demo(published: published()) }

    /// Made once per process.
    static func demo() throws -> Demo { try made.get() }

    /// The published totals of the years that have messages, and those made up.
    static let totals: [(year: Int, pillar: Pillar, cents: Int)] = [
        (2024, .youth, 125_082_300), (2024, .adult, 15_864_800),
        (2025, .youth, 144_862_750), (2025, .adult, 17_834_025),
    ]

    /// The published totals of the years before.
    static let history: [(year: Int, cents: Int)] = [
        (2019, 723_500), (2020, 5_513_700), (2021, 28_798_600), (2022, 63_322_100),
        (2023, 95_087_400),
    ]
}

/// A granted line with whose it is.
struct DemoLine {
    let partner: DemoPartner
    let message: ClaimMessage
    let line: ClaimLine

    var month: Month { line.period.from.monthOf }
    var cents: Int { line.debitCredit.signed(line.amountCents) }
    var product: DemoProduct { DemoProduct.product(line.productCode ?? "") }
}

extension Demo {
    var claims: [ClaimMessage] { messages.compactMap(\.claim) }

    var lines: [DemoLine] {
        let partners = Dictionary(uniqueKeysWithValues: DemoPartner.all.map { ($0.agbCode, $0) })
        return claims.flatMap { claim in
            claim.lines.compactMap { line in
                partners[claim.agbCode].map { DemoLine(partner: $0, message: claim, line: line) }
            }
        }
    }

    var starts: [StartMessage] {
        messages.compactMap { if case .start(let start) = $0 { start } else { nil } }
    }

    var stops: [StopMessage] {
        messages.compactMap { if case .stop(let stop) = $0 { stop } else { nil } }
    }
}
