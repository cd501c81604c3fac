import Postgres
import TestSupport
import Testing

extension Statement {
    fileprivate static let kinds = Statement(
        "test.kinds",
        "select 'text', 42, -7::bigint, true, false, null, '', '\\x00ff'::bytea"
    )
    fileprivate static let series = Statement(
        "test.series",
        "select number, number * number from generate_series(1, $1::integer) as number"
    )
    fileprivate static let table = Statement("test.table", "create table thing (number integer)")
    fileprivate static let change = Statement(
        "test.change",
        "insert into thing select generate_series(1, $1::integer)"
    )
}

@Suite struct `Rows of a result` {
    @Test func `give each kind of value`() throws {
        let rows = try TestDatabase(.nothing).connection().rows(.kinds)
        let row = try #require(rows.first)
        #expect(row.text(0) == "text")
        #expect(row.integer(1) == 42)
        #expect(row.integer(2) == -7)
        #expect(row.boolean(3))
        #expect(!row.boolean(4))
        #expect(row.isNull(5))
        #expect(row.optionalText(5) == nil)
        #expect(row.optionalInteger(5) == nil)
        #expect(row.optionalBoolean(5) == nil)
        #expect(row.optionalBytes(5) == nil)
        #expect(row.withBytes(5) { $0.count } == nil)
        #expect(!row.boolean(5))
        #expect(!row.isNull(6))
        #expect(row.text(6).isEmpty)
        #expect(row.withBytes(0) { $0.count } == 4)
        #expect(row.bytes(7) == Array(#"\x00ff"#.utf8))
    }

    @Test(arguments: [0, 1, 1_000])
    func `come in their order and number`(count: Int) throws {
        let connection = try TestDatabase(.nothing).connection()
        let rows = try connection.rows(.series) { $0.add(count) }
        #expect(rows.count == count)
        #expect(rows.map { $0.integer(1) } == (0..<count).map { ($0 + 1) * ($0 + 1) })
        #expect(rows.first?.integer(0) == (count > 0 ? 1 : nil))
    }

    @Test func `count what was changed`() throws {
        let connection = try TestDatabase(.nothing).connection()
        #expect(try connection.rows(.table).changedCount == 0)
        #expect(try connection.rows(.change) { $0.add(3) }.changedCount == 3)
        #expect(try connection.rows(.change) { $0.add(0) }.changedCount == 0)
    }

    @Test func `outlive their connection`() throws {
        let rows: Rows
        do {
            let connection = try TestDatabase(.nothing).connection()
            rows = try connection.rows(.series) { $0.add(2) }
        }
        #expect(rows[1].integer(1) == 4)
    }

    @Test func `trap when a row or a column is not there`() async {
        await #expect(processExitsWith: .failure) {
            _ = try TestDatabase(.nothing).connection().rows(.kinds)[1]
        }
        await #expect(processExitsWith: .failure) {
            _ = try TestDatabase(.nothing).connection().rows(.kinds)[0].isNull(8)
        }
    }

    @Test func `trap when text is asked for a number`() async {
        await #expect(processExitsWith: .failure) {
            _ = try TestDatabase(.nothing).connection().rows(.kinds)[0].integer(0)
        }
        await #expect(processExitsWith: .failure) {
            _ = try TestDatabase(.nothing).connection().rows(.kinds)[0].integer(6)
        }
    }
}

@Suite struct `A connection that waits` {
    @Test func `says in one line why there is none`() {
        let address = "host=/tmp/nowhere-at-all dbname=none"
        do throws(ConnectionProblem) {
            _ = try BlockingConnection(address)
            Issue.record("it connected")
        } catch {
            #expect(error.description.contains("/tmp/nowhere-at-all"))
            #expect(!error.description.contains("\n"))
        }
    }

    @Test func `tells the state and the message of a refusal and no data`() throws {
        let connection = try TestDatabase(.nothing).connection()
        try connection.run(script: "create table thing (number integer primary key)")
        try connection.run(script: "insert into thing values (4711)")
        do throws(ScriptFailure) {
            try connection.run(script: "insert into thing values (4711)")
            Issue.record("it was accepted")
        } catch {
            #expect(error.state == "23505")
            #expect(error.description.contains("thing_pkey"))
            #expect(!error.description.contains("4711"))
        }
    }
}
