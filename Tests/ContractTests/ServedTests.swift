import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct `What is served` {
    /// Answers that the document has and that no request can bring about here, and why.
    private static let unprovoked: [(status: String, reason: String)] = [
        ("413", "the server refuses a body that is too large before it asks the service"),
        ("429", "the service has no limit per caller yet; a proxy in front of it may"),
        ("500", "it would be a fault of ours"),
        ("503", "the database is there"),
        ("409 PUT /matches/{matchId}/agreements", "no rule refuses it yet"),
        ("409 POST /tents", "only a tent with the same key that is under way"),
        ("409 GET /ledger/{year}/auditfile", "only a year of more than ten thousand entries"),
        ("409 POST /questionnaires", "only a form with the same key that is under way"),
        ("409 POST /declaration-batches", "only a batch with the same key that is under way"),
    ]

    @Test func `is in the document, and what is in the document is served`() async throws {
        try await withAPI(settings: Visit.settings) { api in
            let witness = Witness(api)
            let visit = try await Visit(witness)
            try await visit.refuseEverywhere()
            try await visit.refuseWhatIsSent()
            try await visit.changeProducts()
            try await visit.holdTariffs()
            try await visit.holdOpenHouse()
            try await visit.holdTables()
            try await visit.holdClusters()
            try await visit.holdSessions()
            try await visit.askForObligations()
            try await visit.changePartners()
            try await visit.endAgreements()
            try await visit.changeMatches()
            try await visit.keepCases()
            try await visit.holdTents()
            try await visit.declare()
            try await visit.holdWorkItems()
            try await visit.sendMessages()
            try await visit.exchangeForms()
            try await visit.changeBudget()
            try await visit.holdTravel()
            try await visit.holdLedgerEntries()
            try await visit.holdProofs()
            try await visit.holdProposals()
            try await visit.holdTrust()
            try await visit.holdBallotForm()
            try await visit.holdTally()
            try await visit.holdIndividualTests()
            try await visit.holdBallots()
            try await visit.readEverything()
            #expect(witness.violations == [])
            #expect(witness.ungrounded == [])
            let missing = Self.documented.subtracting(witness.seen)
            #expect(missing.sorted() == [])
            let needless = Self.unprovoked.filter { Self.isSeen($0.status, witness.seen) }
            #expect(needless.map(\.status) == [])
        }
    }

    /// Every documented answer that is not excused.
    private static let documented: Set<String> = {
        var answers: Set<String> = []
        for operation in Published.document.operations {
            let name = "\(operation.method) \(operation.path)"
            for status in operation.statuses {
                // The one status that is written as its class.
                let status = status == "4XX" ? "422" : status
                let isExcused = unprovoked.contains {
                    $0.status == status || $0.status == "\(status) \(name)"
                }
                if !isExcused { answers.insert("\(name) \(status)") }
            }
        }
        return answers
    }()

    private static func isSeen(_ excuse: String, _ seen: Set<String>) -> Bool {
        let parts = excuse.split(separator: " ", maxSplits: 1)
        return seen.contains { answer in
            answer.hasSuffix(" \(parts[0])")
                && (parts.count == 1 || answer == "\(parts[1]) \(parts[0])")
        }
    }
}
