import Testing

/// The rows about one subject.
struct ConformanceTable: Sendable, CustomTestStringConvertible {
    let subject: String
    let rows: [ConformanceRow]

    var testDescription: String { subject }

    static let all = [requestLine, target, fields, host, framing, chunks, connection, limits]
}

extension `Over sockets` {
    @Suite struct `What the clauses say` {
        @Test(arguments: ConformanceTable.all)
        func `is what happens, at once and byte by byte`(_ table: ConformanceTable) async throws {
            try await LiveServer.run { live in
                for row in table.rows {
                    for pace in ConformanceRow.Pace.allCases {
                        #expect(throws: Never.self, row.comment) {
                            try row.check(live, pace)
                        }
                    }
                }
            }
        }

        @Test(arguments: ConformanceTable.all)
        func `about a refusal holds for the good request behind it`(
            _ table: ConformanceTable
        ) async throws {
            try await LiveServer.run { live in
                for row in table.rows where row.isRefused {
                    for pace in ConformanceRow.Pace.allCases {
                        #expect(throws: Never.self, row.comment) {
                            try row.check(live, pace, isFollowed: true)
                        }
                    }
                }
            }
        }

        @Test func `is asked on both sides`() {
            for table in ConformanceTable.all {
                #expect(table.rows.contains { $0.staysOpen }, "\(table.subject)")
                #expect(table.rows.contains { !$0.staysOpen }, "\(table.subject)")
            }
        }
    }
}
