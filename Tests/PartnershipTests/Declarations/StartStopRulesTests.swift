@testable import Partnership
import Testing

private let today: Day = "2026-07-31"

@Suite struct `A start message` {
    @Test func `in order has no findings`() {
        #expect(StartMessage.sample.findings(today: today).isEmpty)
        let noNames = StartMessage.sample.with {
            $0.products[0].category = nil
            $0.products[0].productCode = nil
        }
        #expect(noNames.findings(today: today).isEmpty)
    }

    @Test(arguments: DeliveryStatus.allCases)
    func `has status 1 or 3`(status: DeliveryStatus) {
        let message = StartMessage.sample.with { $0.products[0].status = status }
        let expected =
            [.first, .delete].contains(status)
            ? [] : [Finding(.statusIsFirstOrDelete, at: "/products/0/status")]
        #expect(message.findings(today: today) == expected)
    }

    @Test func `is about care that started on its date or before`() {
        let same = StartMessage.sample.with { $0.products[0].startedOn = "2026-04-07" }
        #expect(same.findings(today: today).isEmpty)
        let later = StartMessage.sample.with { $0.products[0].startedOn = "2026-04-08" }
        #expect(
            later.findings(today: today)
                == [Finding(.datesNotAfterMessage, at: "/products/0/startedOn")]
        )
    }

    @Test func `is dated today or before`() {
        #expect(StartMessage.sample.findings(today: "2026-04-07").isEmpty)
        let findings = StartMessage.sample.findings(today: "2026-04-06")
        #expect(findings == [Finding(.messageNotInFuture, at: "/datedOn")])
        #expect(findings.map(\.code) == [.datedInFuture])
        #expect(findings.map(\.source) == ["TR135"])
    }

    @Test func `has no key twice, whatever the status`() {
        let twice = StartMessage.sample.with { $0.products.append($0.products[0]) }
        #expect(twice.findings(today: today) == [Finding(.keysDiffer, at: "/products/1")])
        let withDeletion = twice.with { $0.products[0].status = .delete }
        #expect(withDeletion.findings(today: today) == [Finding(.keysDiffer, at: "/products/1")])
        let otherAllocationStart = twice.with {
            $0.products[1].allocationStartsOn = nil
        }
        #expect(otherAllocationStart.findings(today: today).count == 1)
        let withoutNames = twice.with {
            for index in 0...1 {
                $0.products[index].category = nil
                $0.products[index].productCode = nil
            }
        }
        #expect(withoutNames.findings(today: today).count == 1)
    }

    @Test func `may have keys that differ in one part`() {
        let twice = StartMessage.sample.with { $0.products.append($0.products[0]) }
        let variants = [
            twice.with { $0.products[1].allocationNumber = 300_202 },
            twice.with { $0.products[1].category = "45" },
            twice.with { $0.products[1].category = nil },
            twice.with { $0.products[1].productCode = "JB-03" },
            twice.with { $0.products[1].productCode = nil },
            twice.with { $0.products[1].startedOn = "2026-04-04" },
        ]
        for variant in variants {
            #expect(variant.findings(today: today).isEmpty)
        }
    }

    @Test func `tells everything that is wrong at once`() {
        let message = StartMessage.sample.with {
            $0.products[0].status = .changed
            $0.products[0].startedOn = "2026-05-01"
            $0.products.append($0.products[0])
        }
        #expect(message.findings(today: "2026-04-01").count == 6)
    }

    @Test func `is judged deletions first`() {
        let message = StartMessage.sample.with {
            $0.products += [$0.products[0], $0.products[0], $0.products[0]]
            $0.products[1].status = .delete
            $0.products[3].status = .delete
        }
        #expect(message.judgementOrder == [1, 3, 0, 2])
    }
}

@Suite struct `A stop message` {
    @Test func `in order has no findings`() {
        #expect(StopMessage.sample.findings(today: today).isEmpty)
    }

