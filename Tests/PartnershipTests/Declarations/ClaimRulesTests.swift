@testable import Partnership
import Testing

@Suite struct `A claim` {
    private func rules(_ change: (inout ClaimMessage) -> Void) -> [String] {
        let findings = ClaimMessage.sample.with(change).findings(today: "2026-05-02")
        #expect(findings.allSatisfy { $0.code == .rejectedForTechnicalReasons })
        return findings.map(\.source)
    }

    @Test func `in order has no findings`() {
        #expect(ClaimMessage.sample.findings(today: "2026-05-02") == [])
    }

    @Test(
        arguments: [
            ("2026-04-01", "2026-04-29"), ("2026-04-02", "2026-04-30"),
            ("2026-04-01", "2026-05-31"),
            ("2026-04-15", "2026-04-15"), ("2026-03-01", "2026-04-30"),
        ] as [(Day, Day)]
    )
    func `is for one whole calendar month`(from: Day, until: Day) {
        let message = ClaimMessage.sample.with {
            $0.period = .days(from, until)
            $0.datedOn = "2026-06-01"
        }
        #expect(
            message.findings(today: "2026-06-01")
                == [Finding(.periodIsWholeMonth, at: "/period")]
        )
    }

    @Test func `is for 2021 or later`() {
        let january = Period.days("2021-01-01", "2021-01-31")
        let december = Period.days("2020-12-01", "2020-12-31")
        #expect(rules { $0.period = january } == [])
        #expect(rules { $0.period = december } == ["CS100"])
    }

    @Test func `is dated on the last day of its period or later`() {
        #expect(rules { $0.datedOn = "2026-04-30" } == [])
        #expect(rules { $0.datedOn = "2026-04-29" } == ["TR137"])
    }

    @Test func `is dated today or before`() {
        let findings = ClaimMessage.sample.findings(today: "2026-05-01")
        #expect(findings == [Finding(.messageNotInFuture, at: "/datedOn")])
        #expect(findings.map(\.code) == [.datedInFuture])
    }

    @Test func `has the sum of its lines as its total`() {
        #expect(rules { $0.totalCents = 95_999 } == ["TR358"])
        #expect(rules { $0.totalCents = 96_001 } == ["TR358"])
        #expect(rules { $0.debitCredit = .credit } == ["TR358"])
        let other = ClaimLine.sample.with {
            $0.reference = "L2"
            $0.allocationNumber = 300_202
        }
        #expect(rules { $0.lines.append(other) } == ["TR358"])
    }

    @Test func `subtracts credit lines from its total`() {
        let credit = ClaimLine.sample.with {
            $0.reference = "L2"
            $0.previousReference = "L0"
            $0.amountCents = 100_000
            $0.debitCredit = .credit
        }
        #expect(
            rules {
                $0.lines.append(credit)
                $0.totalCents = 4_000
                $0.debitCredit = .credit
            } == []
        )
        #expect(
            rules {
                $0.lines = [credit]
                $0.totalCents = 100_000
                $0.debitCredit = .credit
            } == []
        )
        #expect(
            rules {
                $0.lines.append(credit.with { $0.amountCents = 96_000 })
                $0.totalCents = 0
                $0.debitCredit = .credit
            } == ["CS325"]
        )
    }

    @Test func `whose sum does not fit is refused, not a crash`() {
        let largest = ClaimLine.sample.with { $0.amountCents = .max }
        #expect(
            rules { $0.lines = [largest, largest.with { $0.reference = "L2" }] }
                == ["TR358", "TR416"]
        )
    }

    @Test func `has lines within one month`() {
        #expect(rules { $0.lines[0].period = .days("2026-03-31", "2026-04-30") } == ["CS337"])
        #expect(rules { $0.lines[0].period = .days("2026-03-02", "2026-03-31") } == [])
    }

    @Test func `has lines of at most five years ago`() {
        #expect(rules { $0.lines[0].period = .days("2021-05-01", "2021-05-02") } == [])
        #expect(rules { $0.lines[0].period = .days("2021-05-01", "2021-05-01") } == ["TR335"])
        // It counts from the date of the claim, not of its message.
        #expect(
            rules {
                $0.lines[0].period = .days("2021-05-01", "2021-05-01")
                $0.declaredOn = "2026-05-01"
            } == []
        )
    }

    @Test func `names an earlier line exactly for a credit`() {
        #expect(rules { $0.lines[0].previousReference = "L0" } == ["CD060"])
        #expect(
            rules {
                $0.lines[0].debitCredit = .credit
                $0.debitCredit = .credit
            } == ["CD060"]
        )
    }

    @Test func `has a tariff exactly when the unit is not euro`() {
        #expect(rules { $0.lines[0].tariffCents = nil } == ["CD087"])
        #expect(
            rules {
                $0.lines[0].unit = .euro
                $0.lines[0].volume = 96_000
                $0.lines[0].tariffCents = nil
            } == []
        )
        #expect(
            rules {
                $0.lines[0].unit = .euro
                $0.lines[0].volume = 96_000
            } == ["CD087"]
        )
        #expect(
            rules {
                $0.lines[0].unit = .euro
                $0.lines[0].tariffCents = nil
            } == ["CS339"]
        )
    }

    @Test func `has zero as a debit only`() {
        let zero = ClaimLine.sample.with {
            $0.volume = 0
            $0.amountCents = 0
        }
        #expect(
            rules {
                $0.lines = [zero]
                $0.totalCents = 0
            } == []
        )
        let credit = zero.with {
            $0.debitCredit = .credit
            $0.previousReference = "L0"
        }
        #expect(
            rules {
                $0.lines = [credit]
                $0.totalCents = 0
            } == ["CS325"]
        )
    }

    @Test func `has no reference twice`() {
        #expect(
            rules {
                $0.lines.append($0.lines[0])
                $0.totalCents = 192_000
            } == ["TR101", "TR416"]
        )
    }

    @Test func `claims a product of an allocation once for the same days`() {
        func rules(_ change: (inout ClaimLine) -> Void) -> [String] {
            let other = ClaimLine.sample.with {
                $0.reference = "L2"
                change(&$0)
            }
            return self.rules {
                $0.lines.append(other)
                $0.totalCents = 192_000
            }
        }
        #expect(rules { $0.volume = 11 } == ["TR416"])
        #expect(rules { $0.allocationNumber = 300_202 } == [])
        #expect(rules { $0.category = "45" } == [])
        #expect(rules { $0.productCode = "JB-03" } == [])
        #expect(rules { $0.period = .days("2026-03-01", "2026-03-31") } == [])
    }

    @Test func `credits an earlier line once`() {
        let credit = ClaimLine.sample.credit("L2")
        #expect(
            rules {
                $0.lines = [credit, credit.with { $0.reference = "L3" }]
                $0.totalCents = 192_000
                $0.debitCredit = .credit
            } == ["TR315"]
        )
    }

    @Test func `credits no line of its own, before or after`() {
        let credit = ClaimLine.sample.with {
            $0.reference = "L2"
            $0.previousReference = "L1"
            $0.debitCredit = .credit
        }
        for lines in [[.sample, credit], [credit, .sample]] {
            #expect(
                rules {
                    $0.lines = lines
                    $0.totalCents = 0
                } == ["TR316"]
            )
        }
    }
}

