import Glibc
import Testing

@testable import HTTPServer

@Suite struct `An address as text` {
    @Test(arguments: [
        ("0.0.0.0", Peer.ipv4(address: 0, port: 7)),
        ("192.0.2.1", .ipv4(address: 0xc000_0201, port: 7)),
        ("255.255.255.255", .ipv4(address: .max, port: 7)),
        ("::", .ipv6(high: 0, low: 0, port: 7)),
        ("::1", .ipv6(high: 0, low: 1, port: 7)),
        ("1::", .ipv6(high: 1 << 48, low: 0, port: 7)),
        ("2001:db8::1", .ipv6(high: 0x2001_0db8_0000_0000, low: 1, port: 7)),
        ("2001:0DB8:0000:0:0::0001", .ipv6(high: 0x2001_0db8_0000_0000, low: 1, port: 7)),
        ("1:2:3:4:5:6:7:8", .ipv6(high: 0x1_0002_0003_0004, low: 0x5_0006_0007_0008, port: 7)),
        ("64:ff9b::192.0.2.1", .ipv6(high: 0x64_ff9b_0000_0000, low: 0xc000_0201, port: 7)),
        ("::ffff:192.0.2.1", .ipv4(address: 0xc000_0201, port: 7)),
        ("::FFFF:c000:201", .ipv4(address: 0xc000_0201, port: 7)),
        ("::192.0.2.1", .ipv6(high: 0, low: 0xc000_0201, port: 7)),
        ("::fffe:192.0.2.1", .ipv6(high: 0, low: 0xfffe_c000_0201, port: 7)),
        (
            "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255",
            .ipv6(high: .max, low: .max, port: 7)
        ),
    ])
    func `is a peer`(_ text: String, _ peer: Peer) {
        #expect(Peer(address: text, port: 7) == peer)
    }

    @Test(arguments: [
        "", " ", "local", "localhost", "unknown", "1", "127.1", "0x7f.0.0.1", "3221225985",
        "192.0.2", "192.0.2.", ".192.0.2.1", "192.0.2.1.", "192.0.2.256", "192.0.2.-1",
        "192.0.2.01", "192.0.02.1", "00.0.0.0", "192.0.2.1 ", " 192.0.2.1", "192.0.2.1\0",
        "::1\0", "::1\0junk", "192.0.2.1:80", "[::1]", "::1%lo", "fe80::1%1", ":", ":::", "1:2",
        "1::2::3", ":1::2", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "12345::", "g::", "::1.2.3",
        "::ffff:192.0.2.01", "::1/128", "192.0.2.1/32", "\u{661}.0.0.1", "::\u{ff11}",
        "0ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255",
    ])
    func `that is none is nobody`(_ text: String) {
        #expect(Peer(address: text, port: 7) == nil)
    }

    /// The text that the library makes of an address.
    private func written(_ family: Int32, _ bytes: [UInt8]) throws -> String {
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        try #require(inet_ntop(family, bytes, &text, socklen_t(text.count)) != nil)
        return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    @Test func `of random IPv4 comes back`() throws {
        var numbers = RepeatableNumbers(state: 4)
        for _ in 0..<2_000 {
            let address = UInt32.random(in: 0...UInt32.max, using: &numbers)
            let text = try written(AF_INET, withUnsafeBytes(of: address.bigEndian, Array.init))
            let peer = Peer.ipv4(address: address, port: 1)
            #expect(Peer(address: text, port: 1) == peer)
            #expect(peer.address == text)
        }
    }

    @Test func `of random IPv6 comes back`() throws {
        var numbers = RepeatableNumbers(state: 6)
        for _ in 0..<2_000 {
            // Half of the groups are zero, so that runs of them come in every place.
            var groups = (0..<8).map { _ in
                Bool.random(using: &numbers) ? 0 : UInt16.random(in: 0...0x200, using: &numbers)
            }
            groups[0] |= 0x2000
            let bytes = groups.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xff)] }
            let halves = [groups[..<4], groups[4...]].map { $0.reduce(0) { $0 << 16 | UInt64($1) } }
            let peer = Peer.ipv6(high: halves[0], low: halves[1], port: 1)
            let text = try written(AF_INET6, bytes)
            #expect(Peer(address: text, port: 1) == peer)
            #expect(peer.address == text)
        }
    }
}

