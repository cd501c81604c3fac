internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let allianceDissolutionRoutes = [
        Route(.readAllianceDissolution, .get, "/alliances/{allianceId}/dissolution") {
            try await $0.read(AllianceStatement.readDissolution, of: "allianceId") {
                $0.allianceDissolution($1)
            }
        },
        Route(.dissolveAlliance, .put, "/alliances/{allianceId}/dissolution") {
            try await $0.dissolveAlliance()
        },
    ]
}

extension Exchange {
    fileprivate func dissolveAlliance() async throws -> Response {
        let id = try identifier("allianceId")
        let dissolution = try decode(AllianceDissolution.init(reading:))
        return try await session.transaction { transaction in
            let found = try await transaction.run([
                Call(AllianceStatement.lockAll),
                Call(AllianceStatement.read) { $0.add(id) },
                Call(AllianceStatement.readDissolution) { $0.add(id) },
            ])
            guard let alliance = found[1].first else { throw Problem.notFound }
            return try await self.takeOnce(
                at: "/alliances/\(id)/dissolution",
                current: found[2].first,
                isSame: { AllianceDissolution($0) == dissolution },
                item: { $0.allianceDissolution($1) }
            ) {
                do throws(AllianceRefusal) {
                    try dissolution.check(
                        startsOn: alliance.day(6),
                        in: Alliance.State(alliance),
                        today: alliance.day(11)
                    )
                } catch {
                    throw Problem(error)
                }
                return try await dissolution.record(of: id, in: transaction)
            }
        }
    }
}

extension AllianceDissolution {
    fileprivate init?(reading object: inout JSONObject) {
        let dissolvedOn = object.day("dissolvedOn")
        let documentReference = object.string("documentReference", length: 1...100)
        guard let dissolvedOn, let documentReference else { return nil }
        self.init(dissolvedOn: dissolvedOn, documentReference: documentReference)
    }
}

extension JSONWriter {
    /// A row of `AllianceStatement.readDissolution`; its id is that of its alliance.
    fileprivate mutating func allianceDissolution(_ row: Row) {
        object {
            $0.member("id", text: row, 0)
            $0.member("dissolvedOn", text: row, 1)
            $0.member("documentReference", text: row, 2)
            $0.member("createdAt", text: row, 3)
            // An alliance is dissolved once.
            $0.member("version", 1)
        }
    }
}

extension Problem {
    init(_ refusal: AllianceRefusal) {
        switch refusal {
        case .tooMany:
            self.init(
                409,
                "alliance.too-many",
                "There are \(Alliance.maximumCount) alliances, and there may not be more."
            )
        case .coreElsewhere(let provider, let alliance):
            let who = provider.map { "The provider \($0.kvkNumber)" } ?? "One of the providers"
            let place = alliance.map { "\"\($0)\"" } ?? "another alliance"
            self.init(
                409,
                "alliance.core-elsewhere",
                "\(who) is a core provider of \(place), and can be of one alliance alone."
            )
        case .contractDiffers(let kind):
            self.init(
                409,
                "alliance.contract-differs",
                "The \(kind.rawValue) contract has another text than that of other alliances."
            )
        case .providerTwice(let kvkNumber):
            self.init(
                409,
                "alliance.provider-twice",
                "The provider \(kvkNumber) would be core provider and subcontractor."
            )
        case .dissolved:
            self.init(409, "alliance.dissolved", "The alliance is dissolved.")
        case .toCome(let day):
            self.init(409, "alliance.dated-ahead", "The day \(day) has not come yet.")
        case .notStarted(let day):
            self.init(409, "alliance.not-started", "The alliance starts on \(day).")
        }
        self = resting(on: "LIM", "declaration of intent")
    }
}
