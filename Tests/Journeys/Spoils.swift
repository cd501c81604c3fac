import Glibc
import TestSupport

/// All that whoever runs the machine of a cluster has of one database: files and what it is told.
struct Spoils {
    let folder: Folder
    private let path: String

    /// What is taken, and under which name.
    static let names = ["dump", "wal", "waldump", "pages", "log", "statistics", "service"]

    private static let script = """
        set -euo pipefail
        . "$1/bin/common.sh"
        find_postgres
        data=$2 url=$3 out=$4
        mkdir "$out"
        "$postgres_bin/pg_dump" "$url" >"$out/dump"
        psql=("$postgres_bin/psql" -X -q -A -t -v ON_ERROR_STOP=1 -d "$url")
        for view in activity user_tables user_indexes user_functions xact_user_tables database; do
            "${psql[@]}" -c "select * from pg_stat_$view" >>"$out/statistics"
        done
        "${psql[@]}" -c "select * from pg_stats" -c "select * from pg_statistic" \\
            -c "select * from pg_prepared_statements" -c "select * from pg_cursors" \\
            -c "select * from pg_locks" >>"$out/statistics"
        # Before the checkpoint, after which old segments may go.
        cat "$data"/pg_wal/0* >"$out/wal"
        for segment in "$data"/pg_wal/0*; do
            "$postgres_bin/pg_waldump" "$segment" >>"$out/waldump" 2>/dev/null || true
        done
        "${psql[@]}" -c checkpoint
        number=$("${psql[@]}" -c "select oid from pg_database where datname = current_database()")
        cat "$data/base/$number"/* "$data"/pg_xact/* >"$out/pages"
        cat "$data"/log/* "${data%/*}/postgres.log" >"$out/log"
        """

    /// Takes all there is.
    ///
    /// - Parameters:
    ///   - address: the database as a superuser sees it.
    ///   - serviceLog: what the service wrote.
    init(
        of cluster: Cluster,
        _ address: String,
        serviceLog: String,
        in folder: Folder
    ) async throws {
        self.folder = folder
        path = "\(folder.path)/\(folder.nextName())-spoils"
        let child = try Child(
            [
                "/bin/bash", "-c", Self.script, "bash", TestDatabase.projectFolder ?? ".",
                "\(cluster.folder.path)/cluster/postgres", address, path,
            ],
            environment: ["PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"],
            in: folder
        )
        guard try await child.ended() == .status(0) else { throw TestProblem(child.errors) }
        try Self.write(Array(serviceLog.utf8), to: "\(path)/service")
    }

    /// How often one of the needles stands in what was taken, by its name.
    ///
    /// - Parameter needles: without line ends and zero bytes.
    func finds(_ needles: [[UInt8]]) async throws -> [String: Int] {
        try Self.write(Array(needles.joined(separator: [0x0A])), to: "\(path)/needles")
        var counts: [String: Int] = [:]
        for name in Self.names {
            let count = try await number(
                #"grep -a -z -o -F -f "$1/needles" "$1/$2" | tr -cd '\000' | wc -c"#,
                name
            )
            if count > 0 { counts[name] = count }
        }
        return counts
    }

    /// In how many lines of what was taken a word stands.
    func countLines(with word: String, in name: String) async throws -> Int {
        try await number(#"grep -a -c -F -e "$3" "$1/$2" || true"#, name, word)
    }

    private func number(_ script: String, _ name: String, _ word: String = "") async throws -> Int {
        let child = try Child(
            ["/bin/sh", "-c", script, "sh", path, name, word],
            environment: ["PATH": "/usr/bin:/bin", "LC_ALL": "C"],
            in: folder
        )
        _ = try await child.ended()
        guard let number = Int(child.output.filter { !$0.isWhitespace }) else {
            throw TestProblem("\(name): \(child.errors)")
        }
        return number
    }

    private static func write(_ bytes: [UInt8], to path: String) throws {
        guard let file = fopen(path, "w") else { throw TestProblem("\(path): \(errno)") }
        defer { fclose(file) }
        guard fwrite(bytes, 1, bytes.count, file) == bytes.count else {
            throw TestProblem("\(path): \(errno)")
        }
    }
}
