internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let allianceRoutes =
        [
            Route(.listAlliances, .get, "/alliances", query: Route.listQuery) {
                try await $0.listAlliances()
            },
            Route(.createAlliance, .post, "/alliances") { try await $0.createAlliance() },
            Route(.readAlliance, .get, "/alliances/{allianceId}") {
                try await $0.read(AllianceStatement.read, of: "allianceId") { $0.alliance($1) }
            },
            Route(.changeAlliance, .patch, "/alliances/{allianceId}") {
                try await $0.changeAlliance()
            },
        ] + allianceDissolutionRoutes
}

extension Exchange {
    fileprivate func listAlliances() async throws -> Response {
        try await list(page(), AllianceStatement.list, AllianceStatement.count) {
            $0.alliance($1)
        }
    }

    fileprivate func createAlliance() async throws -> Response {
        let alliance = try decode(Alliance.init(reading:))
        let id = newIdentifier()
        return try await write { transaction in
            do {
                let row = try await alliance.insert(id: id, in: transaction, of: self.session)
                return self.created("/alliances/\(id)") { $0.alliance(row) }
            } catch let refusal as AllianceRefusal {
                throw Problem(refusal)
            }
        }
    }

    fileprivate func changeAlliance() async throws -> Response {
        let id = try identifier("allianceId")
        let change = try decode(AllianceChange.init(reading:))
        return try await session.transaction { transaction in
            let found = try await transaction.run([
                Call(AllianceStatement.lockAll),
                Call(AllianceStatement.read) { $0.add(id) },
                Call(AllianceStatement.providers) { $0.add(id) },
            ])
            guard let row = found[1].first else { throw Problem.notFound }
            try self.requireMatch(of: self.json { $0.alliance(row) }.body)
            do {
                let current = AllianceProviders(found[2])
                let providers = change.applied(to: current)
                if providers == current { return self.changed { $0.alliance(row) } }
                try Alliance.State(row).check(.changeProviders)
                if let twice = providers.inBoth.min() {
                    throw AllianceRefusal.providerTwice(twice)
                }
                let new = try await providers.replace(
                    of: id,
                    in: transaction,
                    of: self.session
                )
                return self.changed { $0.alliance(new) }
            } catch let refusal as AllianceRefusal {
                throw Problem(refusal)
            }
        }
    }
}

/// Lists of an alliance that are to change; nil stays as it is.
private struct AllianceChange {
    var core: [Provider]?
    var subcontractors: [Provider]?

    /// Reads a merge patch, in which a list stands as a whole.
    ///
    /// - Source: RFC 7396.
    init(reading object: inout JSONObject) {
        if object.contains("coreProviders") {
            core = object.providers("coreProviders", count: Alliance.coreCount)
        }
        if object.contains("subcontractors") {
            subcontractors = object.providers(
                "subcontractors",
                count: Alliance.subcontractorCount
            )
        }
    }

    func applied(to providers: AllianceProviders) -> AllianceProviders {
        AllianceProviders(
            core: core ?? providers.core,
            subcontractors: subcontractors ?? providers.subcontractors
        )
    }
}

extension Alliance {
    fileprivate init?(reading object: inout JSONObject) {
        let name = object.string("name")
        if let name, !Partner.isName(name) {
            object.refuse("name", "format", "must start with a letter or a digit")
        }
        let region = object.string("region")
        let core = object.providers("coreProviders", count: Self.coreCount)
        let isSubcontracting = object.raw("subcontractors").map { !$0.isNull } ?? false
        let subcontractors =
            isSubcontracting
            ? object.providers("subcontractors", count: Self.subcontractorCount) : []
        let contracts = object.contracts()
        let startsOn = object.day("startsOn")
        guard let name, let region, let core, let subcontractors, let contracts, let startsOn
        else { return nil }
        let providers = AllianceProviders(core: core, subcontractors: subcontractors)
        if !providers.inBoth.isEmpty {
            object.refuse("subcontractors", "format", "must not name a core provider")
        }
        self.name = name
        self.region = region
        self.startsOn = startsOn
        self.providers = providers
        self.contracts = contracts
    }
}

extension JSONObject {
    /// A list of providers that must be there, each once.
    fileprivate mutating func providers(
        _ name: StaticString,
        count: ClosedRange<Int>
    ) -> [Provider]? {
        let errors = errors
        var numbers: Set<String> = []
        return array(name, count: count)?.compactMap { value in
            var object = JSONObject(value, errors)
            defer { object.close() }
            guard let provider = Provider(reading: &object) else { return nil }
            if !numbers.insert(provider.kvkNumber).inserted {
                object.refuse("kvkNumber", "format", "must not stand here twice")
            }
            return provider
        }
    }

    /// The three contracts, in the order of their kinds.
    fileprivate mutating func contracts() -> [Alliance.Contract]? {
        let errors = errors
        let kinds = Alliance.Contract.Kind.allCases
        var contracts: [Alliance.Contract.Kind: Alliance.Contract] = [:]
        for value in array("contracts", count: kinds.count...kinds.count) ?? [] {
            var object = JSONObject(value, errors)
            defer { object.close() }
            let kind = object.choice("kind", of: Alliance.Contract.Kind.self)
            let sha256 = object.parsed("sha256", "64 hexadecimal digits in lower case") { text in
                String(copying: text).isSHA256 ? String(copying: text) : nil
            }
            let reference = object.string("documentReference", length: 1...100)
            guard let kind, let sha256, let reference else { continue }
            if contracts[kind] != nil {
                object.refuse("kind", "format", "must not stand here twice")
            }
            contracts[kind] = Alliance.Contract(
                kind: kind,
                sha256: sha256,
                documentReference: reference
            )
        }
        return contracts.count == kinds.count ? kinds.compactMap { contracts[$0] } : nil
    }
}

extension String {
    /// Whether it is written as the SHA-256 of something.
    fileprivate var isSHA256: Bool {
        utf8.count == 64
            && utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }
}

extension JSONWriter {
    /// A row of `AllianceStatement.read` or `.list`.
    fileprivate mutating func alliance(_ row: Row) {
        object {
            $0.member("id", text: row, 0)
            $0.member("name", text: row, 1)
            $0.member("region", text: row, 2)
            $0.member("coreProviders", raw: row, 3)
            $0.member("subcontractors", raw: row, 4)
            $0.member("contracts", raw: row, 5)
            $0.member("startsOn", text: row, 6)
            $0.member("state", text: row, 7)
            $0.member("dissolvedOn", text: row, 8)
            $0.member("createdAt", text: row, 9)
            $0.member("version", raw: row, 10)
        }
    }
}
