import Testing

@testable import HTTP

@Suite struct `A list of those for whom proxies speak` {
    typealias Node = Forwarded.Node

    private static let one = Node.address("192.0.2.1", port: 0)
    private static let two = Node.address("2001:db8::1", port: 0)

    private func nodes(_ field: Forwarded, _ lines: String...) throws -> [Node]? {
        var headers: Headers = ["Host": "a"]
        for line in lines { headers.append(field.rawValue, line) }
        return try field.nodes(in: headers)
    }

    @Test(arguments: [
        ("for=192.0.2.1", [one]),
        ("For=192.0.2.1", [one]),
        ("FOR=\"192.0.2.1\"", [one]),
        ("for=\"\\1\\92.0.2.1\"", [one]),
        ("for=\"192.0.2.1:8080\"", [.address("192.0.2.1", port: 8_080)]),
        ("for=\"192.0.2.1:0\"", [one]),
        ("for=\"192.0.2.1:65535\"", [.address("192.0.2.1", port: 65_535)]),
        ("for=\"192.0.2.1:00080\"", [.address("192.0.2.1", port: 80)]),
        ("for=\"192.0.2.1:_web-1\"", [one]),
        ("for=\"[2001:db8::1]\"", [two]),
        ("for=\"[2001:db8::1]:443\"", [.address("2001:db8::1", port: 443)]),
        ("for=\"[::ffff:192.0.2.1]\"", [.address("::ffff:192.0.2.1", port: 0)]),
        ("for=\"[2001:DB8::1]:_p\"", [.address("2001:DB8::1", port: 0)]),
        ("for=unknown", [.hidden]),
        ("for=Unknown", [.hidden]),
        ("for=\"unknown:80\"", [.hidden]),
        ("for=_gazonk", [.hidden]),
        ("for=_1.2.3.4", [.hidden]),
        ("for=\"_SEVKISEK-2._:_x\"", [.hidden]),
        ("for=192.0.2.1;proto=http;by=203.0.113.43", [one]),
        ("by=203.0.113.43;host=\"a,b;for=8.8.8.8\";for=192.0.2.1", [one]),
        ("for=192.0.2.1 ; proto=https", [one]),
        (";;for=192.0.2.1;", [one]),
        ("proto=http", [.hidden]),
        ("by=192.0.2.1", [.hidden]),
        ("", [.hidden]),
        (";", [.hidden]),
        (" for=192.0.2.1\t,for=\"[2001:db8::1]\" ", [one, two]),
        ("for=192.0.2.1,,for=\"[2001:db8::1]\"", [one, .hidden, two]),
        (",for=192.0.2.1", [.hidden, one]),
        ("for=192.0.2.1, ", [one, .hidden]),
        (
            "for=192.0.2.43, for=198.51.100.17;by=203.0.113.60;proto=http;host=example.com",
            [.address("192.0.2.43", port: 0), .address("198.51.100.17", port: 0)]
        ),
    ])
    func `is read from Forwarded`(line: String, list: [Node]) throws {
        #expect(try nodes(.standard, line) == list)
    }

    @Test(arguments: [
        ("192.0.2.1", [one]),
        ("192.0.2.1:8080", [.address("192.0.2.1", port: 8_080)]),
        ("2001:db8::1", [two]),
        ("[2001:db8::1]", [two]),
        ("[2001:db8::1]:443", [.address("2001:db8::1", port: 443)]),
        ("::", [.address("::", port: 0)]),
        ("::ffff:192.0.2.1", [.address("::ffff:192.0.2.1", port: 0)]),
        ("unknown", [.hidden]),
        ("", [.hidden]),
        (" 192.0.2.1 ,\t2001:db8::1", [one, two]),
        ("192.0.2.1,,2001:db8::1,", [one, .hidden, two, .hidden]),
        (", 192.0.2.1", [.hidden, one]),
        ("unknown, 192.0.2.1", [.hidden, one]),
    ])
    func `is read from X-Forwarded-For`(line: String, list: [Node]) throws {
        #expect(try nodes(.older, line) == list)
    }

