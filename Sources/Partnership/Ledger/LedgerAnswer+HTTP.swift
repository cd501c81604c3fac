internal import JSON

extension LedgerAnswer {
    /// The year as one JSON object.
    ///
    /// - Parameter isFull: whether it tells what few clients stand behind. Totals of months are
    ///   among that: with the periods of others, or with those of another day, a row that is
    ///   withheld could be solved from them.
    func json(of year: Int, validOn: Day? = nil, isFull: Bool = true) -> [UInt8] {
        var writer = JSONWriter(capacity: 2_048 + ledger.cells.count * 128)
        writer.object {
            $0.member("year", year)
            $0.member("knownAt", knownAt)
            if let validOn { $0.member("validOn", validOn) }
            $0.member("totalCents", ledger.totalCents)
            $0.member("pillars", array: writePillars)
            $0.member("partners", array: writePartners)
            $0.member("products", array: writeProducts)
            $0.member("months", array: { if isFull { writeMonths(&$0) } })
            if !isFull { $0.member("monthsWithheld", true) }
            $0.member("cells", raw: cellsJSON)
            $0.member("grounds", ledger.grounds(of: year))
        }
        return writer.bytes
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
            writer.object {
                $0.member("partnerId", total.partnerId)
                $0.member("partnerName", names[total.place])
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

    /// A year has many more cells than partners and products, so what these have in common is
    /// made once and copied.
    private var cellsJSON: [UInt8] {
        let partners = CellText(ledger.partners) { total, writer in
            writer.member("partnerId", total.partnerId)
            writer.name("productCode")
        }
        let products = CellText(ledger.products) { total, writer in
            writer.value(total.productCode)
            writer.name("cents")
        }
        var json: [UInt8] = []
        // An integer has at most 20 characters; braces and a comma are three more.
        let longest = partners.longest + products.longest + 23
        json.reserveCapacity(ledger.cells.count * longest + 2)
        json.append(UInt8(ascii: "["))
        var isFirst = true
        for cell in ledger.cells {
            if !isFirst { json.append(UInt8(ascii: ",")) }
            isFirst = false
            json.append(UInt8(ascii: "{"))
            partners.append(cell.partner, to: &json)
            products.append(cell.product, to: &json)
            CellText.append(cell.cents, to: &json)
            json.append(UInt8(ascii: "}"))
        }
        json.append(UInt8(ascii: "]"))
        return json
    }

    /// The cells, each pillar apart.
    func table(of year: Int) -> CSV {
        var table = CSV(
            columns: ["year", "pillar", "partnerId", "partnerName", "productCode", "cents"],
            capacity: 64 + ledger.cells.count * 96
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
        let partner = ledger.partners[cell.partner]
        table.field(year)
        table.field(pillar.rawValue)
        if let id = partner.partnerId { table.field(id) } else { table.empty() }
        table.field(names[partner.place])
        table.field(ledger.products[cell.product].productCode)
        table.field(cents)
        table.endLine()
    }
}
