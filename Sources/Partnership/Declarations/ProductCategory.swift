/// A product category of the youth act: a group of products, two digits.
///
/// - Source: JZ020.
package struct ProductCategory: RawRepresentable, Hashable, Sendable {
    /// The two digits.
    package let rawValue: String

    /// The category with this code.
    ///
    /// - Returns: nil unless the code is in the list: 31...38 (of 2015) or 40...55.
    package init?(rawValue: String) {
        guard ProductCategory.codes.contains(rawValue) else { return nil }
        self.rawValue = rawValue
    }

    /// The pillar of a category that was taken in.
    ///
    /// The list of the Wmo is the operator's and may change; what was in it stays of the Wmo,
    /// because a code of the youth act can never be in it.
    package static func pillar(of code: String) -> Pillar {
        codes.contains(code) ? .youth : .adult
    }

    /// Every code in the list, in order.
    package static let codes = (31...38).map { "\($0)" } + (40...55).map { "\($0)" }
}
