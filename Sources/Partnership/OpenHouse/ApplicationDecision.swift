/// What was decided on an application (besluit), once.
///
/// - Source: PO 9.3.
struct ApplicationDecision: Sendable, Equatable {
    enum Outcome: String, CaseIterable, Sendable {
        case admitted, refused

        /// The command that leads to it.
        var command: Application.Command { self == .admitted ? .admit : .refuse }
    }

    /// Whether the applicant meets one criterion.
    struct Measurement: Sendable, Equatable {
        let criterionCode: String
        let isMet: Bool
    }

    let outcome: Outcome
    /// The published criterion that a refusal rests on; nil for an admission.
    let criterionCode: String?
    let reasons: String?
    let decidedOn: Day
    let decisionReference: String
    /// How the applicant was measured; nil where that follows from the rest.
    var measurements: [Measurement]?

    /// The decision with its measurements, in the order of the published criteria.
    ///
    /// Measurements that are given measure by every criterion. Left out they are what the outcome
    /// says by itself: an admission that all are met, a refusal that one is not.
    ///
    /// - Parameters:
    ///   - codes: of the published criteria, in their order.
    ///   - fulfils: whether the applicant commits to the method and meets the conditions.
    /// - Throws: `criterionMissing`, `criterionNotPublished`, `reasonsMissing`, `notMeasured`,
    ///   `measuredOtherwise`, `conditionsNotMet`.
    /// - Source: PO 9.3; A3: refused only on a published criterion, equal for all.
    func measured(
        by codes: [String],
        fulfils: Bool
    ) throws(ApplicationRefusal) -> ApplicationDecision {
        switch outcome {
        case .refused:
            guard let criterionCode else { throw .criterionMissing }
            guard codes.contains(criterionCode) else {
                throw .criterionNotPublished(criterionCode)
            }
            if reasons == nil { throw .reasonsMissing }
        case .admitted:
            guard fulfils else { throw .conditionsNotMet }
        }
        var decision = self
        decision.measurements =
            try measurements.map { given throws(ApplicationRefusal) in
                try checked(given, by: codes)
            } ?? impliedMeasurements(of: codes)
        return decision
    }

    /// Refuses a decision of a day before its intake, or after today.
    func check(heldOn: Day?, today: Day) throws(ApplicationRefusal) {
        if let heldOn, decidedOn < heldOn { throw .decidedBeforeIntake(heldOn: heldOn) }
        if decidedOn > today { throw .decidedAhead }
    }

    private func impliedMeasurements(of codes: [String]) -> [Measurement] {
        switch outcome {
        case .admitted: codes.map { Measurement(criterionCode: $0, isMet: true) }
        case .refused: criterionCode.map { [Measurement(criterionCode: $0, isMet: false)] } ?? []
        }
    }

    private func checked(
        _ given: [Measurement],
        by codes: [String]
    ) throws(ApplicationRefusal) -> [Measurement] {
        for measurement in given where !codes.contains(measurement.criterionCode) {
            throw .criterionNotPublished(measurement.criterionCode)
        }
        var measurements: [Measurement] = []
        var missing: [String] = []
        for code in codes {
            if let measurement = given.first(where: { $0.criterionCode == code }) {
                measurements.append(measurement)
            } else {
                missing.append(code)
            }
        }
        guard missing.isEmpty else { throw .notMeasured(missing) }
        for measurement in measurements {
            let isContradicted =
                switch outcome {
                case .admitted: !measurement.isMet
                case .refused: measurement.criterionCode == criterionCode && measurement.isMet
                }
            if isContradicted { throw .measuredOtherwise(measurement.criterionCode) }
        }
        return measurements
    }
}
