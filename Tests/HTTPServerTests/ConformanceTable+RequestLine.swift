private typealias Reply = ConformanceRow.Reply

private let hostLine = "\r\nHost: a\r\n\r\n"

extension ConformanceTable {
    static let requestLine = ConformanceTable(
        subject: "the request line",
        rows: methods + shapes + versions + emptyLines
    )

    private static let methods: [ConformanceRow] = [
        .taken("9110 §9.1 a token", "PROPFIND / HTTP/1.1\(hostLine)", Reply(200, "/")),
        .taken("9110 §9.1 every token character", "!#$%&'*+-.^_`|~0aZ / HTTP/1.1\(hostLine)", 200),
        .taken("9110 §9.1 case counts, get is another method", "get / HTTP/1.1\(hostLine)", 200),
        .last("9110 §9.1 no token", "GE(T / HTTP/1.1\(hostLine)", 400),
        .last("9110 §9.1 not empty", " / HTTP/1.1\(hostLine)", 400),
        .last("9110 §9.1 no obs-text", "G\u{C9}T / HTTP/1.1\(hostLine)", 400),
        .taken(
            "9112 §3 the longest method",
            "\(String(repeating: "M", count: 32)) / HTTP/1.1\(hostLine)",
            200
        ),
        .last(
            "9112 §3 a longer method",
            "\(String(repeating: "M", count: 33)) / HTTP/1.1\(hostLine)",
            501
        ),
        .last("9110 §9.3.6 CONNECT is for proxies", "CONNECT a:80 HTTP/1.1\(hostLine)", 501),
    ]

    private static let shapes: [ConformanceRow] = [
        .taken("9112 §3 three parts", "GET /x HTTP/1.1\(hostLine)", Reply(200, "/x")),
        .last("9112 §3 two spaces", "GET  /x HTTP/1.1\(hostLine)", 400),
        .last("9112 §3 two spaces", "GET /x  HTTP/1.1\(hostLine)", 400),
        .last("9112 §3 a tab", "GET\t/x HTTP/1.1\(hostLine)", 400),
        .last("9112 §3 a tab", "GET /x\tHTTP/1.1\(hostLine)", 400),
        .last("9112 §3 a space before", " GET /x HTTP/1.1\(hostLine)", 400),
        .last("9112 §3 a space behind", "GET /x HTTP/1.1 \(hostLine)", 400),
        .last("9112 §3 four parts", "GET /x y HTTP/1.1\(hostLine)", 400),
        .last("9112 §3 no target", "GET HTTP/1.1\(hostLine)", 400),
        .last("9112 §2.2 a bare CR", "GET /x\r HTTP/1.1\(hostLine)", 400),
        .last("9112 §2.2 a bare CR", "GET /x HTTP/1.1\r\(hostLine)", 400),
        .last("9112 §2.2 a bare CR", "GET\r/x HTTP/1.1\(hostLine)", 400),
        .last("9112 §2.2 a bare LF", "GET /x HTTP/1.1\nHost: a\r\n\r\n", 400),
        .last("9112 §2.2 a NUL", "GET /x\u{0} HTTP/1.1\(hostLine)", 400),
    ]

    private static let versions: [ConformanceRow] = [
        .taken("9110 §2.5 a later minor version", "GET / HTTP/1.2\(hostLine)", 200),
        .taken("9110 §2.5 a later minor version", "GET / HTTP/1.9\(hostLine)", 200),
        .last("9112 §9.3 1.0 does not stay", "GET / HTTP/1.0\r\n\r\n", 200),
        .last("9110 §15.6.6 a later major version", "GET / HTTP/2.0\(hostLine)", 505),
        .last("9110 §15.6.6 an earlier major version", "GET / HTTP/0.9\(hostLine)", 505),
        .last("9113 §3.4 the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),
        .last("9112 §2.3 one digit", "GET / HTTP/1.10\(hostLine)", 400),
        .last("9112 §2.3 one digit", "GET / HTTP/11.1\(hostLine)", 400),
        .last("9112 §2.3 one digit", "GET / HTTP/1.\(hostLine)", 400),
        .last("9112 §2.3 one digit", "GET / HTTP/1\(hostLine)", 400),
        .last("9112 §2.3 a digit", "GET / HTTP/1.x\(hostLine)", 400),
        .last("9112 §2.3 case counts", "GET / http/1.1\(hostLine)", 400),
        .last("9112 §2.3 case counts", "GET / Http/1.1\(hostLine)", 400),
        .last("9112 §2.3 another name", "GET / ICE/1.1\(hostLine)", 400),
        .last("1945 §5 the line of HTTP/0.9", "GET /\r\n", 400),
    ]

    private static let emptyLines: [ConformanceRow] = [
        .taken(
            "9112 §2.2 one empty line before",
            "\r\nGET /x HTTP/1.1\(hostLine)",
            Reply(200, "/x")
        ),
        .last("9112 §2.2 two empty lines before", "\r\n\r\nGET /x HTTP/1.1\(hostLine)", 400),
        .last("9112 §2.2 a bare LF before", "\nGET /x HTTP/1.1\(hostLine)", 400),
        .last("9112 §2.2 a bare CR before", "\rGET /x HTTP/1.1\(hostLine)", 400),
        .taken(
            "9112 §2.2 an empty line between two requests",
            "GET /1 HTTP/1.1\(hostLine)\r\nGET /2 HTTP/1.1\(hostLine)",
            Reply(200, "/1"),
            Reply(200, "/2")
        ),
        .last(
            "9112 §2.2 two empty lines between two requests",
            "GET /1 HTTP/1.1\(hostLine)\r\n\r\nGET /2 HTTP/1.1\(hostLine)",
            Reply(200, "/1"),
            400
        ),
    ]
}
