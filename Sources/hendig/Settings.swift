internal import Glibc
internal import HTTPServer
internal import Postgres

/// What the environment says, checked once at the start.
struct Settings {
    let databaseURL: String
    let ownerDatabaseURL: String
    let host: String
    let port: UInt16
    /// The folder that holds `db` and `openapi.yaml`.
    let home: String
    let loopCount: Int
    let migratesFirst: Bool
    let corsOrigins: Set<String>
    let log: LogLevel
    let drainMilliseconds: UInt64

    /// How much of what happens is logged.
    enum LogLevel: String, CaseIterable { case all, failures, nothing }

    /// The role whose rights the service runs with, whoever logs in.
    static let serviceRole = "hendig_service"

    /// Every variable with what it means and its default, as `hendig help` shows them.
    static let explanations: [(name: String, meaning: String)] = [
        ("HENDIG_DATABASE_URL", "libpq address of the database; needed"),
        ("HENDIG_OWNER_DATABASE_URL", "the same for who migrates; default HENDIG_DATABASE_URL"),
        ("HENDIG_HOST", "address to listen on; default 127.0.0.1"),
        ("HENDIG_PORT", "port to listen on, 0 for any; default 8080"),
        ("HENDIG_HOME", "folder with db and openapi.yaml; default the current one"),
        ("HENDIG_LOOPS", "event loops; default one per core"),
        ("HENDIG_MIGRATE", "1 migrates before serving, 0 does not; default 1"),
        ("HENDIG_CORS_ORIGINS", "origins of front ends, with commas; default none"),
        ("HENDIG_LOG", "all, failures or nothing; default all"),
        ("HENDIG_DRAIN_SECONDS", "time to finish requests at the end; default 10"),
    ]

    /// - Throws: exit 78 with the variable and what would be right.
    init(environment: [String: String]) throws(CommandFailure) {
        let known = Set(Self.explanations.map(\.name)).union(["HENDIG_DEMO_TOKENS"])
        for name in environment.keys.sorted() where name.hasPrefix("HENDIG_") {
            if !known.contains(name) {
                throw .setting("There is no setting \(name); see hendig help.")
            }
        }
        guard let url = environment["HENDIG_DATABASE_URL"], !url.isEmpty else {
            throw .setting("HENDIG_DATABASE_URL must say where the database is.")
        }
        databaseURL = url
        ownerDatabaseURL = environment["HENDIG_OWNER_DATABASE_URL"] ?? url
        host = environment["HENDIG_HOST"] ?? "127.0.0.1"
        home = environment["HENDIG_HOME"] ?? "."
        port = try Self.number(environment, "HENDIG_PORT", UInt16(0)...UInt16.max) ?? 8_080
        let cores = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        loopCount = try Self.number(environment, "HENDIG_LOOPS", 1...64) ?? min(cores, 64)
        migratesFirst = try Self.number(environment, "HENDIG_MIGRATE", 0...1) ?? 1 == 1
        let seconds = try Self.number(environment, "HENDIG_DRAIN_SECONDS", 0...600) ?? 10
        drainMilliseconds = UInt64(seconds) * 1_000
        let origins = (environment["HENDIG_CORS_ORIGINS"] ?? "").split(separator: ",")
        corsOrigins = Set(origins.map { String($0.filter { $0 != " " }) })
        let level = environment["HENDIG_LOG"] ?? LogLevel.all.rawValue
        guard let level = LogLevel(rawValue: level) else {
            throw .setting("HENDIG_LOG must be all, failures or nothing, not \(level).")
        }
        log = level
    }

    private static func number<Number: FixedWidthInteger>(
        _ environment: [String: String],
        _ name: String,
        _ range: ClosedRange<Number>
    ) throws(CommandFailure) -> Number? {
        guard let text = environment[name] else { return nil }
        guard let number = Number(text), range.contains(number) else {
            throw .setting(
                "\(name) must be a number from \(range.lowerBound) to \(range.upperBound)."
            )
        }
        return number
    }

    /// The variables of this process.
    static func environment() -> [String: String] {
        var values: [String: String] = [:]
        var entry = environ
        while let pointer = entry.pointee {
            let parts = String(cString: pointer).split(
                separator: "=",
                maxSplits: 1,
                omittingEmptySubsequences: false
            )
            if parts.count == 2 { values[String(parts[0])] = String(parts[1]) }
            entry += 1
        }
        return values
    }

    var pipes: PipeSettings { PipeSettings(address: databaseURL, role: Self.serviceRole) }

    var address: ListenAddress { .tcp(host: host, port: port) }

    /// The bytes of a file below the home folder.
    func contents(of name: String) throws(CommandFailure) -> [UInt8] {
        let path = home + "/" + name
        guard let file = fopen(path, "r") else {
            throw .setting("\(path) cannot be read; HENDIG_HOME must be the folder that holds it.")
        }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while case let count = fread(&buffer, 1, buffer.count, file), count > 0 {
            bytes += buffer[..<count]
        }
        return bytes
    }
}
