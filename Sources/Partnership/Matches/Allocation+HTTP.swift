internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let allocationRoutes = [
        Route(
            .readAllocation,
            .get,
            "/matches/{matchId}/allocation",
            produces: [.json, .xml]
        ) { exchange in
            if exchange.wantsXML { return try await exchange.readAllocationForm() }
            return try await exchange.read(
                AllocationStatement.read,
                of: "matchId",
                inReach: true
            ) { $0.allocation($1) }
        },
        Route(.replaceAllocation, .put, "/matches/{matchId}/allocation") {
            try await $0.replaceAllocation()
        },
        Route(
            .listAllocationVersions,
            .get,
            "/matches/{matchId}/allocation/versions",
            query: Route.listQuery
        ) {
            try await $0.listAllocationVersions()
        },
    ]
}

/// An allocation as it was asked for; what is left out follows the product.
private struct AllocationRequest {
    let number: Int
    let category: String?
    let isCategoryGiven: Bool
    let productCode: String
    let isAspecific: Bool
    let startsOn: Day
    let endsOn: Day?
    let volume: Int?
    let unit: CareUnit?
    let frequency: Frequency?
    let budgetCents: Int?
    let changeReason: ChangeReason?

    init?(reading object: inout JSONObject, in lists: CodeLists) {
        let number = object.integer("number", in: 0...999_999_999)
        isCategoryGiven = object.contains("category")
        let productCode = object.string("productCode", length: 1...5)
        let pillar = Pillar(ofProductCode: productCode)
        category = object.optionalParsed("category", "a code of JZ020, or of WMO020 for 18+") {
            let code = String(copying: $0)
            return lists.categories(of: pillar).contains(code) ? code : nil
        }
        isAspecific = object.optionalBoolean("isAspecific") ?? false
        let startsOn = object.day("startsOn")
        endsOn = object.optionalDay("endsOn")
        volume = object.optionalInteger("volume", in: 0...99_999_999)
        unit = object.optionalChoice("unit")
        frequency = object.optionalChoice("frequency")
        budgetCents = object.optionalInteger("budgetCents", in: 0...99_999_999)
        changeReason = object.optionalChoice("changeReason")
        if let startsOn, let endsOn, endsOn < startsOn {
            object.refuse("endsOn", "range", "must not lie before startsOn")
        }
        guard let number, let productCode, let startsOn else { return nil }
        self.number = number
        self.productCode = productCode
        self.startsOn = startsOn
    }

    /// The allocation with what follows from the product of its match.
    ///
    /// - Throws: 400 with every condition of its message that it breaks.
    func allocation(
        productUnit: String,
        productCategory: String?
    ) throws(Problem) -> Allocation {
        let filler = Allocation.defaultVolume(ofProductUnit: productUnit)
        let hasBudget = budgetCents != nil
        let allocation = Allocation(
            number: number,
            category: isCategoryGiven ? category : productCategory,
            productCode: productCode,
            isAspecific: isAspecific,
            startsOn: startsOn,
            endsOn: endsOn,
            volume: volume ?? (hasBudget ? nil : filler.volume),
            unit: unit ?? (hasBudget ? nil : filler.unit),
            frequency: frequency ?? (hasBudget ? nil : filler.frequency),
            budgetCents: budgetCents,
            changeReason: changeReason
        )
        let broken = allocation.brokenConditions
        guard broken.isEmpty else { throw .invalid(broken.map(Problem.Place.init)) }
        return allocation
    }
}

extension Problem.Place {
    fileprivate init(_ condition: AllocationCondition) {
        self.init(.body, condition.location, condition.rule, condition.detail)
    }
}

extension Exchange {
    fileprivate func listAllocationVersions() async throws -> Response {
        let id = try identifier("matchId")
        let read = Call(AllocationStatement.read) {
            $0.add(id)
            $0.add(ownPartnerId)
        }
        return try await list(
            page(),
            AllocationStatement.versions,
            AllocationStatement.countVersions,
            of: read,
            by: .allocationVersion
        ) {
            $0.add(id)
            $0.add(ownPartnerId)
        } item: {
            $0.allocation($1)
        }
    }

