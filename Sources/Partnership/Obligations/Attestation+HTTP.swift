internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let attestationRoutes =
        [
            Route(
                .listAttestations,
                .get,
                "/partners/{partnerId}/attestations",
                query: Route.listQuery
            ) { try await $0.listAttestations() },
            Route(.createAttestation, .post, "/partners/{partnerId}/attestations") {
                try await $0.createAttestation()
            },
        ] + representationRoutes
}

extension Exchange {
    fileprivate func listAttestations() async throws -> Response {
        let partner = try partnerInReach()
        return try await list(
            page(),
            AttestationStatement.list,
            AttestationStatement.count,
            of: Call(PartnerStatement.read) { $0.add(partner) }
        ) {
            $0.add(partner)
        } item: {
            $0.attestation($1)
        }
    }

    fileprivate func createAttestation() async throws -> Response {
        let partner = try partnerInReach()
        let attestation = try decode(Attestation.init(reading:))
        let id = newIdentifier()
        return try await write { transaction in
            do {
                let row = try await attestation.insert(id: id, of: partner, in: transaction)
                guard let row else { throw Problem.notFound }
                return self.created("/partners/\(partner)/attestations") { $0.attestation(row) }
            } catch let refusal as AttestationRefusal {
                throw Problem(refusal)
            }
        }
    }

    /// The partner of the path.
    ///
    /// - Throws: 404 when the caller is limited to another.
    func partnerInReach() throws(Problem) -> Identifier {
        let id = try identifier("partnerId")
        if let ownPartnerId, ownPartnerId != id { throw .notFound }
        return id
    }
}

extension Attestation {
    fileprivate init?(reading object: inout JSONObject) {
        let attestedOn = object.day("attestedOn")
        let counts = 0...Self.maximumEmployees
        let newEmployees = object.integer("newEmployees", in: counts)
        let newEmployeesDone = object.integer("newEmployeesDone", in: counts)
        if let newEmployees, let newEmployeesDone, newEmployeesDone > newEmployees {
            object.refuse("newEmployeesDone", "range", "must not be more than newEmployees")
        }
        guard let attestedOn, let newEmployees, let newEmployeesDone else { return nil }
        self.attestedOn = attestedOn
        self.newEmployees = newEmployees
        self.newEmployeesDone = newEmployeesDone
    }
}

extension JSONWriter {
    /// A row of `AttestationStatement.read` or `.list`.
    fileprivate mutating func attestation(_ row: Row) {
        object {
            $0.member("id", text: row, 0)
            $0.member("partnerId", text: row, 1)
            $0.member("attestedOn", text: row, 2)
            $0.member("newEmployees", row.integer(3))
            $0.member("newEmployeesDone", row.integer(4))
            $0.member("createdAt", text: row, 5)
            // What was attested stays; a mistake is corrected by attesting again.
            $0.member("version", 1)
        }
    }
}

extension Problem {
    fileprivate init(_ refusal: AttestationRefusal) {
        switch refusal {
        case .datedAhead(let day):
            self.init(
                409,
                "attestation.dated-ahead",
                "What is attested has happened, and \(day) is still to come."
            )
            self = resting(on: "PO", "4.3")
        }
    }
}
