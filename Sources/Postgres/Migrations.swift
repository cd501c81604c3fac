internal import Glibc

/// Numbered SQL files that make the schema, each applied once, in order, whole or not at all.
///
/// What was applied is recorded with the file's digest; a file that changed afterwards is refused,
/// because the database could then no longer be made again from the files.
package struct Migrations: Sendable {
    /// One file of the folder.
    package struct File: Sendable, Equatable {
        /// The number in front of its name, from 1.
        package let number: Int
        package let name: String
        package let sql: String

        /// A file as it was read.
        package init(number: Int, name: String, sql: String) {
            self.number = number
            self.name = name
            self.sql = sql
        }
    }

    /// Why the schema cannot be brought up to date.
    package enum Refusal: Error, Equatable, CustomStringConvertible {
        case unreadable(folder: String)
        case badName(String)
        case gap(after: Int, found: Int)
        case changed(String)
        case unknown(number: Int)
        case failed(file: String, problem: String)

        package var description: String {
            switch self {
            case .unreadable(let folder): "There are no migrations to read in \(folder)."
            case .badName(let name): "\(name) is not named NNNN_name.sql."
            case .gap(let number, let found): "After migration \(number) comes \(found)."
            case .changed(let name):
                "\(name) was changed after it was applied; write a new migration instead."
            case .unknown(let number):
                "The database has migration \(number), which this version does not know."
            case .failed(let file, let problem): "\(file) could not be applied: \(problem)"
            }
        }
    }

    /// The files in the order of their numbers.
    package let files: [File]

    /// Migrations from files already read.
    ///
    /// - Throws: `gap` unless the files are numbered 1, 2, 3, …
    package init(files: [File]) throws(Refusal) {
        self.files = files.sorted { $0.number < $1.number }
        for (index, file) in self.files.enumerated() where file.number != index + 1 {
            throw .gap(after: index, found: file.number)
        }
    }

    /// Reads `NNNN_name.sql` from a folder.
    package init(folder: String) throws(Refusal) {
        guard let directory = opendir(folder) else { throw .unreadable(folder: folder) }
        defer { closedir(directory) }
        var files: [File] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard name.hasSuffix(".sql") else { continue }
            guard let number = Self.number(of: name) else { throw .badName(name) }
            guard let sql = Self.read(folder + "/" + name) else {
                throw .unreadable(folder: folder)
            }
            files.append(File(number: number, name: name, sql: sql))
        }
        guard !files.isEmpty else { throw .unreadable(folder: folder) }
        try self.init(files: files)
    }

    /// Four digits, an underscore, a name and `.sql`; nil for anything else.
    private static func number(of name: String) -> Int? {
        let digits = name.utf8.prefix(4)
        guard digits.count == 4, digits.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }),
            name.utf8.dropFirst(4).first == UInt8(ascii: "_"), name.utf8.count > 9
        else { return nil }
        return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    private static func read(_ path: String) -> String? {
        guard let file = fopen(path, "r") else { return nil }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = fread(&buffer, 1, buffer.count, file)
            guard count > 0 else { break }
            bytes.append(contentsOf: buffer[..<count])
        }
        return ferror(file) == 0 ? String(decoding: bytes, as: UTF8.self) : nil
    }

    /// Applies what is missing.
    ///
    /// An advisory lock makes a second one wait, so that any number of services may start at once.
    ///
    /// - Returns: the names of the files applied now.
    package func apply(to connection: BlockingConnection) throws(Refusal) -> [String] {
        try step(Self.listName) { () throws(ScriptFailure) in
            try connection.run(script: "select pg_advisory_lock(\(Self.lockNumber))")
        }
        defer { try? connection.run(script: "select pg_advisory_unlock(\(Self.lockNumber))") }
        try step(Self.listName) { () throws(ScriptFailure) in
            try connection.run(script: Self.listOfMigrations)
        }
        let applied = try applied(on: connection)
        if let last = applied.keys.max(), last > files.count { throw .unknown(number: last) }
        var names: [String] = []
        for file in files {
            if let isSame = applied[file.number] {
                guard isSame else { throw .changed(file.name) }
                continue
            }
            try apply(file, to: connection)
            names.append(file.name)
        }
        return names
    }

    /// The number of each applied migration and whether its file is still the same.
    private func applied(on connection: BlockingConnection) throws(Refusal) -> [Int: Bool] {
        var applied: [Int: Bool] = [:]
        for file in files {
            try step(file.name) { () throws(ScriptFailure) in
                let rows = try connection.rows(Self.compare) {
                    $0.add(file.number)
                    $0.add(file.sql)
                }
                if let row = rows.first { applied[file.number] = row.boolean(0) }
            }
        }
        try step(Self.listName) { () throws(ScriptFailure) in
            let last = try connection.rows(Self.last).first?.optionalInteger(0)
            if let last, applied[last] == nil { applied[last] = true }
        }
        return applied
    }

    private func apply(_ file: File, to connection: BlockingConnection) throws(Refusal) {
        try step(file.name) { () throws(ScriptFailure) in
            try connection.run(script: "begin")
            do throws(ScriptFailure) {
                try connection.run(script: file.sql)
                _ = try connection.rows(Self.record) {
                    $0.add(file.number)
                    $0.add(file.name)
                    $0.add(file.sql)
                }
                try connection.run(script: "commit")
            } catch {
                try? connection.run(script: "rollback")
                throw error
            }
        }
    }

    private func step(
        _ name: String,
        _ body: () throws(ScriptFailure) -> Void
    ) throws(Refusal) {
        do {
            try body()
        } catch {
            throw .failed(file: name, problem: error.description)
        }
    }

    /// Any number will do, as long as every version uses the same: "HENDIG" on a telephone.
    private static let lockNumber = 436_344

    private static let listName = "The list of migrations"

    private static let listOfMigrations = """
        create table if not exists schema_migration (
            number integer primary key,
            name text not null,
            digest bytea not null,
            applied_at timestamptz not null default now()
        )
        """

    private static let compare = Statement(
        "migrations.compare",
        """
        select digest = sha256(convert_to($2, 'UTF8'))
        from schema_migration
        where number = $1::integer
        """
    )

    private static let last = Statement(
        "migrations.last",
        "select max(number) from schema_migration"
    )

    private static let record = Statement(
        "migrations.record",
        """
        insert into schema_migration (number, name, digest)
        values ($1::integer, $2, sha256(convert_to($3, 'UTF8')))
        """
    )
}
