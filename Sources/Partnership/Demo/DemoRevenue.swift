/// Revenue that was published, of a year and a pillar.
///
/// - Source: KA 2.2.1; R35.
package struct DemoRevenue: Equatable, Sendable {
    let year: Int
    let pillar: Pillar
    let cents: Int
    /// Where it was published.
    let source: String

    init(year: Int, pillar: Pillar, cents: Int, source: String) {
        self.year = year
        self.pillar = pillar
        self.cents = cents
        self.source = source
    }

    private static let columns = "year,pillar,revenueCents,note,source"

    /// Reads the lines of `revenue_by_year.csv`, none of which has a comma inside a cell.
    ///
    /// - Throws: `unreadable` with the number of the first line that is not what it should be.
    package static func read(csv bytes: [UInt8]) throws(DemoFailure) -> [DemoRevenue] {
        let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
        guard lines.first.map({ $0 == columns }) ?? false else {
            throw .unreadable("revenue_by_year.csv", line: 1)
        }
        var all: [DemoRevenue] = []
        for (index, line) in lines.enumerated().dropFirst() {
            let cells = line.split(separator: ",", omittingEmptySubsequences: false)
            guard cells.count == 5, let year = Int(cells[0]), (2015...2199).contains(year),
                let pillar = Pillar(rawValue: String(cells[1])),
                let cents = Int(cells[2]), cents >= 0, !cells[4].isEmpty
            else { throw .unreadable("revenue_by_year.csv", line: index + 1) }
            all.append(
                DemoRevenue(year: year, pillar: pillar, cents: cents, source: String(cells[4]))
            )
        }
        return all
    }
}
