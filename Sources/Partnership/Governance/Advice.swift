/// What a body concluded about a partner (advies), by reference and without its content.
///
/// - Source: PO 7.5, 10.2.
struct Advice: Sendable, Equatable {
    /// Who advises the college.
    enum Body: String, CaseIterable, Sendable {
        /// The independent trust body (onafhankelijk vertrouwensorgaan), which files its own.
        case trustBody = "trust-body"
        /// The MDG I-F, whose advice the municipality files.
        case mdgIF = "mdg-if"

        /// The role that files its advice.
        ///
        /// - Source: PO 1.d: the trust body is independent, so nobody else speaks for it.
        var role: Role { self == .trustBody ? .trustBody : .municipality }
    }

    let partnerId: Identifier
    let body: Body
    let conclusion: CollegeDecision.Outcome
    let documentReference: String
}
