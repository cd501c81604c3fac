/// A report that care has stopped, for one client: the content of a JW307.
package struct StopMessage: Equatable, Sendable {
    /// Whose messages it is one of: the youth act's, or those of the Wmo.
    package var pillar: Pillar
    /// The sender's own number for the message.
    package var messageId: String
    /// The AGB code of the sending organisation, eight digits.
    package var agbCode: String
    /// The date of the message (*dagtekening*).
    package var datedOn: Day
    /// The products reported.
    package var products: [StopProduct]

    /// A message of these parts.
    package init(
        pillar: Pillar = .youth,
        messageId: String,
        agbCode: String,
        datedOn: Day,
        products: [StopProduct]
    ) {
        self.pillar = pillar
        self.messageId = messageId
        self.agbCode = agbCode
        self.datedOn = datedOn
        self.products = products
    }
}

/// One product whose care has stopped, or whose stop is taken back.
package struct StopProduct: Hashable, Sendable {
    /// The number of the allocation it is about; nil where none is named (*taakgericht*).
    package var allocationNumber: Int?
    /// The product category, if any is named.
    package var category: String?
    /// The product code, if any is named.
    package var productCode: String?
    /// The first day of the allocation, as the sender knows it.
    package var allocationStartsOn: Day?
    /// The day on which care started.
    package var startedOn: Day
    /// The day on which care ended.
    package var endedOn: Day
    /// Why care ended.
    package var reason: StopReason
    /// Whether this is new or a deletion.
    package var status: DeliveryStatus

    /// A product of these parts.
    package init(
        allocationNumber: Int?,
        category: String?,
        productCode: String?,
        allocationStartsOn: Day?,
        startedOn: Day,
        endedOn: Day,
        reason: StopReason,
        status: DeliveryStatus
    ) {
        self.allocationNumber = allocationNumber
        self.category = category
        self.productCode = productCode
        self.allocationStartsOn = allocationStartsOn
        self.startedOn = startedOn
        self.endedOn = endedOn
        self.reason = reason
        self.status = status
    }

    /// What identifies, within its allocation, the start that the stop belongs to.
    package var key: CareKey {
        CareKey(category: category, productCode: productCode, startedOn: startedOn)
    }

    /// What the product does to the history of its allocation.
    package var event: CareEvent {
        status == .delete
            ? .deleteStop(key, endedOn: endedOn, reason: reason)
            : .stop(key, endedOn: endedOn, reason: reason)
    }
}
