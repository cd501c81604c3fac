import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct `Clusters and their commands` {
    @Test func `keep to the table, and what is not in it changes nothing`() async throws {
        try await withAPI { api in
            let clusters = Clusters(api)
            try clusters.stopCalendar(on: "2026-07-01")
            let play = LifecyclePlay<Cluster.State>(api: api) { state in
                let partners = try await clusters.partners(5)
                let startsOn: Day = state == .planned ? "2026-08-01" : "2026-02-01"
                let id = try await clusters.create(partners, from: startsOn).madeIdentifier
                let path = "\(Clusters.path)/\(id)"
                switch state {
                case .planned, .running: break
                case .ending: _ = try await clusters.dissolve(path, on: "2026-09-01")
                case .dissolved: _ = try await clusters.dissolve(path, on: "2026-07-01")
                }
                return path
            } send: { command, path in
                // Another end than the one that was recorded, which would be answered again.
                switch command {
                case .change:
                    let read = try await api.send(.get, path).json
                    return try await api.send(
                        .put,
                        path,
                        json: Clusters.body(read.ids("partnerIds"), name: "Zuid"),
                        headers: ["If-Match": "*"]
                    )
                case .dissolve:
                    return try await clusters.dissolve(path, on: "2026-07-01", reference: "B&W 2")
                case .announceDissolution:
                    return try await clusters.dissolve(path, on: "2026-10-01", reference: "B&W 2")
                }
            }
            try await play.everyCommand()
        }
    }
}

@Suite struct `Proposed compositions and their commands` {
    @Test func `keep to the table, and what is not in it changes nothing`() async throws {
        try await withAPI { api in
            let clusters = Clusters(api)
            let play = LifecyclePlay<ProposedComposition.State>(api: api) { state in
                let partners = try await clusters.partners(4)
                let id = try await clusters.propose(partners).madeIdentifier
                let path = "\(Clusters.compositions)/\(id)"
                switch state {
                case .proposed: break
                case .confirmed: _ = try await clusters.decide("confirmation", path)
                case .withdrawn: _ = try await clusters.decide("withdrawal", path)
                }
                return path
            } send: { command, path in
                switch command {
                case .confirm:
                    try await clusters.decide(
                        "confirmation",
                        path,
                        #"{"decisionReference": "B&W 3"}"#
                    )
                case .withdraw:
                    try await clusters.decide("withdrawal", path, #"{"reason": "Anders."}"#)
                }
            }
            try await play.everyCommand()
        }
    }
}
