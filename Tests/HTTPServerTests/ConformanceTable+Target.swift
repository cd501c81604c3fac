private typealias Reply = ConformanceRow.Reply

private let hostLine = "\r\nHost: a\r\n\r\n"

extension ConformanceTable {
    private static func asked(_ clause: String, _ target: String, _ path: String) -> ConformanceRow
    {
        .taken(clause, "GET \(target) HTTP/1.1\(hostLine)", Reply(200, path))
    }

    private static func refused(_ clause: String, _ target: String) -> ConformanceRow {
        .last(clause, "GET \(target) HTTP/1.1\(hostLine)", 400)
    }

    static let target = ConformanceTable(subject: "the target", rows: forms + escapes)

    private static let forms: [ConformanceRow] = [
        asked("9112 §3.2.1 origin-form", "/a/b?c=d", "/a/b"),
        asked("9112 §3.2.1 an empty query", "/a?", "/a"),
        asked("3986 §3.4 a question mark in a query", "/a?b?c", "/a"),
        asked("9112 §3.2.2 absolute-form", "http://b/c?d", "/c"),
        asked("9110 §4.2.3 an empty path is /", "http://b", "/"),
        asked("9110 §4.2.3 an empty path is /", "http://b?c", "/"),
        asked("3986 §3.1 the scheme's case", "HTTP://b/c", "/c"),
        asked("9110 §4.2.2 https", "https://b/c", "/c"),
        .taken("9112 §3.2.4 asterisk-form", "OPTIONS * HTTP/1.1\(hostLine)", Reply(200, "*")),
        refused("9112 §3.2.4 an asterisk for OPTIONS alone", "*"),
        refused("9112 §3.2.4 an asterisk alone", "**"),
        refused("9112 §3.2.3 authority-form is for CONNECT", "a:80"),
        refused("9112 §3.2.1 begins with a slash", "a"),
        refused("9112 §3.2.1 begins with a slash", "?a"),
        refused("9110 §4.2.1 an empty host", "http:///a"),
        refused("9110 §4.2.1 an empty host", "http://:80/a"),
        refused("9110 §4.2.4 user information", "http://u@b/c"),
        refused("9110 §4.2.4 user information", "http://u:p@b/c"),
        refused("3986 §3.2.3 a port is a number", "http://b:x/c"),
        refused("9293 §3.1 a port above the largest", "http://b:65536/c"),
        refused("9112 §3.2.2 another scheme", "ftp://b/c"),
        refused("9112 §3.2.2 no authority", "http:/c"),
        refused("9112 §3.2 no fragment", "/a#b"),
        refused("9112 §3.2 no fragment", "/a?b#c"),
        refused("9112 §3.2 no fragment", "http://b/c#d"),
        refused("9112 §3.2 no fragment", "http://b#d"),
    ]

    private static let escapes: [ConformanceRow] = [
        asked("3986 §2.1 an escape", "/%C3%A9%20", "/%C3%A9%20"),
        asked("3986 §2.2 a slash stays in its segment", "/a%2Fb", "/a%2Fb"),
        asked("3986 §3.3 every character of a path", "/-._~!$&'()*+,;=:@", "/-._~!$&'()*+,;=:@"),
        asked("3986 §3.3 three dots are a name", "/...", "/..."),
        asked("3986 §3.3 dots in a query", "/a?/../b", "/a"),
        refused("3986 §2.1 half an escape", "/%"),
        refused("3986 §2.1 half an escape", "/%4"),
        refused("3986 §2.1 no digits", "/%4g"),
        refused("3986 §2.1 no digits", "/%%41"),
        refused("3986 §2.1 in a query too", "/a?b=%4"),
        refused("3986 §7.3 a NUL", "/%00"),
        refused("3986 §7.3 a NUL", "/a?b=%00"),
        refused("3986 §3.3 a dot segment", "/."),
        refused("3986 §3.3 a dot segment", "/a/../b"),
        refused("3986 §3.3 a dot segment", "/a/.."),
        refused("3986 §6.2.2.2 an escaped dot is a dot", "/a/%2e%2E/b"),
        refused("3986 §6.2.2.2 an escaped dot is a dot", "/.%2e"),
        refused("3986 §3.3 a backslash", "/a\\b"),
        refused("3986 §3.3 brackets", "/[a]"),
        refused("3986 §3.3 a quote", "/\"a\""),
        refused("3986 §2 no obs-text", "/\u{E9}"),
        refused("3986 §2 no DEL", "/\u{7F}"),
        refused("3986 §3.4 no obs-text", "/a?\u{E9}"),
    ]
}