    fileprivate func replaceAllocation() async throws -> Response {
        let id = try identifier("matchId")
        let lists = api.settings.codeLists
        let request = try decode { AllocationRequest(reading: &$0, in: lists) }
        return try await session.transaction { transaction in
            do {
                return try await self.replaceAllocation(of: id, request, in: transaction)
            } catch let refusal as AllocationRefusal {
                throw Problem(refusal)
            }
        }
    }

    private func replaceAllocation(
        of id: Identifier,
        _ request: AllocationRequest,
        in transaction: Transaction
    ) async throws -> Response {
        // The match's lock makes two requests for one match wait for each other.
        let matches = try await transaction.rows(MatchStatement.lock) { $0.add(id) }
        guard let match = matches.first else { throw Problem.notFound }
        let partner = match.identifier(0)
        let allocation = try request.allocation(
            productUnit: match.text(2),
            productCategory: match.optionalText(3)
        )
        let rows = try await transaction.run([
            // The allocation's lock makes it wait for what is being declared on it.
            Call(AllocationStatement.lock) { $0.add(id) },
            Call(AllocationStatement.read) {
                $0.add(id)
                $0.addNull()
            },
            Call(AllocationStatement.use) { $0.add(id) },
            Call(AllocationStatement.assignment) {
                $0.add(partner)
                $0.add(allocation.startsOn)
            },
        ])
        guard match.text(1) == allocation.productCode else {
            throw AllocationRefusal.otherProduct(match: match.text(1))
        }
        guard rows[3][0].boolean(0) else {
            throw AllocationRefusal.noAssignmentAgreement(on: allocation.startsOn)
        }
        let current = rows[1].first
        if let current {
            try checkChange(of: current, to: allocation, after: AllocationUse(rows[2][0]))
            try await allocation.replace(of: id, in: transaction)
        } else {
            try requireNoneMatch()
            try await make(allocation, of: id, partner: partner, in: transaction)
        }
        let row = try await transaction.rows(AllocationStatement.read) {
            $0.add(id)
            $0.addNull()
        }[0]
        return current == nil
            ? created("/matches/\(id)/allocation") { $0.allocation(row) }
            : changed { $0.allocation(row) }
    }

    private func make(
        _ allocation: Allocation,
        of id: Identifier,
        partner: Identifier,
        in transaction: Transaction
    ) async throws {
        do throws(DatabaseFailure) {
            try await allocation.insert(of: id, partner: partner, in: transaction)
        } catch let failure where failure.constraint == "allocation_number_once" {
            throw AllocationRefusal.numberTaken(allocation.number)
        }
    }

    private func checkChange(
        of current: Row,
        to allocation: Allocation,
        after use: AllocationUse
    ) throws {
        if request.headerEquals("if-none-match", "*") { throw AllocationRefusal.exists }
        try requireMatch(of: json { $0.allocation(current) }.body)
        try Allocation(current).checkChange(to: allocation, after: use)
    }
}

extension ListKey {
    fileprivate static let allocationVersion = ListKey {
        Int32($0)?.description
    } text: {
        $0.text(10)
    }
}

extension JSONWriter {
    /// A row of `AllocationStatement.read`; its id is that of its match.
    fileprivate mutating func allocation(_ row: Row) {
        object {
            $0.member("id", text: row, 0)
            $0.member("number", row.integer(1))
            $0.member("category", text: row, 2)
            $0.member("productCode", text: row, 3)
            $0.member("isAspecific", row.boolean(11))
            $0.member("startsOn", text: row, 4)
            $0.member("endsOn", text: row, 5)
            $0.member("volume", row.optionalInteger(6))
            $0.member("unit", text: row, 7)
            $0.member("frequency", text: row, 8)
            $0.member("budgetCents", row.optionalInteger(12))
            $0.member("changeReason", text: row, 13)
            $0.member("allocatedAt", text: row, 14)
            $0.member("createdAt", text: row, 9)
            $0.member("version", row.integer(10))
        }
    }
}
