internal import JSON

extension DemoPartner {
    /// The body with which the partner is made.
    func json() -> [UInt8] {
        .json {
            $0.member("name", name)
            $0.member("kvkNumber", kvkNumber)
            $0.member("agbCode", agbCode)
            $0.member("size", size.rawValue)
            $0.member("pillars", pillars.map(\.rawValue))
            $0.member("expertise", expertise)
        }
    }

    /// The body with which the agreement on its work is made, from when it joined.
    func assignmentJSON(of partner: Identifier) -> [UInt8] {
        agreementJSON(.assignment, of: partner, from: joined.first)
    }

    /// The body with which the agreement on working together is made.
    func processJSON(of partner: Identifier) -> [UInt8] {
        agreementJSON(.process, of: partner, from: Agreement.firstProcessDay)
    }

    private func agreementJSON(
        _ kind: Agreement.Kind,
        of partner: Identifier,
        from startsOn: Day
    ) -> [UInt8] {
        .json {
            $0.member("partnerId", partner)
            $0.member("kind", kind.rawValue)
            $0.member("signedOn", startsOn.adding(days: -10 - number % 12))
            $0.member("startsOn", startsOn)
            $0.member("endsOn", Agreement.lastDay)
            $0.member("documentReference", "DEMO-\(kind.rawValue)-\(number)")
        }
    }
}

extension DemoMatch {
    /// The body with which the match is made.
    ///
    /// - Parameter tent: the expertise tent it came from, if any.
    func json(of partner: Identifier, from tent: Identifier?) -> [UInt8] {
        .json {
            $0.member("caseReference", caseReference)
            $0.member("partnerId", partner)
            $0.member("professional", professional)
            $0.member("productCode", product.code)
            $0.member("tentId", tent)
            $0.name("agreed")
            $0.object {
                $0.member("family", agreed.family)
                $0.member("coach", agreed.coach)
                $0.member("professional", agreed.professional)
            }
        }
    }
}

extension Allocation {
    /// The body with which the allocation is made.
    func json() -> [UInt8] {
        .json {
            $0.member("number", number)
            $0.member("category", category)
            $0.member("productCode", productCode)
            $0.member("startsOn", startsOn)
            $0.member("endsOn", endsOn)
            $0.member("volume", volume)
            $0.member("unit", unit?.rawValue)
            $0.member("frequency", frequency?.rawValue)
        }
    }
}

extension [UInt8] {
    /// One object as JSON.
    static func json(_ body: (inout JSONWriter) -> Void) -> [UInt8] {
        var writer = JSONWriter(capacity: 512)
        writer.object(body)
        return writer.bytes
    }
}
