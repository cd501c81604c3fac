/// Whose functioning ratings are about.
///
/// - Source: PO 7.2: each judges its own functioning and the cooperation with the others; A25.
package enum Whose: String, CaseIterable, Sendable {
    /// Of the one who fills in the form: collected, and out of the norm.
    case own
    /// Of the other parties of the cluster: what the norm is about.
    case others
}