@Suite struct `A claim line` {
    private func refusals(
        _ allocation: AllocationFacts? = .sample,
        maximum: Int? = 8_000,
        _ change: (inout ClaimLine) -> Void = { _ in }
    ) -> [String] {
        ClaimLine.sample.with(change).refusals(
            claimPeriod: .days("2026-04-01", "2026-04-30"),
            allocation: allocation,
            maximumTariffCents: maximum
        ).map(\.code)
    }

    @Test func `that fits its allocation is granted`() {
        #expect(refusals() == [])
    }

    @Test func `needs an allocation of the same partner`() {
        #expect(refusals(nil) == ["9338"])
        #expect(refusals(.sample.with { $0.belongsToDeclarant = false }) == ["9338"])
        #expect(refusals(.sample.with { $0.number = 300_202 }) == ["9338"])
    }

    @Test func `names the allocated product`() {
        #expect(refusals { $0.category = "45" } == ["9339"])
        #expect(refusals { $0.category = nil } == ["9339"])
        #expect(refusals { $0.productCode = "JB-03" } == ["9340"])
        #expect(refusals { $0.productCode = nil } == ["9340"])
    }

    @Test func `names any product where the allocation leaves it open`() {
        let aspecific = AllocationFacts.sample.with { $0.productCode = nil }
        #expect(refusals(aspecific) == [])
        #expect(refusals(aspecific) { $0.category = "45" } == ["9339"])
        let generic = aspecific.with { $0.category = nil }
        #expect(refusals(generic) { $0.category = "45" } == [])
    }

