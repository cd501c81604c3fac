private typealias Reply = ConformanceRow.Reply

extension ConformanceTable {
    private static func post(_ fields: String, _ body: String, version: String = "1.1") -> String {
        "POST /echo HTTP/\(version)\r\nHost: a\r\n\(fields)\r\n\r\n\(body)"
    }

    private static func taken(_ clause: String, _ fields: String, _ body: String, _ content: String)
        -> ConformanceRow
    {
        .taken(clause, post(fields, body), Reply(200, content))
    }

    /// What a reader that understands less than we do would take for an empty chunked body.
    private static func refused(_ clause: String, _ fields: String, _ status: Int = 400)
        -> ConformanceRow
    {
        .last(clause, post(fields, "0\r\n\r\n"), Reply(status))
    }

    static let framing = ConformanceTable(
        subject: "the framing of bodies",
        rows: lengths + codings + both + expectations
    )

    private static let lengths: [ConformanceRow] = [
        .taken("9112 §6.3 item 7 neither is no body", "GET / HTTP/1.1\r\nHost: a\r\n\r\n", 200),
        .taken(
            "9112 §6.3 item 7 neither is no body",
            "POST /echo HTTP/1.1\r\nHost: a\r\n\r\n",
            200
        ),
        taken("9110 §8.6 digits", "Content-Length: 5", "hello", "hello"),
        taken("9110 §8.6 none", "Content-Length: 0", "", ""),
        taken("9110 §8.6 leading zeros", "Content-Length: 005", "hello", "hello"),
        taken("9112 §5 blanks around", "Content-Length:\t 5 \t", "hello", "hello"),
        .taken(
            "9110 §9.3.1 a GET with a body",
            "GET /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello",
            Reply(200, "hello")
        ),
        refused("9110 §8.6 empty", "Content-Length:"),
        refused("9110 §8.6 a sign", "Content-Length: +5"),
        refused("9110 §8.6 a sign", "Content-Length: -0"),
        refused("9110 §8.6 a sign", "Content-Length: -5"),
        refused("9110 §8.6 hexadecimal", "Content-Length: 0x5"),
        refused("9110 §8.6 a blank inside", "Content-Length:  5 5"),
        refused("9110 §8.6 a fraction", "Content-Length: 5.0"),
        refused("9110 §8.6 an exponent", "Content-Length: 5e0"),
        refused("9110 §8.6 a quote", "Content-Length: \"5\""),
        refused("9110 §8.6 an underscore", "Content-Length: 0_5"),
        refused("9110 §8.6 obs-text", "Content-Length: \u{B2}"),
        refused("9112 §6.3 item 5 a list of equals", "Content-Length: 5, 5"),
        refused("9112 §6.3 item 5 a list", "Content-Length: 5,6"),
        refused("9112 §6.3 item 5 an empty member", "Content-Length: 5,"),
        refused("9112 §6.3 item 5 an empty member", "Content-Length: ,5"),
        refused("9112 §6.3 item 5 twice the same", "Content-Length: 5\r\ncontent-length: 5"),
        refused("9112 §6.3 item 5 twice", "Content-Length: 5\r\nContent-Length: 6"),
        refused("9110 §8.6 overflow", "Content-Length: 9223372036854775808", 413),
        refused("9110 §8.6 overflow to 5", "Content-Length: 18446744073709551621", 413),
        refused("9110 §15.5.14 a large one", "Content-Length: 9223372036854775807", 413),
        refused("9110 §5.5 a bare CR", "Content-Length: 5\r"),
        refused("9112 §5.1 a space before the colon", "Content-Length : 5"),
        refused("9112 §5.2 folded", "Content-Length:\r\n 5"),
    ]

