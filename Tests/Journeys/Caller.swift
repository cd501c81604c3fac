import Glibc
import JSON
import TestSupport

/// A caller with one blocking connection, which it opens again when it is gone.
final class Caller {
    /// One answer as it came.
    struct Answer: Sendable {
        let status: Int
        let head: String
        let body: [UInt8]

        var text: String { String(decoding: body, as: UTF8.self) }
        var json: TestJSON { TestJSON(try? JSONDocument(parsing: body).root) }

        /// Whether the connection ends with it.
        var isLast: Bool { field("Connection")?.lowercased() == "close" }

        /// A field's value; nil when the answer does not have it.
        func field(_ name: String) -> String? {
            // RFC 9112 §5.1: a blank behind the colon may be there or not.
            let start = name.lowercased() + ":"
            return head.split(separator: "\r\n").first { $0.lowercased().hasPrefix(start) }
                .map { String($0.dropFirst(start.count).drop { $0 == " " }) }
        }
    }

    /// The connection broke before the answer was whole.
    struct Broken: Error { let number: Int32 }

    /// Where a service answers on this machine.
    enum Place {
        case port(UInt16)
        case portOfIPv6(UInt16)
        case path(String)
    }

    private let place: Place
    private let token: String?
    private var descriptor: Int32 = -1
    private var unread: [UInt8] = []

    init(at place: Place, token: String? = nil) {
        self.place = place
        self.token = token
    }

    convenience init(port: UInt16, token: String? = nil) {
        self.init(at: .port(port), token: token)
    }

    deinit { close() }

    func close() {
        if descriptor >= 0 { Glibc.close(descriptor) }
        descriptor = -1
        unread = []
    }

    /// Sends a request and reads its answer.
    ///
    /// After a failure, or an answer that is the last on its connection, the next call connects
    /// anew.
    func ask(
        _ method: String,
        _ target: String,
        json: String? = nil,
        fields: [String] = []
    ) throws -> Answer {
        do {
            try begin(method, target, json: json, fields: fields)
            let answer = try answer(toHead: method == "HEAD")
            if answer.isLast { close() }
            return answer
        } catch {
            close()
            throw error
        }
    }

    /// Sends a request and leaves its answer to be read.
    func begin(
        _ method: String,
        _ target: String,
        json: String? = nil,
        fields: [String] = []
    ) throws {
        var lines = ["\(method) \(target) HTTP/1.1", "Host: 127.0.0.1"] + fields
        if let token { lines.append("Authorization: Bearer \(token)") }
        let body = Array((json ?? "").utf8)
        if json != nil {
            lines += ["Content-Type: application/json", "Content-Length: \(body.count)"]
        }
        let head = (lines + ["", ""]).joined(separator: "\r\n")
        try connect()
        try send(Array(head.utf8) + body)
    }

    /// Sends what may be less than a request.
    func write(_ text: String) throws {
        try connect()
        try send(Array(text.utf8))
    }

    private func connect() throws {
        guard descriptor < 0 else { return }
        let family =
            switch place {
            case .port: AF_INET
            case .portOfIPv6: AF_INET6
            case .path: AF_UNIX
            }
        descriptor = socket(family, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw Broken(number: errno) }
        var time = timeval(tv_sec: 60, tv_usec: 0)
        setsockopt(
            descriptor,
            SOL_SOCKET,
            SO_RCVTIMEO,
            &time,
            socklen_t(MemoryLayout<timeval>.size)
        )
        let status =
            switch place {
            case .port(let port): Loopback.with(port) { Glibc.connect(descriptor, $0, $1) }
            case .portOfIPv6(let port):
                Loopback.withIPv6(port) { Glibc.connect(descriptor, $0, $1) }
            case .path(let path): Loopback.with(path) { Glibc.connect(descriptor, $0, $1) }
            }
        guard status == 0 else { throw Broken(number: errno) }
    }

    private func send(_ bytes: [UInt8]) throws {
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

    func answer(toHead: Bool = false) throws -> Answer {
        while true {
            if let end = headEnd {
                let head = String(decoding: unread[..<end], as: UTF8.self)
                let status = Int(head.split(separator: " ")[1]) ?? 0
                let answer = Answer(status: status, head: head, body: [])
                let length = toHead ? 0 : answer.field("Content-Length").flatMap { Int($0) } ?? 0
                if unread.count >= end + length {
                    let body = Array(unread[end..<end + length])
                    unread.removeSubrange(0..<end + length)
                    return Answer(status: status, head: head, body: body)
                }
            }
            var buffer = [UInt8](repeating: 0, count: 65_536)
            let count = recv(descriptor, &buffer, buffer.count, 0)
            guard count > 0 else { throw Broken(number: count < 0 ? errno : 0) }
            unread += buffer[..<count]
        }
    }

    private var headEnd: Int? {
        guard unread.count >= 4 else { return nil }
        for index in 0...unread.count - 4 where unread[index] == 13 {
            if unread[index..<index + 4].elementsEqual([13, 10, 13, 10]) { return index + 4 }
        }
        return nil
    }
}

/// Ports and paths of this machine.
enum Loopback {
    static func with<Value>(
        _ port: UInt16,
        _ body: (UnsafePointer<sockaddr>, socklen_t) -> Value
    ) -> Value {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return pass(address, to: body)
    }

    static func withIPv6<Value>(
        _ port: UInt16,
        _ body: (UnsafePointer<sockaddr>, socklen_t) -> Value
    ) -> Value {
        var address = sockaddr_in6()
        address.sin6_family = sa_family_t(AF_INET6)
        address.sin6_port = port.bigEndian
        address.sin6_addr = in6addr_loopback
        return pass(address, to: body)
    }

    static func with<Value>(
        _ path: String,
        _ body: (UnsafePointer<sockaddr>, socklen_t) -> Value
    ) -> Value {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        return pass(address, to: body)
    }

    private static func pass<Address, Value>(
        _ address: Address,
        to body: (UnsafePointer<sockaddr>, socklen_t) -> Value
    ) -> Value {
        withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<Address>.size))
            }
        }
    }

    /// Whether nobody listens on a port.
    static func isClosed(_ port: UInt16) -> Bool {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { Glibc.close(descriptor) }
        return with(port) { Glibc.connect(descriptor, $0, $1) } != 0
    }
}
