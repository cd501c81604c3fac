internal import Postgres

enum TicketStatement {
    /// As many random tickets as the cluster has members, or why there are none.
    static let issue = Statement(
        "tickets.issue",
        "select refusal, array_to_json(tickets) from issue_tickets($1::uuid, $2::uuid)"
    )
    static let all = [issue]
}

extension Transaction {
    /// Gives out the tickets of a cluster.
    ///
    /// - Returns: a JSON array of them, which is nowhere else.
    /// - Throws: `TicketRefusal`, or `DatabaseFailure`.
    func issueTickets(of cluster: Identifier, in measurement: Identifier) async throws -> [UInt8] {
        let row = try await rows(TicketStatement.issue) {
            $0.add(measurement)
            $0.add(cluster)
        }[0]
        if let text = row.optionalText(0) {
            guard let refusal = TicketRefusal(rawValue: text) else {
                preconditionFailure("a refusal that the function does not have")
            }
            throw refusal
        }
        return row.bytes(1)
    }
}
