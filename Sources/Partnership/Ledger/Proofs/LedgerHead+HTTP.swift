internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let ledgerProofRoutes = [
        Route(
            .readLedgerHead,
            .get,
            "/ledger/heads",
            query: ["since"],
            produces: [.json, .text]
        ) { try await $0.readLedgerHead(of: nil) },
        Route(
            .readEarlierLedgerHead,
            .get,
            "/ledger/heads/{size}",
            query: ["since"],
            produces: [.json, .text]
        ) { exchange in
            guard let size = LedgerHead.size(exchange.parameter("size")) else {
                throw Problem.notFound
            }
            return try await exchange.readLedgerHead(of: size)
        },
        Route(
            .readLedgerProof,
            .get,
            "/ledger/entries/{entryId}/proof",
            query: ["size"]
        ) { try await $0.readLedgerProof() },
    ]
}

extension Exchange {
    /// - Parameter size: nil for the newest.
    /// - Throws: 404 for more entries than there are.
    fileprivate func readLedgerHead(of size: Int?) async throws -> Response {
        let newest = try await session.ledgerSize()
        let size = size ?? newest
        guard size <= newest else { throw Problem.notFound }
        let since = try queryValue("since", "a number from 0 to \(size), the size of the head") {
            LedgerHead.size($0).flatMap { $0 <= size ? $0 : nil }
        }
        let tree = try await session.ledgerTree(of: size, through: since.map { [$0] } ?? [])
        let code = api.settings.municipalityCode
        let head = LedgerHead(municipalityCode: code, size: size, rootHash: try tree.root)
        guard answerType == .json else {
            return Response(200, headers: Self.textHeaders, body: Array(head.checkpoint.utf8))
        }
        let row = try await session.rows(LedgerTreeStatement.recordedAt) { $0.add(size) }.first
        let path = try since.map { try tree.consistencyPath(from: $0) } ?? []
        return json {
            $0.object {
                $0.member("size", size)
                $0.member("rootHash", head.rootHash.base64)
                $0.member("recordedAt", row?.text(0))
                $0.member("checkpoint", head.checkpoint)
                $0.member("since", since)
                $0.member("consistencyPath", path.map(\.base64))
            }
        }
    }

    fileprivate func readLedgerProof() async throws -> Response {
        let row = try await row(LedgerTreeStatement.entry, of: "entryId")
        let sequence = row.integer(0)
        let newest = try await session.ledgerSize()
        guard sequence >= 1, sequence <= newest else { throw MerkleTree.Incomplete() }
        let asked = try queryValue("size", "a number from \(sequence) to \(newest)") {
            LedgerHead.size($0).flatMap { (sequence...newest).contains($0) ? $0 : nil }
        }
        let size = asked ?? newest
        let tree = try await session.ledgerTree(of: size, through: [sequence - 1])
        let (path, root) = try tree.auditPath(of: sequence - 1)
        return json {
            $0.object {
                $0.member("entryId", text: row, 1)
                $0.member("sequence", sequence)
                $0.member("leafIndex", sequence - 1)
                $0.member("recordedAt", text: row, 2)
                $0.member("commitment", text: row, 3)
                $0.member("leafHash", text: row, 4)
                $0.member("size", size)
                $0.member("rootHash", root.base64)
                $0.member("auditPath", path.map(\.base64))
            }
        }
    }

    private static let textHeaders: Headers = ["Content-Type": "text/plain; charset=utf-8"]
}
