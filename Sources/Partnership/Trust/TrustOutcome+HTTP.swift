internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let trustOutcomeRoutes = [
        Route(.readTrustOutcomes, .get, "/trust-measurements/{measurementId}/outcomes") {
            try await $0.readTrustOutcomes()
        },
        Route(.readTrustPresentation, .get, "/trust-measurements/{measurementId}/presentation") {
            try await $0.readTrustPresentation()
        },
        Route(.presentTrustOutcomes, .put, "/trust-measurements/{measurementId}/presentation") {
            try await $0.presentTrustOutcomes()
        },
    ]
}

extension Exchange {
    /// Whether outcomes are told to the caller with the tally, as to who publishes them, who
    /// counted them and who looks on.
    ///
    /// To others they are told as trust_outcome_is_told says.
    ///
    /// - Source: PO 7.2: the municipality processes the results; the rest is decided by us.
    var seesTrustOutcomesAtOnce: Bool {
        switch caller?.role {
        case .municipality, .trustBody, .auditor: true
        default: false
        }
    }

    fileprivate func readTrustOutcomes() async throws -> Response {
        let id = try identifier("measurementId")
        let rows = try await session.rows(TrustOutcomeStatement.list) {
            $0.add(id)
            $0.add(seesTrustOutcomesAtOnce)
            $0.add(ownPartnerId)
        }
        guard let first = rows.first else { throw Problem.notFound }
        let parts = PublishedTrust.parts(of: rows.map(\.self))
        let overall = parts.first { $0.clusterId == nil }
        return json {
            $0.object { writer in
                writer.member("id", text: first, 9)
                writer.member(
                    "clusters",
                    array: { for part in parts where part.clusterId != nil { $0.cluster(part) } }
                )
                writer.member(
                    "overall",
                    object: { $0.overall(overall ?? PublishedTrust(clusterId: nil, rows: [])) }
                )
                writer.member("createdAt", text: first, 10)
                // They are published once.
                writer.member("version", 1)
            }
        }
    }
}

/// What is told of a cluster, or of all together for nil.
private struct PublishedTrust {
    let clusterId: Identifier?
    /// Of `TrustOutcomeStatement.list`; none when nothing is published.
    var rows: [Row]

    var isPublished: Bool { !rows.isEmpty }

    /// - Parameter rows: of `TrustOutcomeStatement.list`.
    static func parts(of rows: [Row]) -> [PublishedTrust] {
        rows.reduce(into: []) { parts, row in
            let clusterId = row.optionalIdentifier(0)
            if parts.isEmpty || parts[parts.count - 1].clusterId != clusterId {
                parts.append(PublishedTrust(clusterId: clusterId, rows: []))
            }
            if !row.isNull(2) { parts[parts.count - 1].rows.append(row) }
        }
    }
}

extension JSONWriter {
    fileprivate mutating func cluster(_ part: PublishedTrust) {
        object {
            $0.member("clusterId", part.clusterId)
            $0.member("respondents", part.rows.first?.optionalInteger(1))
            $0.outcomes(part)
        }
    }

    private mutating func outcomes(_ part: PublishedTrust) {
        member("published", part.isPublished)
        member(
            "dimensions",
            array: { for row in part.rows where row.text(3) == "others" { $0.dimension(row) } }
        )
    }

    fileprivate mutating func overall(_ part: PublishedTrust) {
        outcomes(part)
        member(
            "own",
            array: { for row in part.rows where row.text(3) == "own" { $0.ownDimension(row) } }
        )
    }

    private mutating func dimension(_ row: Row) {
        object {
            $0.member("dimension", text: row, 2)
            $0.member("band", text: row, 5)
            $0.member("shown", text: row, 4)
            $0.member("permitsIndividualTest", row.boolean(6))
            $0.member("needsInterpretation", row.boolean(7))
            $0.member("otherReadings", raw: row, 8)
            let norm = Problem.Ground("PO", "7.3")
            $0.member("grounds", row.boolean(6) ? [norm, .init("PO", "7.4")] : [norm])
        }
    }

    private mutating func ownDimension(_ row: Row) {
        object {
            $0.member("dimension", text: row, 2)
            $0.member("shown", text: row, 4)
        }
    }
}
