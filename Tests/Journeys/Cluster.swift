import Glibc
import TestSupport

/// A PostgreSQL of one test, made and started by what the project's own scripts share.
final class Cluster: Sendable {
    let folder: Folder
    let databaseURL: String
    let ownerURL: String
    /// The address of the database for PostgreSQL's own superuser.
    var superuserURL: String { databaseURL.replacing("user=hendig_service", with: "user=postgres") }
    private let child: Child
    private let number: pid_t

    private static let script = """
        set -euo pipefail
        . "$1/bin/common.sh"
        find_postgres
        prepare_cluster "$2" -c fsync=off "${@:3}"
        printf '%s\\n' "$cluster_pid" "$(cluster_url hendig_service hendig)" \\
            "$(cluster_url hendig_owner hendig)"
        wait "$cluster_child" || true
        """

    /// The most that PostgreSQL can be made to log before the service refuses ballots and clients.
    private static let talk = [
        "log_statement=all", "log_min_duration_statement=0", "log_duration=on",
        "log_parameter_max_length=0", "log_error_verbosity=verbose", "log_min_messages=debug2",
        "log_min_error_statement=debug5", "log_lock_waits=on", "log_connections=on",
        "debug_print_parse=on", "debug_print_rewritten=on", "track_functions=all",
        "track_activity_query_size=65536", "wal_compression=off", "wal_keep_size=10GB",
    ]

    private init(_ folder: Folder, _ child: Child) async throws {
        self.folder = folder
        self.child = child
        let lines = try await child.lines(3)
        guard lines.count == 3, let number = pid_t(lines[0]) else {
            throw TestProblem("no PostgreSQL: \(child.errors)")
        }
        self.number = number
        databaseURL = lines[1]
        ownerURL = lines[2]
    }

    /// Starts it, over the data that the folder holds already or anew.
    ///
    /// - Parameter settings: what PostgreSQL runs with besides, `name=value`.
    static func start(in folder: Folder, settings: [String] = []) async throws -> Cluster {
        let place = "\(folder.path)/cluster"
        mkdir(place, 0o711)
        let child = try Child(
            ["/bin/bash", "-c", script, "bash", TestDatabase.projectFolder ?? ".", place]
                + settings.flatMap { ["-c", $0] },
            environment: ["PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"],
            in: folder
        )
        return try await Cluster(folder, child)
    }

    /// Starts one that logs all it may, and keeps all it wrote.
    static func startTalkative(in folder: Folder) async throws -> Cluster {
        try await start(in: folder, settings: talk)
    }

    /// Ends it as a power cut does.
    func kill() {
        Glibc.kill(number, SIGKILL)
    }

    /// Returns when it has ended and its script has seen that.
    func ended() async throws {
        _ = try await child.ended()
    }

    /// Ends it in order.
    func stop() async throws {
        Glibc.kill(number, SIGINT)
        try await ended()
    }
}
