internal import Dispatch
internal import Glibc
package import Postgres

extension Statement {
    /// The connections to the database that wait for a lock.
    package static let waiting = Statement(
        "test.waiting",
        """
        select pid
        from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'
        order by pid
        """
    )
}

extension TestDatabase {
    /// Ends another's transaction as soon as somebody waits for its locks.
    ///
    /// It happens on a thread of its own: nobody waits longer than five seconds for a lock, and on
    /// a busy machine the tests may not get a turn for as long.
    package func end(_ other: BlockingConnection, with script: String = "commit") async throws {
        // Used by that thread alone until this returns.
        nonisolated(unsafe) let connections = (watcher: try connection(), other: other)
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async {
                continuation.resume(
                    with: Result { () throws -> Void in
                        // A minute, which is longer than any test waits.
                        for _ in 0..<60_000 {
                            if try connections.watcher.rows(.waiting).count > 0 {
                                break
                            }
                            usleep(1_000)
                        }
                        try connections.other.run(script: script)
                    }
                )
            }
        }
    }
}
