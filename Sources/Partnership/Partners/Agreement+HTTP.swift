internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let agreementRoutes =
        [
            Route(.listAgreements, .get, "/agreements", query: Route.listQuery + ["partnerId"]) {
                try await $0.listAgreements()
            },
            Route(.createAgreement, .post, "/agreements") { try await $0.createAgreement() },
            Route(.readAgreement, .get, "/agreements/{agreementId}") {
                try await $0.read(AgreementStatement.read, of: "agreementId", inReach: true) {
                    $0.agreement($1)
                }
            },
        ] + terminationRoutes
}

/// An agreement as it was asked for, before PO 11 is asked about its term.
private struct AgreementRequest {
    let partnerId: Identifier
    let kind: Agreement.Kind
    let signedOn: Day
    let startsOn: Day
    let endsOn: Day?
    let documentReference: String

    init?(reading object: inout JSONObject) {
        let partnerId = object.identifier("partnerId")
        let kind = object.choice("kind", of: Agreement.Kind.self)
        let signedOn = object.day("signedOn")
        let startsOn = object.day("startsOn")
        endsOn = object.optionalDay("endsOn")
        let documentReference = object.string("documentReference", length: 1...100)
        if let startsOn, let endsOn, endsOn < startsOn {
            object.refuse("endsOn", "range", "must not lie before startsOn")
        }
        guard let partnerId, let kind, let signedOn, let startsOn, let documentReference
        else { return nil }
        self.partnerId = partnerId
        self.kind = kind
        self.signedOn = signedOn
        self.startsOn = startsOn
        self.documentReference = documentReference
    }

    func agreement() throws(AgreementRefusal) -> Agreement {
        guard let term = try Agreement.term(of: kind, from: startsOn, until: endsOn) else {
            preconditionFailure("days out of order were refused when they were read")
        }
        return Agreement(
            partnerId: partnerId,
            kind: kind,
            signedOn: signedOn,
            term: term,
            documentReference: documentReference
        )
    }
}

extension Exchange {
    fileprivate func listAgreements() async throws -> Response {
        let partner = try queryValue("partnerId", "a UUID") { Identifier($0) }
        return try await list(page(), AgreementStatement.list, AgreementStatement.count) {
            $0.add(ownPartnerId)
            $0.add(partner)
        } item: {
            $0.agreement($1)
        }
    }

    fileprivate func createAgreement() async throws -> Response {
        let request = try decode(AgreementRequest.init(reading:))
        let id = newIdentifier()
        return try await write { transaction in
            do {
                let row = try await request.agreement().insert(id: id, in: transaction)
                return self.created("/agreements/\(id)") { $0.agreement(row) }
            } catch let refusal as AgreementRefusal {
                throw Problem(refusal)
            }
        }
    }
}

extension Exchange {
    /// The agreement of the path, if the caller may see it.
    func agreementRow() async throws -> Row {
        try await row(AgreementStatement.read, of: "agreementId", inReach: true)
    }
}

extension JSONWriter {
    /// A row of `AgreementStatement.read` or `.list`.
    fileprivate mutating func agreement(_ row: Row) {
        object {
            $0.member("id", text: row, 0)
            $0.member("partnerId", text: row, 1)
            $0.member("kind", text: row, 2)
            $0.member("signedOn", text: row, 3)
            $0.member("startsOn", text: row, 4)
            $0.member("endsOn", text: row, 5)
            $0.member("agreedEndsOn", text: row, 9)
            $0.member("state", text: row, 10)
            $0.member("documentReference", text: row, 6)
            $0.member("createdAt", text: row, 7)
            $0.member("version", raw: row, 8)
        }
    }
}

extension Problem {
    fileprivate init(_ refusal: AgreementRefusal) {
        switch refusal {
        case .partnerUnknown:
            self.init(409, "agreement.partner-unknown", "There is no partner with this id.")
            self = resting(on: "PO", "2.1")
        case .overlaps(let kind):
            self.init(
                409,
                "agreement.overlaps",
                "The partner has an agreement of the kind \(kind.rawValue) on some of these days."
            )
            self = resting(on: "PO", "2.1")
        case .processBefore2026(let day):
            self.init(
                409,
                "agreement.process-before-2026",
                "A process agreement starts on \(Agreement.firstProcessDay) or later, not \(day)."
            )
            self = resting(on: "PO", "11")
        case .endsAfterModel(let day):
            self.init(
                409,
                "agreement.ends-after-model",
                "An agreement ends on \(Agreement.lastDay) at the latest, not on \(day)."
            )
            self = resting(on: "PO", "11")
        case .partnerExcluded(let exclusion):
            self.init(
                409,
                "agreement.partner-excluded",
                """
                An agreement with this KvK number was dissolved on \(exclusion.dissolvedOn); a new \
                process agreement can start from \(exclusion.eligibleFrom).
                """
            )
            self = resting(on: "PO", "10.3", until: exclusion.eligibleFrom)
        }
    }
}
