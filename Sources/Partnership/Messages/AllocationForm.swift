/// An allocation message as XML: a 301.
///
/// - Source: IJW §2.4.
struct AllocationForm: Equatable, Sendable {
    let pillar: Pillar
    /// Who allocates: four digits.
    let municipalityCode: String
    /// To whom it is allocated: eight digits.
    let agbCode: String
    let identification: MessageIdentification
    let client: AllocationClient
    let product: Product

    /// What is allocated.
    struct Product: Equatable, Sendable {
        let number: Int
        /// Nil, as its code then is, for one of any product, which has a budget (*generiek*).
        let category: String?
        /// Nil for one that leaves the product within its category open (*aspecifiek*).
        let code: String?
        let allocatedOn: Day
        /// The time of day, `HH:MM:SS`; of two messages the later one holds (OP033x1).
        let allocatedAt: String
        let startsOn: Day
        let endsOn: Day?
        /// A code of JZ002; nil when nothing was changed.
        var changeReason: String?
        /// What one without a product code has of it is not told (CD080).
        let extent: Extent?
        var budgetCents: Int?
    }

    /// How much (*omvang*).
    struct Extent: Equatable, Sendable {
        let volume: Int
        let unit: CareUnit
        let frequency: Frequency
    }

    /// The number of the message: that of the allocation in digits and its version in letters, so
    /// that what is read twice is the same message and what was changed is another.
    ///
    /// Twelve characters are enough for 18,278 versions of the highest number. Decided by us: the
    /// standard asks that the sender gives no number twice (TR056).
    static func messageId(allocationNumber: Int, version: Int) -> String {
        var letters: [UInt8] = []
        var rest = version
        while rest > 0 {
            rest -= 1
            letters.insert(UInt8(ascii: "A") + UInt8(rest % 26), at: 0)
            rest /= 26
        }
        return "\(allocationNumber)" + String(decoding: letters, as: UTF8.self)
    }

    /// The message as XML.
    var xml: [UInt8] {
        let type = MessageType(.allocation, pillar)
        let header = MessageHeader(
            sender: municipalityCode,
            receiver: agbCode,
            identification: identification,
            schemaVersions: .ours
        )
        return XMLWriter.message(type) {
            $0.header(type, header)
            $0.element("Client") {
                $0.client(client)
                $0.element("ToegewezenProducten") { product.write(to: &$0) }
            }
        }
    }
}

extension AllocationForm.Product {
    fileprivate func write(to writer: inout XMLWriter) {
        writer.element("ToegewezenProduct") {
            $0.element("ToewijzingNummer", number)
            $0.product(category, code)
            $0.element("Toewijzingsdatum", allocatedOn)
            $0.element("Toewijzingstijd", allocatedAt)
            $0.element("Ingangsdatum", startsOn)
            $0.element("Einddatum", endsOn)
            $0.element("RedenWijziging", changeReason)
            if let extent, code != nil {
                $0.element("Omvang") {
                    $0.part("Volume", extent.volume)
                    $0.part("Eenheid", extent.unit.rawValue)
                    $0.part("Frequentie", extent.frequency.rawValue)
                }
            }
            $0.element("Budget", budgetCents)
        }
    }
}
