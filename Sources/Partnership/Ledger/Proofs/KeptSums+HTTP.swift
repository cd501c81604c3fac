internal import JSON

/// The sums of a year as somebody kept them, checked with no database and no service.
package struct KeptSums {
    fileprivate struct Kept {
        let cell: LedgerSums.Cell
        let index: Int
        let path: [SumNode]
    }

    /// The year of which they are.
    package let year: Int
    /// The number of entries of the ledger of which they are.
    package let size: Int
    /// The root of their tree in base64: who kept those of the same size has the same.
    package let rootHash: String
    /// What was granted less what was credited.
    package let totalCents: Int
    /// How many cells the year has.
    package let cellCount: Int
    private let root: SumNode
    private let cells: [Kept]

    /// Reads what `/v1/ledger/{year}/sums` answered, for a partner or for all.
    ///
    /// - Throws: `LedgerReceiptsFault` with the first thing that is not as it was got.
    package init(_ bytes: [UInt8]) throws(LedgerReceiptsFault) {
        let document: JSONDocument
        do {
            document = try JSONDocument(kept: bytes)
        } catch {
            throw LedgerReceiptsFault("The sums are no JSON: \(error.detail).")
        }
        let errors = JSONErrors()
        var object = JSONObject(document.root, errors)
        let year = object.integer("year", in: 2015...2199)
        let size = object.integer("size", in: 0...Int.max)
        let cellCount = object.integer("cellCount", in: 0...Int.max)
        let totalCents = object.integer("totalCents", in: Int.min...Int.max)
        let root = SumNode(reading: &object, hash: "rootHash")
        let cells = (object.array("cells", count: 0...Int.max) ?? []).compactMap {
            Kept(reading: $0, errors)
        }
        if let error = errors.list.first {
            throw LedgerReceiptsFault("The sums: \(error.location) \(error.detail).")
        }
        guard let year, let size, let cellCount, let totalCents, let root else {
            throw LedgerReceiptsFault("The sums are not as they were got.")
        }
        self.year = year
        self.size = size
        self.cellCount = cellCount
        self.totalCents = totalCents
        self.root = root
        self.cells = cells
        rootHash = root.hash.base64
    }

    /// How many cells are shown to be in the total when there is no fault.
    package var count: Int { cells.count }

    /// What does not stand, a sentence each.
    package var faults: [String] {
        var faults: [String] = []
        if totalCents != root.grantedCents - root.creditedCents {
            faults.append("The total is not what was granted less what was credited.")
        }
        if cells.isEmpty, cellCount > 0 || root != SumTree([]).root {
            faults.append("There is no cell that could lead to the root.")
        }
        var places: Set<Int> = []
        var keys: Set<LedgerSums.Key> = []
        for kept in cells {
            let leads = SumProof.leads(
                from: kept.cell.leaf(of: year),
                index: kept.index,
                count: cellCount,
                to: root,
                path: kept.path
            )
            if !leads { faults.append("\(kept.cell.key) does not lead to the root.") }
            if !places.insert(kept.index).inserted {
                faults.append("\(kept.cell.key) has the place of another.")
            }
            if !keys.insert(kept.cell.key).inserted {
                faults.append("\(kept.cell.key) is there twice.")
            }
        }
        return faults
    }

    /// Where the sums have less than receipts come to, a sentence each.
    ///
    /// They may have more: receipts are of claims alone, and of those that were kept.
    package func faults(under receipts: LedgerReceipts) -> [String] {
        let received = amounts(of: receipts)
        let kept = Dictionary(cells.map { ($0.cell.key, $0.cell) }) { first, _ in first }
        return received.compactMap { key, amount in
            let cell = kept[key]
            let isLess =
                cell?.grantedCents ?? 0 < amount.granted
                || cell?.creditedCents ?? 0 < amount.credited
            return isLess ? "\(key) has less than its receipts come to." : nil
        }.sorted()
    }

    /// Where more was taken back than receipts say, a sentence each.
    ///
    /// A reversal has no receipt; whoever knows of none has lost something.
    package func remarks(under receipts: LedgerReceipts) -> [String] {
        let received = amounts(of: receipts)
        return cells.compactMap { kept in
            let more = kept.cell.creditedCents - (received[kept.cell.key]?.credited ?? 0)
            return more > 0
                ? "\(kept.cell.key) has \(more) cents taken back without a receipt." : nil
        }
    }

    private func amounts(
        of receipts: LedgerReceipts
    ) -> [LedgerSums.Key: (granted: Int, credited: Int)] {
        var ids: Set<Identifier> = []
        var amounts: [LedgerSums.Key: (granted: Int, credited: Int)] = [:]
        // The same receipt may have been kept twice.
        for entry in receipts.entries where entry.year == year && ids.insert(entry.id).inserted {
            let key = LedgerSums.Key(entry)
            amounts[key, default: (0, 0)].granted += max(0, entry.cents)
            amounts[key, default: (0, 0)].credited += max(0, -entry.cents)
        }
        return amounts
    }
}

extension KeptSums.Kept {
    fileprivate init?(reading value: JSONValue, _ errors: JSONErrors) {
        var object = JSONObject(value, errors)
        let index = object.integer("leafIndex", in: 0...Int.max)
        let pillar: Pillar? = object.choice("pillar")
        let partnerId = object.optionalIdentifier("partnerId")
        let productCode = object.optionalString("productCode", length: 1...5)
        let grantedCents = object.integer("grantedCents", in: 0...Int.max)
        let creditedCents = object.integer("creditedCents", in: 0...Int.max)
        // No tree that there can be is higher.
        let path = (object.array("sumPath", count: 0...Int.bitWidth) ?? []).compactMap { value in
            var node = JSONObject(value, errors)
            return SumNode(reading: &node, hash: "hash")
        }
        guard let index, let pillar, let grantedCents, let creditedCents else { return nil }
        let cell = LedgerSums.Cell(
            key: LedgerSums.Key(pillar: pillar, partnerId: partnerId, productCode: productCode),
            grantedCents: grantedCents,
            creditedCents: creditedCents
        )
        self.init(cell: cell, index: index, path: path)
    }
}

extension SumNode {
    fileprivate init?(reading object: inout JSONObject, hash name: StaticString) {
        let hash = object.hash(name)
        let grantedCents = object.integer("grantedCents", in: 0...Int.max)
        let creditedCents = object.integer("creditedCents", in: 0...Int.max)
        guard let hash, let grantedCents, let creditedCents else { return nil }
        self.init(hash: hash, grantedCents: grantedCents, creditedCents: creditedCents)
    }
}
