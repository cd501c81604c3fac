internal import JSON

extension Message {
    /// Writes the message as its sender would, without anything about the client.
    func write(to writer: inout JSONWriter) {
        writer.object {
            $0.member("kind", kind.rawValue)
            $0.member("messageId", messageId)
            $0.member("agbCode", agbCode)
            $0.member("datedOn", datedOn)
            switch self {
            case .start(let start):
                $0.name("products")
                $0.array { for product in start.products { $0.start(product) } }
            case .stop(let stop):
                $0.name("products")
                $0.array { for product in stop.products { $0.stop(product) } }
            case .claim(let claim):
                $0.claim(claim)
            }
        }
    }
}

extension JSONWriter {
    fileprivate mutating func start(_ product: StartProduct) {
        object {
            $0.care(product.allocationNumber, product.allocationStartsOn, product.key)
            $0.member("status", product.status.rawValue)
        }
    }

    fileprivate mutating func stop(_ product: StopProduct) {
        object {
            $0.care(product.allocationNumber, product.allocationStartsOn, product.key)
            $0.member("endedOn", product.endedOn)
            $0.member("reason", product.reason.rawValue)
            $0.member("status", product.status.rawValue)
        }
    }

    /// Writes the members of a start, which a stop has too.
    private mutating func care(_ allocationNumber: Int?, _ allocationStartsOn: Day?, _ key: CareKey)
    {
        member("allocationNumber", allocationNumber)
        member("category", key.category)
        member("productCode", key.productCode)
        member("allocationStartsOn", allocationStartsOn)
        member("startedOn", key.startedOn)
    }

    fileprivate mutating func claim(_ claim: ClaimMessage) {
        member("declarationNumber", claim.declarationNumber)
        if claim.declaredOn != claim.datedOn { member("declaredOn", claim.declaredOn) }
        member("period", claim.period)
        member("totalCents", claim.totalCents)
        member("debitCredit", claim.debitCredit.rawValue)
        name("lines")
        array { for line in claim.lines { $0.line(line) } }
    }

    private mutating func line(_ line: ClaimLine) {
        object {
            $0.member("reference", line.reference)
            $0.member("previousReference", line.previousReference)
            $0.member("allocationNumber", line.allocationNumber)
            $0.member("category", line.category)
            $0.member("productCode", line.productCode)
            $0.member("period", line.period)
            $0.member("volume", line.volume)
            $0.member("unit", line.unit.rawValue)
            $0.member("tariffCents", line.tariffCents)
            $0.member("amountCents", line.amountCents)
            $0.member("debitCredit", line.debitCredit.rawValue)
        }
    }

    private mutating func member(_ name: StaticString, _ period: Period) {
        self.name(name)
        object {
            $0.member("from", period.from)
            $0.member("until", period.until)
        }
    }
}

extension Message {
    /// The message as JSON, as it is kept.
    var content: [UInt8] {
        var writer = JSONWriter(capacity: 1_024)
        write(to: &writer)
        return writer.bytes
    }
}
