/// What was granted of a year, cell by cell, and the tree that holds each cell in the total.
///
/// Whoever sees its own cell lead to the root knows that the total has it in full; who shows
/// another total to another partner has to show it another root.
///
/// - Source: R33; that it is shown by a sum tree is our decision.
struct LedgerSums: Equatable, Sendable {
    /// Whose and for what a cell is.
    struct Key: Hashable, Sendable, CustomStringConvertible {
        let pillar: Pillar
        /// Nil where a published figure does not say whose it is.
        let partnerId: Identifier?
        /// Nil where a published figure does not say for what.
        let productCode: String?

        var description: String {
            let words = [partnerId?.description, productCode].compactMap(\.self)
            return "The cell \(([pillar.rawValue] + words).joined(separator: ", "))"
        }
    }

    /// What was granted in a pillar to a partner for a product, and what was credited of it.
    struct Cell: Equatable, Sendable {
        let key: Key
        /// Never less than nothing.
        let grantedCents: Int
        /// What was taken back, never less than nothing.
        let creditedCents: Int

        /// What the tree has of it.
        func leaf(of year: Int) -> SumNode {
            let fields = [
                "hendig ledger sum 1", "\(year)", key.pillar.rawValue,
                key.partnerId?.description ?? "", key.productCode ?? "", "\(grantedCents)",
                "\(creditedCents)",
            ]
            return SumNode(
                hash: SHA256.digest(of: [0] + Array(fields.joined(separator: "\n").utf8)),
                grantedCents: grantedCents,
                creditedCents: creditedCents
            )
        }
    }

    let year: Int
    /// The number of entries of the ledger of which they are.
    let size: Int
    /// Each pillar of a partner's product once.
    let cells: [Cell]
}

extension LedgerSums.Key {
    /// That to which an entry counts.
    init(_ entry: LedgerEntry) {
        self.init(
            pillar: entry.pillar,
            partnerId: entry.partnerId,
            productCode: entry.productCode
        )
    }
}
