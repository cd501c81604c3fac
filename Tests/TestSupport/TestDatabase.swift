internal import EventLoop
internal import Glibc
package import Postgres
internal import Synchronization

/// A database of one test, copied in a blink from a template that holds the schema.
///
/// It is dropped after the last reference to it and the last connection are gone. What a process
/// left behind is removed by the next one. The environment variable `HENDIG_TEST_DATABASE_URL`
/// names a superuser on a cluster of our own, and a database there that is only connected to,
/// never changed.
package final class TestDatabase: Sendable {
    package enum Contents: Sendable {
        /// The schema, as the migrations make it.
        case schema
        /// Nothing at all.
        case nothing
    }

    package let name: String
    /// A libpq address as the superuser.
    package let address: String
    /// A libpq address with the rights of `hendig_service` and no more.
    package let serviceAddress: String

    /// - Throws: `TestProblem` when there is no cluster, or the migrations cannot be applied.
    package init(_ contents: Contents = .schema) throws {
        let cluster = try Cluster.shared.get()
        let template =
            switch contents {
            case .schema: try Cluster.template.get()
            case .nothing: "template0"
            }
        let number = Self.last.add(1, ordering: .relaxed).newValue
        name = "\(Cluster.prefix)\(getpid())_\(number)"
        address = cluster.address.database(name).text
        serviceAddress = cluster.address.database(name).role("hendig_service").text
        try cluster.run("create database \(name) template \(template) strategy wal_log")
    }

    deinit {
        try? Cluster.shared.get().drop(name)
    }

    /// Settings for a session as `hendig_service`.
    ///
    /// Who races in a test waits for the others however busy the machine is.
    package var serviceSettings: PipeSettings {
        var settings = PipeSettings(address: serviceAddress)
        settings.limits.lockMilliseconds = 60_000
        settings.limits.statementMilliseconds = 60_000
        return settings
    }

    /// Settings for a session as the superuser.
    package var settings: PipeSettings { PipeSettings(address: address) }

    /// A connection as the superuser that waits for its answers.
    package func connection() throws(ConnectionProblem) -> BlockingConnection {
        try BlockingConnection(address)
    }

    /// The folder that holds Package.swift.
    ///
    /// - Returns: nil when the sources are no longer where they were compiled.
    package static var projectFolder: String? {
        guard let path = realpath(#filePath, nil) else { return nil }
        defer { free(path) }
        return String(cString: path).split(separator: "/", omittingEmptySubsequences: false)
            .dropLast(3).joined(separator: "/")
    }

    private static let last = Atomic<Int>(0)
}

/// The cluster that the environment names.
private struct Cluster: @unchecked Sendable {
    // Unchecked: never changes after it is made.
    let address: TestAddress

    static let prefix = "hendig_test_"

    /// Made once per process, after what dead processes left was removed.
    static let shared = Result { try Cluster() }.mapError { TestProblem("\($0)") }

    /// The name of this process's template.
    static let template = shared.flatMap { cluster in
        Result { try cluster.makeTemplate() }.mapError { TestProblem("\($0)") }
    }

    private init() throws {
        guard let value = getenv("HENDIG_TEST_DATABASE_URL") else {
            throw TestProblem(
                """
                Set HENDIG_TEST_DATABASE_URL to the address of a superuser on a PostgreSQL of \
                your own, as in "host=/tmp/socket user=postgres dbname=postgres".
                """
            )
        }
        address = try TestAddress(String(cString: value))
        try removeLeftovers()
    }

    func run(_ script: String) throws {
        try BlockingConnection(address.text).run(script: script)
    }

    /// Drops a database; one that is still connected to is dropped with one of the next.
    func drop(_ name: String) throws {
        let connection = try BlockingConnection(address.text)
        let names = Self.unwanted.withLock { unwanted in
            defer { unwanted = [] }
            return unwanted + [name]
        }
        for name in names {
            if try connection.rows(Self.connections, { $0.add(name) }).count > 0 {
                Self.unwanted.withLock { $0.append(name) }
            } else {
                try connection.run(script: "drop database if exists \(name) with (force)")
            }
        }
    }

    private static let unwanted = LockedBox<[String]>([])

    /// Roles belong to the whole cluster: two processes may not make them at the same time.
    private func makeTemplate() throws -> String {
        guard let folder = TestDatabase.projectFolder else {
            throw TestProblem("The project's folder is gone.")
        }
        let migrations = try Migrations(folder: folder + "/db/migrations")
        let name = "\(Self.prefix)\(getpid())_template"
        let connection = try BlockingConnection(address.text)
        try connection.run(script: "select pg_advisory_lock(436344)")
        try connection.run(script: Self.roles)
        try connection.run(
            script: "create database \(name) owner hendig_owner template template0"
        )
        let owner = address.database(name).role("hendig_owner")
        _ = try migrations.apply(to: BlockingConnection(owner.text))
        return name
    }

    private func removeLeftovers() throws {
        let connection = try BlockingConnection(address.text)
        let names = try connection.rows(Self.leftovers).map { $0.text(0) }
        for name in names {
            let process = name.dropFirst(Self.prefix.count).prefix { $0 != "_" }
            guard let process = Int32(process), kill(process, 0) != 0, errno == ESRCH else {
                continue
            }
            try connection.run(script: "drop database if exists \(name) with (force)")
        }
    }

    private static let leftovers = Statement(
        "test.leftovers",
        "select datname from pg_database where datname ~ '^hendig_test_[0-9]+_[0-9a-z]+$'"
    )

    private static let connections = Statement(
        "test.connections",
        "select pid from pg_stat_activity where datname = $1"
    )

    private static let roles = """
        do $$
        begin
            if not exists (select from pg_roles where rolname = 'hendig_owner') then
                create role hendig_owner login createrole;
            end if;
            if not exists (select from pg_roles where rolname = 'hendig_service') then
                create role hendig_service login;
            end if;
        end
        $$
        """
}
