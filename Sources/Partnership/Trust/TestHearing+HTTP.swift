internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let testHearingRoutes = [
        Route(
            .readTestHearing,
            .get,
            "/individual-tests/{individualTestId}/findings/{partnerId}/hearing"
        ) { try await $0.readTestHearing() },
        Route(
            .recordTestHearing,
            .put,
            "/individual-tests/{individualTestId}/findings/{partnerId}/hearing"
        ) { try await $0.recordTestHearing() },
    ]
}

extension Exchange {
    fileprivate func readTestHearing() async throws -> Response {
        let finding = try await findingRow()
        let row = try await row(TestFindingStatement.readHearing) {
            $0.add(finding.identifier(1))
            $0.add(finding.identifier(0))
        }
        return json { $0.hearing(row) }
    }

    fileprivate func recordTestHearing() async throws -> Response {
        let hearing = try decode(TestHearing.init(reading:))
        // Who does not read the finding learns nothing of it by holding a hearing.
        let finding = try await findingRow()
        let test = finding.identifier(1)
        let partner = finding.identifier(0)
        return try await session.transaction { transaction in
            let found = try await transaction.run([
                Call(IndividualTestStatement.lock) { $0.add(test) },
                Call(TestFindingStatement.read) {
                    $0.add(test)
                    $0.add(partner)
                    $0.addNull()
                    $0.add(Role.trustBody.rawValue)
                },
                Call(TestFindingStatement.readHearing) {
                    $0.add(test)
                    $0.add(partner)
                },
            ])
            return try await self.takeOnce(
                at: "/individual-tests/\(test)/findings/\(partner)/hearing",
                current: found[2].first,
                isSame: { TestHearing($0) == hearing },
                item: { $0.hearing($1) }
            ) {
                do throws(TestHearingRefusal) {
                    try hearing.check(
                        in: TestFinding.State(found[1][0]),
                        completedOn: found[1][0].day(6),
                        today: found[0][0].day(0)
                    )
                } catch {
                    throw Problem(error)
                }
                return try await hearing.insert(of: partner, in: test, in: transaction)
            }
        }
    }
}

extension TestHearing {
    fileprivate init?(reading object: inout JSONObject) {
        let heldOn = object.day("heldOn")
        let documentReference = object.string("documentReference", length: 1...100)
        guard let heldOn, let documentReference else { return nil }
        self.init(heldOn: heldOn, documentReference: documentReference)
    }
}

extension JSONWriter {
    /// A row of `TestFindingStatement.readHearing`.
    fileprivate mutating func hearing(_ row: Row) {
        object {
            $0.member("individualTestId", text: row, 0)
            $0.member("partnerId", text: row, 1)
            $0.member("heldOn", text: row, 2)
            $0.member("documentReference", text: row, 3)
            $0.member("createdAt", text: row, 4)
            // A hearing is held once.
            $0.member("version", 1)
        }
    }
}

extension Problem {
    fileprivate init(_ refusal: TestHearingRefusal) {
        switch refusal {
        case .notNeeded:
            self.init(
                409,
                "test-hearing.not-needed",
                "The party is not insufficient in any dimension; nothing follows from it."
            )
        case .recorded:
            self.init(
                409,
                "test-hearing.recorded",
                "Another hearing of this party was recorded; it is heard once."
            )
        case .heldBefore(let day):
            self.init(
                409,
                "test-hearing.held-before",
                "The test was completed later, on \(day)."
            )
        case .datedAhead:
            self.init(datedAhead: "test-hearing")
        }
        self = resting(on: "PO", "7.5")
    }
}
