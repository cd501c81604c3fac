private typealias Reply = ConformanceRow.Reply

private let head = "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"

extension ConformanceTable {
    private static func taken(_ clause: String, _ body: String, _ content: String) -> ConformanceRow
    {
        .taken(clause, head + body, Reply(200, content))
    }

    private static func refused(_ clause: String, _ body: String, _ status: Int = 400)
        -> ConformanceRow
    {
        .last(clause, head + body, Reply(status))
    }

    static let chunks = ConformanceTable(subject: "the chunks", rows: sizes + extensions + trailers)

    private static let sizes: [ConformanceRow] = [
        taken("9112 §7.1 no content", "0\r\n\r\n", ""),
        taken("9112 §7.1 two chunks", "2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n", "hello"),
        taken(
            "9112 §7.1 digits in both cases",
            "a\r\n0123456789\r\nA\r\n0123456789\r\n0\r\n\r\n",
            "01234567890123456789"
        ),
        taken("9112 §7.1 leading zeros", "0005\r\nhello\r\n000\r\n\r\n", "hello"),
        taken("9112 §7.1 sixteen digits", "0000000000000005\r\nhello\r\n0\r\n\r\n", "hello"),
        taken("9112 §7.1 CRLF as content", "2\r\n\r\n\r\n0\r\n\r\n", "\r\n"),
        refused("9112 §7.1 seventeen digits", "00000000000000005\r\nhello\r\n0\r\n\r\n"),
        refused("9112 §7.1 no size", "\r\nhello\r\n0\r\n\r\n"),
        refused("9112 §7.1 no digit", "g\r\nhello\r\n0\r\n\r\n"),
        refused("9112 §7.1 a prefix", "0x5\r\nhello\r\n0\r\n\r\n"),
        refused("9112 §7.1 a sign", "-5\r\nhello\r\n0\r\n\r\n"),
        refused("9112 §7.1 a sign", "+5\r\nhello\r\n0\r\n\r\n"),
        refused("9112 §7.1 a space before", " 5\r\nhello\r\n0\r\n\r\n"),
        refused("9112 §7.1 a space behind", "5 \r\nhello\r\n0\r\n\r\n"),
        refused("9112 §7.1 a space inside", "0 5\r\nhello\r\n0\r\n\r\n"),
        refused("9112 §7.1 an underscore", "0_5\r\nhello\r\n0\r\n\r\n"),
        refused("9112 §7.1 a bare LF behind the size", "5\nhello\r\n0\r\n\r\n"),
        refused("9112 §7.1 a bare CR behind the size", "5\rhello\r\n0\r\n\r\n"),
        refused("9112 §7.1 a bare LF behind the data", "5\r\nhello\n0\r\n\r\n"),
        refused("9112 §7.1 a bare CR behind the data", "5\r\nhello\r0\r\n\r\n"),
        refused("9112 §7.1 too much data", "5\r\nhello!\r\n0\r\n\r\n"),
        refused("9112 §7.1 too little data", "5\r\nhell\r\n0\r\n\r\n"),
        refused("9112 §7.1 overflow", "10000000000000005\r\nhello\r\n0\r\n\r\n", 413),
        refused("9112 §7.1 overflow", "FFFFFFFFFFFFFFFF\r\nhello\r\n0\r\n\r\n", 413),
        refused("9110 §15.5.14 a large one", "7FFFFFFFFFFFFFFF\r\nhello\r\n0\r\n\r\n", 413),
    ]

    private static let extensions: [ConformanceRow] = [
        taken("9112 §7.1.1 a name", "5;a\r\nhello\r\n0;b\r\n\r\n", "hello"),
        taken("9112 §7.1.1 a value", "5;a=b;c=d\r\nhello\r\n0\r\n\r\n", "hello"),
        taken("9112 §7.1.1 blanks", "5 ; a =\tb\r\nhello\r\n0\r\n\r\n", "hello"),
        taken("9110 §5.6.4 in quotes", "5;a=\"b;c \\\" \"\r\nhello\r\n0\r\n\r\n", "hello"),
        taken(
            "9112 §7.1.1 the longest",
            "5;\(String(repeating: "a", count: 255))\r\nhello\r\n0\r\n\r\n",
            "hello"
        ),
        refused(
            "9112 §7.1.1 a longer one",
            "5;\(String(repeating: "a", count: 256))\r\nhello\r\n0\r\n\r\n"
        ),
        refused("9112 §7.1.1 no name", "5;\r\nhello\r\n0\r\n\r\n"),
        refused("9112 §7.1.1 no value", "5;a=\r\nhello\r\n0\r\n\r\n"),
        refused("9112 §7.1.1 no semicolon", "5 a\r\nhello\r\n0\r\n\r\n"),
        refused("9112 §7.1.1 a bare LF", "5;a\nhello\r\n0\r\n\r\n"),
        refused("9112 §7.1.1 a bare CR", "5;a\rb\r\nhello\r\n0\r\n\r\n"),
        refused("9112 §7.1.1 a NUL", "5;a\u{0}\r\nhello\r\n0\r\n\r\n"),
        refused("9110 §5.6.4 an open quote", "5;a=\"\r\nhello\r\n0\r\n\r\n"),
        refused("9110 §5.6.4 a CRLF in quotes", "5;a=\"b\r\nc\"\r\nhello\r\n0\r\n\r\n"),
        refused("9110 §5.6.4 a LF in quotes", "5;a=\"b\nc\"\r\nhello\r\n0\r\n\r\n"),
        refused("9110 §5.6.4 a CR in quotes", "5;a=\"b\rc\"\r\nhello\r\n0\r\n\r\n"),
        refused("9110 §5.6.4 an escaped CRLF", "5;a=\"b\\\r\n\"\r\nhello\r\n0\r\n\r\n"),
    ]

    private static let trailers: [ConformanceRow] = [
        taken("9112 §7.1.2 dropped", "5\r\nhello\r\n0\r\nA: b\r\nC:\r\n\r\n", "hello"),
        taken("9110 §6.5.1 a length there is none", "0\r\nContent-Length: 99\r\n\r\n", ""),
        taken("9110 §6.5.1 a coding there is none", "0\r\nTransfer-Encoding: gzip\r\n\r\n", ""),
        taken("9110 §6.5.1 a host there is none", "0\r\nHost: b\r\nHost: c\r\n\r\n", ""),
        taken("9110 §6.5.1 close there is none", "0\r\nConnection: close\r\n\r\n", ""),
        refused("9112 §5.1 a space before the colon", "0\r\nA : b\r\n\r\n"),
        refused("9112 §5.2 folded", "0\r\nA: b\r\n c\r\n\r\n"),
        refused("9112 §5 no colon", "0\r\nA\r\n\r\n"),
        refused("9112 §5 no name", "0\r\n: b\r\n\r\n"),
        refused("9110 §5.5 a NUL", "0\r\nA: \u{0}\r\n\r\n"),
        refused("9112 §2.2 a bare CR", "0\r\nA: b\rc\r\n\r\n"),
        refused("9112 §2.2 a bare LF", "0\r\nA: b\n\r\n"),
        refused("9112 §2.2 a bare LF at the end", "0\r\n\n"),
        refused("9112 §7.1 a request without an empty line", "0\r\nGET / HTTP/1.1\r\n\r\n"),
    ]
}
