import HTTP
import Testing

@testable import HTTPServer

@Suite struct `Trusted proxies` {
    private func peer(_ text: String, port: UInt16 = 0) throws -> Peer {
        text == "local" ? .local : try #require(Peer(address: text, port: port))
    }

    /// The caller through 10.0.0.1, whom we trust as all of 10.0.0.0/8 and fd00::/8.
    private func caller(_ headers: Headers) throws -> String {
        try TrustedProxies("10.0.0.0/8, fd00::/8")
            .caller(of: headers, through: peer("10.0.0.1", port: 999)).address
    }

    @Test(arguments: [
        ("10.0.0.0/8", ["10.1.2.3", "::ffff:10.1.2.3"], ["11.0.0.0", "::1", "local"]),
        ("127.0.0.1,::1", ["127.0.0.1", "::1"], ["127.0.0.2", "::2", "local"]),
        (" 127.0.0.1 ,  unix ", ["127.0.0.1", "local"], ["127.0.0.2", "::1"]),
        ("unix", ["local"], ["127.0.0.1", "::1", "0.0.0.0", "::"]),
        ("0.0.0.0/0,::/0", ["1.2.3.4", "2001:db8::1"], ["local"]),
        ("", [], ["127.0.0.1", "::1", "0.0.0.0", "::", "local"]),
        ("  ", [], ["127.0.0.1", "::1", "0.0.0.0", "::", "local"]),
    ])
    func `are those in the text`(_ text: String, _ trusted: [String], _ others: [String]) throws {
        let proxies = try TrustedProxies(text)
        for one in trusted { #expect(try proxies.trusts(peer(one, port: 5))) }
        for one in others { #expect(try !proxies.trusts(peer(one, port: 5))) }
    }

    @Test func `are nobody unless one says so`() throws {
        #expect(try TrustedProxies() == TrustedProxies(""))
        #expect(!TrustedProxies().trusts(.local))
    }

    @Test(arguments: [
        (
            "10.0.0.0/8, proxy.example", "proxy.example",
            "'proxy.example' is not an address like 192.0.2.1 or 2001:db8::1, a block like "
                + "10.0.0.0/8 or 2001:db8::/32, or the word unix."
        ),
        ("10.0.0.0/33", "10.0.0.0/33", "The prefix in '10.0.0.0/33' is not a number from 0 to 32."),
        ("::1,::/129", "::/129", "The prefix in '::/129' is not a number from 0 to 128."),
        (
            "10.0.0.1/8", "10.0.0.1/8",
            "'10.0.0.1/8' has bits that are not zero after its prefix; the block is 10.0.0.0/8."
        ),
        (
            "unix,2001:db8::1/32", "2001:db8::1/32",
            "'2001:db8::1/32' has bits that are not zero after its prefix; "
                + "the block is 2001:db8::/32."
        ),
    ])
    func `say which entry is malformed and what is right`(
        _ text: String,
        _ entry: String,
        _ sentence: String
    ) throws {
        let error = try #require(throws: TrustedProxies.Malformed.self) {
            try TrustedProxies(text)
        }
        #expect(error.entry == entry)
        #expect(error.description == sentence)
    }

    @Test(arguments: [
        ",", "unix,", ",unix", "10.0.0.0/8,,unix", "10.0.0.0/8 unix", "10.0.0.0 /8", "UNIX", "*",
        "all", "local", "10.0.0.0/8;unix", "010.0.0.1", "[::1]", "::1%lo", "10.0.0.0/8\n", "\t",
    ])
    func `are refused when an entry is none`(_ text: String) {
        #expect(throws: TrustedProxies.Malformed.self) { try TrustedProxies(text) }
    }

    @Test(arguments: [
        // A caller writes someone else's address in front of what the proxy adds.
        ("1.2.3.4, 192.0.2.9", "192.0.2.9"),
        ("10.9.9.9, 192.0.2.9", "192.0.2.9"),
        ("1.2.3.4, 10.0.0.2, 192.0.2.9, 10.0.0.3, fd00::2", "192.0.2.9"),
        ("192.0.2.9", "192.0.2.9"),
        ("2001:db8::9", "2001:db8::9"),
        ("1.2.3.4, [2001:db8::9]:443", "2001:db8::9"),
        ("1.2.3.4, ::ffff:192.0.2.9, ::ffff:10.0.0.2", "192.0.2.9"),
        ("10.0.0.4, 10.0.0.3, 10.0.0.2", "10.0.0.4"),
        ("1.2.3.4, unknown, 10.0.0.2", "10.0.0.2"),
        ("1.2.3.4, unknown", "10.0.0.1"),
        ("1.2.3.4, , 10.0.0.2", "10.0.0.2"),
        ("1.2.3.4,", "10.0.0.1"),
        ("unknown, 192.0.2.9, 10.0.0.2", "192.0.2.9"),
        ("", "10.0.0.1"),
    ])
    func `say who came, in X-Forwarded-For`(_ line: String, _ address: String) throws {
        #expect(try caller(["X-Forwarded-For": line]) == address)
    }

    @Test(arguments: [
        ("for=1.2.3.4, for=192.0.2.9", "192.0.2.9"),
        ("for=1.2.3.4, for=192.0.2.9;by=10.0.0.2, for=\"10.0.0.2:99\"", "192.0.2.9"),
        ("for=\"[2001:db8::9]:1234\", for=\"[fd00::5]\"", "2001:db8::9"),
        ("for=10.0.0.4, for=10.0.0.3", "10.0.0.4"),
        ("for=1.2.3.4, for=unknown, for=10.0.0.2", "10.0.0.2"),
        ("for=1.2.3.4, for=_hidden", "10.0.0.1"),
        ("for=1.2.3.4, proto=https", "10.0.0.1"),
        ("for=1.2.3.4, for=10.0.0.4;host=\"a, for=1.1.1.1\", for=_x, for=10.0.0.2", "10.0.0.2"),
    ])
    func `say who came, in Forwarded`(_ line: String, _ address: String) throws {
        #expect(try caller(["Forwarded": line]) == address)
    }

    @Test func `may write several lines, the nearest last`() throws {
        var headers: Headers = ["X-Forwarded-For": "1.2.3.4"]
        headers.append("x-forwarded-for", "192.0.2.9, 10.0.0.3")
        headers.append("X-FORWARDED-FOR", "10.0.0.2")
        #expect(try caller(headers) == "192.0.2.9")
    }

    @Test func `speak for themselves when they say nothing`() throws {
        #expect(try caller([:]) == "10.0.0.1")
        #expect(try TrustedProxies("unix").caller(of: [:], through: .local) == .local)
    }

    @Test func `give the port when they know it`() throws {
        let proxies = try TrustedProxies("unix")
        let with: Headers = ["X-Forwarded-For": "192.0.2.9:4000"]
        #expect(try proxies.caller(of: with, through: .local) == peer("192.0.2.9", port: 4_000))
        let without: Headers = ["Forwarded": "for=192.0.2.9"]
        #expect(try proxies.caller(of: without, through: .local) == peer("192.0.2.9", port: 0))
    }

    @Test(arguments: ["10.0.0.0/8", "", "unix"])
    func `do not include everyone who sends fields`(_ text: String) throws {
        let stranger = try peer("192.0.2.9", port: 50_000)
        let proxies = try TrustedProxies(text)
        let sent: [Headers] = [
            ["X-Forwarded-For": "1.2.3.4"], ["Forwarded": "for=1.2.3.4"],
            ["X-Forwarded-For": "1.2.3.4", "Forwarded": "for=5.6.7.8"],
            ["X-Forwarded-For": "nonsense"], ["Forwarded": "\""],
        ]
        for headers in sent {
            #expect(try proxies.caller(of: headers, through: stranger) == stranger)
        }
    }

    @Test(arguments: [
        ("192.0.2.9", "for=192.0.2.9", "192.0.2.9"),
        ("1.2.3.4, 192.0.2.9", "for=\"192.0.2.9:80\", for=10.0.0.2", "192.0.2.9"),
        ("2001:db8::9", "for=\"[2001:DB8:0::9]\"", "2001:db8::9"),
        ("::ffff:192.0.2.9", "for=192.0.2.9", "192.0.2.9"),
        ("unknown", "for=_x", "10.0.0.1"),
        ("", "", "10.0.0.1"),
    ])
    func `may write both fields when they agree`(
        _ older: String,
        _ standard: String,
        _ address: String
    ) throws {
        #expect(try caller(["X-Forwarded-For": older, "Forwarded": standard]) == address)
        #expect(try caller(["Forwarded": standard, "X-Forwarded-For": older]) == address)
    }

    @Test(arguments: [
        // The proxy sets X-Forwarded-For and passes on the Forwarded that a caller wrote.
        ("192.0.2.9", "for=1.2.3.4"),
        ("192.0.2.9", "for=10.0.0.2"),
        ("192.0.2.9", "for=unknown"),
        ("192.0.2.9", "proto=https"),
        ("192.0.2.9", ""),
        ("192.0.2.9", "for=1.2.3.4, for=192.0.2.8"),
        // The other way around.
        ("1.2.3.4", "for=192.0.2.9"),
        ("1.2.3.4, 10.0.0.2", "for=192.0.2.9"),
        ("", "for=192.0.2.9"),
        ("::192.0.2.9", "for=192.0.2.9"),
    ])
    func `are refused when the two fields do not agree`(_ older: String, _ standard: String) {
        for headers: Headers in [
            ["X-Forwarded-For": older, "Forwarded": standard],
            ["Forwarded": standard, "X-Forwarded-For": older],
        ] {
            #expect(throws: RequestRefusal.malformedForwarding) { try caller(headers) }
        }
    }

    @Test(
        arguments: [
            ["X-Forwarded-For": "nonsense"],
            ["X-Forwarded-For": "nonsense, 192.0.2.9"],
            ["X-Forwarded-For": "1.2.3.400, 192.0.2.9"],
            ["X-Forwarded-For": "01.2.3.4, 192.0.2.9"],
            ["X-Forwarded-For": "192.0.2.9, 1.2.3"],
            ["X-Forwarded-For": "1::2::3, 192.0.2.9"],
            ["X-Forwarded-For": "fe80::1%eth0"],
            ["Forwarded": "for=192.0.2.999, for=192.0.2.9"],
            ["Forwarded": "for=\"[1:2:3]\", for=192.0.2.9"],
            ["Forwarded": "for=\"[fe80::1%25eth0]\""],
            ["Forwarded": "192.0.2.9"],
            ["Forwarded": "for=192.0.2.9;host=\""],
            ["X-Forwarded-For": "192.0.2.9", "Forwarded": "for=192.0.2.9, nonsense"],
            ["X-Forwarded-For": "nonsense, 192.0.2.9", "Forwarded": "for=192.0.2.9"],
        ] as [Headers]
    )
    func `are refused when a list is malformed anywhere`(_ headers: Headers) {
        #expect(throws: RequestRefusal.malformedForwarding) { try caller(headers) }
    }

    @Test(arguments: [
        ("X-Forwarded-For", "10.0.0.2", ", 10.0.0.2"),
        ("Forwarded", "for=10.0.0.2", ", for=10.0.0.2"),
    ])
    func `are refused with more members than the limit`(
        _ name: String,
        _ first: String,
        _ more: String
    ) throws {
        var headers: Headers = [name: first + String(repeating: more, count: 63)]
        #expect(try caller(headers) == "10.0.0.2")
        headers.append(name, first)
        #expect(throws: RequestRefusal.malformedForwarding) { try caller(headers) }
    }

    @Test func `name the same caller when the list is read from the left`() throws {
        var numbers = RepeatableNumbers(state: 10)
        let choices = ["10.0.0.2", "fd00::7", "192.0.2.9", "2001:db8::9", "unknown", ""]
        for _ in 0..<2_000 {
            let list = try (0..<Int.random(in: 1...8, using: &numbers)).map { _ in
                try #require(choices.randomElement(using: &numbers))
            }
            // From the left: each stranger hides all before it, each that is hidden too.
            var expected: String?
            for node in list {
                switch node {
                case "unknown", "": expected = nil
                case "192.0.2.9", "2001:db8::9": expected = node
                default: expected = expected ?? node
                }
            }
            let field = list.joined(separator: ", ")
            #expect(try caller(["X-Forwarded-For": field]) == expected ?? "10.0.0.1", "\(field)")
        }
    }
}
