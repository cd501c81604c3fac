/// What becomes of one line: all of it or nothing.
///
/// - Source: IJW §3.9 (lines are wholly accepted or wholly rejected).
package struct LineOutcome: Equatable, Sendable {
    /// The sender's own number for the line.
    package let reference: String

    /// Why the line is refused; empty when it is granted.
    package let codes: [ReturnCode]

    /// What is granted, negative for a credit line, zero for a refused one.
    package let grantedCents: Int

    /// Whether the line is granted.
    package var isGranted: Bool { codes.isEmpty }

    /// The outcome of a line refused with these codes, or granted without any.
    package init(of line: ClaimLine, codes: [ReturnCode]) {
        reference = line.reference
        self.codes = codes
        grantedCents = codes.isEmpty ? line.debitCredit.signed(line.amountCents) : 0
    }
}

/// What becomes of a claim, line by line.
package struct ClaimOutcome: Equatable, Sendable {
    /// In the order of the claim's lines.
    package let lines: [LineOutcome]

    /// What the lines are granted together, negative when credit prevails.
    ///
    /// Nil when the sum does not fit, which no claim that keeps the in-message rules comes near.
    package let totalGrantedCents: Int?

    /// The code for the claim as a whole: 8001 when every line is granted, none otherwise.
    package var codes: [ReturnCode] {
        lines.allSatisfy(\.isGranted) ? [.fullyGranted] : []
    }

    /// The outcome of lines.
    package init(lines: [LineOutcome]) {
        self.lines = lines
        var sum: Int? = 0
        for line in lines {
            sum = sum.flatMap { before in
                let (next, overflows) = before.addingReportingOverflow(line.grantedCents)
                return overflows ? nil : next
            }
        }
        totalGrantedCents = sum
    }
}
