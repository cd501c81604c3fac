/// The limits of a connection to PostgreSQL, each with its reason.
package struct PipeLimits: Sendable {
    /// Calls sent and not yet answered.
    ///
    /// More would only queue in the server, where they cannot be
    /// refused any more.
    package var callsInFlight = 256
    /// Calls waiting to be sent; about a tenth of a second of work.
    ///
    /// Beyond it the caller is told to come back (503).
    package var callsWaiting = 4_096
    /// How long PostgreSQL may be silent while it owes an answer.
    ///
    /// A silence that lasts longer means a dead peer: PostgreSQL itself stops statements after
    /// `statementMilliseconds`.
    package var answerMilliseconds: UInt64 = 30_000
    /// A connection attempt that takes longer is started anew.
    ///
    /// The preparing that follows has the time of an answer: it takes a busy PostgreSQL seconds.
    package var connectMilliseconds: UInt64 = 5_000
    /// Waits between attempts double from the first to the last.
    package var firstRetryMilliseconds: UInt64 = 50
    package var lastRetryMilliseconds: UInt64 = 2_000
    /// A statement that takes longer is stopped by PostgreSQL; reports take well under a second.
    package var statementMilliseconds = 15_000
    /// A lock held longer belongs to something stuck; groups of writes take milliseconds.
    package var lockMilliseconds = 5_000
    /// Transactions waiting for the write pipe.
    package var transactionsWaiting = 4_096

    /// The limits as they are by default.
    package init() {}
}

/// How to reach the database and what to say first.
package struct PipeSettings: Sendable {
    /// A libpq connection string or URL.
    package var address: String
    /// The role whose rights statements run with; nil keeps the login's own.
    package var role: String?
    package var limits: PipeLimits

    /// How to reach a database, with whose rights and within which limits.
    package init(address: String, role: String? = nil, limits: PipeLimits = PipeLimits()) {
        self.address = address
        self.role = role
        self.limits = limits
    }
}