    @Test(arguments: [
        "192.0.2.1",
        "for",
        "for=",
        "for =192.0.2.1",
        "for= 192.0.2.1",
        "for=\"\"",
        "for=\"192.0.2.1",
        "for=\"192.0.2.1\\",
        "for=\"192.0.2.1\"x",
        "for='192.0.2.1'",
        "for=192.0.2.1:80",
        "for=[2001:db8::1]",
        "for=2001:db8::1",
        "for=\"2001:db8::1\"",
        "for=\"[192.0.2.1]\"",
        "for=\"[2001:db8::1\"",
        "for=\"[2001:db8::1]x\"",
        "for=\"[]\"",
        "for=\"[fe80::1%eth0]\"",
        "for=\"[fe80::1%25eth0]\"",
        "for=\" 192.0.2.1\"",
        "for=\"192.0.2.1 \"",
        "for=\"192.0.2.1, 192.0.2.2\"",
        "for=\"192.0.2.1:\"",
        "for=\"192.0.2.1:65536\"",
        "for=\"192.0.2.1:000080\"",
        "for=\"192.0.2.1:+80\"",
        "for=\"192.0.2.1:-1\"",
        "for=\"192.0.2.1:_\"",
        "for=\"192.0.2.1:80:80\"",
        "for=_",
        "for=_a!b",
        "for=example.com",
        "for=\u{661}92.0.2.1",
        "for=192.0.2.1;for=192.0.2.1",
        "for=192.0.2.1;FOR=unknown",
        "for=192.0.2.1 for=192.0.2.2",
        "for=192.0.2.1; =",
        "for=192.0.2.1, nonsense",
        "nonsense, for=192.0.2.1",
    ])
    func `that is malformed is refused in Forwarded`(line: String) {
        #expect(throws: RequestRefusal.malformedForwarding) { try nodes(.standard, line) }
    }

    @Test(arguments: [
        "192.0.2.1 192.0.2.2",
        "192.0.2.1;proto=http",
        "\"192.0.2.1\"",
        "for=192.0.2.1",
        "192.0.2.1:",
        "192.0.2.1:65536",
        "192.0.2.1:_web",
        "192.0.2.1:http",
        "[192.0.2.1]",
        "[2001:db8::1",
        "2001:db8::1]",
        "[[2001:db8::1]]",
        "[2001:db8::1]443",
        "fe80::1%eth0",
        "_gazonk",
        "unknown:x",
        "example.com",
        "192.0.2.1\0",
        "192.0.2.1, <script>",
    ])
    func `that is malformed is refused in X-Forwarded-For`(line: String) {
        #expect(throws: RequestRefusal.malformedForwarding) { try nodes(.older, line) }
    }

    @Test(arguments: Forwarded.allCases)
    func `is nothing when there is no such field`(field: Forwarded) throws {
        #expect(try nodes(field) == nil)
        let near: Headers = ["X-Forwarded": "192.0.2.1", "Forwarded-For": "192.0.2.1"]
        #expect(try field.nodes(in: near) == nil)
    }

    @Test func `goes on over several lines in order`() throws {
        #expect(
            try nodes(.older, "192.0.2.1, 192.0.2.2", "", "192.0.2.3") == [
                Self.one, .address("192.0.2.2", port: 0), .hidden, .address("192.0.2.3", port: 0),
            ]
        )
        #expect(try nodes(.standard, "for=192.0.2.1", "for=_x") == [Self.one, .hidden])
    }

    @Test func `cannot begin a quoted string in one line and end it in another`() {
        #expect(throws: RequestRefusal.malformedForwarding) {
            try nodes(.standard, "for=192.0.2.1;host=\"", "for=192.0.2.2")
        }
    }

    @Test(arguments: [
        (Forwarded.standard, "for=192.0.2.1"), (.standard, ""), (.older, "192.0.2.1"), (.older, ""),
    ])
    func `has members at the maximum number and not one more`(
        field: Forwarded,
        member: String
    ) throws {
        let most = Array(repeating: member, count: Limits.listMembers)
        #expect(try nodes(field, most.joined(separator: ","))?.count == Limits.listMembers)
        #expect(throws: RequestRefusal.malformedForwarding) {
            try nodes(field, most.joined(separator: ","), member)
        }
    }

    @Test func `never traps on changed text`() throws {
        var random = FixedRandom(state: 9)
        var good = 0
        for _ in 0..<10_000 {
            var bytes = Array("for=\"[2001:db8::1]:80\";by=_a , for=192.0.2.1,unknown".utf8)
            for _ in 0..<3 {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                bytes[place] = try #require(
                    "=;,:.\"\\[]%_09f \t".utf8.randomElement(using: &random)
                )
            }
            let text = String(decoding: bytes, as: UTF8.self)
            for field in Forwarded.allCases {
                for part in [text, String(text.prefix(23)), String(text.suffix(20))] {
                    let nodes = try? nodes(field, part)
                    if let nodes { good += nodes.count }
                    #expect(nodes.map { $0.count <= Limits.listMembers } ?? true)
                }
            }
        }
        #expect(good > 100)
    }

    @Test func `that is refused is a 400 with a sentence`() {
        #expect(RequestRefusal.malformedForwarding.status == 400)
        #expect(RequestRefusal.malformedForwarding.reason.hasSuffix("."))
    }
}
