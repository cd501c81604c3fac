import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct `The table of what the standard's own checks let through` {
    @Test(arguments: StandardTable.rows.flatMap(\.cases))
    func `comes out as there, from the bytes of a message to its answer`(
        row: StandardTable.Case
    ) async throws {
        try await withSharedAPI { api in
            let declarant = try await Declarant(api)
            let care = try await declarant.allocate(from: "2025-04-01")
            for sample in row.earlier {
                #expect(try await declarant.send(sample, about: care).verdict == "accepted")
            }
            let answer = try await declarant.send(row.sample, about: care)
            #expect(answer.outcome == row.outcome)
            // What is accepted is about the allocation, and what is refused changes nothing.
            let isAccepted = row.outcome.first?.hasPrefix("accepted") == true
            if row.earlier.isEmpty {
                #expect(try await (declarant.state(of: care) == "running") == isAccepted)
            }
            #expect(
                try await declarant.count("&accepted=true") == row.earlier.count
                    + (isAccepted ? 1 : 0)
            )
        }
    }

    @Test(arguments: [MessageSample.start, .stop, StandardTable.claim])
    func `changes what is accepted as it stands`(sample: MessageSample) async throws {
        try await withSharedAPI { api in
            let declarant = try await Declarant(api)
            let care = try await declarant.allocate(from: "2025-04-01")
            if sample.name != "start" { _ = try await declarant.send(.start, about: care) }
            let outcome = try await declarant.send(sample, about: care).outcome
            #expect(outcome == [sample.name == "claim" ? "accepted 8001" : "accepted"])
        }
    }

    @Test func `is here with every row and every case of it`() {
        let rows = StandardTable.rows
        #expect(rows.count == 41)
        #expect(Set(rows.map(\.name)).count == 41)
        // A row that names several cases has as many.
        for row in rows {
            let named = row.name.split(separator: ";").count
            #expect(row.cases.count >= named, "\(row.name)")
        }
        let cases = rows.flatMap(\.cases)
        #expect(Set(cases.map(\.name)).count == cases.count)
    }
}

extension Declarant {
    /// Sends a sample as its own, about a care of it, in 2025.
    fileprivate func send(_ sample: MessageSample, about care: Care) async throws -> Response {
        // Not there in the case of another sender.
        let own = sample.text.contains("94999999") ? sample.replacing("94999999", agbCode) : sample
        let text = own.text.replacing("300201", with: "\(care.number)")
            .replacing("2026-", with: "2025-")
        return try await api.send(.post, "/v1/declarations", xml: Array(text.utf8))
    }
}

extension Response {
    /// The verdict, or the problem with its places; then the rules broken and the signals, but for
    /// those of what is reported late, as all of 2025 is.
    fileprivate var outcome: [String] {
        let answer = json["answer"]
        let signals = answer["signals"].elements.compactMap { $0["code"].text }
        return [verdict] + places + answer["explanations"].elements.compactMap { $0["source"].text }
            + signals.filter { !$0.hasSuffix("-late") }
    }
}
