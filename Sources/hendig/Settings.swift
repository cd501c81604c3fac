internal import Glibc
internal import HTTPServer
internal import Partnership
internal import Postgres

/// What the environment says, checked once at the start.
struct Settings {
    let databaseURL: String
    let ownerDatabaseURL: String
    /// The folder that holds `db` and `openapi.yaml`.
    let home: String
    let loopCount: Int
    let migratesFirst: Bool
    let corsOrigins: Set<String>
    let vaultKey: VaultKey?
    let municipalityCode: String
    let codeLists: CodeLists
    let log: LogLevel
    let drainMilliseconds: UInt64
    /// Where the server listens, and within which limits.
    let server: ServerSettings

    /// How much of what happens is logged.
    enum LogLevel: String, CaseIterable { case all, failures, nothing }

    /// The role whose rights the service runs with, whoever logs in.
    static let serviceRole = "hendig_service"

    /// Every variable that is no limit, with what it means and its default, for `hendig help`.
    static let explanations: [(name: String, meaning: String)] =
        [
            ("HENDIG_DATABASE_URL", "libpq address of the database; needed"),
            ("HENDIG_OWNER_DATABASE_URL", "the same for who migrates; default HENDIG_DATABASE_URL"),
            ("HENDIG_HOME", "folder with db and openapi.yaml; default the current one"),
            ("HENDIG_LOOPS", "event loops; default one per core"),
            ("HENDIG_MIGRATE", "1 migrates before serving, 0 does not; default 1"),
            ("HENDIG_CORS_ORIGINS", "origins of front ends, with commas; default none"),
            (
                "HENDIG_TRUSTED_PROXIES",
                "addresses, blocks and unix, with commas; default none"
            ),
            (
                "HENDIG_VAULT_KEY",
                "64 hexadecimal digits that open what is personal; without, nothing personal"
            ),
            ("HENDIG_MUNICIPALITY", "who receives iJw messages, four digits; default 1894"),
            ("HENDIG_WMO_CATEGORIES", "categories of 18+ products, with commas; default 01 to 18"),
            (
                "HENDIG_WMO_STOP_REASONS",
                "why 18+ care stops, with commas; default \(codes(of: .adult))"
            ),
            ("HENDIG_LOG", "all, failures or nothing; default all"),
            ("HENDIG_DRAIN_SECONDS", "time to finish requests at the end; default 10"),
        ] + ListenSettings.explanations

    /// - Throws: exit 78 with the variable and what would be right.
    init(_ variables: Variables) throws(CommandFailure) {
        try variables.allowOnly(
            Set(Self.explanations.map(\.name) + ServerLimit.all.map(\.name))
                .union(["HENDIG_DEMO_TOKENS"])
        )
        guard let url = variables["HENDIG_DATABASE_URL"], !url.isEmpty else {
            throw .setting("HENDIG_DATABASE_URL must say where the database is.")
        }
        databaseURL = url
        ownerDatabaseURL = variables["HENDIG_OWNER_DATABASE_URL"] ?? url
        home = variables["HENDIG_HOME"] ?? "."
        let cores = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        loopCount = try variables.number("HENDIG_LOOPS", 1...64) ?? min(cores, 64)
        migratesFirst = try variables.number("HENDIG_MIGRATE", 0...1) ?? 1 == 1
        let seconds = try variables.number("HENDIG_DRAIN_SECONDS", 0...600) ?? 10
        drainMilliseconds = UInt64(seconds) * 1_000
        corsOrigins = Set(variables.list("HENDIG_CORS_ORIGINS") ?? [])
        vaultKey = try Self.vaultKey(variables)
        municipalityCode = try Self.municipalityCode(variables)
        codeLists = try Self.codeLists(variables)
        let level = variables["HENDIG_LOG"] ?? LogLevel.all.rawValue
        guard let level = LogLevel(rawValue: level) else {
            throw .setting("HENDIG_LOG must be all, failures or nothing, not \(level).")
        }
        log = level
        server = try Self.server(variables)
    }

    /// Never says what was set: it is the key, perhaps with a slip of the pen.
    private static func vaultKey(_ variables: Variables) throws(CommandFailure) -> VaultKey? {
        guard let text = variables["HENDIG_VAULT_KEY"], !text.isEmpty else { return nil }
        guard let key = VaultKey(text) else {
            throw .setting("HENDIG_VAULT_KEY must be 64 hexadecimal digits.")
        }
        return key
    }

    private static func municipalityCode(_ variables: Variables) throws(CommandFailure) -> String {
        guard let code = variables["HENDIG_MUNICIPALITY"] else {
            return API.Settings().municipalityCode
        }
        guard code.utf8.count == 4, code.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw .setting("HENDIG_MUNICIPALITY must be four digits, not \(code).")
        }
        return code
    }

    private static func codeLists(_ variables: Variables) throws(CommandFailure) -> CodeLists {
        var lists = CodeLists()
        if let codes = variables.list("HENDIG_WMO_CATEGORIES") {
            guard let changed = lists.replacing(adultCategories: codes) else {
                throw .setting(
                    "HENDIG_WMO_CATEGORIES must be codes of two digits with commas, none of them "
                        + "of JZ020 (31 to 38, 40 to 55)."
                )
            }
            lists = changed
        }
        if let codes = variables.list("HENDIG_WMO_STOP_REASONS") {
            guard let changed = lists.replacing(adultReasons: codes) else {
                let known = Self.codes(of: nil)
                throw .setting("HENDIG_WMO_STOP_REASONS must be codes with commas, of \(known).")
            }
            lists = changed
        }
        return lists
    }

    /// The reasons for stopping that messages of a pillar may name by default; of any, for nil.
    private static func codes(of pillar: Pillar?) -> String {
        CodeLists().reasons(of: pillar).map(\.rawValue).joined(separator: ",")
    }

    private static func server(_ variables: Variables) throws(CommandFailure) -> ServerSettings {
        var server = ServerSettings()
        let listening = try ListenSettings(variables, process: getpid())
        server.addresses = listening.addresses
        server.inherited = listening.inherited
        try ServerLimit.apply(variables, to: &server)
        if let text = variables["HENDIG_TRUSTED_PROXIES"] {
            do {
                server.trustedProxies = try TrustedProxies(text)
            } catch {
                throw .setting("HENDIG_TRUSTED_PROXIES: \(error)")
            }
        }
        return server
    }

    var pipes: PipeSettings { PipeSettings(address: databaseURL, role: Self.serviceRole) }

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
