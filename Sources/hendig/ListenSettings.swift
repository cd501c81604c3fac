internal import Glibc
internal import HTTPServer

/// Where the service listens: at addresses of its own, or on sockets that it was handed.
struct ListenSettings {
    private(set) var addresses: [ListenAddress] = []
    private(set) var inherited: [Int32] = []

    static let explanations: [(name: String, meaning: String)] = [
        ("HENDIG_HOST", "hosts or addresses to listen on, with commas; default 127.0.0.1"),
        ("HENDIG_PORT", "port to listen on, 0 for any, none for no TCP; default 8080"),
        ("HENDIG_SOCKET", "path of a Unix socket to listen on beside TCP; default none"),
    ]

    /// The variables with which systemd, and whoever does the same, hands over sockets.
    static let handOver = ["LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES"]

    /// The first descriptor that is handed over, and how many we take.
    ///
    /// - Source: sd_listen_fds(3) for the first; the number decided by us, as no machine has
    ///   more addresses to listen on.
    private static let firstDescriptor: Int32 = 3
    private static let maximumCount: Int32 = 64

    /// - Parameter process: our own number, to see whether what was handed over is for us.
    /// - Throws: exit 78 with the variable and what would be right.
    init(_ variables: Variables, process: pid_t) throws(CommandFailure) {
        if let count = try Self.handedOver(variables, process) {
            inherited = Array(Self.firstDescriptor..<Self.firstDescriptor + count)
            return
        }
        if variables["HENDIG_PORT"] != "none" {
            let port = try Self.port(variables)
            addresses = try Self.hosts(variables).map { .tcp(host: $0, port: port) }
        }
        if let path = variables["HENDIG_SOCKET"] {
            // unix(7): the kernel has room for 107 bytes.
            guard (1...107).contains(path.utf8.count) else {
                throw .setting("HENDIG_SOCKET must be a path of 1 to 107 bytes.")
            }
            addresses.append(.unix(path: path))
        }
        guard !addresses.isEmpty else {
            throw .setting("HENDIG_SOCKET must say where to listen when HENDIG_PORT is none.")
        }
    }

    /// How many sockets were handed over to us; nil when it was to nobody, or to another.
    private static func handedOver(
        _ variables: Variables,
        _ process: pid_t
    ) throws(CommandFailure) -> Int32? {
        let addressee = try variables.number("LISTEN_PID", pid_t(1)...pid_t.max)
        guard addressee == process, variables["LISTEN_FDS"] != nil else { return nil }
        return try variables.number("LISTEN_FDS", 1...maximumCount)
    }

    private static func port(_ variables: Variables) throws(CommandFailure) -> UInt16 {
        let name = "HENDIG_PORT"
        guard let text = variables[name] else { return 8_080 }
        guard let port = UInt16(text) else {
            throw .setting("\(name) must be a number from 0 to \(UInt16.max), or none.")
        }
        return port
    }

    private static func hosts(_ variables: Variables) throws(CommandFailure) -> [String] {
        let hosts = variables.list("HENDIG_HOST") ?? ["127.0.0.1"]
        guard !hosts.isEmpty else { throw .setting("HENDIG_HOST must name a host.") }
        // An IPv6 address may be written as it stands in a URL.
        return hosts.map { host in
            host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
        }
    }
}
