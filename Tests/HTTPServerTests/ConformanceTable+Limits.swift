import HTTP

private typealias Reply = ConformanceRow.Reply

private let hostLine = "\r\nHost: a\r\n"

extension ConformanceTable {
    private static let most = RequestLimits()

    private static func line(_ bytes: Int) -> String {
        let path = String(repeating: "p", count: bytes - "GET / HTTP/1.1".utf8.count)
        return "GET /\(path) HTTP/1.1\(hostLine)\r\n"
    }

    private static func section(_ bytes: Int) -> String {
        let value = String(repeating: "v", count: bytes - "Host: a\r\nA: \r\n\r\n".utf8.count)
        return "GET / HTTP/1.1\(hostLine)A: \(value)\r\n\r\n"
    }

    private static func fields(_ count: Int) -> String {
        "GET / HTTP/1.1\(hostLine)" + String(repeating: "A: b\r\n", count: count - 1) + "\r\n"
    }

    private static func trailer(_ bytes: Int) -> String {
        let value = String(repeating: "v", count: bytes - "A: \r\n\r\n".utf8.count)
        return "POST /echo HTTP/1.1\(hostLine)Transfer-Encoding: chunked\r\n\r\n"
            + "0\r\nA: \(value)\r\n\r\n"
    }

    private static func body(_ bytes: Int) -> String {
        "POST /small HTTP/1.1\(hostLine)Content-Length: \(bytes)\r\n\r\n"
            + String(repeating: "b", count: bytes)
    }

    private static func chunked(_ bytes: Int) -> String {
        "POST /small HTTP/1.1\(hostLine)Transfer-Encoding: chunked\r\n\r\n"
            + String(repeating: "1\r\nb\r\n", count: bytes) + "0\r\n\r\n"
    }

    static let limits = ConformanceTable(
        subject: "the limits",
        rows: [
            .taken("9112 §3 the longest line", line(most.requestLineBytes), 200),
            .last("9110 §15.5.15 one byte more", line(most.requestLineBytes + 1), 414),
            .taken("9110 §5.4 the largest section", section(most.headerSectionBytes), 200),
            .last("6585 §5 one byte more", section(most.headerSectionBytes + 1), 431),
            .taken("9110 §5.4 the most fields", fields(most.headerFields), 200),
            .last("6585 §5 one field more", fields(most.headerFields + 1), 431),
            .taken("9112 §7.1.2 the largest trailer", trailer(most.trailerSectionBytes), 200),
            .last("6585 §5 one byte more", trailer(most.trailerSectionBytes + 1), 431),
            .taken("9110 §15.5.14 the largest body", body(10), Reply(200, "bbbbbbbbbb")),
            .last("9110 §15.5.14 one byte more", body(11), 413),
            .taken("9110 §15.5.14 the largest body", chunked(10), Reply(200, "bbbbbbbbbb")),
            .last("9110 §15.5.14 one byte more", chunked(11), 413),
        ]
    )
}