@Suite struct `A block of addresses` {
    private func peer(_ text: String) throws -> Peer {
        try #require(Peer(address: text, port: 4_321))
    }

    @Test(arguments: [
        ("10.0.0.0/8", "10.0.0.0", "10.255.255.255", ["9.255.255.255", "11.0.0.0"]),
        ("192.0.2.1", "192.0.2.1", "192.0.2.1", ["192.0.2.0", "192.0.2.2"]),
        ("192.0.2.1/32", "192.0.2.1", "192.0.2.1", ["192.0.2.0", "192.0.2.2"]),
        ("192.0.2.2/31", "192.0.2.2", "192.0.2.3", ["192.0.2.1", "192.0.2.4"]),
        ("128.0.0.0/1", "128.0.0.0", "255.255.255.255", ["127.255.255.255", "8000::"]),
        ("0.0.0.0/0", "0.0.0.0", "255.255.255.255", ["::", "::1", "ffff::"]),
        ("172.16.0.0/12", "172.16.0.0", "172.31.255.255", ["172.15.255.255", "172.32.0.0"]),
        ("::ffff:10.0.0.0/104", "10.0.0.0", "::ffff:10.255.255.255", ["11.0.0.0", "::10.0.0.0"]),
        ("::ffff:0.0.0.0/96", "0.0.0.0", "255.255.255.255", ["::", "::1:0:0:0"]),
        ("::ffff:192.0.2.1", "192.0.2.1", "::ffff:192.0.2.1", ["192.0.2.2", "::192.0.2.1"]),
        ("::1", "::1", "::1", ["::", "::2", "0.0.0.1", "127.0.0.1", "1::1"]),
        ("::/0", "::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", ["0.0.0.0", "::ffff:1.2.3.4"]),
        ("::/80", "::", "::ffff:ffff", ["0.0.0.0", "::1:0:0:0"]),
        (
            "2001:db8::/32", "2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff",
            ["2001:db7:ffff:ffff:ffff:ffff:ffff:ffff", "2001:db9::", "32.1.13.184"]
        ),
        ("fc00::/7", "fc00::", "fdff::1", ["fbff::", "fe00::"]),
        ("2001:db8::/63", "2001:db8::", "2001:db8:0:1:ffff::", ["2001:db8:0:2::"]),
        ("2001:db8::/64", "2001:db8::", "2001:db8::ffff:0:0:0", ["2001:db8:0:1::"]),
        ("2001:db8::/65", "2001:db8::", "2001:db8::7fff:0:0:0", ["2001:db8::8000:0:0:0"]),
        ("2001:db8::2/127", "2001:db8::2", "2001:db8::3", ["2001:db8::1", "2001:db8::4"]),
        ("2001:db8::2/128", "2001:db8::2", "2001:DB8:0::2", ["2001:db8::1", "2001:db8::3"]),
        ("::/128", "::", "::", ["::1", "0.0.0.0"]),
    ])
    func `has its first and its last address and not those beside`(
        _ text: String,
        _ first: String,
        _ last: String,
        _ others: [String]
    ) throws {
        let block = try AddressBlock(text)
        #expect(try block.contains(peer(first)))
        #expect(try block.contains(peer(last)))
        for other in others { #expect(try !block.contains(peer(other))) }
        #expect(!block.contains(.local))
        #expect(try AddressBlock(block.description) == block)
    }

    @Test(arguments: [
        "", "/", "/8", "10.0.0/8", "10.0.0.0.0/8", "010.0.0.0/8", "10.0.0.0/8/8", "10.0.0.0//8",
        " 10.0.0.0/8", "10.0.0.0 /8", "unix", "*", "[::1]", "[::]/0", "fe80::1%eth0", "10.*",
    ])
    func `begins with an address`(_ text: String) {
        #expect(throws: AddressBlock.Refusal.malformedAddress) { try AddressBlock(text) }
    }

    @Test(arguments: [
        ("0.0.0.0/33", 0...32), ("0.0.0.0/-1", 0...32), ("0.0.0.0/", 0...32),
        ("0.0.0.0/00", 0...32), ("10.0.0.0/08", 0...32), ("10.0.0.0/+8", 0...32),
        ("10.0.0.0/8 ", 0...32), ("10.0.0.0/255.0.0.0", 0...32), ("10.0.0.0/a", 0...32),
        ("10.0.0.0/99999999999999999999", 0...32), ("10.0.0.0/\u{668}", 0...32),
        ("::/129", 0...128), ("::/-0", 0...128), ("::/0x10", 0...128),
        ("::ffff:0.0.0.0/95", 96...128), ("::ffff:0.0.0.0/129", 96...128),
        ("::ffff:0.0.0.0/0", 96...128),
    ])
    func `has a prefix in its range`(_ text: String, _ range: ClosedRange<Int>) {
        #expect(throws: AddressBlock.Refusal.malformedPrefix(range)) { try AddressBlock(text) }
    }

    @Test(arguments: [
        ("10.0.0.1/8", "10.0.0.0/8"), ("10.0.0.1/31", "10.0.0.0/31"),
        ("128.0.0.0/0", "0.0.0.0/0"), ("0.0.0.1/0", "0.0.0.0/0"),
        ("2001:db8::1/32", "2001:db8::/32"), ("2001:db8::1/127", "2001:db8::/127"),
        ("2001:db8:0:1::/63", "2001:db8::/63"), ("2001:db8:0:0:8000::/64", "2001:db8::/64"),
        ("8000::/0", "::/0"), ("::ffff:10.0.0.1/104", "10.0.0.0/8"),
    ])
    func `has no bits after its prefix`(_ text: String, _ right: String) throws {
        let refusal = AddressBlock.Refusal.bitsAfterPrefix(try AddressBlock(right))
        #expect(throws: refusal) { try AddressBlock(text) }
        #expect(try AddressBlock(right).description == right)
    }

    @Test func `agrees with a comparison bit by bit`() throws {
        var numbers = RepeatableNumbers(state: 8)
        for _ in 0..<2_000 {
            let address = UInt32.random(in: 0...UInt32.max, using: &numbers)
            let length = Int.random(in: 0...32, using: &numbers)
            let changed = Int.random(in: 0..<32, using: &numbers)
            let zeros = (length..<32).reduce(UInt32.max) { $0 & ~(0x8000_0000 >> UInt32($1)) }
            let first = Peer.ipv4(address: address & zeros, port: 0).address
            let block = try AddressBlock("\(first)/\(length)")
            let other = address ^ (0x8000_0000 >> UInt32(changed))
            #expect(block.contains(.ipv4(address: address, port: 9)))
            #expect(block.contains(.ipv4(address: other, port: 9)) == (changed >= length))
        }
    }
}

@Suite struct `The address that a limit per caller counts` {
    private func counted(_ text: String, port: UInt16 = 1) throws -> CallerAddress? {
        CallerAddress(try #require(Peer(address: text, port: port)))
    }

    @Test func `is all of an IPv4 address, at any port`() throws {
        #expect(try counted("192.0.2.1") == .ipv4(0xc000_0201))
        #expect(try counted("192.0.2.1", port: 2) == counted("192.0.2.1"))
        #expect(try counted("::ffff:192.0.2.1") == counted("192.0.2.1"))
        #expect(try counted("192.0.2.0") != counted("192.0.2.1"))
    }

    @Test func `is the first 64 bits of an IPv6 address, at any port`() throws {
        let last = "2001:db8::ffff:ffff:ffff:ffff"
        #expect(try counted("2001:db8::") == .ipv6(prefix: 0x2001_0db8_0000_0000))
        #expect(try counted(last, port: 2) == counted("2001:db8::"))
        #expect(try counted("2001:db8:0:1::") != counted("2001:db8::"))
    }

    @Test func `is never the same for IPv4 and IPv6`() throws {
        #expect(try counted("::") != counted("0.0.0.0"))
    }

    @Test func `is none for a process on this machine`() {
        #expect(CallerAddress(.local) == nil)
    }

    @Test func `is two words at most`() {
        #expect(MemoryLayout<CallerAddress>.stride <= 16)
    }
}
