import Glibc
import Postgres
import TestSupport
import Testing

extension Statement {
    fileprivate static let applied = Statement(
        "test.applied",
        "select number, name from schema_migration order by number"
    )
    fileprivate static let tables = Statement(
        "test.tables",
        "select relname from pg_class where relname in ('one', 'two', 'three') order by relname"
    )
}

private let files = [
    Migrations.File(number: 2, name: "0002_two.sql", sql: "create table two (one integer);"),
    Migrations.File(number: 1, name: "0001_one.sql", sql: "create table one (); select 1;"),
    Migrations.File(number: 3, name: "0003_three.sql", sql: "create table three ();"),
]

@Suite struct `The migrations` {
    @Test func `are applied in order and once`() throws {
        let connection = try TestDatabase(.nothing).connection()
        let migrations = try Migrations(files: files)
        let names = ["0001_one.sql", "0002_two.sql", "0003_three.sql"]
        #expect(try migrations.apply(to: connection) == names)
        #expect(try migrations.apply(to: connection).isEmpty)
        let rows = try connection.rows(.applied)
        #expect(rows.map { $0.integer(0) } == [1, 2, 3])
        #expect(rows.map { $0.text(1) } == names)
        #expect(try connection.rows(.tables).count == 3)
    }

    @Test func `go on where the last ones ended`() throws {
        let connection = try TestDatabase(.nothing).connection()
        _ = try Migrations(files: Array(files[..<2])).apply(to: connection)
        #expect(try Migrations(files: files).apply(to: connection) == ["0003_three.sql"])
    }

    @Test func `of no files change nothing`() throws {
        let connection = try TestDatabase(.nothing).connection()
        #expect(try Migrations(files: []).apply(to: connection).isEmpty)
        _ = try Migrations(files: files).apply(to: connection)
        #expect(throws: Migrations.Refusal.unknown(number: 3)) {
            try Migrations(files: []).apply(to: connection)
        }
    }

    @Test(arguments: [([2], 0, 2), ([1, 3], 1, 3), ([1, 1], 1, 1), ([0, 1], 0, 0)])
    func `are refused with a gap`(numbers: [Int], after: Int, found: Int) {
        #expect(throws: Migrations.Refusal.gap(after: after, found: found)) {
            try Migrations(files: numbers.map { .init(number: $0, name: "x", sql: "") })
        }
    }

    @Test func `are refused when an applied one changed`() throws {
        let connection = try TestDatabase(.nothing).connection()
        _ = try Migrations(files: Array(files[..<2])).apply(to: connection)
        var changed = files
        changed[0] = .init(number: 2, name: "0002_two.sql", sql: "create table two (); ")
        #expect(throws: Migrations.Refusal.changed("0002_two.sql")) {
            try Migrations(files: changed).apply(to: connection)
        }
        #expect(try connection.rows(.tables).count == 2)
    }

    @Test func `are refused when the database knows more`() throws {
        let connection = try TestDatabase(.nothing).connection()
        _ = try Migrations(files: files).apply(to: connection)
        #expect(throws: Migrations.Refusal.unknown(number: 3)) {
            try Migrations(files: Array(files[..<2])).apply(to: connection)
        }
    }

    @Test func `are applied whole or not at all`() throws {
        let connection = try TestDatabase(.nothing).connection()
        var broken = files
        broken[0] = .init(
            number: 2,
            name: "0002_two.sql",
            sql: "create table two (); insert into nowhere values (1);"
        )
        do throws(Migrations.Refusal) {
            _ = try Migrations(files: broken).apply(to: connection)
            Issue.record("it was applied")
        } catch {
            #expect(error.description.hasPrefix("0002_two.sql could not be applied: "))
            #expect(error.description.contains("nowhere"))
        }
        #expect(try connection.rows(.tables).map { $0.text(0) } == ["one"])
        #expect(try Migrations(files: files).apply(to: connection).count == 2)
    }

    @Test func `started at once wait for each other`() async throws {
        let database = try TestDatabase(.nothing)
        let slow = [
            Migrations.File(
                number: 1,
                name: "0001_one.sql",
                sql: "select pg_sleep(0.1); create table one ();"
            )
        ]
        let names = try await withThrowingTaskGroup(of: [String].self) { group in
            for _ in 0..<3 {
                group.addTask { try Migrations(files: slow).apply(to: database.connection()) }
            }
            return try await group.reduce([]) { $0 + $1 }
        }
        #expect(names == ["0001_one.sql"])
    }

    @Test func `are read from a folder`() throws {
        let folder = try Folder(["0002_b.sql": "b", "0001_a.sql": "a\né", "README.md": "text"])
        let files = try Migrations(folder: folder.path).files
        #expect(
            files == [
                .init(number: 1, name: "0001_a.sql", sql: "a\né"),
                .init(number: 2, name: "0002_b.sql", sql: "b"),
            ]
        )
    }

    @Test(arguments: ["1_a.sql", "0001.sql", "0001_.sql", "+001_a.sql", "0001-a.sql", "a.sql"])
    func `are refused when one has a bad name`(name: String) throws {
        let folder = try Folder([name: "select 1"])
        #expect(throws: Migrations.Refusal.badName(name)) { try Migrations(folder: folder.path) }
    }

    @Test func `are refused when there are none to read`() throws {
        let folder = try Folder([:])
        for path in [folder.path, folder.path + "/nowhere"] {
            #expect(throws: Migrations.Refusal.unreadable(folder: path)) {
                try Migrations(folder: path)
            }
        }
    }

    @Test func `say what is wrong in a sentence`() {
        let refusals: [Migrations.Refusal] = [
            .unreadable(folder: "db"), .badName("a.sql"), .gap(after: 1, found: 3),
            .changed("0001_a.sql"), .unknown(number: 4), .failed(file: "a", problem: "b."),
        ]
        for refusal in refusals { #expect(refusal.description.hasSuffix(".")) }
    }
}

/// A folder with files that is removed at the end.
private final class Folder {
    let path: String
    private let names: [String]

    init(_ files: [String: String]) throws {
        var template = Array("/tmp/hendig-test-XXXXXX\0".utf8CString)
        guard mkdtemp(&template) != nil else { throw TestProblem("There is no folder to be had.") }
        path = String(decoding: template.prefix { $0 != 0 }.map { UInt8($0) }, as: UTF8.self)
        names = Array(files.keys)
        for (name, text) in files {
            guard let file = fopen(path + "/" + name, "w") else { continue }
            fputs(text, file)
            fclose(file)
        }
    }

    deinit {
        for name in names { unlink(path + "/" + name) }
        rmdir(path)
    }
}
