import Glibc
import TestSupport

/// The executable, as an operator runs it against one database.
struct Service: Sendable {
    let folder: Folder
    /// Where the database is, for the service and for who owns the schema.
    let databaseURL: String
    let ownerURL: String
    /// Dropped when nobody refers to it any more.
    private let database: TestDatabase?

    init(
        _ folder: Folder,
        databaseURL: String,
        ownerURL: String,
        _ database: TestDatabase? = nil
    ) {
        self.folder = folder
        self.database = database
        self.databaseURL = databaseURL
        self.ownerURL = ownerURL
    }

    init(_ folder: Folder, _ database: TestDatabase) {
        self.init(
            folder,
            databaseURL: database.address,
            ownerURL: database.address,
            database
        )
    }

    /// The executable beside the tests, or the one that `HENDIG_BINARY` names.
    static let binary: String = {
        if let path = getenv("HENDIG_BINARY") { return String(cString: path) }
        guard let pointer = realpath("/proc/self/exe", nil) else { return "" }
        defer { free(pointer) }
        return String(cString: pointer)
            .split(separator: "/", omittingEmptySubsequences: false).dropLast()
            .joined(separator: "/") + "/hendig"
    }()

    /// Runs a command; settings go over the usual ones, and an empty one leaves its out.
    func start(_ arguments: String..., settings: [String: String] = [:]) throws -> Child {
        try start(arguments, settings: settings)
    }

    /// - Parameter socket: one that listens, which the command is handed as systemd does.
    func start(
        _ arguments: [String],
        settings: [String: String] = [:],
        on socket: HandedSocket? = nil
    ) throws -> Child {
        var environment = [
            "HENDIG_DATABASE_URL": databaseURL,
            "HENDIG_OWNER_DATABASE_URL": ownerURL,
            "HENDIG_HOME": TestDatabase.projectFolder ?? ".",
            "HENDIG_PORT": "0",
            "HENDIG_LOOPS": "2",
        ]
        if socket != nil { environment["LISTEN_FDS"] = "1" }
        for (name, value) in settings { environment[name] = value.isEmpty ? nil : value }
        return try Child(
            ["/bin/sh", "-c", Self.addressed, "sh", Self.binary] + arguments,
            environment: environment,
            sockets: socket.map { [$0.descriptor] } ?? [],
            in: folder
        )
    }

    /// What is handed over names the process that it is for, which is known in that process.
    private static let addressed = """
        [ -z "$LISTEN_FDS" ] || export LISTEN_PID="${LISTEN_PID:-$$}"
        exec "$@"
        """

    /// A new token for a role.
    func issueToken(_ role: String = "municipality") async throws -> String {
        let child = try start("tokens", "issue", "--role", role)
        guard try await child.ended() == .status(0) else { throw TestProblem(child.errors) }
        return String(child.output.dropLast())
    }

    /// Starts serving and waits until it does.
    func serve(port: UInt16 = 0, settings: [String: String] = [:]) async throws -> Serving {
        var settings = settings
        settings["HENDIG_PORT"] = "\(port)"
        return try await begun(start("serve", settings: settings))
    }

    /// Starts serving on a socket that is handed over, and waits until it does.
    func serve(on socket: HandedSocket, settings: [String: String] = [:]) async throws -> Serving {
        try await begun(start(["serve"], settings: settings, on: socket))
    }

    private func begun(_ child: Child) async throws -> Serving {
        let line = try await child.lines(1).first ?? ""
        guard line.hasPrefix("http://127.0.0.1:"), line.hasSuffix("/v1"),
            let port = UInt16(line.dropFirst("http://127.0.0.1:".count).dropLast("/v1".count))
        else { throw TestProblem("not served: \(line) \(child.errors)") }
        return Serving(child: child, port: port)
    }
}

/// A service that answers.
struct Serving: Sendable {
    let child: Child
    let port: UInt16

    /// Ends it as an operator does.
    func stop() async throws -> Child.End {
        child.send(SIGTERM)
        return try await child.ended()
    }
}
