internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let partnerRoutes = [
        Route(.listPartners, .get, "/partners", query: Route.listQuery + ["status", "on"]) {
            try await $0.listPartners()
        },
        Route(.createPartner, .post, "/partners") { try await $0.createPartner() },
        Route(.readPartner, .get, "/partners/{partnerId}") {
            try await $0.read(PartnerStatement.read, of: "partnerId") { $0.partner($1) }
        },
        Route(.changePartner, .patch, "/partners/{partnerId}") { try await $0.changePartner() },
    ]
}

extension Exchange {
    fileprivate func listPartners() async throws -> Response {
        let statuses = Partner.Status.allCases.map(\.rawValue).joined(separator: ", ")
        let status = try queryValue("status", "one of \(statuses)") { Partner.Status(rawValue: $0) }
        let day = try queryValue("on", "a day in the calendar, YYYY-MM-DD") { Day($0) }
        // PO 1.c: who takes part is public, and only who takes part, and only today.
        guard caller != nil || (status == .active && day == nil) else {
            throw Problem.tokenMissing
        }
        return try await list(page(), PartnerStatement.list, PartnerStatement.count) {
            $0.add(status?.rawValue)
            $0.add(day)
        } item: {
            if caller == nil { $0.publicPartner($1) } else { $0.partner($1) }
        }
    }

    fileprivate func createPartner() async throws -> Response {
        let partner = try decode(Partner.init(reading:))
        let id = newIdentifier()
        return try await write { transaction in
            do {
                let row = try await partner.insert(id: id, in: transaction)
                return self.created("/partners/\(id)") { $0.partner(row) }
            } catch let refusal as PartnerRefusal {
                throw Problem(refusal)
            }
        }
    }

    fileprivate func changePartner() async throws -> Response {
        let id = try identifier("partnerId")
        let change = try decode(PartnerChange.init(reading:))
        return try await session.transaction { transaction in
            let found = try await transaction.run([
                Call(PartnerStatement.lock) { $0.add(id) },
                Call(PartnerStatement.read) { $0.add(id) },
            ])
            guard let current = found[1].first else { throw Problem.notFound }
            try self.requireMatch(of: self.json { $0.partner(current) }.body)
            if change.isEmpty { return self.changed { $0.partner(current) } }
            do {
                let row = try await change.carryOut(on: id, in: transaction)
                return self.changed { $0.partner(row) }
            } catch let refusal as PartnerRefusal {
                throw Problem(refusal)
            }
        }
    }
}

extension Partner {
    fileprivate init?(reading object: inout JSONObject) {
        let name = object.partnerName()
        let kvkNumber = object.digits("kvkNumber", count: 8, "8 digits")
        let agbCode = object.digits("agbCode", count: 8, "8 digits")
        let size = object.choice("size", of: Size.self)
        let pillars = object.choices("pillars", count: 1...2, of: Pillar.self)
        let expertise = object.expertise()
        guard let name, let kvkNumber, let agbCode, let size, let pillars, let expertise
        else { return nil }
        self.name = name
        self.kvkNumber = kvkNumber
        self.agbCode = agbCode
        self.size = size
        self.pillars = pillars
        self.expertise = expertise
    }
}

extension PartnerChange {
    /// Reads a merge patch; null would take a member away, which none of these can miss.
    ///
    /// - Source: RFC 7396.
    fileprivate init(reading object: inout JSONObject) {
        if object.contains("name") { name = object.partnerName() }
        if object.contains("agbCode") {
            agbCode = object.digits("agbCode", count: 8, "8 digits")
        }
        if object.contains("size") { size = object.choice("size", of: Partner.Size.self) }
        if object.contains("pillars") {
            pillars = object.choices("pillars", count: 1...2, of: Pillar.self)
        }
        if object.contains("expertise") { expertise = object.expertise() }
    }
}

extension JSONObject {
    fileprivate mutating func partnerName() -> String? {
        guard let name = string("name") else { return nil }
        if !Partner.isName(name) {
            refuse("name", "format", "must start with a letter or a digit")
        }
        return name
    }

    fileprivate mutating func expertise() -> [String]? {
        strings("expertise", count: 0...Partner.maximumExpertise, length: 1...100)
    }
}

extension JSONWriter {
    /// A row of `PartnerStatement.read` or `.list`.
    fileprivate mutating func partner(_ row: Row) {
        object {
            $0.member("id", text: row, 0)
            $0.member("name", text: row, 1)
            $0.member("kvkNumber", text: row, 2)
            $0.member("agbCode", text: row, 3)
            $0.member("size", text: row, 4)
            $0.member("pillars", raw: row, 5)
            $0.member("expertise", raw: row, 6)
            $0.member("status", text: row, 7)
            $0.member("since", text: row, 8)
            $0.member("excludedUntil", text: row, 11)
            $0.member("createdAt", text: row, 9)
            $0.member("version", raw: row, 10)
        }
    }

    /// What everybody may know of a partner.
    ///
    /// - Source: PO 1.c.
    fileprivate mutating func publicPartner(_ row: Row) {
        object {
            $0.member("name", text: row, 1)
            $0.member("kvkNumber", text: row, 2)
            $0.member("expertise", raw: row, 6)
            $0.member("since", text: row, 8)
        }
    }
}

extension Problem {
    init(_ refusal: PartnerRefusal) {
        switch refusal {
        case .kvkNumberTaken:
            self.init(
                409,
                "partner.kvk-number-taken",
                "There is already a partner with this KvK number."
            )
            self = resting(on: "PO", "1.c")
        case .agbCodeTaken:
            self.init(
                409,
                "partner.agb-code-taken",
                "There is already a partner with this AGB code."
            )
            self = resting(on: "PO", "1.c")
        }
    }
}
