internal import Postgres

enum DatabaseLogStatement {
    /// Whether PostgreSQL would write values of statements into its log; asked before it is told a
    /// ballot or a key phrase.
    static let keepsValues = Statement("database-log.keeps-values", "select logs_values()")
    static let all = [keepsValues]
}
