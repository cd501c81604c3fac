internal import Postgres

/// The ledger of a year with the names of its partners, and what it was made of.
struct LedgerAnswer {
    /// More entries than this cost as much as to read the year anew.
    static let maximumNewer = 1_000

    let ledger: LedgerYear
    /// By the places of its partners; nil is that of what is not attributed.
    let names: [String?]
    /// When the newest entry was recorded; nil when there is none.
    let knownAt: String?
    /// How many entries the ledger had.
    let size: Int
    /// The state of all else that it is made of, as `LedgerStateStatement` has it.
    let state: [UInt8]

    private init(_ ledger: LedgerYear, names: [String?], known row: Row?) {
        self.ledger = ledger
        self.names = names
        knownAt = row?.optionalText(2)
        size = row?.optionalInteger(4) ?? 0
        state = row?.optionalBytes(3) ?? []
    }

    /// - Parameter rows: those of `LedgerStatement.year`, or of `LedgerTimesStatement.year`.
    init(_ rows: Rows) {
        var keys = LedgerKeys(rows)
        var parts: [LedgerYear.Part] = []
        var months: [LedgerYear.MonthTotal] = []
        parts.reserveCapacity(rows.count)
        var known: Row?
        for index in 0..<rows.count {
            let row = rows[index]
            switch row.withBytes(0, { $0[0] }) {
            case UInt8(ascii: "y"): parts.append(keys.part(row, index, .youth))
            case UInt8(ascii: "a"): parts.append(keys.part(row, index, .adult))
            case UInt8(ascii: "m"): months.append(LedgerYear.MonthTotal(row))
            case UInt8(ascii: "n"): keys.name(row)
            default: known = row
            }
        }
        let ledger = LedgerYear(
            parts: parts,
            partners: keys.partners,
            products: keys.products,
            months: months
        )
        self.init(ledger, names: keys.names, known: known)
    }

    /// The same with what was entered since.
    ///
    /// - Parameter rows: those of `LedgerStatement.yearSince`.
    /// - Returns: nil when the year must be read anew: there is too much of it, something of it is
    ///   for a partner or a product of which there was nothing, or something else changed.
    func followed(by rows: Rows) -> LedgerAnswer? {
        guard rows.count <= 1 + Self.maximumNewer, let known = rows.first,
            known.optionalBytes(3) == state
        else { return nil }
        guard rows.count > 1 else { return self }
        let additions = rows.map(LedgerYear.Addition.init).dropFirst()
        return ledger.adding(Array(additions)).map {
            LedgerAnswer($0, names: names, known: known)
        }
    }

    /// About as much memory as it takes.
    var byteCount: Int {
        ledger.cells.count * MemoryLayout<LedgerYear.Cell>.stride
            + names.reduce(0) { $0 + ($1?.utf8.count ?? 0) }
    }
}

extension LedgerYear.Addition {
    /// - Parameter row: one of an entry.
    fileprivate init(_ row: Row) {
        self.init(
            pillar: row.text(0) == Pillar.adult.rawValue ? .adult : .youth,
            partnerId: row.optionalIdentifier(1),
            productCode: row.optionalText(3),
            month: row.withBytes(2) { Month(utf8: $0) } ?? nil,
            cents: row.integer(4)
        )
    }
}

extension LedgerYear.MonthTotal {
    fileprivate init(_ row: Row) {
        self.init(month: row.withBytes(2) { Month(utf8: $0) } ?? nil, cents: row.integer(4))
    }
}

/// Numbers the partners and products of cells as they come.
///
/// Cells mostly come partner by partner and with much the same products in much the same order,
/// so the bytes of a row before usually tell which it is: no text is made and hardly an id read.
private struct LedgerKeys {
    private(set) var partners: [LedgerYear.PartnerTotal] = []
    private(set) var products: [LedgerYear.ProductTotal] = []
    /// By the places of partners; the first is that of whoever has no name.
    private(set) var names: [String?] = [nil]
    private let rows: Rows
    private var numbers: [Identifier?: Int] = [:]
    private var lastPartner = 0
    /// A row with the partner of the last cell; before the first there is none.
    private var lastPartnerRow = -1
    private var lastProduct = -1
    /// For each product a row that has it.
    private var productRows: [Int] = []

    init(_ rows: Rows) {
        self.rows = rows
        numbers.reserveCapacity(64)
    }

    /// The cell of a row.
    mutating func part(_ row: Row, _ index: Int, _ pillar: Pillar) -> LedgerYear.Part {
        if lastPartnerRow < 0 || !Self.isSame(row, rows[lastPartnerRow], 1) {
            lastPartner = partnerNumber(row)
        }
        lastPartnerRow = index
        lastProduct = productNumber(row, index)
        return LedgerYear.Part(
            pillar: pillar,
            partner: lastPartner,
            product: lastProduct,
            cents: row.integer(4)
        )
    }

    mutating func name(_ row: Row) {
        partners[partnerNumber(row)].place = names.count
        names.append(row.text(2))
    }

    private mutating func partnerNumber(_ row: Row) -> Int {
        let id = row.optionalIdentifier(1)
        if let number = numbers[id] { return number }
        numbers[id] = partners.count
        partners.append(LedgerYear.PartnerTotal(partnerId: id, place: 0))
        return partners.count - 1
    }

    /// Looks at the product after the last one first, then at all.
    private mutating func productNumber(_ row: Row, _ index: Int) -> Int {
        let count = productRows.count
        for step in 1...max(1, count) where count > 0 {
            let next = lastProduct + step
            let number = next < count ? next : next - count
            if Self.isSame(row, rows[productRows[number]], 3) { return number }
        }
        productRows.append(index)
        products.append(LedgerYear.ProductTotal(productCode: row.optionalText(3)))
        return count
    }

    /// Whether a column is the same in two rows, or null in both.
    private static func isSame(_ left: Row, _ right: Row, _ column: Int) -> Bool {
        let isSame = left.withBytes(column) { left in
            right.withBytes(column) { right in
                left.withUnsafeBufferPointer { left in
                    right.withUnsafeBufferPointer { right in
                        Self.isSame(UnsafeRawBufferPointer(left), UnsafeRawBufferPointer(right))
                    }
                }
            } ?? false
        }
        return isSame ?? right.isNull(column)
    }

    /// Eight bytes at a time, as this is asked of every cell.
    private static func isSame(
        _ left: UnsafeRawBufferPointer,
        _ right: UnsafeRawBufferPointer
    ) -> Bool {
        guard left.count == right.count else { return false }
        var place = 0
        while place + 8 <= left.count {
            guard
                left.loadUnaligned(fromByteOffset: place, as: UInt64.self)
                    == right.loadUnaligned(fromByteOffset: place, as: UInt64.self)
            else { return false }
            place += 8
        }
        while place < left.count {
            guard left[place] == right[place] else { return false }
            place += 1
        }
        return true
    }
}
