/// What earlier claims say about a line: references, and what was granted before.
package struct CorrectionFacts: Equatable, Sendable {
    /// Whether the line's reference was used before.
    package var isReferenceUsed: Bool
    /// The granted debit line that the line's previous reference names.
    package var creditedLine: ClaimLine?
    /// Whether that line was credited before.
    package var isCreditedBefore: Bool
    /// Whether a granted and not credited line stands for the same allocation, product and month.
    package var hasStandingDebit: Bool

    /// The facts about a line; by default nothing was claimed before.
    package init(
        isReferenceUsed: Bool = false,
        creditedLine: ClaimLine? = nil,
        isCreditedBefore: Bool = false,
        hasStandingDebit: Bool = false
    ) {
        self.isReferenceUsed = isReferenceUsed
        self.creditedLine = creditedLine
        self.isCreditedBefore = isCreditedBefore
        self.hasStandingDebit = hasStandingDebit
    }
}

extension ClaimLine {
    /// The codes the line is refused with, judged against earlier claims.
    ///
    /// Credit lines of a claim come before its debit lines (OP366), so the facts of a debit line
    /// are those after the credits of the same claim.
    ///
    /// - Source: TR314, TR323, TR389, TR390; IV085 for the credit being equal to its debit.
    package func refusals(corrections facts: CorrectionFacts) -> [ReturnCode] {
        var codes: [ReturnCode] = []
        if facts.isReferenceUsed { codes.append(.referenceUsed) }
        switch debitCredit {
        case .debit:
            if facts.hasStandingDebit { codes.append(.secondDebit) }
        case .credit:
            if let debit = facts.creditedLine, isCredit(of: debit) {
                if facts.isCreditedBefore { codes.append(.secondCredit) }
            } else {
                codes.append(.creditWithoutDebit)
            }
        }
        return codes
    }

    /// Whether the line takes back exactly another: everything equal but the references.
    private func isCredit(of debit: ClaimLine) -> Bool {
        var expected = debit
        expected.reference = reference
        expected.previousReference = debit.reference
        expected.debitCredit = .credit
        return debit.debitCredit == .debit && expected == self
    }
}

extension ClaimMessage {
    /// The indices of the lines in the order of judgement: credit lines, then debit lines.
    ///
    /// - Source: OP366.
    package var judgementOrder: [Int] {
        lines.indices.filter { lines[$0].debitCredit == .credit }
            + lines.indices.filter { lines[$0].debitCredit == .debit }
    }
}
