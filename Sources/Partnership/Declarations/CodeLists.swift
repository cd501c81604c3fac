/// The codes that a message may name as a product category and as a reason for stopping.
///
/// The lists of the youth act are fixed, and those of the Wmo are the operator's to set: our facts
/// on its messages have no whole list. Of its reasons they tell 19, 21, 22, 23 and what 31 says
/// there; of its categories nothing. What is kept is not held against these lists again.
///
/// - Source: JZ020, JZ588; none for WMO020 and WMO588, whose defaults are decided by us.
package struct CodeLists: Equatable, Sendable {
    /// The categories of the Wmo.
    private var adultCategories = (1...18).map { $0 < 10 ? "0\($0)" : "\($0)" }
    /// The reasons of the Wmo.
    private var adultReasons = StopReason.reasons(of: .adult)

    /// Those of the youth act, and those of the Wmo as long as nobody says otherwise.
    package init() {}

    /// The lists with other categories of the Wmo.
    ///
    /// - Returns: nil unless there are any, each is two digits, and none is a category of the youth
    ///   act: a category tells of which act it is.
    package func replacing(adultCategories codes: [String]) -> CodeLists? {
        let areTaken = codes.allSatisfy { code in
            code.utf8.count == 2 && code.utf8.allSatisfy { (0x30...0x39).contains($0) }
                && ProductCategory.pillar(of: code) == .adult
        }
        guard !codes.isEmpty, areTaken else { return nil }
        var lists = self
        lists.adultCategories = Set(codes).sorted()
        return lists
    }

    /// The lists with other reasons of the Wmo.
    ///
    /// None has to stay: without 20, care under the Wmo is never paused.
    ///
    /// - Returns: nil unless there are any and each is one that we know the meaning of.
    package func replacing(adultReasons codes: [String]) -> CodeLists? {
        let reasons = codes.compactMap(StopReason.init)
        guard !codes.isEmpty, reasons.count == codes.count else { return nil }
        var lists = self
        lists.adultReasons = Self.ordered(reasons)
        return lists
    }

    /// The categories of a pillar in order; of both where it is nil.
    package func categories(of pillar: Pillar?) -> [String] {
        switch pillar {
        case .youth: ProductCategory.codes
        case .adult: adultCategories
        case nil: adultCategories + ProductCategory.codes
        }
    }

    /// The reasons of a pillar in order; of both where it is nil.
    package func reasons(of pillar: Pillar?) -> [StopReason] {
        switch pillar {
        case .youth: StopReason.reasons(of: .youth)
        case .adult: adultReasons
        case nil: Self.ordered(StopReason.reasons(of: .youth) + adultReasons)
        }
    }

    private static func ordered(_ reasons: [StopReason]) -> [StopReason] {
        Set(reasons).sorted { $0.rawValue < $1.rawValue }
    }
}
