internal import HTTP
internal import Postgres

/// Why an allocation cannot be given as a 301, of which the client is a part.
private enum AllocationFormRefusal: Error {
    /// The case system told nobody who the client is.
    case noClient
    /// The case is kept outside messages that carry a BSN.
    case outsideMessaging
    case erased
    /// The standard has no product without a category.
    case noCategory
}

extension Exchange {
    /// The allocation as a 301 message.
    func readAllocationForm() async throws -> Response {
        let key = try await openVaultToReader()
        let id = try identifier("matchId")
        let row = try await row(AllocationFormStatement.read) {
            $0.add(id)
            $0.add(ownPartnerId)
            $0.add(key.hexadecimal)
        }
        do {
            let client = try row.client()
            return xml(
                200,
                try AllocationForm(
                    row,
                    client: client,
                    municipalityCode: api.settings.municipalityCode
                ).xml
            )
        } catch let refusal as AllocationFormRefusal {
            throw Problem(refusal)
        }
    }
}

extension Row {
    /// The client in a row of `AllocationFormStatement.read`.
    ///
    /// - Throws: `AllocationFormRefusal`, or `DatabaseFailure` when this is not what was kept.
    fileprivate func client() throws -> AllocationClient {
        if boolean(14) { throw AllocationFormRefusal.erased }
        if boolean(13) { throw AllocationFormRefusal.outsideMessaging }
        guard let content = optionalBytes(15) else { throw AllocationFormRefusal.noClient }
        guard let client = AllocationClient(json: content) else {
            throw DatabaseFailure.notAllocationForm
        }
        return client
    }
}

extension DatabaseFailure {
    fileprivate static let notAllocationForm = DatabaseFailure(
        operation: "allocation-forms.read",
        cause: .unexpectedAnswer
    )
}

extension AllocationForm {
    /// A row of `AllocationFormStatement.read`.
    ///
    /// - Throws: `AllocationFormRefusal`, or `DatabaseFailure` when this is not what was kept.
    fileprivate init(
        _ row: Row,
        client: AllocationClient,
        municipalityCode: String
    ) throws {
        guard let pillar = Pillar(rawValue: row.text(0)) else {
            throw DatabaseFailure.notAllocationForm
        }
        let number = row.integer(2)
        let messageId = Self.messageId(allocationNumber: number, version: row.integer(10))
        self.init(
            pillar: pillar,
            municipalityCode: municipalityCode,
            agbCode: row.text(1),
            identification: MessageIdentification(number: messageId, datedOn: row.day(11)),
            client: client,
            product: try Product(row)
        )
    }
}

extension AllocationForm.Product {
    /// A row of `AllocationFormStatement.read`.
    fileprivate init(_ row: Row) throws(AllocationFormRefusal) {
        let category = row.optionalText(3)
        let isAspecific = row.boolean(16)
        guard category != nil || isAspecific else { throw .noCategory }
        self.init(
            number: row.integer(2),
            category: category,
            code: isAspecific ? nil : row.text(4),
            allocatedOn: row.day(11),
            allocatedAt: row.text(12),
            startsOn: row.day(5),
            endsOn: row.optionalDay(6),
            changeReason: row.optionalText(18),
            extent: AllocationForm.Extent(row),
            budgetCents: row.optionalInteger(17)
        )
    }
}

extension AllocationForm.Extent {
    /// A row of `AllocationFormStatement.read`; nil for one with a budget.
    fileprivate init?(_ row: Row) {
        guard let volume = row.optionalInteger(7),
            let unit = row.optionalText(8).flatMap(CareUnit.init),
            let frequency = row.optionalText(9).flatMap(Frequency.init)
        else { return nil }
        self.init(volume: volume, unit: unit, frequency: frequency)
    }
}

extension Problem {
    fileprivate init(_ refusal: AllocationFormRefusal) {
        switch refusal {
        case .noClient:
            self.init(
                409,
                "allocation.no-client",
                "Nobody told who the client of this case is, whom the message must name."
            )
            self = resting(on: "IJW", "OP079")
        case .outsideMessaging:
            self.init(
                409,
                "allocation.outside-messaging",
                "The case is kept outside messages that carry a BSN."
            )
            self = resting(on: "IJW", "OP003")
        case .erased:
            self = .caseErased
        case .noCategory:
            self.init(
                409,
                "allocation.no-category",
                "The allocation has no product category, which the message must name."
            )
            self = resting(on: "IJW", "CD079")
        }
    }
}
