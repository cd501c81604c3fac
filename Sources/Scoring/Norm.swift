/// What the agreement makes of a mean of trust ratings.
///
/// - Source: PO 7.3.
package enum Band: String, Sendable {
    /// The mean is 4.0 or higher.
    case sufficient
    /// The mean is below 4.0 and not below 3.0: an improvement track starts.
    case attention
    /// The mean is below 3.0: the municipality may take additional measures.
    case insufficient
}

/// A reading of the agreement's text that was not chosen but can be defended.
package enum Policy: String, CaseIterable, Sendable {
    /// The mean is rounded to one decimal before it meets the norm.
    ///
    /// - Source: A29.
    case roundedToOneDecimal = "rounded-to-one-decimal"
    /// Whatever is not sufficient permits the individual test.
    ///
    /// - Source: A30.
    case everyInsufficiencyPermitsTest = "every-insufficiency-permits-test"
}

/// The outcome under a reading that was not chosen, where it differs from the chosen one.
package struct OtherReading: Equatable, Sendable {
    /// The reading that leads to this outcome.
    package let policy: Policy

    /// The band under that reading.
    package let band: Band

    /// Whether the assembly could decide on individual tests under that reading.
    package let permitsIndividualTest: Bool
}
