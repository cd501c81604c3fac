import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct `Manual entry` {
    private static func sender(_ name: String, _ wilg: Declarant) -> TestAPI.Sender {
        switch name {
        case "municipality": .role(.municipality)
        case "case-system": .role(.caseSystem)
        default: wilg.sender
        }
    }

    @Test(
        arguments: [("municipality", "manual"), ("case-system", "json"), ("partner", "json")]
    )
    func `is what the municipality itself sends`(name: String, channel: String) async throws {
        try await withSharedAPI { api in
            let wilg = try await Declarant(api)
            let care = try await wilg.allocate()
            let sender = Self.sender(name, wilg)
            let made = try await wilg.declare(.start("S1", of: care.number), as: sender)
            #expect(made.json["channel"].text == channel)
            let id = try made.madeIdentifier
            let read = try await api.send(.get, "/v1/declarations/\(id)", as: sender)
            #expect(read.text == made.text)
            // What was refused came the same way.
            let refused = try await wilg.declare(.start("S1", of: care.number), as: sender)
            #expect(refused.verdict == "refused 9056")
            #expect(refused.json["channel"].text == channel)
        }
    }

    @Test(
        arguments: [("municipality", "manual"), ("case-system", "json"), ("partner", "json")],
        [false, true]
    )
    func `may be a batch, in either form`(
        case entry: (name: String, channel: String),
        isLines: Bool
    ) async throws {
        try await withSharedAPI { api in
            let wilg = try await Declarant(api)
            let care = try await wilg.allocate()
            let messages = [
                MessageText.start("S1", of: care.number), .stop("P1", of: care.number),
            ].map { $0.json(wilg.agbCode) }
            let body =
                isLines ? messages.joined(separator: "\n") : "[\(messages[0]),\(messages[1])]"
            let type = isLines ? "application/x-ndjson" : "application/json"
            let answer = try await api.send(
                .post,
                "/v1/declaration-batches",
                as: Self.sender(entry.name, wilg),
                json: body,
                headers: ["Content-Type": type]
            )
            #expect(answer.status == 200)
            let kept = try await api.send(.get, "/v1/declarations?partnerId=\(wilg.id)")
            let channels = kept.json["items"].elements.compactMap { $0["channel"].text }
            #expect(channels == [entry.channel, entry.channel])
        }
    }

    @Test func `is judged and paid as any other`() async throws {
        try await withAPI { api in
            let wilg = try await Declarant(api)
            let maasoever = try await Declarant(api)
            for (partner, sender) in [
                (wilg, TestAPI.Sender.role(.municipality)), (maasoever, maasoever.sender),
            ] {
                let care = try await partner.allocate()
                let claim = MessageText.claim("D1", .debit("L1", of: care.number))
                #expect(try await partner.declare(claim, as: sender).verdict == "accepted 8001")
                #expect(try await partner.declare(claim, as: sender).verdict == "refused 9056 0233")
                #expect(try await partner.ledgerCents() == 96_000)
            }
        }
    }

    @Test func `is the first entry when it is sent again under its key`() async throws {
        try await withSharedAPI { api in
            let wilg = try await Declarant(api)
            let care = try await wilg.allocate()
            let start = MessageText.start("S1", of: care.number)
            let made = try await wilg.declare(start, key: "manual-1")
            let again = try await wilg.declare(start, key: "manual-1")
            #expect(again.text == made.text)
            #expect(again.json["channel"].text == "manual")
        }
    }
}
