/// One SQL statement, prepared on every connection when it opens.
///
/// The text is a literal of the program, so no value can ever become part of it: values travel as
/// parameters `$1`, `$2`, … A statement that does not fit the schema stops the service at its
/// start, not at its first use.
package struct Statement: Sendable, Hashable {
    /// Dotted, unique; stands in the log and in PostgreSQL's own statistics of prepared statements.
    package let name: StaticString
    package let sql: StaticString

    /// A statement under a name that no other has.
    package init(_ name: StaticString, _ sql: StaticString) {
        self.name = name
        self.sql = sql
    }

    package static func == (left: Statement, right: Statement) -> Bool {
        left.name.utf8Start == right.name.utf8Start
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(name.utf8Start)
    }

    /// Zero-terminated, as C wants it; a literal always is.
    var nameStart: UnsafePointer<CChar> {
        UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self)
    }

    var sqlStart: UnsafePointer<CChar> {
        UnsafeRawPointer(sql.utf8Start).assumingMemoryBound(to: CChar.self)
    }

    static let begin = Statement("transaction.begin", "begin")
    static let commit = Statement("transaction.commit", "commit")
    static let rollBack = Statement("transaction.rollback", "rollback")
    static let setting = Statement("session.setting", "select set_config($1, $2, false)")
}
