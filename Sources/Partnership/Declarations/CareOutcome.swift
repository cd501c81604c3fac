/// What becomes of the products of one start or stop message, all of them or none.
///
/// - Source: OP286 (any error refuses the whole message), TR019.
package struct CareOutcome: Equatable, Sendable {
    /// The code each product is refused with, in the order of the message; nil for none.
    package private(set) var refusals: [ReturnCode?]

    /// What the back office is told, with the index of the product it is about.
    package private(set) var signals: [Signal] = []

    /// The histories as they become when the message is accepted.
    package private(set) var histories: [Int: CareHistory]

    /// A signal about one product.
    package struct Signal: Equatable, Sendable {
        /// The index of the product in the message.
        package let index: Int
        /// What was noticed.
        package let signal: CareSignal
    }

    /// The outcome of a start message against the histories of the sender's allocations.
    ///
    /// - Parameters:
    ///   - histories: by allocation number; a number that is not in it is unknown.
    ///   - refusals: why products, by their index, are refused whatever the history.
    package init(
        of message: StartMessage,
        histories: [Int: CareHistory],
        refusals: [Int: ReturnCode] = [:]
    ) {
        self.init(
            message.products.map { ($0.allocationNumber, $0.event) },
            message.judgementOrder,
            histories,
            refusals
        )
    }

    /// The outcome of a stop message against the histories of the sender's allocations.
    ///
    /// - Parameters:
    ///   - histories: by allocation number; a number that is not in it is unknown.
    ///   - refusals: why products, by their index, are refused whatever the history.
    package init(
        of message: StopMessage,
        histories: [Int: CareHistory],
        refusals: [Int: ReturnCode] = [:]
    ) {
        self.init(
            message.products.map { ($0.allocationNumber, $0.event) },
            message.judgementOrder,
            histories,
            refusals
        )
    }

    /// Whether every product is accepted; otherwise nothing of the message counts.
    package var isAccepted: Bool {
        refusals.allSatisfy { $0 == nil }
    }

    /// The code each product gets in the answer to a refused message, in the message's order.
    ///
    /// - Source: IJW §3.1 (0200 marks what is good within a refusal).
    package var codes: [ReturnCode] {
        refusals.map { $0 ?? .nothingToRemark }
    }

    private init(
        _ products: [(number: Int?, event: CareEvent)],
        _ order: [Int],
        _ histories: [Int: CareHistory],
        _ otherRefusals: [Int: ReturnCode]
    ) {
        refusals = products.map { _ in nil }
        self.histories = histories
        for index in order {
            let (number, event) = products[index]
            guard let number, var history = self.histories[number] else {
                refusals[index] = .unknownAllocation
                continue
            }
            do throws(CareRefusal) {
                let signal = try history.apply(event)
                // What was sent before is checked first (level 3), another source after (level 4).
                if let code = otherRefusals[index] { throw CareRefusal(code: code) }
                if let signal {
                    signals.append(Signal(index: index, signal: signal))
                }
                self.histories[number] = history
            } catch {
                refusals[index] = error.code
            }
        }
    }
}
