import Glibc
import HTTPServer

/// A caller with a blocking socket that writes and reads literal bytes.
final class Client {
    /// One answer as it came.
    struct Answer {
        let status: Int
        let head: String
        let body: [UInt8]

        var text: String { String(decoding: body, as: UTF8.self) }

        func has(_ line: String) -> Bool { head.contains("\r\n\(line)\r\n") }
    }

    struct Broken: Error { let number: Int32 }

    private(set) var descriptor: Int32
    private var unread: [UInt8] = []

    /// A socket that is not connected yet.
    init(family: Int32 = AF_INET) throws {
        descriptor = socket(family, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw Broken(number: errno) }
        var time = timeval(tv_sec: 60, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, size)
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &time, size)
        var on: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, 4)
    }

    convenience init(_ address: ListenAddress) throws {
        switch address {
        case .unix: try self.init(family: AF_UNIX)
        case .tcp(let host, _): try self.init(family: host.contains(":") ? AF_INET6 : AF_INET)
        }
        try connect(to: address)
    }

    deinit { close() }

    func connect(to address: ListenAddress) throws {
        let status =
            switch address {
            case .tcp(let host, let port) where host.contains(":"):
                SocketName.loopback6(port, { Glibc.connect(descriptor, $0, $1) })
            case .tcp(_, let port): SocketName.loopback(port, { Glibc.connect(descriptor, $0, $1) })
            case .unix(let path): SocketName.local(path, { Glibc.connect(descriptor, $0, $1) })
            }
        guard status == 0 else { throw Broken(number: errno) }
    }

    /// Keeps the kernel from taking in much that is not read.
    func receiveLittle() {
        var size: Int32 = 4_096
        setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, 4)
    }

    /// Sends a request without a body and reads its answer.
    func ask(_ path: String) throws -> Answer {
        try send("GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n")
        return try answer()
    }

    func send(_ text: String) throws { try send(Array(text.utf8)) }

    func send(_ bytes: [UInt8]) throws {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.send(
                    descriptor,
                    $0.baseAddress?.advanced(by: sent),
                    bytes.count - sent,
                    Int32(MSG_NOSIGNAL)
                )
            }
            guard count > 0 else { throw Broken(number: errno) }
            sent += count
        }
    }

    /// Sends every byte by itself; mostly each then comes in a read of its own.
    func sendSingly(_ bytes: [UInt8]) throws {
        for byte in bytes { try send([byte]) }
    }

    /// Ends our side; the answers can still come.
    func endOutput() { shutdown(descriptor, Int32(SHUT_WR)) }

    func close() {
        if descriptor >= 0 { Glibc.close(descriptor) }
        descriptor = -1
    }

    /// Goes away without a word: the other side gets a reset.
    func reset() {
        var linger = Glibc.linger(l_onoff: 1, l_linger: 0)
        setsockopt(
            descriptor,
            SOL_SOCKET,
            SO_LINGER,
            &linger,
            socklen_t(MemoryLayout<Glibc.linger>.size)
        )
        close()
    }

    /// - Returns: false at the end of the stream.
    private func receive() throws -> Bool {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        guard count >= 0 else { throw Broken(number: errno) }
        unread.append(contentsOf: buffer[0..<count])
        return count > 0
    }

    /// Takes in what one read gives.
    func readSome() throws { _ = try receive() }

    /// Reads one answer.
    func answer(toHead: Bool = false) throws -> Answer {
        while true {
            if let end = headEnd {
                let head = String(decoding: unread[0..<end], as: UTF8.self)
                let status = Int(head.split(separator: " ")[1]) ?? 0
                let hasBody = !toHead && status >= 200 && status != 204
                let length = hasBody ? Self.contentLength(head) : 0
                if unread.count >= end + length {
                    let body = Array(unread[end..<end + length])
                    unread.removeSubrange(0..<end + length)
                    return Answer(status: status, head: head, body: body)
                }
            }
            guard try receive() else { throw Broken(number: 0) }
        }
    }

    /// Takes in everything up to the end of the stream.
    ///
    /// - Throws: `Broken` when the other side does not end it, or breaks it off.
    func readToEnd() throws {
        while try receive() {}
    }

    /// Whether some of what was taken in is not yet read as an answer.
    var hasUnread: Bool { !unread.isEmpty }

    /// Whether the stream ends here, with nothing more before the end.
    func isAtEnd() throws -> Bool {
        guard unread.isEmpty else { return false }
        return try !receive()
    }

    /// Everything until the end of the stream, or until it breaks.
    func rest() -> [UInt8] {
        while (try? receive()) == true {}
        defer { unread = [] }
        return unread
    }

    private var headEnd: Int? {
        guard unread.count >= 4 else { return nil }
        for index in 0...unread.count - 4 where unread[index] == 13 {
            if unread[index..<index + 4].elementsEqual([13, 10, 13, 10]) { return index + 4 }
        }
        return nil
    }

    private static func contentLength(_ head: String) -> Int {
        for line in head.split(separator: "\r\n") where line.hasPrefix("Content-Length: ") {
            return Int(line.dropFirst("Content-Length: ".count)) ?? 0
        }
        return 0
    }
}

/// Threads for callers that must not wait for each other.
enum Threads {
    private final class Body {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    /// Runs the work on as many threads and waits for all of them.
    static func run(_ count: Int, _ work: @escaping @Sendable (Int) -> Void) {
        let threads = (0..<count).map { index in
            start { work(index) }
        }
        for thread in threads { pthread_join(thread, nil) }
    }

    static func start(_ work: @escaping @Sendable () -> Void) -> pthread_t {
        var thread = pthread_t()
        let body = Unmanaged.passRetained(Body(work))
        pthread_create(
            &thread,
            nil,
            { argument in
                guard let argument else { return nil }
                Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run()
                return nil
            },
            body.toOpaque()
        )
        return thread
    }
}

/// A thread for each piece of a test that waits on sockets: it holds up no other test, and what it
/// started beside itself runs however long other tests compute.
final class OwnThreads: TaskExecutor {
    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let executor = asUnownedTaskExecutor()
        pthread_detach(Threads.start { job.runSynchronously(on: executor) })
    }
}
