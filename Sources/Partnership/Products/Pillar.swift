/// For whom help is: youth (jeugd) or adults (18+).
///
/// - Source: KA 2.2.1, codes JB and MH.
package enum Pillar: String, CaseIterable, Sendable {
    /// The youth act (Jeugdwet).
    case youth
    /// The Wmo.
    case adult

    /// The pillar of a product code: codes of help for adults begin with MH.
    ///
    /// - Source: KA 2.2.1.
    package init(ofProductCode code: String?) {
        self = code?.hasPrefix("MH") == true ? .adult : .youth
    }
}
