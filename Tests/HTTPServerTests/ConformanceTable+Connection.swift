private typealias Reply = ConformanceRow.Reply

private let hostLine = "\r\nHost: a\r\n"

extension ConformanceTable {
    static let connection = ConformanceTable(
        subject: "the connection",
        rows: options + old + order
    )

    private static func last(_ clause: String, _ field: String) -> ConformanceRow {
        .last(clause, "GET /1 HTTP/1.1\(hostLine)\(field)\r\n\r\n", Reply(200, "/1"))
    }

    private static let options: [ConformanceRow] = [
        .taken("9112 §9.3 1.1 stays", "GET /1 HTTP/1.1\(hostLine)\r\n", 200),
        .taken("9112 §9.3 keep-alive", field: "Connection: keep-alive"),
        .taken("9110 §7.6.1 an unknown option", field: "Connection: closed, x-close"),
        .taken("9110 §7.6.1 a quoted one is no option", field: "Connection: \"close\""),
        .taken("9110 §7.6.1 with a parameter it is no option", field: "Connection: close;a"),
        .taken("9110 §5.6.1.2 no members", field: "Connection: ,"),
        last("9112 §9.6 close", "Connection: close"),
        last("9110 §7.6.1 without case", "Connection: CLOSE"),
        last("9112 §9.3 close wins", "Connection: keep-alive, close"),
        last("9110 §5.6.1.2 empty members", "Connection: , ,close,"),
        last("9110 §5.3 two lines", "Connection: x\r\nConnection: close"),
        .last(
            "9112 §9.6 nothing is answered after close",
            "GET /1 HTTP/1.1\(hostLine)Connection: close\r\n\r\nGET /2 HTTP/1.1\(hostLine)\r\n",
            Reply(200, "/1")
        ),
    ]

    private static let old: [ConformanceRow] = [
        .last("9112 §9.3 1.0 closes", "GET /1 HTTP/1.0\r\n\r\n", Reply(200, "/1")),
        .last("9112 §9.3 1.0 close", "GET /1 HTTP/1.0\r\nConnection: close\r\n\r\n", 200),
        .last("9112 §9.3 1.0 both", "GET / HTTP/1.0\r\nConnection: keep-alive, close\r\n\r\n", 200),
        .last("9110 §7.6.1 quoted", "GET / HTTP/1.0\r\nConnection: \"keep-alive\"\r\n\r\n", 200),
        .taken(
            "9112 §9.3 1.0 keep-alive",
            "GET /1 HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n",
            Reply(200, "/1", line: "Connection: keep-alive")
        ),
        .taken(
            "9112 §9.3 1.0 keep-alive with a body",
            "POST /echo HTTP/1.0\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\nhi",
            Reply(200, "hi", line: "Connection: keep-alive")
        ),
    ]

    private static let order: [ConformanceRow] = [
        .taken(
            "9112 §9.3.2 answers in order",
            "GET /sleep?20 HTTP/1.1\(hostLine)\r\n"
                + "POST /echo HTTP/1.1\(hostLine)Content-Length: 2\r\n\r\nhi"
                + "POST /echo HTTP/1.1\(hostLine)Transfer-Encoding: chunked\r\n\r\n"
                + "1\r\nx\r\n0\r\n\r\n"
                + "HEAD /head HTTP/1.1\(hostLine)\r\n" + "GET /empty HTTP/1.1\(hostLine)\r\n"
                + "GET /unchanged HTTP/1.1\(hostLine)\r\n" + "GET /end HTTP/1.1\(hostLine)\r\n",
            Reply(200, "slept"),
            Reply(200, "hi"),
            Reply(200, "x"),
            Reply(200, "", line: "Content-Length: 5", isToHead: true),
            Reply(204, ""),
            Reply(304, "", line: "ETag: \"1\""),
            Reply(200, "/end")
        ),
        .last(
            "9112 §9.3.2 a refusal after the answers before it",
            "GET /sleep?20 HTTP/1.1\(hostLine)\r\nGET /2 HTTP/1.1\(hostLine)\r\n"
                + "GET /3 HTTP/1.1\r\n\r\n",
            Reply(200, "slept"),
            Reply(200, "/2"),
            400
        ),
        .last(
            "9110 §9.3.2 the last answer to HEAD",
            "HEAD /head HTTP/1.1\(hostLine)Connection: close\r\n\r\n",
            Reply(200, "", line: "Content-Length: 5", isToHead: true)
        ),
    ]
}
