internal import JSON

extension JSONWriter {
    /// Writes an answer: the content of a 306, 308 or 325.
    ///
    /// - Parameter entries: those of its granted lines, each of which gets its receipt.
    mutating func value(_ answer: Answer, entering entries: [LedgerEntry] = []) {
        object {
            $0.member("messageId", answer.messageId)
            $0.member("accepted", answer.isAccepted)
            $0.member("codes", answer.codes.map(\.code))
            if let outcome = answer.outcome {
                // A reference is granted once.
                let receipts = Dictionary(
                    entries.map { ($0.ground.reference, $0.receipt) },
                    uniquingKeysWith: { first, _ in first }
                )
                $0.member(
                    "lines",
                    array: {
                        for line in outcome.lines {
                            $0.line(line, line.isGranted ? receipts[line.reference] : nil)
                        }
                    }
                )
                $0.member("totalGrantedCents", outcome.totalGrantedCents ?? 0)
            } else {
                $0.member("products", array: { for one in answer.products { $0.product(one) } })
            }
            let told = answer.findings.prefix(Answer.maximumExplanations)
            $0.member("explanations", array: { for one in told { $0.explanation(one) } })
            $0.member("signals", array: { for signal in answer.signals { $0.signal(signal) } })
        }
    }

    private mutating func product(_ product: Answer.Product) {
        object {
            $0.member("allocationNumber", product.allocationNumber)
            $0.member("codes", product.codes.map(\.code))
        }
    }

    private mutating func line(_ line: LineOutcome, _ receipt: LedgerReceipt?) {
        object {
            $0.member("reference", line.reference)
            $0.member("granted", line.isGranted)
            $0.member("grantedCents", line.grantedCents)
            $0.member("codes", line.codes.map(\.code))
            $0.name("receipt")
            if let receipt { $0.receipt(receipt) } else { $0.value(String?.none) }
        }
    }

    private mutating func receipt(_ receipt: LedgerReceipt) {
        object {
            $0.member("entryId", receipt.entryId)
            $0.member("pillar", receipt.pillar.rawValue)
            $0.member("salt", receipt.salt.bytes.hexadecimal)
            $0.member("commitment", receipt.commitment.base64)
        }
    }

    private mutating func explanation(_ finding: Finding) {
        object {
            $0.member("code", finding.code.code)
            $0.member("text", finding.text)
            $0.member("location", finding.location)
            $0.member("source", finding.source)
        }
    }

    private mutating func signal(_ signal: CareSignal) {
        object {
            $0.member("code", signal.code)
            $0.member("detail", signal.detail)
            $0.member("source", signal.source)
        }
    }
}
