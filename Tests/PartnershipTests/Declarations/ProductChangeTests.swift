import HTTP
@testable import Partnership
import TestSupport
import Testing

/// Another product is another allocation: the first stops and the other starts (KA 2.3).
@Suite struct `A change of product` {
    private static func other(_ message: MessageText, _ wilg: Declarant) -> String {
        message.json(wilg.agbCode).replacing("JB-04", with: "JB-03")
    }

    @Test func `is a stop and a start`() async throws {
        try await withSharedAPI { api in
            let wilg = try await Declarant(api)
            let guidance = try await wilg.allocate()
            let treatment = try await wilg.allocate("JB-03", from: "2025-04-18")
            #expect(
                try await wilg.declare(.start("S1", of: guidance.number)).verdict == "accepted"
            )
            // Not on the allocation that runs, whatever product the message names.
            let onTheSame = Self.other(
                .start("S2", of: guidance.number, on: "2025-04-18"),
                wilg
            )
            let refused = try await api.send(.post, "/v1/declarations", json: onTheSame)
            #expect(refused.verdict == "refused 0200 9326")
            #expect(
                try await wilg.declare(.stop("P1", of: guidance.number)).verdict == "accepted"
            )
            let start = Self.other(.start("S3", of: treatment.number, on: "2025-04-18"), wilg)
            let started = try await api.send(.post, "/v1/declarations", json: start)
            #expect(started.verdict == "accepted")
            let codes = started.json["answer"]["signals"].elements.map { $0["code"].text }
            #expect(!codes.contains("product-differs-from-allocation"))
            #expect(try await wilg.state(of: guidance) == "ended")
            #expect(try await wilg.state(of: treatment) == "running")
        }
    }

    @Test(arguments: [("MH-04", "02", 201), ("MH-04", "50", 400), ("JB-04", "02", 400)])
    func `of category is within the list of its pillar`(
        product: String,
        category: String,
        status: Int
    ) async throws {
        try await withSharedAPI { api in
            let wilg = try await Declarant(api)
            let match = try await api.makeMatch(with: wilg.id, product: product)
            let answer = try await api.send(
                .put,
                "/v1/matches/\(match)/allocation",
                json: """
                    {"number": \(api.nextNumber()), "productCode": "\(product)",
                     "category": "\(category)", "startsOn": "2025-01-01"}
                    """,
                headers: ["If-None-Match": "*"]
            )
            #expect(answer.status == Status(status))
        }
    }
}
