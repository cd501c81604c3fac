/// What the sender of a granted line keeps, with which it can show what was entered.
///
/// Together with the line it has all that the entry's commitment is of.
struct LedgerReceipt: Equatable, Sendable {
    let entryId: Identifier
    let pillar: Pillar
    let salt: LedgerEntry.Salt
    let commitment: [UInt8]
}

extension LedgerEntry.Ground {
    /// The reference of a granted line; nil for another ground.
    var reference: String? {
        if case .claim(_, let reference) = self { return reference }
        return nil
    }
}

extension LedgerEntry {
    var receipt: LedgerReceipt {
        LedgerReceipt(entryId: id, pillar: pillar, salt: salt, commitment: commitment)
    }

    /// The entry of a granted line; its year is that of the care (A15).
    init(
        id: Identifier,
        salt: Salt = Salt(),
        of line: ClaimLine,
        in declarationId: Identifier,
        pillar: Pillar,
        partnerId: Identifier
    ) {
        let month = line.period.from.monthOf
        self.init(
            id: id,
            salt: salt,
            year: month.year,
            month: month,
            pillar: pillar,
            partnerId: partnerId,
            productCode: line.productCode,
            cents: line.debitCredit.signed(line.amountCents),
            ground: .claim(declarationId: declarationId, reference: line.reference)
        )
    }
}

extension Docket {
    /// What the granted lines of a message mean for the ledger.
    func entries(
        of verdict: Verdict,
        in declarationId: Identifier,
        unixMicroseconds: Int64
    ) -> [LedgerEntry] {
        verdict.grantedLines.map { line in
            guard let ground = grounds[line.allocationNumber] else {
                preconditionFailure("a granted line has an allocation")
            }
            return LedgerEntry(
                id: .version7(unixMicroseconds: unixMicroseconds),
                of: line,
                in: declarationId,
                pillar: ground.pillar,
                partnerId: verdict.partnerId
            )
        }
    }
}
