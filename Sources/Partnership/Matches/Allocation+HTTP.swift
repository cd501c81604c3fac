internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let allocationRoutes = [
        Route(.readAllocation, .get, "/matches/{matchId}/allocation") {
            try await $0.read(AllocationStatement.read, of: "matchId", inReach: true) {
                $0.allocation($1)
            }
        },
        Route(.replaceAllocation, .put, "/matches/{matchId}/allocation") {
            try await $0.replaceAllocation()
        },
    ]
}

/// An allocation as it was asked for; what is left out follows the product.
private struct AllocationRequest {
    let number: Int
    let category: String?
    let isCategoryGiven: Bool
    let productCode: String
    let startsOn: Day
    let endsOn: Day?
    let volume: Int?
    let unit: CareUnit?
    let frequency: Frequency?

    init?(reading object: inout JSONObject) {
        let number = object.integer("number", in: 0...999_999_999)
        isCategoryGiven = object.contains("category")
        category = object.optionalParsed("category", "a code of JZ020") { code in
            ProductCategory(rawValue: String(copying: code))?.rawValue
        }
        let productCode = object.string("productCode", length: 1...5)
        let startsOn = object.day("startsOn")
        endsOn = object.optionalDay("endsOn")
        volume = object.optionalInteger("volume", in: 0...99_999_999)
        unit = object.optionalChoice("unit")
        frequency = object.optionalChoice("frequency")
        if let startsOn, let endsOn, endsOn < startsOn {
            object.refuse("endsOn", "range", "must not lie before startsOn")
        }
        guard let number, let productCode, let startsOn else { return nil }
        self.number = number
        self.productCode = productCode
        self.startsOn = startsOn
    }

    /// The allocation with what follows from the product of its match.
    func allocation(
        productUnit: String,
        productCategory: String?
    ) -> Allocation {
        let filler = Allocation.defaultVolume(ofProductUnit: productUnit)
        return Allocation(
            number: number,
            category: isCategoryGiven ? category : productCategory,
            productCode: productCode,
            startsOn: startsOn,
            endsOn: endsOn,
            volume: volume ?? filler.volume,
            unit: unit ?? filler.unit,
            frequency: frequency ?? filler.frequency
        )
    }
}

extension Exchange {
    fileprivate func replaceAllocation() async throws -> Response {
        let id = try identifier("matchId")
        let request = try decode(AllocationRequest.init(reading:))
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
        let rows = try await transaction.run([
            // The allocation's lock makes it wait for what is being declared on it.
            Call(AllocationStatement.lock) { $0.add(id) },
            Call(AllocationStatement.read) {
                $0.add(id)
                $0.addNull()
            },
            Call(AllocationStatement.declared) { $0.add(id) },
            Call(AllocationStatement.assignment) {
                $0.add(partner)
                $0.add(request.startsOn)
            },
        ])
        guard match.text(1) == request.productCode else {
            throw AllocationRefusal.otherProduct(match: match.text(1))
        }
        guard rows[3][0].boolean(0) else {
            throw AllocationRefusal.noAssignmentAgreement(on: request.startsOn)
        }
        let allocation = request.allocation(
            productUnit: match.text(2),
            productCategory: match.optionalText(3)
        )
        if let current = rows[1].first {
            let isDeclared = rows[2][0].boolean(0)
            try await change(current, isDeclared, to: allocation, of: id, in: transaction)
        } else {
            try requireNoneMatch()
            try await make(allocation, of: id, partner: partner, in: transaction)
        }
        let row = try await transaction.rows(AllocationStatement.read) {
            $0.add(id)
            $0.addNull()
        }[0]
        return rows[1].first == nil
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

    private func change(
        _ current: Row,
        _ isDeclared: Bool,
        to allocation: Allocation,
        of id: Identifier,
        in transaction: Transaction
    ) async throws {
        if request.headerEquals("if-none-match", "*") { throw AllocationRefusal.exists }
        try requireMatch(of: json { $0.allocation(current) }.body)
        if isDeclared { throw AllocationRefusal.claimed }
        guard try await allocation.replace(of: id, in: transaction) else {
            throw AllocationRefusal.exists
        }
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
            $0.member("startsOn", text: row, 4)
            $0.member("endsOn", text: row, 5)
            $0.member("volume", row.integer(6))
            $0.member("unit", text: row, 7)
            $0.member("frequency", text: row, 8)
            $0.member("createdAt", text: row, 9)
            $0.member("version", row.integer(10))
        }
    }
}

extension Problem {
    init(_ refusal: AllocationRefusal) {
        switch refusal {
        case .numberTaken(let number):
            self.init(
                409,
                "allocation.number-taken",
                "The number \(number) belongs to another match's allocation."
            )
            self = resting(on: "IJW", "TR332")
        case .otherProduct(let match):
            self.init(
                409,
                "allocation.other-product",
                "The match is about \(match); another product is another match."
            )
            self = resting(on: "KA", "2.1")
        case .noAssignmentAgreement(let day):
            self.init(
                409,
                "allocation.no-assignment-agreement",
                "The partner has no assignment agreement in force on \(day)."
            )
            self = resting(on: "PO", "2.1").resting(on: "PO", "9.1")
        case .exists:
            self.init(
                409,
                "allocation.exists",
                "The match has an allocation already; its number does not change."
            )
            self = resting(on: "KA", "2.3")
        case .claimed:
            self.init(
                409,
                "allocation.claimed",
                "Something was declared on this allocation, so it no longer changes."
            )
            self = resting(on: "KA", "2.3")
        }
    }
}
