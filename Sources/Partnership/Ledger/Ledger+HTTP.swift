internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let ledgerRoutes = [
        Route(
            .readLedger,
            .get,
            "/ledger/{year}",
            query: ["pillar"],
            produces: [.json, .csv]
        ) { try await $0.readLedger() },
        Route(.readShares, .get, "/ledger/{year}/shares", produces: [.json, .csv]) {
            try await $0.readShares()
        },
    ]
}

extension Exchange {
    /// The calendar year of the path.
    ///
    /// - Throws: 404 for anything but a year from 2015 to 2199.
    func year() throws(Problem) -> Int {
        let text = parameter("year")
        // Four digits and nothing else: Int would take a sign as well.
        guard text.utf8.count == 4, text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }),
            let year = Int(text), (2015...2199).contains(year)
        else { throw .notFound }
        return year
    }

    fileprivate func readLedger() async throws -> Response {
        let year = try year()
        let pillar = try queryValue("pillar", "youth or adult") { Pillar(rawValue: $0) }
        let rows = try await session.report(LedgerStatement.year) {
            $0.add(year)
            $0.add(pillar?.rawValue)
        }
        let answer = LedgerAnswer(rows)
        if answerType == .csv { return csv(answer.table(of: year)) }
        var writer = JSONWriter(capacity: 512 + rows.count * 128)
        answer.write(year, to: &writer)
        return Response(200, headers: API.jsonHeaders, body: writer.bytes)
    }

    fileprivate func readShares() async throws -> Response {
        let year = try year()
        let rows = try await session.report(LedgerStatement.shares) {
            $0.add(year)
            $0.add(LedgerShares.countedPillar.rawValue)
        }
        let shares = LedgerShares(year: year, rows)
        return answerType == .csv ? csv(shares.table) : json { $0.shares(shares) }
    }

    private func csv(_ table: CSV) -> Response {
        Response(200, headers: Self.csvHeaders, body: table.bytes)
    }

    private static let csvHeaders: Headers = [
        "Content-Type": "text/csv; charset=utf-8; header=present"
    ]
}

extension LedgerAnswer {
    /// Writes the year as one JSON object; ids and names are copied from the rows.
    fileprivate func write(_ year: Int, to writer: inout JSONWriter) {
        writer.object {
            $0.member("year", year)
            $0.member("knownAt", text: rows[knownRow], 2)
            $0.member("totalCents", ledger.totalCents)
            $0.member("pillars", array: writePillars)
            $0.member("partners", array: writePartners)
            $0.member("products", array: writeProducts)
            $0.member("months", array: writeMonths)
            $0.member("cells", array: writeCells)
        }
    }

    private func writePillars(_ writer: inout JSONWriter) {
        for total in ledger.pillars {
            writer.object {
                $0.member("pillar", total.pillar.rawValue)
                $0.member("cents", total.cents)
            }
        }
    }

    private func writePartners(_ writer: inout JSONWriter) {
        for total in ledger.partners {
            let row = rows[total.place]
            writer.object {
                $0.member("partnerId", text: row, 1)
                $0.member("partnerName", text: row, 2)
                $0.member("cents", total.cents)
                $0.member("sharePpm", total.sharePpm)
            }
        }
    }

    private func writeProducts(_ writer: inout JSONWriter) {
        for total in ledger.products {
            writer.object {
                $0.member("productCode", total.productCode)
                $0.member("cents", total.cents)
            }
        }
    }

    private func writeMonths(_ writer: inout JSONWriter) {
        for total in ledger.months {
            writer.object {
                $0.member("month", total.month?.description)
                $0.member("cents", total.cents)
            }
        }
    }

    /// A year has many more cells than partners and products, so those are written once.
    private func writeCells(_ writer: inout JSONWriter) {
        let partners = ledger.partners.map { total in
            json { writer in
                let isNull = rows[total.place].withBytes(1) { writer.value(utf8: $0) } == nil
                if isNull { writer.null() }
            }
        }
        let products = ledger.products.map { total in json { $0.value(total.productCode) } }
        for cell in ledger.cells {
            writer.object {
                $0.member("partnerId", raw: partners[cell.partner])
                $0.member("productCode", raw: products[cell.product])
                $0.member("cents", cell.cents)
            }
        }
    }

    private func json(_ body: (inout JSONWriter) -> Void) -> [UInt8] {
        var writer = JSONWriter(capacity: 40)
        body(&writer)
        return writer.bytes
    }

    /// The cells, each pillar apart.
    fileprivate func table(of year: Int) -> CSV {
        var table = CSV(
            columns: ["year", "pillar", "partnerId", "partnerName", "productCode", "cents"],
            capacity: 64 + rows.count * 96
        )
        for cell in ledger.cells {
            add(cell, .youth, cell.youthCents, year, to: &table)
            add(cell, .adult, cell.adultCents, year, to: &table)
        }
        return table
    }

    private func add(
        _ cell: LedgerYear.Cell,
        _ pillar: Pillar,
        _ cents: Int?,
        _ year: Int,
        to table: inout CSV
    ) {
        guard let cents else { return }
        let row = rows[ledger.partners[cell.partner].place]
        table.field(year)
        table.field(pillar.rawValue)
        if row.withBytes(1, { table.field(utf8: $0) }) == nil { table.empty() }
        if row.withBytes(2, { table.field(utf8: $0) }) == nil { table.empty() }
        table.field(ledger.products[cell.product].productCode)
        table.field(cents)
        table.endLine()
    }
}

extension LedgerShares {
    fileprivate var table: CSV {
        var table = CSV(
            columns: [
                "partnerId", "partnerName", "revenueCents", "sharePpm", "contributionCents",
            ]
        )
        for share in shares {
            table.field(share.partnerId)
            table.field(share.partnerName)
            table.field(share.revenueCents)
            table.field(share.sharePpm)
            table.field(share.contributionCents)
            table.endLine()
        }
        return table
    }
}

extension JSONWriter {
    fileprivate mutating func shares(_ ledger: LedgerShares) {
        object {
            $0.member("year", ledger.year)
            $0.member("revenueYear", ledger.revenueYear)
            $0.member("knownAt", ledger.knownAt?.description)
            $0.member("totalRevenueCents", ledger.totalRevenueCents)
            $0.member("totalContributionCents", ledger.totalContributionCents)
            $0.member("shares", array: { for share in ledger.shares { $0.share(share) } })
        }
    }

    private mutating func share(_ share: LedgerShares.Share) {
        object {
            $0.member("partnerId", share.partnerId)
            $0.member("partnerName", share.partnerName)
            $0.member("revenueCents", share.revenueCents)
            $0.member("sharePpm", share.sharePpm)
            $0.member("contributionCents", share.contributionCents)
        }
    }
}
