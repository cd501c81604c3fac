private typealias Reply = ConformanceRow.Reply

extension ConformanceTable {
    static let fields = ConformanceTable(subject: "the header fields", rows: names + values)

    private static let names: [ConformanceRow] = [
        .taken("9110 §5.6.2 every token character", field: "!#$%&'*+-.^_`|~0aZ: b"),
        .refused("9110 §5.6.2 no token", field: "A(b: c"),
        .refused("9110 §5.6.2 no obs-text", field: "\u{C4}: b"),
        .refused("9110 §5.6.2 no NUL", field: "A\u{0}: b"),
        .refused("9110 §5.6.2 not empty", field: ": b"),
        .refused("9112 §5 a colon", field: "A"),
        .refused("9112 §5.1 a space before the colon", field: "A : b"),
        .refused("9112 §5.1 a tab before the colon", field: "A\t: b"),
        .refused("9112 §5.1 a CR before the colon", field: "A\r: b"),
        .refused("9112 §5.2 a folded line", field: "A: b\r\n c"),
        .refused("9112 §5.2 a folded line", field: "A: b\r\n\tc: d"),
        .refused("9112 §5.2 a folded line of blanks", field: "A: b\r\n "),
        .last("9112 §2.2 blanks before the first field", "GET / HTTP/1.1\r\n Host: a\r\n\r\n", 400),
        .taken("9110 §5.1 names without case", "GET / HTTP/1.1\r\nhOsT: a\r\n\r\n", 200),
        .taken(
            "9110 §5.1 names without case",
            "POST /echo HTTP/1.1\r\nHOST: a\r\ncONTENT-lENGTH: 1\r\n\r\nx",
            Reply(200, "x")
        ),
    ]

    private static let values: [ConformanceRow] = [
        .taken("9112 §5 no blank after the colon", field: "A:b"),
        .taken("9112 §5 blanks on both sides", field: "A: \t b \t "),
        .taken("9110 §5.5 an empty value", field: "A:"),
        .taken("9110 §5.5 a value of blanks", field: "A: \t "),
        .taken("9110 §5.5 a tab inside", field: "A: b\tc"),
        .taken("9110 §5.5 obs-text", field: "A: \u{80}\u{FF}\u{C3}\u{28}"),
        .taken("9110 §5.5 a colon inside", field: "A: b: c"),
        .refused("9110 §5.5 a NUL", field: "A: b\u{0}c"),
        .refused("9110 §5.5 a NUL at the end", field: "A: b\u{0}"),
        .refused("9110 §5.5 a bare CR", field: "A: b\rc"),
        .refused("9110 §5.5 a bare CR that hides a field", field: "A: b\rContent-Length: 5"),
        .refused("9110 §5.5 a bare CR at the end", field: "A: b\r"),
        .refused("9112 §2.2 a bare LF", field: "A: b\nC: d"),
        .refused("9110 §5.5 a vertical tab", field: "A: b\u{B}"),
        .refused("9110 §5.5 a form feed", field: "A: \u{C}b"),
        .refused("9110 §5.5 a DEL", field: "A: b\u{7F}"),
        .refused("9110 §5.5 an escape", field: "A: \u{1B}[0m"),
        .last("9112 §2.2 a bare LF at the end", "GET / HTTP/1.1\r\nHost: a\r\n\n", 400),
        .last("9112 §2.2 a bare CR at the end", "GET / HTTP/1.1\r\nHost: a\r\n\r\rx\r\n", 400),
    ]
}
