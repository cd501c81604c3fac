internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let ledgerSumsRoutes = [
        Route(
            .readLedgerSums,
            .get,
            "/ledger/{year}/sums",
            query: ["partnerId", "knownAt"]
        ) { try await $0.readLedgerSums() }
    ]
}

extension Exchange {
    fileprivate func readLedgerSums() async throws -> Response {
        let year = try year()
        let partnerId = try queryValue("partnerId", "a UUID") { Identifier($0) }
        let times = try await ledgerTimes()
        let rows = try await rows(of: year, times)
        let sums = LedgerSums(year: year, rows)
        let tree = SumTree(sums.cells.map { $0.leaf(of: year) })
        return json {
            $0.object {
                $0.member("year", year)
                $0.member("size", sums.size)
                $0.member("knownAt", text: rows[0], 1)
                $0.member("rootHash", tree.root.hash.base64)
                $0.member("totalCents", tree.root.grantedCents - tree.root.creditedCents)
                $0.member("grantedCents", tree.root.grantedCents)
                $0.member("creditedCents", tree.root.creditedCents)
                $0.member("cellCount", sums.cells.count)
                $0.member(
                    "cells",
                    array: {
                        for (index, cell) in sums.cells.enumerated()
                        where partnerId == nil || cell.key.partnerId == partnerId {
                            $0.cell(cell, index, path: tree.path(of: index))
                        }
                    }
                )
            }
        }
    }

    private func rows(of year: Int, _ times: LedgerTimes) async throws -> Rows {
        guard let knownAt = times.knownAt else {
            return try await session.rows(LedgerSumsStatement.read) { $0.add(year) }
        }
        return try await session.report(LedgerSumsStatement.readAt) {
            $0.add(year)
            $0.add(knownAt.description)
        }
    }
}

extension JSONWriter {
    fileprivate mutating func cell(_ cell: LedgerSums.Cell, _ index: Int, path: [SumNode]) {
        object {
            $0.member("leafIndex", index)
            $0.member("pillar", cell.key.pillar.rawValue)
            $0.member("partnerId", cell.key.partnerId)
            $0.member("productCode", cell.key.productCode)
            $0.member("grantedCents", cell.grantedCents)
            $0.member("creditedCents", cell.creditedCents)
            $0.member("sumPath", array: { for node in path { $0.node(node) } })
        }
    }

    private mutating func node(_ node: SumNode) {
        object {
            $0.member("hash", node.hash.base64)
            $0.member("grantedCents", node.grantedCents)
            $0.member("creditedCents", node.creditedCents)
        }
    }
}
