internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let matchRoutes = [
        Route(
            .listMatches,
            .get,
            "/matches",
            query: Route.listQuery + ["partnerId", "caseReference"]
        ) { try await $0.listMatches() },
        Route(.createMatch, .post, "/matches") { try await $0.createMatch() },
        Route(.readMatch, .get, "/matches/{matchId}") {
            try await $0.read(MatchStatement.read, of: "matchId", inReach: true) { $0.match($1) }
        },
        Route(.readMatchAgreements, .get, "/matches/{matchId}/agreements") {
            try await $0.read(MatchStatement.read, of: "matchId", inReach: true) {
                $0.agreed(Match.Agreed($1, from: 5))
            }
        },
        Route(.replaceMatchAgreements, .put, "/matches/{matchId}/agreements") {
            try await $0.replaceMatchAgreements()
        },
    ]
}

extension Exchange {
    fileprivate func listMatches() async throws -> Response {
        let page = try page()
        let partner = try queryValue("partnerId", "a UUID") { Identifier($0) }
        return try await list(page, MatchStatement.list, MatchStatement.count) {
            $0.add(ownPartnerId)
            $0.add(partner)
            $0.add(query["caseReference"])
        } item: {
            $0.match($1)
        }
    }

    fileprivate func createMatch() async throws -> Response {
        let match = try decode(Match.init(reading:))
        let id = newIdentifier()
        return try await write { transaction in
            do {
                try await match.insert(id: id, in: transaction)
            } catch let refusal as MatchRefusal {
                throw Problem(refusal)
            }
            let row = try await transaction.rows(MatchStatement.read) {
                $0.add(id)
                $0.addNull()
            }[0]
            return self.created("/matches/\(id)") { $0.match(row) }
        }
    }

    fileprivate func replaceMatchAgreements() async throws -> Response {
        let id = try identifier("matchId")
        let agreed = try decode(Match.Agreed.init(reading:))
        return try await session.transaction { transaction in
            let rows = try await transaction.rows(MatchStatement.lock) { $0.add(id) }
            guard let row = rows.first else { throw Problem.notFound }
            let current = self.json { $0.agreed(Match.Agreed(row, from: 4)) }
            try self.requireMatch(of: current.body)
            try await agreed.replace(of: id, in: transaction)
            return self.changed { $0.agreed(agreed) }
        }
    }
}

extension Match {
    fileprivate init?(reading object: inout JSONObject) {
        let caseReference = object.parsed(
            "caseReference",
            "3 to 40 letters, digits and dashes, first a letter or a digit, and no BSN"
        ) { Self.caseReference($0) }
        let partnerId = object.identifier("partnerId")
        let professional = object.string("professional", length: 1...100)
        let productCode = object.string("productCode", length: 1...5)
        let tentId = object.optionalIdentifier("tentId")
        var agreed: Agreed?
        if var days = object.object("agreed") {
            agreed = Agreed(reading: &days)
            days.close()
        }
        guard let caseReference, let partnerId, let professional, let productCode, let agreed
        else { return nil }
        self.init(
            caseReference: caseReference,
            partnerId: partnerId,
            professional: professional,
            productCode: productCode,
            tentId: tentId,
            agreed: agreed
        )
    }

    private static func caseReference(_ text: Span<UInt8>) -> String? {
        guard (3...40).contains(text.count), text[0] != UInt8(ascii: "-") else { return nil }
        for index in 0..<text.count {
            switch text[index] {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"): continue
            default: return nil
            }
        }
        let reference = String(copying: text)
        // It stands in paths, where no BSN may stand.
        return ElevenTest.passes(reference) ? nil : reference
    }
}

extension Match.Agreed {
    fileprivate init?(reading object: inout JSONObject) {
        let family = object.day("family")
        let coach = object.day("coach")
        let professional = object.day("professional")
        guard let family, let coach, let professional else { return nil }
        self.init(family: family, coach: coach, professional: professional)
    }
}

extension JSONWriter {
    /// A row of `MatchStatement.read` or `.list`.
    fileprivate mutating func match(_ row: Row) {
        object {
            $0.member("id", text: row, 0)
            $0.member("caseReference", text: row, 1)
            $0.member("partnerId", text: row, 2)
            $0.member("professional", text: row, 3)
            $0.member("productCode", text: row, 4)
            $0.member("tentId", text: row, 12)
            $0.name("agreed")
            $0.agreed(Match.Agreed(row, from: 5))
            $0.member("state", text: row, 8)
            $0.member("allocationNumber", row.optionalInteger(9))
            $0.member("createdAt", text: row, 10)
            $0.member("version", row.integer(11))
        }
    }

    fileprivate mutating func agreed(_ agreed: Match.Agreed) {
        object {
            $0.member("family", agreed.family)
            $0.member("coach", agreed.coach)
            $0.member("professional", agreed.professional)
        }
    }
}

extension Problem {
    init(_ refusal: MatchRefusal) {
        switch refusal {
        case .partnerUnknown:
            self.init(409, "match.partner-unknown", "There is no partner with this id.")
            self = resting(on: "KA", "2.1")
        case .productUnknown:
            self.init(409, "match.product-unknown", "There is no product with this code.")
            self = resting(on: "KA", "2.1")
        case .tentUnknown:
            self.init(409, "match.tent-unknown", "There is no expertise tent with this id.")
            self = resting(on: "KA", "1.7.5")
        case .tentCancelled:
            self.init(
                409,
                "match.tent-cancelled",
                "The expertise tent was cancelled, so no match comes from it."
            )
            self = resting(on: "KA", "1.7.5")
        }
    }
}
