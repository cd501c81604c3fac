private typealias Reply = ConformanceRow.Reply

extension ConformanceTable {
    private static func named(_ clause: String, _ host: String) -> ConformanceRow {
        .taken(clause, "GET /host HTTP/1.1\r\nHost: \(host)\r\n\r\n", Reply(200, host))
    }

    private static func refused(_ clause: String, host: String) -> ConformanceRow {
        .last(clause, "GET /host HTTP/1.1\r\nHost: \(host)\r\n\r\n", 400)
    }

    private static func told(_ target: String, _ fields: String, _ host: String) -> ConformanceRow {
        .taken(
            "9112 §3.2.2 the absolute target wins",
            "GET \(target) HTTP/1.1\r\n\(fields)\r\n",
            Reply(200, host)
        )
    }

    static let host = ConformanceTable(subject: "the host", rows: hosts + addresses)

    private static let hosts: [ConformanceRow] = [
        named("9110 §7.2 a name", "example.nl"),
        named("9110 §7.2 a name and a port", "example.nl:8080"),
        named("3986 §3.2.3 an empty port", "a:"),
        named("9293 §3.1 the largest port", "a:65535"),
        named("3986 §3.2.2 a name with marks", "a_b-c~d!e"),
        named("3986 §3.2.2 an escape", "a%C3%A9"),
        told("http://b/host", "Host: a\r\n", "b"),
        told("http://b:81/host", "X: y\r\nHost: a\r\nZ: y\r\n", "b:81"),
        told("https://[::1]/host?x", "HOST: a:80\r\n", "[::1]"),
        .last("9112 §3.2 missing", "GET / HTTP/1.1\r\n\r\n", 400),
        .last("9112 §3.2 missing", "GET http://b/ HTTP/1.1\r\n\r\n", 400),
        .last("9112 §3.2 twice", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
        .last("9112 §3.2 twice the same", "GET / HTTP/1.1\r\nHost: a\r\nhost: a\r\n\r\n", 400),
        .last("9112 §3.2 twice, 1.0", "GET / HTTP/1.0\r\nHost: a\r\nHost: a\r\n\r\n", 400),
        .last("9112 §3.2 malformed, 1.0", "GET / HTTP/1.0\r\nHost: a/b\r\n\r\n", 400),
        .last("9110 §7.2 none on 1.0", "GET /host HTTP/1.0\r\n\r\n", Reply(200, "none")),
        refused("9110 §4.2.1 empty", host: ""),
        refused("9110 §4.2.1 empty with a port", host: ":80"),
        refused("9110 §4.2.4 user information", host: "u@a"),
        refused("9110 §4.2.4 user information", host: "u:p@a"),
        refused("9293 §3.1 above the largest port", host: "a:65536"),
        refused("3986 §3.2.3 a port is a number", host: "a:x"),
        refused("3986 §3.2.3 a port is a number", host: "a:-1"),
        refused("3986 §3.2.3 one port", host: "a:80:80"),
        refused("3986 §3.2.2 a blank", host: "a b"),
        refused("3986 §3.2.2 a list", host: "a, b"),
        refused("3986 §3.2.2 a path", host: "a/b"),
        refused("3986 §3.2.2 a query", host: "a?b"),
        refused("3986 §3.2.2 a fragment", host: "a#b"),
        refused("3986 §3.2.2 a backslash", host: "a\\b"),
        refused("3986 §3.2.2 a quote", host: "\"a\""),
        refused("3986 §3.2.2 obs-text", host: "\u{E9}"),
        refused("3986 §2.1 half an escape", host: "a%4"),
        refused("3986 §7.3 a NUL", host: "a%00"),
    ]

    private static let addresses: [ConformanceRow] = [
        named("3986 §3.2.2 an IPv4 address", "127.0.0.1:80"),
        named("3986 §3.2.2 an IPv6 address", "[::1]"),
        named("3986 §3.2.2 an IPv6 address and a port", "[2001:db8::1]:80"),
        named("3986 §3.2.2 eight groups", "[1:2:3:4:5:6:7:8]"),
        named("3986 §3.2.2 an IPv4 address at the end", "[::ffff:192.0.2.1]"),
        refused("3986 §3.2.2 seven groups", host: "[1:2:3:4:5:6:7]"),
        refused("3986 §3.2.2 nine groups", host: "[1:2:3:4:5:6:7:8:9]"),
        refused("3986 §3.2.2 :: for nothing", host: "[1:2:3:4::5:6:7:8]"),
        refused("3986 §3.2.2 :: twice", host: "[1::2::3]"),
        refused("3986 §3.2.2 five digits", host: "[::12345]"),
        refused("3986 §3.2.2 no digit", host: "[::g]"),
        refused("3986 §3.2.2 a number above 255", host: "[::192.0.2.256]"),
        refused("3986 §3.2.2 an IPv4 address in brackets", host: "[192.0.2.1]"),
        refused("3986 §3.2.2 an address of the future", host: "[v1.a:b]"),
        refused("6874 §1 a zone", host: "[fe80::1%25eth0]"),
        refused("3986 §3.2.2 empty brackets", host: "[]"),
        refused("3986 §3.2.2 an open bracket", host: "[::1"),
        refused("3986 §3.2.2 no brackets", host: "::1"),
        refused("3986 §3.2.2 a port without a colon", host: "[::1]80"),
        refused("3986 §3.2.2 a name behind brackets", host: "[::1]a"),
    ]
}