    @Test func `of an adult product has no category, or any of the Wmo`() {
        let adult = AllocationFacts.sample.with {
            $0.category = nil
            $0.productCode = "MH-04"
        }
        #expect(refusals(adult) { $0.productCode = "MH-04" } == ["9339"])
        #expect(
            refusals(adult) {
                $0.productCode = "MH-04"
                $0.category = nil
            } == []
        )
        // A message in XML must name one, and our list has none to hold it against.
        #expect(
            refusals(adult) {
                $0.productCode = "MH-04"
                $0.category = "02"
            } == []
        )
        #expect(refusals { $0.category = "02" } == ["9339"])
    }

    @Test func `counts in the allocated unit, or in minutes of hours`() {
        #expect(
            refusals {
                $0.unit = .minute
                $0.volume = 720
                $0.tariffCents = 133
            } == []
        )
        #expect(refusals { $0.unit = .piece } == ["9341"])
        #expect(refusals(.sample.with { $0.unit = .minute }) == ["9341"])
        #expect(
            refusals(.sample.with { $0.unit = .fullDay }) {
                $0.unit = .minute
                $0.amountCents = 1_600
            } == ["9341"]
        )
    }

    @Test func `lies within the allocation`() {
        #expect(refusals(.sample.with { $0.startsOn = "2026-04-02" }) == ["9307"])
        #expect(refusals(.sample.with { $0.endsOn = "2026-04-29" }) == ["9308"])
        #expect(refusals(.sample.with { $0.endsOn = "2026-04-30" }) == [])
        // Wholly before or after it.
        #expect(refusals(.sample.with { $0.startsOn = "2026-05-01" }) == ["9307"])
        #expect(refusals(.sample.with { $0.endsOn = "2026-03-31" }) == ["9308"])
        #expect(refusals(.sample.with { $0.endsOn = nil }) == [])
    }

    @Test(
        arguments: [
            ("2026-04-01", "2026-04-30", []), ("2026-04-02", "2026-04-30", ["9387"]),
            ("2026-04-01", "2026-04-29", ["9388"]),
            ("2026-04-15", "2026-04-15", ["9387", "9388"]),
        ] as [(Day, Day, [String])]
    )
    func `is for its whole month within the allocation`(from: Day, until: Day, codes: [String]) {
        #expect(refusals { $0.period = .days(from, until) } == codes)
        let clipped = AllocationFacts.sample.with {
            $0.startsOn = from
            $0.endsOn = until
        }
        #expect(refusals(clipped) { $0.period = .days(from, until) } == [])
        let credit = ClaimLine.sample.for(from, until).credit("L2")
        #expect(refusals { $0 = credit } == [])
    }

    @Test func `has nothing to be claimed on once its allocation is withdrawn`() {
        #expect(refusals(.sample.with { $0.isWithdrawn = true }) { $0.volume = 1 } == ["9384"])
    }

    @Test func `lies in the month of the claim or an earlier one`() {
        let allocation = AllocationFacts.sample.with { $0.startsOn = "2026-01-01" }
        #expect(refusals(allocation) { $0.period = .days("2026-03-01", "2026-03-31") } == [])
        #expect(refusals(allocation) { $0.period = .days("2026-05-01", "2026-05-31") } == ["9319"])
    }

    @Test func `costs volume times tariff to the cent`() {
        #expect(refusals { $0.amountCents = 95_999 } == ["9346"])
        #expect(refusals { $0.amountCents = 96_001 } == ["9346"])
        #expect(refusals { $0.tariffCents = nil } == ["9346"])
    }

    @Test func `at the maximum tariff is granted and a cent above is not`() {
        let above: (inout ClaimLine) -> Void = {
            $0.tariffCents = 8_001
            $0.amountCents = 96_012
        }
        #expect(refusals(maximum: 8_000, above) == ["0611"])
        #expect(refusals(maximum: 8_001, above) == [])
        #expect(refusals(maximum: nil, above) == [])
        #expect(
            refusals {
                $0.unit = .minute
                $0.volume = 720
                $0.tariffCents = 134
                $0.amountCents = 96_480
            } == ["0611"]
        )
        #expect(
            refusals {
                $0.unit = .minute
                $0.volume = 720
                $0.tariffCents = 133
                $0.amountCents = 95_760
            } == ["9346"]
        )
    }

    @Test func `may be refused for several reasons at once`() {
        #expect(
            refusals(maximum: 7_000) {
                $0.category = "45"
                $0.productCode = "JB-03"
                $0.unit = .piece
                $0.period = .days("2027-01-01", "2027-01-31")
                $0.amountCents = 1
            } == ["9319", "9339", "9340", "9341", "9308", "9346", "0611"]
        )
    }

    @Test func `that credits is not judged again by what its debit was judged by`() {
        let credit: (inout ClaimLine) -> Void = {
            $0.debitCredit = .credit
            $0.previousReference = "L0"
        }
        #expect(refusals(.sample.with { $0.endsOn = "2026-04-10" }, maximum: 7_000, credit) == [])
        #expect(refusals(nil, credit) == ["9338"])
    }

    @Test func `takes its tariff from the first day of its period`() {
        #expect(ClaimLine.sample.serviceDate == "2026-04-01")
    }
}
