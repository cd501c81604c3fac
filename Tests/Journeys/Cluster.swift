import Glibc
import TestSupport

/// A PostgreSQL of one test, made and started by what the project's own scripts share.
final class Cluster: Sendable {
    let folder: Folder
    let databaseURL: String
    let ownerURL: String
    private let child: Child
    private let number: pid_t

    private static let script = """
        set -euo pipefail
        . "$1/bin/common.sh"
        find_postgres
        prepare_cluster "$2" -c fsync=off
        printf '%s\\n' "$cluster_pid" "$(cluster_url hendig_service hendig)" \\
            "$(cluster_url hendig_owner hendig)"
        wait "$cluster_child" || true
        """

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
    static func start(in folder: Folder) async throws -> Cluster {
        let place = "\(folder.path)/cluster"
        mkdir(place, 0o711)
        let child = try Child(
            ["/bin/bash", "-c", script, "bash", TestDatabase.projectFolder ?? ".", place],
            environment: ["PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"],
            in: folder
        )
        return try await Cluster(folder, child)
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
