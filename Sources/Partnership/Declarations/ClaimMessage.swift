/// A claim for the care of one calendar month: the content of a JW323.
package struct ClaimMessage: Equatable, Sendable {
    /// Whose messages it is one of: the youth act's, or those of the Wmo.
    package var pillar: Pillar
    /// The sender's own number for the message.
    package var messageId: String
    /// The AGB code of the sending organisation, eight digits.
    package var agbCode: String
    /// The date of the message (*dagtekening*).
    package var datedOn: Day
    /// The sender's own number for the claim.
    package var declarationNumber: String
    /// The date of the claim itself (*declaratiedagtekening*); as a rule that of the message.
    package var declaredOn: Day
    /// The days the amount is for.
    package var period: Period
    /// The total without its sign.
    package var totalCents: Int
    /// The sign of the amount.
    package var debitCredit: DebitCredit
    /// What is claimed.
    package var lines: [ClaimLine]

    /// A claim of these parts.
    ///
    /// - Parameter declaredOn: the date of the message unless given.
    package init(
        pillar: Pillar = .youth,
        messageId: String,
        agbCode: String,
        datedOn: Day,
        declarationNumber: String,
        declaredOn: Day? = nil,
        period: Period,
        totalCents: Int,
        debitCredit: DebitCredit,
        lines: [ClaimLine]
    ) {
        self.pillar = pillar
        self.messageId = messageId
        self.agbCode = agbCode
        self.datedOn = datedOn
        self.declarationNumber = declarationNumber
        self.declaredOn = declaredOn ?? datedOn
        self.period = period
        self.totalCents = totalCents
        self.debitCredit = debitCredit
        self.lines = lines
    }
}

/// One claimed service (*prestatie*): a product, a month, a volume and an amount.
package struct ClaimLine: Hashable, Sendable {
    /// The sender's own number for the line.
    package var reference: String
    /// The line that is credited; only a credit line has one.
    package var previousReference: String?
    /// The number of the allocation it is about.
    package var allocationNumber: Int
    /// The product category, if any is named.
    package var category: String?
    /// The product code, if any is named.
    package var productCode: String?
    /// The days the amount is for.
    package var period: Period
    /// How much was delivered, in whole units.
    package var volume: Int
    /// What the volume counts.
    package var unit: CareUnit
    /// The tariff of one unit; unit 83 has none.
    package var tariffCents: Int?
    /// The amount without its sign.
    package var amountCents: Int
    /// The sign of the amount.
    package var debitCredit: DebitCredit

    /// A line of these parts.
    package init(
        reference: String,
        previousReference: String?,
        allocationNumber: Int,
        category: String?,
        productCode: String?,
        period: Period,
        volume: Int,
        unit: CareUnit,
        tariffCents: Int?,
        amountCents: Int,
        debitCredit: DebitCredit
    ) {
        self.reference = reference
        self.previousReference = previousReference
        self.allocationNumber = allocationNumber
        self.category = category
        self.productCode = productCode
        self.period = period
        self.volume = volume
        self.unit = unit
        self.tariffCents = tariffCents
        self.amountCents = amountCents
        self.debitCredit = debitCredit
    }

    /// The day that selects the maximum tariff: the first of the line's period.
    ///
    /// - Source: A15.
    package var serviceDate: Day { period.from }
}
