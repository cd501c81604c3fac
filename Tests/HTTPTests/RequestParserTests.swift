import Testing

@testable import HTTP

@Suite struct `The request parser` {
    @Test func `gives the same outcome however the bytes are cut in two`() {
        for sample in sampleHeads {
            let bytes = Array(sample.replacingLineFeeds.utf8)
            let whole = read(bytes)
            for cut in 0...bytes.count {
                #expect(read(bytes, pieces: [cut]) == whole, "\(sample) at \(cut)")
            }
        }
    }

    @Test func `gives the same outcome when bytes come one at a time`() {
        for sample in sampleHeads {
            let bytes = Array(sample.replacingLineFeeds.utf8)
            #expect(read(bytes, pieces: Array(0..<bytes.count)) == read(bytes))
        }
    }

    @Test func `gives the same outcome however changed bytes are cut`() throws {
        var random = FixedRandom(state: 7)
        for round in 0..<4_000 {
            let bytes = try mutated(&random)
            let pieces = (0..<3).map { _ in Int.random(in: 0...bytes.count, using: &random) }
            #expect(read(bytes, pieces: pieces.sorted()) == read(bytes), "round \(round)")
        }
    }

    @Test func `never traps and never reads past what it was given`() throws {
        var random = FixedRandom(state: 42)
        for _ in 0..<20_000 {
            let bytes = try mutated(&random)
            switch read(bytes) {
            case .more: break
            case .refused(let refusal): #expect((400...505).contains(refusal.status.code))
            case .head(let summary):
                #expect(summary.byteCount <= bytes.count)
                #expect(bytes[summary.byteCount - 1] == 0x0A)
                _ = try? Target(summary.path + "?" + (summary.query ?? ""))
            }
        }
    }

    @Test func `needs more for every proper beginning of a good head`() {
        let bytes = Array("GET /a HTTP/1.1\r\nHost: a\r\nAccept: b\r\n\r\n".utf8)
        for end in 0..<bytes.count { #expect(read(Array(bytes[..<end])) == .more) }
        #expect(read(bytes).summary?.byteCount == bytes.count)
    }

    @Test func `refuses for good`() {
        var parser = RequestParser()
        let bad = Array("GET / HTTP/2.0\r\n".utf8)
        let good = Array("GET / HTTP/1.1\r\nHost: a\r\n\r\n".utf8)
        #expect(throws: RequestRefusal.unsupportedVersion) { _ = try parser.parse(bad.span) }
        #expect(throws: RequestRefusal.unsupportedVersion) { _ = try parser.parse(good.span) }
    }

    @Test func `is ready for the next message after a head`() throws {
        let first = "GET /a HTTP/1.1\r\nHost: a\r\nX: 1\r\n\r\n"
        let second = "POST /b HTTP/1.0\r\nContent-Length: 1\r\n\r\n"
        let bytes = Array((first + second).utf8)
        var parser = RequestParser()
        #expect(parser.isIdle)
        let one = try #require(try parser.parse(bytes.span))
        #expect(one.byteCount == first.utf8.count)
        #expect(parser.isIdle)
        let rest = Array(bytes[one.byteCount...])
        let two = try #require(try parser.parse(rest.span))
        #expect(two.method == .post && two.framing == .length(1) && !two.keepsAlive)
        #expect(two.fields.count == 1)
    }

    @Test func `is not idle once a byte has come`() throws {
        var parser = RequestParser()
        #expect(try parser.parse([0x47].span) == nil)
        #expect(!parser.isIdle)
    }

    /// A sample with a few bytes changed, removed, doubled or joined to another sample.
    private func mutated(_ random: inout FixedRandom) throws -> [UInt8] {
        var bytes = Array(try sample(&random).utf8)
        for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
            let place = Int.random(in: 0..<bytes.count, using: &random)
            switch Int.random(in: 0..<5, using: &random) {
            case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
            case 1: bytes.remove(at: place)
            case 2:
                bytes.insert(
                    try #require("\r\n :,%;\0".utf8.randomElement(using: &random)),
                    at: place
                )
            case 3: bytes.insert(contentsOf: bytes[place...].prefix(40), at: place)
            default: bytes = bytes[..<place] + Array(try sample(&random).utf8.dropFirst(place))
            }
        }
        return bytes
    }

    private func sample(_ random: inout FixedRandom) throws -> String {
        try #require(sampleHeads.randomElement(using: &random)).replacingLineFeeds
    }
}
