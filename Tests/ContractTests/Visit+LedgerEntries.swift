import HTTP
@testable import Partnership
import TestSupport

extension Visit {
    private static let none: Headers = ["If-None-Match": "*"]

    /// An opening entry that was reversed.
    mutating func furnishLedgerEntries() async throws {
        let id = try await witness.send(
            .post,
            "/ledger/entries",
            json: Bodies.opening(72_300, partner: partner)
        ).madeIdentifier
        place("entryId", id)
        try await witness.send(
            .put,
            "/ledger/entries/\(id)/reversal",
            json: Bodies.reversal("Z-1"),
            headers: Self.none
        )
    }

    func holdLedgerEntries() async throws {
        let path = "/ledger/entries"
        try await reuseKey(path, Bodies.opening(100), Bodies.opening(200))
        try await witness.send(.post, path, json: Bodies.opening(100))
        try await witness.send(.post, path, json: Bodies.opening(100, year: 2199))
        let nobody = Identifier(high: 1, low: 1)
        try await witness.send(.post, path, json: Bodies.opening(100, partner: nobody))
        let reversal = path + "/{entryId}/reversal"
        for document in ["Z-1", "Z-2"] {
            let body = Bodies.reversal(document)
            try await witness.send(.put, self.path(reversal), json: body, headers: Self.none)
        }
        let open = try await witness.send(.post, path, json: Bodies.opening(300)).madeIdentifier
        for headers in [[:], ["If-Match": "\"stale\""]] as [Headers] {
            try await witness.send(
                .put,
                "\(path)/\(open)/reversal",
                json: Bodies.reversal("Z-1"),
                headers: headers
            )
        }
        try await witness.send(
            .put,
            emptyPath(reversal),
            json: Bodies.reversal("Z-1"),
            headers: Self.none
        )
        for query in ["year=2023", "pillar=adult", "partnerId=\(partner)", "year=2014"] {
            for type in ["application/json", "text/csv"] {
                try await witness.send(.get, "\(path)?\(query)", headers: ["Accept": type])
            }
        }
        try await witness.send(.get, "\(path)?partnerId=\(nobody)", as: .partner(partner))
        for query in ["", "?partnerId=\(partner)", "?partnerId=\(nobody)"] {
            try await witness.send(.get, "/ledger/2023/auditfile\(query)")
        }
    }
}
