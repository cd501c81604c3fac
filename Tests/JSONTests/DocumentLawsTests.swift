import Foundation
import Testing

@testable import JSON

@Suite struct `The laws of documents` {
    /// The files where `bin/fuzz` begins too.
    private static let seeds: [String: [UInt8]] = {
        let place = "/" + #filePath.split(separator: "/").dropLast(2).joined(separator: "/")
        let files = FileManager.default
        var seeds: [String: [UInt8]] = [:]
        for name in (try? files.contentsOfDirectory(atPath: "\(place)/Corpus/json")) ?? [] {
            seeds[name] = files.contents(atPath: "\(place)/Corpus/json/\(name)").map { [UInt8]($0) }
        }
        return seeds
    }()

    @Test(arguments: seeds.keys.sorted())
    func `hold for a seed and every beginning of it`(name: String) throws {
        let bytes = try #require(Self.seeds[name])
        for count in 0...bytes.count { try DocumentLaws.check(Array(bytes[..<count])) }
    }

    @Test func `are tried on most of what can be wrong`() {
        let codes = Set(Self.seeds.values.compactMap { refusal($0)?.code })
        #expect(codes == ["syntax", "duplicate-member", "depth", "length", "range"])
    }

    @Test(arguments: 0..<20)
    func `hold for a random document with wrong bytes in it`(seed: Int) throws {
        var random = Repeatable(state: 1000 + UInt64(seed))
        let special = Array("{}[]\",:\\/u0123456789eE+-.truefalsn \n\r\t".utf8)
        for _ in 0..<60 {
            var writer = JSONWriter()
            Sample.random(2, &random).write(to: &writer)
            var bytes = writer.bytes
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let position = Int.random(in: 0..<bytes.count, using: &random)
                let byte =
                    Bool.random(using: &random)
                    ? special.randomElement(using: &random) ?? 0
                    : UInt8.random(in: 0...255, using: &random)
                switch Int.random(in: 0...3, using: &random) {
                case 0: bytes.insert(byte, at: position)
                case 1 where bytes.count > 1: bytes.remove(at: position)
                case 2: bytes.swapAt(position, bytes.count - 1)
                default: bytes[position] = byte
                }
            }
            try DocumentLaws.check(bytes)
        }
    }

    @Test(arguments: 0..<10)
    func `hold for bytes alone`(seed: Int) throws {
        var random = Repeatable(state: 2000 + UInt64(seed))
        let special = Array("{}[]\"\",:\\u0e-.1tn ".utf8) + [0xC3, 0xA9, 0xF0, 0x80]
        for _ in 0..<500 {
            let count = Int.random(in: 0...30, using: &random)
            let bytes = (0..<count).map { _ in special.randomElement(using: &random) ?? 0 }
            try DocumentLaws.check(bytes)
        }
    }
}
