internal import CPostgres

/// A plain connection that waits for its answers.
///
/// For migrations and the command line, where nothing else has to go on meanwhile.
package final class BlockingConnection {
    private let connection: OpaquePointer

    /// - Throws: `ConnectionProblem` with libpq's own sentence when it cannot connect.
    package init(_ address: String) throws(ConnectionProblem) {
        guard let connection = PQconnectdb(address) else {
            throw ConnectionProblem(description: "libpq has no memory for a connection")
        }
        // From here on it is ended by `deinit`, also when this initialiser throws.
        self.connection = connection
        guard PQstatus(connection) == CONNECTION_OK else {
            let message = PQerrorMessage(connection).map { String(cString: $0) } ?? "no connection"
            throw ConnectionProblem(description: Self.oneLine(message))
        }
        // Notices ("relation already exists, skipping") are not for the operator's log.
        PQsetNoticeProcessor(connection, { _, _ in }, nil)
    }

    /// libpq's messages end with a newline and may have more of them.
    static func oneLine(_ message: String) -> String {
        message.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    deinit {
        PQfinish(connection)
    }

    /// Runs a script of statements without parameters.
    ///
    /// - Throws: `ScriptFailure` with PostgreSQL's primary message: scripts are ours and hold no
    ///   personal data.
    package func run(script: String) throws(ScriptFailure) {
        PQclear(try checked(PQexec(connection, script)))
    }

    /// Runs one statement with values.
    ///
    /// - Throws: `ScriptFailure`, as for a script.
    package func rows(
        _ statement: Statement,
        _ add: (inout Parameters) -> Void = { _ in }
    ) throws(ScriptFailure) -> Rows {
        var parameters = Parameters()
        add(&parameters)
        let result = parameters.withPointers { values, count in
            PQexecParams(connection, statement.sqlStart, count, nil, values, nil, nil, 0)
        }
        return Rows(try checked(result))
    }

    private func checked(_ result: OpaquePointer?) throws(ScriptFailure) -> OpaquePointer {
        let status = PQresultStatus(result)
        if let result, status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK { return result }
        defer { PQclear(result) }
        throw ScriptFailure(
            state: field("C", of: result) ?? "08006",
            message: field("M", of: result) ?? "the connection was lost"
        )
    }

    private func field(_ code: Unicode.Scalar, of result: OpaquePointer?) -> String? {
        PQresultErrorField(result, Int32(code.value)).map { String(cString: $0) }
    }
}

/// Why no connection could be made.
package struct ConnectionProblem: Error, CustomStringConvertible {
    /// libpq's own sentence on one line.
    package let description: String
}

/// A script or a statement of the command line that PostgreSQL refused.
package struct ScriptFailure: Error, CustomStringConvertible {
    /// The SQLSTATE.
    package let state: String
    /// PostgreSQL's primary message, without DETAIL.
    package let message: String

    package var description: String { "\(message) (\(state))" }
}
