internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let ballotRoutes = [
        Route(
            .castBallot,
            .post,
            "/trust-measurements/{measurementId}/ballots",
            bodyLimitBytes: Ballot.maximumBytes,
            isSilent: true
        ) {
            try await $0.castBallot()
        }
    ]
}

extension Exchange {
    /// The answer has no content: what could stand in it would tell ballots apart.
    fileprivate func castBallot() async throws -> Response {
        try requireNoIdempotencyKey()
        let measurement = try identifier("measurementId")
        let ballot = try ballot()
        let outcome: BallotOutcome
        do {
            outcome = try await session.transaction { try await $0.cast(ballot, in: measurement) }
        } catch is DatabaseLogsValues {
            throw Problem.databaseLogsValues
        }
        if let problem = Problem(outcome) { throw problem }
        return Response(204)
    }

    /// The ballot with its ticket; what is wrong with either is told at once.
    private func ballot() throws(Problem) -> Ballot {
        if let ticket = request.header("ticket").flatMap({ Identifier($0) }) {
            return try decode { Ballot(ticket: ticket, reading: &$0) }
        }
        var places = [
            Problem.Place(.header, "Ticket", "format", "must be a ticket, written as a UUID")
        ]
        do {
            let none = Identifier(high: 0, low: 0)
            _ = try decode { Ballot(ticket: none, reading: &$0) }
        } catch {
            places += error.places
        }
        throw .invalid(places)
    }
}

extension Ballot {
    /// A ballot about nineteen parties is 500 bytes of digits and commas; the rest is for spaces.
    static let maximumBytes = 16_384

    fileprivate init?(ticket: Identifier, reading object: inout JSONObject) {
        let errors = object.errors
        let count = Self.ratingsPerParty
        let own = Self.ratings(object.array("own", count: count...count) ?? [], errors)
        let others = object.array("others", count: 1...Self.maximumParties)?.map { value in
            guard value.kind == .array, value.count == count else {
                errors.add(value.location, "length", "must be an array of \(count) ratings")
                return [Int]()
            }
            return Self.ratings(Array(value.elements()), errors)
        }
        guard errors.isEmpty, let others else { return nil }
        self.init(ticket: ticket, own: own, others: others)
    }

    private static func ratings(_ values: [JSONValue], _ errors: JSONErrors) -> [Int] {
        values.compactMap { value in
            guard let rating = value.integer, (1...5).contains(rating) else {
                errors.add(value.location, "range", "must be a whole number from 1 to 5")
                return nil
            }
            return rating
        }
    }
}

extension Problem {
    /// - Returns: nil for a ballot that was counted.
    fileprivate init?(_ outcome: BallotOutcome) {
        switch outcome {
        case .counted: return nil
        case .roundUnknown:
            self = .notFound
            return
        case .closed:
            self.init(409, "ballot.closed", "This round takes no ballots now.")
        case .ticketUnknown:
            self.init(409, "ballot.ticket-unknown", "This round has no such ticket.")
        case .ticketUsed:
            self.init(409, "ballot.ticket-used", "This ticket was used: it is good for one ballot.")
        case .tooManyParties:
            self.init(
                409,
                "ballot.too-many-parties",
                "There are more others here than the cluster of the ticket has."
            )
        }
        self = resting(on: "PO", "7.2")
    }

    fileprivate static let databaseLogsValues = Problem(
        503,
        "ballot.database-logs-values",
        "The database would log what a ballot says; none is taken until its operator changes that."
    )
}
