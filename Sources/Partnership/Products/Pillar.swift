/// For whom help is: youth (jeugd) or adults (18+).
///
/// - Source: KA 2.2.1, codes JB and MH.
enum Pillar: String, CaseIterable, Sendable {
    case youth
    case adult
}
