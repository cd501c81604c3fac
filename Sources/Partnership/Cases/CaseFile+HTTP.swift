internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let caseRoutes = [
        Route(.readCase, .get, "/cases/{caseReference}") { exchange in
            let row = try await exchange.caseRow()
            return exchange.json { $0.caseFile(row) }
        },
        Route(.readCaseMessaging, .get, "/cases/{caseReference}/messaging") { exchange in
            let row = try await exchange.caseRow()
            return exchange.json { $0.messaging(row) }
        },
        Route(.replaceCaseMessaging, .put, "/cases/{caseReference}/messaging") {
            try await $0.replaceCaseMessaging()
        },
        Route(.readCaseErasure, .get, "/cases/{caseReference}/erasure") { exchange in
            let row = try await exchange.caseRow()
            guard CaseErasure(row) != nil else { throw Problem.notFound }
            return exchange.json { $0.erasure(row) }
        },
        Route(.eraseCase, .put, "/cases/{caseReference}/erasure") { try await $0.eraseCase() },
    ]
}

extension Exchange {
    /// The row of the case in the path.
    ///
    /// - Throws: 404 when it has no match, or none that the caller may see.
    func caseRow() async throws -> Row {
        try await row(CaseStatement.read) {
            $0.add(parameter("caseReference"))
            $0.add(ownPartnerId)
        }
    }

    /// Holds the case in the path until the transaction ends.
    ///
    /// - Parameter vaultKey: for what will be sealed.
    /// - Throws: 404 when it has no match.
    func holdCase(_ vaultKey: VaultKey?, in transaction: Transaction) async throws -> Row {
        let reference = parameter("caseReference")
        _ = try await transaction.rows(CaseStatement.hold) {
            $0.add(reference)
            $0.add(vaultKey?.hexadecimal)
        }
        return try await heldCase(in: transaction)
    }

    /// The case in the path as it is now, for who holds it.
    func heldCase(in transaction: Transaction) async throws -> Row {
        let rows = try await transaction.rows(CaseStatement.read) {
            $0.add(parameter("caseReference"))
            $0.addNull()
        }
        guard let row = rows.first else { throw Problem.notFound }
        return row
    }

    fileprivate func replaceCaseMessaging() async throws -> Response {
        let outside = try decode { $0.boolean("outsideMessaging") }
        return try await session.transaction { transaction in
            let current = try await self.holdCase(nil, in: transaction)
            try self.requireMatch(of: self.json { $0.messaging(current) }.body)
            do throws(CaseRefusal) {
                try CaseFile.State(current)
                    .check(outside ? .keepOutsideMessaging : .letIntoMessaging)
            } catch {
                throw Problem(error)
            }
            _ = try await transaction.rows(CaseStatement.keepMessaging) {
                $0.add(self.parameter("caseReference"))
                $0.add(outside)
            }
            let row = try await self.heldCase(in: transaction)
            return self.changed { $0.messaging(row) }
        }
    }

    fileprivate func eraseCase() async throws -> Response {
        let asked = try decode(CaseErasure.init(reading:))
        let reference = parameter("caseReference")
        return try await session.transaction { transaction in
            // As who decides on messages does: allocations first, then the case.
            let found = try await transaction.run([
                Call(CaseStatement.lockAllocations) { $0.add(reference) },
                Call(CaseStatement.today),
            ])
            let current = try await self.holdCase(nil, in: transaction)
            return try await self.takeOnce(
                at: "/cases/\(reference)/erasure",
                current: CaseErasure(current).map { _ in current },
                isSame: { CaseErasure($0) == asked },
                item: { $0.erasure($1) }
            ) {
                do throws(CaseRefusal) {
                    try CaseFile.State(current).check(.erase)
                    try asked.check(
                        isCareRunning: found[0].map { $0.boolean(0) }.contains(true),
                        today: found[1][0].day(0)
                    )
                } catch {
                    throw Problem(error)
                }
                _ = try await transaction.rows(CaseStatement.erase) {
                    $0.add(reference)
                    $0.add(asked.decidedOn)
                    $0.add(asked.documentReference)
                }
                return try await self.heldCase(in: transaction)
            }
        }
    }
}

extension CaseErasure {
    fileprivate init?(reading object: inout JSONObject) {
        let decidedOn = object.day("decidedOn")
        let documentReference = object.string("documentReference", length: 1...100)
        guard let decidedOn, let documentReference else { return nil }
        self.init(decidedOn: decidedOn, documentReference: documentReference)
    }
}

extension JSONWriter {
    /// A row of `CaseStatement.read`.
    fileprivate mutating func caseFile(_ row: Row) {
        object {
            $0.member("caseReference", text: row, 0)
            $0.member("state", text: row, 1)
            $0.member("hasClient", row.boolean(2))
            $0.member("outsideMessaging", row.boolean(3))
            $0.member("erasedAt", text: row, 4)
            $0.member("createdAt", text: row, 7)
            $0.member("version", row.integer(8))
        }
    }

    fileprivate mutating func messaging(_ row: Row) {
        object {
            $0.member("caseReference", text: row, 0)
            $0.member("outsideMessaging", row.boolean(3))
            $0.member("createdAt", text: row, 7)
            $0.member("version", row.integer(8))
        }
    }

    fileprivate mutating func erasure(_ row: Row) {
        object {
            $0.member("caseReference", text: row, 0)
            $0.member("decidedOn", text: row, 5)
            $0.member("documentReference", text: row, 6)
            $0.member("erasedAt", text: row, 4)
            $0.member("createdAt", text: row, 4)
            $0.member("version", 1)
        }
    }
}

extension Problem {
    init(_ refusal: CaseRefusal) {
        switch refusal {
        case .outsideMessaging:
            self.init(
                409,
                "case.outside-messaging",
                "The case is kept outside messages that carry a BSN, so nobody is named in it."
            )
            self = resting(on: "IJW", "OP003")
        case .erased:
            self.init(
                409,
                "case.already-erased",
                "The case was erased; nothing personal is kept of it again."
            )
            self = resting(on: "AVG", "17.1")
        case .careRunning:
            self.init(
                409,
                "case.care-running",
                "Care of this case is running; a case is erased after its care was stopped."
            )
            self = resting(on: "AVG", "17.3")
        case .datedAhead(let day):
            self.init(409, "case.dated-ahead", "The day \(day) has not come yet.")
            self = resting(on: "AVG", "17.1")
        }
    }
}
