internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let applicationRoutes =
        [
            Route(
                .listApplications,
                .get,
                "/open-house-windows/{windowId}/applications",
                query: Route.listQuery
            ) { try await $0.listApplications() },
            Route(.createApplication, .post, "/open-house-windows/{windowId}/applications") {
                try await $0.createApplication()
            },
            Route(.readApplication, .get, "/applications/{applicationId}") {
                try await $0.read(ApplicationStatement.read, of: "applicationId", inReach: true) {
                    $0.application($1)
                }
            },
        ] + intakeRoutes + applicationDecisionRoutes
}

extension Exchange {
    fileprivate func listApplications() async throws -> Response {
        let window = try identifier("windowId")
        return try await list(
            page(),
            ApplicationStatement.list,
            ApplicationStatement.count,
            of: Call(OpenHouseWindowStatement.read) { $0.add(window) }
        ) {
            $0.add(window)
            $0.add(ownPartnerId)
        } item: {
            $0.application($1)
        }
    }

    fileprivate func createApplication() async throws -> Response {
        let window = try identifier("windowId")
        let application = try decode(Application.init(reading:))
        let id = newIdentifier()
        if let ownPartnerId {
            let own = try await session.rows(ApplicationStatement.ownKvkNumber) {
                $0.add(ownPartnerId)
            }
            guard own.first?.text(0) == application.partner.kvkNumber else {
                throw Problem.notYours
            }
        }
        return try await write { transaction in
            do {
                let row = try await application.insert(id: id, window: window, in: transaction)
                guard let row else { throw Problem.notFound }
                return self.created("/applications/\(id)") { $0.application(row) }
            } catch let refusal as ApplicationRefusal {
                throw Problem(refusal)
            }
        }
    }

    /// The application of the path, if the caller may see it.
    func applicationRow() async throws -> Row {
        try await row(ApplicationStatement.read, of: "applicationId", inReach: true)
    }
}

extension Application {
    fileprivate init?(reading object: inout JSONObject) {
        let name = object.string("applicantName")
        if let name, !Partner.isName(name) {
            object.refuse("applicantName", "format", "must start with a letter or a digit")
        }
        let kvkNumber = object.digits("kvkNumber", count: 8, "8 digits")
        let agbCode = object.digits("agbCode", count: 8, "8 digits")
        // What a partner needs and an applicant may leave out; it can be changed afterwards.
        let size = object.optionalChoice("size", of: Partner.Size.self) ?? .small
        let pillars =
            object.isGiven("pillars")
            ? object.choices("pillars", count: 1...2, of: Pillar.self) : [.youth]
        let expertise =
            object.isGiven("expertise")
            ? object.strings("expertise", count: 0...Partner.maximumExpertise, length: 1...100) : []
        let ground = object.choice("ground", of: Ground.self)
        matchId = object.optionalIdentifier("matchId")
        if ground == .caseMatch, !object.isGiven("matchId") {
            object.refuse("matchId", "required", "is required when the ground is case-match")
        }
        if ground == .expertiseTent, matchId != nil {
            object.refuse("matchId", "format", "must be null when the ground is expertise-tent")
        }
        let commitsToMethod = object.boolean("commitsToMethod")
        let meetsConditions = object.boolean("meetsConditions")
        evidenceReference = object.optionalString("evidenceReference", length: 1...100)
        intendedStartOn = object.optionalDay("intendedStartOn")
        guard let name, let kvkNumber, let agbCode, let pillars, let expertise, let ground,
            let commitsToMethod, let meetsConditions
        else { return nil }
        partner = Partner(
            name: name,
            kvkNumber: kvkNumber,
            agbCode: agbCode,
            size: size,
            pillars: pillars,
            expertise: expertise
        )
        self.ground = ground
        self.commitsToMethod = commitsToMethod
        self.meetsConditions = meetsConditions
    }
}

extension JSONObject {
    /// Whether a member is there and is not null.
    fileprivate mutating func isGiven(_ name: StaticString) -> Bool {
        raw(name).map { !$0.isNull } ?? false
    }
}

extension JSONWriter {
    /// A row of `ApplicationStatement.read` or `.list`.
    fileprivate mutating func application(_ row: Row) {
        object {
            $0.member("id", text: row, 0)
            $0.member("windowId", text: row, 1)
            $0.member("applicantName", text: row, 2)
            $0.member("kvkNumber", text: row, 3)
            $0.member("agbCode", text: row, 4)
            $0.member("size", text: row, 5)
            $0.member("pillars", raw: row, 6)
            $0.member("expertise", raw: row, 7)
            $0.member("ground", text: row, 8)
            $0.member("matchId", text: row, 9)
            $0.member("commitsToMethod", row.boolean(10))
            $0.member("meetsConditions", row.boolean(11))
            $0.member("evidenceReference", text: row, 12)
            $0.member("intendedStartOn", text: row, 13)
            $0.member("state", text: row, 14)
            $0.member("partnerId", text: row, 15)
            $0.member("measurements", raw: row, 16)
            $0.member("receivedAt", text: row, 17)
            $0.member("proof", text: row, 18)
            let until = row.optionalDay(20)
            $0.member("signals", array: { if let until { $0.excludedElsewhereSignal(until) } })
            $0.member("createdAt", text: row, 17)
            $0.member("version", raw: row, 19)
        }
    }

    /// What is said of an AGB code that another KvK number was excluded with.
    ///
    /// - Source: PO 10.3; R17, since the KvK number alone decides who is excluded.
    private mutating func excludedElsewhereSignal(_ until: Day) {
        object {
            $0.member("code", "application.agb-code-excluded")
            $0.member(
                "detail",
                "Another KvK number with this AGB code is excluded until \(until)."
            )
            $0.member("source", "PO 10.3")
        }
    }
}