    @Test func `ends on the day of the start or later`() {
        let same = StopMessage.sample.with { $0.products[0].endedOn = "2026-04-03" }
        #expect(same.findings(today: today).isEmpty)
        let earlier = StopMessage.sample.with { $0.products[0].endedOn = "2026-04-02" }
        #expect(
            earlier.findings(today: today)
                == [Finding(.stopNotBeforeStart, at: "/products/0/endedOn")]
        )
    }

    @Test func `is about care that ended on its date or before`() {
        let same = StopMessage.sample.with { $0.products[0].endedOn = "2026-07-20" }
        #expect(same.findings(today: today).isEmpty)
        let later = StopMessage.sample.with { $0.products[0].endedOn = "2026-07-21" }
        #expect(
            later.findings(today: today)
                == [Finding(.datesNotAfterMessage, at: "/products/0/endedOn")]
        )
        #expect(StopMessage.sample.findings(today: "2026-07-19").map(\.code) == [.datedInFuture])
        #expect(StopMessage.sample.findings(today: "2026-07-20").isEmpty)
    }

    @Test func `has status 1 or 3`() {
        let message = StopMessage.sample.with { $0.products[0].status = .notApplicable }
        #expect(message.findings(today: today).map(\.source) == ["CS058"])
    }

    @Test func `has no key twice, end date and reason being part of it`() {
        let twice = StopMessage.sample.with { $0.products.append($0.products[0]) }
        #expect(twice.findings(today: today) == [Finding(.keysDiffer, at: "/products/1")])
        let variants = [
            twice.with { $0.products[1].endedOn = "2026-07-16" },
            twice.with { $0.products[1].reason = .endedByClient },
            twice.with { $0.products[1].startedOn = "2026-04-04" },
        ]
        for variant in variants {
            #expect(variant.findings(today: today).isEmpty)
        }
        let corrected = variants[1].with { $0.products[1].status = .delete }
        #expect(corrected.judgementOrder == [1, 0])
    }
}

@Suite struct `The signals of a start or stop` {
    private func start(
        _ receivedOn: Day,
        _ allocation: AllocationFacts = .sample,
        _ change: (inout StartMessage) -> Void = { _ in }
    ) -> [CareSignal] {
        StartMessage.sample.with(change).products[0]
            .signals(receivedOn: receivedOn, allocation: allocation)
    }

    private func stop(
        _ receivedOn: Day,
        _ allocation: AllocationFacts = .sample,
        followsTemporaryStop: Bool = false,
        _ change: (inout StopMessage) -> Void = { _ in }
    ) -> [CareSignal] {
        StopMessage.sample.with(change).products[0].signals(
            receivedOn: receivedOn,
            allocation: allocation,
            followsTemporaryStop: followsTemporaryStop
        )
    }

    @Test func `say late after five working days`() {
        // From Good Friday 3 April 2026 over Easter Monday.
        #expect(start("2026-04-13") == [])
        #expect(start("2026-04-14") == [.startLate])
        #expect(stop("2026-07-24") == [])
        #expect(stop("2026-07-25") == [.stopLate])
    }

    @Test func `count from the announcement of a retroactive allocation`() {
        let late = AllocationFacts.sample.with { $0.announcedOn = "2026-06-01" }
        #expect(start("2026-06-08", late) == [])
        #expect(start("2026-06-09", late) == [.startLate])
        let early = AllocationFacts.sample.with { $0.announcedOn = "2026-03-01" }
        #expect(start("2026-04-13", early) == [])
        #expect(start("2026-04-14", early) == [.startLate])
    }

    @Test func `do not say late of a definitive stop after a temporary one`() {
        #expect(stop("2026-12-01", followsTemporaryStop: true) == [])
    }

    @Test func `say that care lies outside the allocation`() {
        #expect(start("2026-04-07", .sample.with { $0.startsOn = "2026-04-03" }) == [])
        #expect(
            start("2026-04-07", .sample.with { $0.startsOn = "2026-04-04" })
                == [.startBeforeAllocation]
        )
        #expect(stop("2026-07-20", .sample.with { $0.endsOn = "2026-07-17" }) == [])
        #expect(stop("2026-07-20", .sample.with { $0.endsOn = nil }) == [])
        #expect(
            stop("2026-07-20", .sample.with { $0.endsOn = "2026-07-16" })
                == [.stopAfterAllocationEnd]
        )
    }

    @Test func `say that the product is another`() {
        let signals: [CareSignal] = [.productDiffersFromAllocation]
        #expect(start("2026-04-07") { $0.products[0].productCode = "JB-03" } == signals)
        #expect(start("2026-04-07") { $0.products[0].category = nil } == signals)
        #expect(stop("2026-07-20") { $0.products[0].category = "45" } == signals)
        let generic = AllocationFacts.sample.with {
            $0.category = nil
            $0.productCode = nil
        }
        #expect(start("2026-04-07", generic) == signals)
    }

    @Test func `say nothing of a deletion`() {
        #expect(start("2026-12-01") { $0.products[0].status = .delete } == [])
        #expect(stop("2026-12-01") { $0.products[0].status = .delete } == [])
    }

    @Test func `come quickly for the oldest date there is`() {
        #expect(start("2026-04-07") { $0.products[0].startedOn = .first }.contains(.startLate))
    }
}