    private static let codings: [ConformanceRow] = [
        taken(
            "9112 §6.1 chunked",
            "Transfer-Encoding: chunked",
            "5\r\nhello\r\n0\r\n\r\n",
            "hello"
        ),
        taken("9112 §7 without case", "transfer-encoding: CHUNKED", "0\r\n\r\n", ""),
        taken("9112 §5 blanks around", "Transfer-Encoding:\t chunked\t ", "0\r\n\r\n", ""),
        refused("9112 §6.1 an unknown coding", "Transfer-Encoding: gzip", 501),
        refused("9112 §6.1 an unknown coding", "Transfer-Encoding: gzip, chunked", 501),
        refused("9112 §6.1 an unknown coding", "Transfer-Encoding: gzip;q=1, chunked", 501),
        refused("9112 §7.3 identity is gone", "Transfer-Encoding: identity", 501),
        refused("9112 §7 another name", "Transfer-Encoding: xchunked", 501),
        refused("9112 §7 another name", "Transfer-Encoding: chunked1", 501),
        refused("9112 §6.3 item 4 not the last", "Transfer-Encoding: chunked, gzip"),
        refused("9112 §6.1 chunked twice", "Transfer-Encoding: chunked, chunked"),
        refused("9112 §6.1 two lines", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked"),
        refused("9112 §6.1 two lines", "Transfer-Encoding: chunked\r\nTransfer-Encoding: gzip"),
        refused(
            "9112 §6.1 two lines",
            "Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked",
            501
        ),
        refused("9112 §6.1 empty", "Transfer-Encoding:"),
        refused("9112 §6.1 empty", "Transfer-Encoding: \r\nTransfer-Encoding: chunked"),
        refused("9112 §6.1 an empty member", "Transfer-Encoding: chunked,"),
        refused("9112 §6.1 an empty member", "Transfer-Encoding: ,chunked"),
        refused("9112 §7 a parameter", "Transfer-Encoding: chunked;a=b"),
        refused("9112 §7 a quoted name", "Transfer-Encoding: \"chunked\""),
        refused("9112 §7 quotes around a comma", "Transfer-Encoding: \"a, chunked\""),
        refused("9112 §7 two names", "Transfer-Encoding: gzip chunked"),
        refused("9110 §5.5 a vertical tab", "Transfer-Encoding: \u{B}chunked"),
        refused("9112 §5.1 a space before the colon", "Transfer-Encoding : chunked"),
        refused("9112 §5.2 folded", "X: y\r\n Transfer-Encoding: chunked"),
        .last(
            "9112 §6.1 not on 1.0",
            post("Transfer-Encoding: chunked", "0\r\n\r\n", version: "1.0"),
            400
        ),
        .last(
            "9112 §6.1 not on 1.0 that stays",
            post(
                "Connection: keep-alive\r\nTransfer-Encoding: chunked",
                "0\r\n\r\n",
                version: "1.0"
            ),
            400
        ),
    ]

    private static let both: [ConformanceRow] = [
        refused("9112 §6.3 item 3", "Content-Length: 5\r\nTransfer-Encoding: chunked"),
        refused("9112 §6.3 item 3", "Transfer-Encoding: chunked\r\nContent-Length: 5"),
        refused("9112 §6.3 item 3", "Transfer-Encoding: chunked\r\nX: y\r\nContent-Length: 0"),
    ]

    private static let expectations: [ConformanceRow] = [
        taken("9110 §10.1.1", "Expect: 100-continue\r\nContent-Length: 1", "x", "x"),
        taken("9110 §10.1.1 without case", "Expect: 100-CONTINUE\r\nContent-Length: 1", "x", "x"),
        taken(
            "9110 §5.6.1.2 empty members",
            "Expect: , 100-continue,\r\nContent-Length: 1",
            "x",
            "x"
        ),
        taken("9110 §5.6.1.2 nothing", "Expect:\r\nContent-Length: 1", "x", "x"),
        .taken("9110 §10.1.1 no body", field: "Expect: 100-continue"),
        refused("9110 §10.1.1 another", "Expect: tea", 417),
        refused("9110 §10.1.1 one more", "Expect: 100-continue, tea", 417),
        refused("9110 §10.1.1 a parameter", "Expect: 100-continue;a=b", 417),
        refused("9110 §10.1.1 quoted", "Expect: \"100-continue\"", 417),
        refused("9110 §10.1.1 quotes around a comma", "Expect: a=\"b, 100-continue\"", 417),
    ]
}
