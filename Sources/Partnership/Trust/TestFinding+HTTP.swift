internal import HTTP
internal import JSON
internal import Postgres
internal import Scoring

extension API {
    static let testFindingRoutes = [
        Route(
            .listTestFindings,
            .get,
            "/individual-tests/{individualTestId}/findings",
            query: Route.listQuery
        ) { try await $0.listTestFindings() },
        Route(
            .readTestFinding,
            .get,
            "/individual-tests/{individualTestId}/findings/{partnerId}"
        ) { exchange in
            let row = try await exchange.findingRow()
            return exchange.json { $0.finding(row) }
        },
    ]
}

extension Exchange {
    fileprivate func listTestFindings() async throws -> Response {
        let test = try identifier("individualTestId")
        let page = try page()
        let readable = try await session.rows(TestFindingStatement.count) {
            self.add(test, to: &$0)
        }
        if readable[0].integer(0) == 0 { throw try await notAReader(of: test) }
        return try await list(page, TestFindingStatement.list, TestFindingStatement.count) {
            add(test, to: &$0)
        } item: {
            $0.finding($1)
        }
    }

    /// The finding of the path, if the caller reads it.
    ///
    /// - Throws: 404 when the caller reads others of the test but not this one, or when there is
    ///   none; 403 when it reads none.
    func findingRow() async throws -> Row {
        let test = try identifier("individualTestId")
        let partner = try identifier("partnerId")
        let rows = try await session.rows(TestFindingStatement.read) {
            $0.add(test)
            $0.add(partner)
            $0.add(ownPartnerId)
            $0.add(caller?.role.rawValue)
        }
        if let row = rows.first { return row }
        let readable = try await session.rows(TestFindingStatement.count) {
            self.add(test, to: &$0)
        }
        throw readable[0].integer(0) > 0 ? Problem.notFound : try await notAReader(of: test)
    }

    private func add(_ test: Identifier, to parameters: inout Parameters) {
        parameters.add(test)
        parameters.add(ownPartnerId)
        parameters.add(caller?.role.rawValue)
    }

    /// 403 where there are findings, and 404 where there are none.
    func notAReader(of test: Identifier) async throws -> Problem {
        let rows = try await session.rows(TestFindingStatement.completed) { $0.add(test) }
        return rows.count > 0 ? .notAReader : .notFound
    }
}

extension Problem {
    fileprivate static let notAReader = Problem(
        403,
        "test-finding.not-a-reader",
        "The findings of this test are for the parties themselves and for its named readers."
    )
}

extension JSONWriter {
    /// A row of `TestFindingStatement.read` or `.list`.
    fileprivate mutating func finding(_ row: Row) {
        let history = TestHistory(text: row.text(7))
        object {
            $0.member("individualTestId", text: row, 1)
            $0.member("partnerId", text: row, 0)
            $0.member("clusterId", text: row, 2)
            $0.member("intentional", text: row, 3)
            $0.member("competential", text: row, 4)
            $0.member("state", text: row, 5)
            $0.member("repetition", history.repetition.rawValue)
            $0.member(
                "otherReadings",
                array: {
                    for reading in history.otherReadings {
                        $0.object {
                            $0.member("policy", reading)
                            $0.member("repetition", Repetition.repeated.rawValue)
                        }
                    }
                }
            )
            $0.member(
                "signals",
                array: { if history.isRepeated { $0.repeatedSignal() } }
            )
            $0.member("grounds", array: { $0.articles(["7.4", "10.1"]) })
            $0.member("createdAt", text: row, 8)
            // A finding is made once.
            $0.member("version", 1)
        }
    }

    /// What may follow from repetition, and does not by itself (A7).
    private mutating func repeatedSignal() {
        object {
            $0.member("code", "test-finding.repeatedly-insufficient")
            $0.member(
                "detail",
                "The agreement may be dissolved; that takes advice and a decision of the college."
            )
            $0.member("source", "PO 10.1")
        }
    }
}
