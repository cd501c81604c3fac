internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let disputeRoutes =
        [
            Route(.listDisputes, .get, "/disputes", query: Route.listQuery) {
                try await $0.listDisputes()
            },
            Route(.createDispute, .post, "/disputes") { try await $0.createDispute() },
            Route(.readDispute, .get, "/disputes/{disputeId}") {
                try await $0.read(DisputeStatement.read, of: "disputeId", inReach: true) {
                    $0.dispute($1)
                }
            },
        ] + disputeStepRoutes
}

extension Exchange {
    fileprivate func listDisputes() async throws -> Response {
        try await list(page(), DisputeStatement.list, DisputeStatement.count) {
            $0.add(ownPartnerId)
        } item: {
            $0.dispute($1)
        }
    }

    fileprivate func createDispute() async throws -> Response {
        let dispute = try decode(Dispute.init(reading:))
        if let ownPartnerId, !dispute.partnerIds.contains(ownPartnerId) { throw Problem.notYours }
        let id = newIdentifier()
        return try await write { transaction in
            do {
                let row = try await dispute.insert(id: id, in: transaction)
                return self.created("/disputes/\(id)") { $0.dispute(row) }
            } catch let refusal as DisputeRefusal {
                throw Problem(refusal)
            }
        }
    }
}

extension Dispute {
    /// More parties than these quarrel about the agreement itself: that is a proposal.
    private static let maximumParties = 20
    private static let maximumDocuments = 20

    fileprivate init?(reading object: inout JSONObject) {
        let subject = object.string("subject", length: 1...200)
        let partnerIds = object.distinctIdentifiers("partnerIds", count: 1...Self.maximumParties)
        let isWithMunicipality = object.boolean("withMunicipality")
        if partnerIds?.count == 1, isWithMunicipality == false {
            object.refuse("partnerIds", "length", "must have a second party, or the municipality")
        }
        let documents = 0...Self.maximumDocuments
        let documentReferences =
            object.contains("documentReferences")
            ? object.strings("documentReferences", count: documents, length: 1...100) : []
        openedOn = object.optionalDay("openedOn")
        guard let subject, let partnerIds, let isWithMunicipality, let documentReferences else {
            return nil
        }
        self.subject = subject
        self.partnerIds = partnerIds
        self.isWithMunicipality = isWithMunicipality
        self.documentReferences = documentReferences
    }
}

extension JSONWriter {
    /// A row of `DisputeStatement.read` or `.list`.
    fileprivate mutating func dispute(_ row: Row) {
        object {
            $0.member("id", text: row, 0)
            $0.member("subject", text: row, 1)
            $0.member("partnerIds", raw: row, 2)
            $0.member("withMunicipality", row.boolean(3))
            $0.member("documentReferences", raw: row, 4)
            $0.member("openedOn", text: row, 5)
            $0.member("state", text: row, 6)
            $0.member("createdAt", text: row, 7)
            $0.member("version", raw: row, 8)
        }
    }
}

extension Problem {
    fileprivate init(_ refusal: DisputeRefusal) {
        switch refusal {
        case .partnerUnknown:
            self.init(409, "dispute.partner-unknown", "One of the parties is no partner.")
            self = resting(on: "PO", "12")
        case .datedAhead:
            self.init(datedAhead: "dispute")
            self = resting(on: "PO", "12")
        }
    }
}
