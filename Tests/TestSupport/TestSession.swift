internal import EventLoop
package import Postgres

/// How long a test waits for what comes at once: longer than any busy machine takes.
package let patienceMilliseconds: UInt64 = 60_000

/// Runs the body on a loop of its own with the database open there, and closes both afterwards.
///
/// ```swift
/// let database = try TestDatabase()
/// try await withSession(database.serviceSettings, statements: [.count]) { session in
///     let rows = try await session.rows(.count)
/// }
/// ```
///
/// - Throws: what the body throws; `TestProblem` with the session's own words when the database
///   cannot be opened within a minute.
@discardableResult
package func withSession<Value: Sendable>(
    _ settings: PipeSettings,
    statements: [Statement],
    _ body: @escaping @Sendable (Session) async throws -> Value
) async throws -> Value {
    try await withLoop { loop in
        let session = Session(loop: loop, settings: settings, statements: statements)
        defer { session.close() }
        guard await session.open(withinMilliseconds: patienceMilliseconds) else {
            throw TestProblem(session.lastProblem ?? "The database does not answer.")
        }
        return try await body(session)
    }
}

/// Why a test could not begin.
package struct TestProblem: Error, Sendable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}
