internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let ticketRoutes = [
        Route(.issueTickets, .post, "/trust-measurements/{measurementId}/tickets") {
            try await $0.issueTickets()
        }
    ]
}

extension Exchange {
    /// The answer is not kept for who asks again: whoever read it there could vote.
    fileprivate func issueTickets() async throws -> Response {
        try requireNoIdempotencyKey()
        let measurement = try identifier("measurementId")
        let cluster = try decode { $0.identifier("clusterId") }
        do {
            let tickets = try await session.transaction {
                try await $0.issueTickets(of: cluster, in: measurement)
            }
            return json { $0.object { $0.member("tickets", raw: tickets) } }
        } catch let refusal as TicketRefusal {
            throw Problem(refusal)
        }
    }

    /// Refuses to remember a request of which nothing may stay.
    ///
    /// - Throws: 400 when it asks for that.
    func requireNoIdempotencyKey() throws(Problem) {
        guard request.hasHeader("idempotency-key") else { return }
        throw .invalid([
            .init(
                .header,
                "Idempotency-Key",
                "forbidden",
                "must not be there: nothing of this request or its answer is kept"
            )
        ])
    }
}

extension Problem {
    fileprivate init(_ refusal: TicketRefusal) {
        switch refusal {
        case .roundUnknown:
            self = .notFound
            return
        case .roundNotOpen:
            self.init(
                409,
                "ticket.round-not-open",
                "Tickets are given out while the round is open."
            )
        case .clusterNotInRound:
            self.init(409, "ticket.cluster-not-in-round", "The cluster is not in this round.")
        case .givenOut:
            self.init(
                409,
                "ticket.given-out",
                "The tickets of this cluster were given out; they are given out once."
            )
        case .trustKeyMissing:
            self.init(
                409,
                "ticket.trust-key-missing",
                "The trust body has given no key that ballots can be sealed to."
            )
        case .clusterEmpty:
            self.init(
                409,
                "ticket.cluster-empty",
                "The cluster had no partners on the day of the opening."
            )
        }
        self = resting(on: "PO", "7.2")
    }
}
