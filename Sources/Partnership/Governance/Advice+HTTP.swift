internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let adviceRoutes = [
        Route(.listAdvices, .get, "/advices", query: Route.listQuery + ["partnerId"]) {
            try await $0.listAdvices()
        },
        Route(.createAdvice, .post, "/advices") { try await $0.createAdvice() },
        Route(.readAdvice, .get, "/advices/{adviceId}") {
            try await $0.readAdvice()
        },
    ]
}

extension Exchange {
    fileprivate func listAdvices() async throws -> Response {
        let partner = try queryValue("partnerId", "a UUID") { Identifier($0) }
        return try await list(page(), AdviceStatement.list, AdviceStatement.count) {
            $0.add(ownPartnerId)
            $0.add(partner)
            $0.add(readerRole)
        } item: {
            $0.advice($1)
        }
    }

    fileprivate func readAdvice() async throws -> Response {
        let id = try identifier("adviceId")
        let row = try await row(AdviceStatement.read) {
            $0.add(id)
            $0.add(ownPartnerId)
            $0.add(readerRole)
        }
        return json { $0.advice(row) }
    }

    /// The role that decides which advices are told; nil for a partner, which sees its own.
    private var readerRole: String? { reach == .own ? nil : caller?.role.rawValue }

    fileprivate func createAdvice() async throws -> Response {
        let advice = try decode(Advice.init(reading:))
        guard caller?.role == advice.body.role else {
            throw Problem(
                403,
                "advice.other-body",
                "The advice of \(advice.body.rawValue) is filed by \(advice.body.role.rawValue)."
            )
        }
        let id = newIdentifier()
        return try await write { transaction in
            do {
                let row = try await advice.insert(id: id, in: transaction)
                return self.created("/advices/\(id)") { $0.advice(row) }
            } catch let refusal as AdviceRefusal {
                throw Problem(refusal).resting(on: "PO", "7.5")
            }
        }
    }
}

extension Advice {
    fileprivate init?(reading object: inout JSONObject) {
        let partnerId = object.identifier("partnerId")
        let body = object.choice("body", of: Body.self)
        let conclusion = object.choice("conclusion", of: CollegeDecision.Outcome.self)
        let documentReference = object.string("documentReference", length: 1...100)
        individualTestId = object.optionalIdentifier("individualTestId")
        guard let partnerId, let body, let conclusion, let documentReference else { return nil }
        self.partnerId = partnerId
        self.body = body
        self.conclusion = conclusion
        self.documentReference = documentReference
    }
}

extension JSONWriter {
    /// A row of `AdviceStatement.read` or `.list`.
    fileprivate mutating func advice(_ row: Row) {
        object {
            $0.member("id", text: row, 0)
            $0.member("partnerId", text: row, 1)
            $0.member("body", text: row, 2)
            $0.member("conclusion", text: row, 3)
            $0.member("documentReference", text: row, 4)
            $0.member("individualTestId", text: row, 6)
            $0.member("createdAt", text: row, 5)
            // An advice is filed once.
            $0.member("version", 1)
        }
    }
}

extension Problem {
    fileprivate init(_ refusal: AdviceRefusal) {
        switch refusal {
        case .partnerUnknown:
            self.init(409, "advice.partner-unknown", "There is no partner with this id.")
        case .findingMissing:
            self.init(
                409,
                "advice.finding-missing",
                "There is no test that found the partner insufficient and lets this body read it."
            )
        case .hearingMissing:
            self.init(
                409,
                "advice.hearing-missing",
                "The partner is heard on the finding before anyone advises on it."
            )
        case .decided:
            self.init(409, "advice.decided", "The college decided on this finding already.")
        }
    }
}
