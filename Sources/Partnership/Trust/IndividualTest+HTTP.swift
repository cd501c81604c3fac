internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let individualTestRoutes =
        [
            Route(
                .listIndividualTests,
                .get,
                "/trust-measurements/{measurementId}/individual-tests",
                query: Route.listQuery
            ) { try await $0.listIndividualTests() },
            Route(
                .createIndividualTest,
                .post,
                "/trust-measurements/{measurementId}/individual-tests"
            ) { try await $0.createIndividualTest() },
            Route(.readIndividualTest, .get, "/individual-tests/{individualTestId}") {
                try await $0.read(
                    IndividualTestStatement.read,
                    of: "individualTestId",
                    inReach: true
                ) { $0.individualTest($1) }
            },
        ] + testFormRoutes + individualTestCompletionRoutes + testFindingRoutes + testHearingRoutes
}

extension Exchange {
    fileprivate func listIndividualTests() async throws -> Response {
        let measurement = try identifier("measurementId")
        return try await list(
            page(),
            IndividualTestStatement.list,
            IndividualTestStatement.count,
            of: Call(IndividualTestStatement.round) {
                $0.add(measurement)
                $0.addNull()
            }
        ) {
            $0.add(measurement)
            $0.add(ownPartnerId)
        } item: {
            $0.individualTest($1)
        }
    }

    fileprivate func createIndividualTest() async throws -> Response {
        let measurement = try identifier("measurementId")
        let test = try decode { IndividualTest(reading: &$0, measurement) }
        let id = newIdentifier()
        return try await write { transaction in
            do {
                guard let row = try await test.insert(id: id, in: transaction) else {
                    throw Problem.notFound
                }
                return self.created("/individual-tests/\(id)") { $0.individualTest(row) }
            } catch let refusal as IndividualTestRefusal {
                throw Problem(refusal)
            }
        }
    }
}

extension IndividualTest {
    fileprivate init?(reading object: inout JSONObject, _ measurement: Identifier) {
        let scope = object.choice("scope", of: Scope.self)
        clusterId = object.optionalIdentifier("clusterId")
        let isNamed = object.raw("clusterId").map { !$0.isNull } ?? false
        if scope == .cluster, !isNamed {
            object.refuse("clusterId", "required", "is required of the scope cluster")
        }
        if scope == .allClusters, isNamed {
            object.refuse("clusterId", "format", "is only for the scope cluster")
        }
        let decidedOn = object.day("decidedOn")
        let documentReference = object.string("documentReference", length: 1...100)
        guard let decidedOn, let documentReference else { return nil }
        measurementId = measurement
        self.decidedOn = decidedOn
        self.documentReference = documentReference
    }
}

extension JSONWriter {
    /// A row of `IndividualTestStatement.read` or `.list`.
    fileprivate mutating func individualTest(_ row: Row) {
        object {
            $0.member("id", text: row, 0)
            $0.member("measurementId", text: row, 1)
            $0.member("scope", text: row, 2)
            $0.member("clusterId", text: row, 3)
            $0.member("decidedOn", text: row, 4)
            $0.member("documentReference", text: row, 5)
            $0.member("state", text: row, 6)
            $0.member("grounds", array: { $0.articles(["7.4"]) })
            $0.member("createdAt", text: row, 7)
            $0.member("version", raw: row, 8)
        }
    }
}

extension Problem {
    init(_ refusal: IndividualTestRefusal) {
        let (code, detail) = Self.words(refusal)
        self.init(409, "individual-test.\(code)", detail)
        switch refusal {
        case .notPresented: self = resting(on: "PO", "7.2").resting(on: "PO", "7.4")
        case .readerUnknown, .readerConcerned: self = resting(on: "PO", "7.5")
        default: self = resting(on: "PO", "7.4")
        }
    }

    private static func words(_ refusal: IndividualTestRefusal) -> (String, String) {
        switch refusal {
        case .notPresented:
            ("not-presented", "The outcomes of this round were not presented to MDG I-F yet.")
        case .clusterUnknown:
            ("cluster-unknown", "This cluster has no part in the round.")
        case .notPermitted:
            ("not-permitted", "No outcome of it is 3,9 or lower, so that there is nothing to test.")
        case .exists:
            ("exists", "There is a test of this scope already in this round.")
        case .decidedBefore(let day):
            ("decided-before", "The outcomes were presented to MDG I-F later, on \(day).")
        case .datedAhead:
            ("dated-ahead", "What is recorded as done has happened, and its day is still to come.")
        case .completed:
            ("completed", "The test was completed; it takes nothing more, and is completed once.")
        case .completedBefore(let day):
            ("completed-before", "The test was decided on later, on \(day).")
        case .partyOutOfScope:
            ("party-out-of-scope", "One of the parties is not covered by this test.")
        case .tooManyForms:
            ("too-many-forms", "A test has \(TestForm.maximumCount) forms at most.")
        case .findingsDiffer:
            ("findings-differ", "The findings are not those that the forms of this test lead to.")
        case .readerUnknown:
            ("reader-unknown", "One of the readers is no partner.")
        case .readerConcerned:
            (
                "reader-concerned",
                "One of the readers is a party concerned, or spoke for its cluster."
            )
        }
    }
}
