@testable import Partnership
import Testing

@Suite struct `The laws of messages in XML` {
    @Test func `hold for nothing at all`() throws {
        try MessageLaws.check([])
    }

    @Test(arguments: MessageSample.all)
    func `hold for a seed and many beginnings of it`(sample: MessageSample) throws {
        let bytes = sample.bytes
        for count in stride(from: 0, through: bytes.count, by: 17) {
            try MessageLaws.check(Array(bytes[..<count]))
        }
        try MessageLaws.check(bytes)
    }

    @Test func `are tried on most of what can be wrong`() {
        var codes: Set<String> = []
        for sample in MessageSample.all {
            for outcome in sample.outcome() {
                codes.insert(outcome.split(separator: " ").last.map(String.init) ?? "")
            }
        }
        let some: Set = [
            "ok", "release", "attribute", "document-type", "encoding", "entity", "instruction",
            "order", "range", "required", "syntax", "too-many", "unknown-element",
        ]
        #expect(codes == some)
    }

    @Test(arguments: 0..<10)
    func `hold for a seed with wrong bytes in it`(seed: Int) throws {
        var random = SeededGenerator(state: UInt64(seed))
        let special = Array("<>/&;!?-[]=\"' :x1é".utf8) + [0, 0xEF, 0xBB, 0xFF]
        for _ in 0..<100 {
            guard var bytes = MessageSample.all.randomElement(using: &random)?.bytes else { return }
            for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                let byte = special.randomElement(using: &random) ?? 0
                switch Int.random(in: 0...4, using: &random) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes[place] = byte
                case 2: bytes.remove(at: place)
                case 3: bytes.insert(byte, at: place)
                default: bytes.insert(contentsOf: bytes[place...].prefix(60), at: place)
                }
            }
            try MessageLaws.check(bytes)
        }
    }
}
