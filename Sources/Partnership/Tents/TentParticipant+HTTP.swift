internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let tentParticipantRoutes = [
        Route(
            .listTentParticipants,
            .get,
            "/tents/{tentId}/participants",
            query: Route.listQuery
        ) { try await $0.listTentParticipants() },
        Route(.createTentParticipant, .post, "/tents/{tentId}/participants") {
            try await $0.createTentParticipant()
        },
        Route(
            .readTentParticipant,
            .get,
            "/tents/{tentId}/participants/{participantId}"
        ) { exchange in
            let tent = try exchange.identifier("tentId")
            let id = try exchange.identifier("participantId")
            let row = try await exchange.row(TentParticipantStatement.read) {
                $0.add(tent)
                $0.add(id)
            }
            return exchange.json { $0.participant(row, isWhole: exchange.seesWhole(row)) }
        },
        Route(
            .changeTentParticipant,
            .patch,
            "/tents/{tentId}/participants/{participantId}"
        ) { try await $0.changeTentParticipant() },
    ]
}

extension Exchange {
    /// Whether the caller sees who a participant is, and not only with what expertise it comes.
    ///
    /// - Source: KA 1.7.2, professionals do not state their employer. Who writes, pays or audits
    ///   sees it, and a partner its own: decided by us, because hours are paid to partners.
    fileprivate func seesWhole(_ row: Row) -> Bool {
        switch caller?.role {
        case .municipality, .caseSystem, .finance, .auditor: true
        case .partner: row.optionalIdentifier(2).map { $0 == caller?.partnerId } ?? false
        case .frontend, .trustBody, .college, .operator, nil: false
        }
    }

    fileprivate func listTentParticipants() async throws -> Response {
        let tent = try identifier("tentId")
        return try await list(
            page(),
            TentParticipantStatement.list,
            TentParticipantStatement.count,
            of: Call(TentStatement.read) { $0.add(tent) }
        ) {
            $0.add(tent)
        } item: {
            $0.participant($1, isWhole: seesWhole($1))
        }
    }

    fileprivate func createTentParticipant() async throws -> Response {
        let tent = try identifier("tentId")
        let participant = try decode(TentParticipant.init(reading:))
        let id = newIdentifier()
        return try await write { transaction in
            guard let locked = try await LockedTent(tent, in: transaction) else {
                throw Problem.notFound
            }
            do {
                try locked.state.check(.signUp)
                if participant.hours.minutes != nil { try locked.checkHours() }
                let row = try await participant.insert(id: id, to: tent, in: transaction)
                return self.created("/tents/\(tent)/participants/\(id)") {
                    $0.participant(row, isWhole: true)
                }
            } catch let refusal as TentRefusal {
                throw Problem(refusal)
            }
        }
    }

    fileprivate func changeTentParticipant() async throws -> Response {
        let tent = try identifier("tentId")
        let id = try identifier("participantId")
        let change = try decode(TentHoursChange.init(reading:))
        return try await session.transaction { transaction in
            let locked = try await LockedTent(tent, in: transaction)
            let rows = try await transaction.rows(TentParticipantStatement.read) {
                $0.add(tent)
                $0.add(id)
            }
            guard let locked, let current = rows.first else { throw Problem.notFound }
            try self.requireMatch(of: self.json { $0.participant(current, isWhole: true) }.body)
            do {
                let hours = try self.change(current, of: locked, by: change)
                if hours == TentHours(current) {
                    return self.changed { $0.participant(current, isWhole: true) }
                }
                let row = try await hours.replace(of: id, at: tent, in: transaction)
                return self.changed { $0.participant(row, isWhole: true) }
            } catch let refusal as TentRefusal {
                throw Problem(refusal)
            }
        }
    }

    private func change(
        _ row: Row,
        of tent: LockedTent,
        by change: TentHoursChange
    ) throws(TentRefusal) -> TentHours {
        if row.text(1) != TentParticipant.Role.professional.rawValue { throw .notProfessional }
        try tent.checkHours()
        return try TentHours(row).changed(by: change)
    }
}

extension TentParticipant {
    fileprivate init?(reading object: inout JSONObject) {
        let role = object.choice("role", of: Role.self)
        switch role {
        case .professional:
            professional = Professional(reading: &object)
            hours = TentHours(reading: &object)
            if professional == nil { return nil }
        case .family, .coach, .host, nil:
            professional = nil
            hours = TentHours()
            let others: [StaticString] = [
                "partnerId", "professional", "expertise", "minutes", "payment",
            ]
            for name in others {
                guard let value = object.raw(name), !value.isNull, role != nil else { continue }
                object.refuse(name, "format", "must be null: only a professional has it")
            }
        }
        guard let role else { return nil }
        self.role = role
    }
}

extension TentParticipant.Professional {
    fileprivate init?(reading object: inout JSONObject) {
        let partnerId = object.identifier("partnerId")
        let name = object.string("professional", length: 1...100)
        let expertise = object.string("expertise", length: 1...100)
        guard let partnerId, let name, let expertise else { return nil }
        self.partnerId = partnerId
        self.name = name
        self.expertise = expertise
    }
}

extension TentHours {
    fileprivate init(reading object: inout JSONObject) {
        minutes = object.optionalInteger("minutes", in: Self.minuteLimits)
        payment = object.optionalChoice("payment", of: Payment.self) ?? .nothing
        if payment != .nothing, object.raw("minutes")?.isNull ?? true {
            object.refuse("minutes", "required", "is required where hours are paid")
        }
    }
}

extension TentHoursChange {
    /// Reads a merge patch; null would take a member away, which none of these can miss.
    ///
    /// - Source: RFC 7396.
    fileprivate init(reading object: inout JSONObject) {
        if object.contains("minutes") {
            minutes = object.integer("minutes", in: TentHours.minuteLimits)
        }
        if object.contains("payment") {
            payment = object.choice("payment", of: TentHours.Payment.self)
        }
    }
}

extension JSONWriter {
    /// A row of `TentParticipantStatement.read` or `.list`.
    ///
    /// - Parameter isWhole: whether it says who that is.
    fileprivate mutating func participant(_ row: Row, isWhole: Bool) {
        object {
            $0.member("id", text: row, 0)
            $0.member("role", text: row, 1)
            $0.member("expertise", text: row, 4)
            if isWhole {
                $0.member("partnerId", text: row, 2)
                $0.member("professional", text: row, 3)
                $0.member("minutes", raw: row, 5)
                $0.member("payment", text: row, 6)
                let hours = TentHours(row)
                $0.member("compensationCents", hours.compensationCents)
                $0.member("grounds", hours.grounds)
            }
            $0.member("createdAt", text: row, 7)
            $0.member("version", raw: row, 8)
        }
    }
}
