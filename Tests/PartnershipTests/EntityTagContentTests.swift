import HTTP
@testable import Partnership
import Testing

@Suite struct `The tag of a content` {
    @Test func `is the same for the same bytes`() {
        let bytes = Array("een inhoud van meer dan acht bytes".utf8)
        #expect(EntityTag(of: bytes) == EntityTag(of: bytes))
        #expect(!EntityTag(of: bytes).isWeak)
        #expect(EntityTag(of: bytes).opaque.count == 32)
    }

    @Test(arguments: [1, 7, 8, 9, 15, 16, 17, 100])
    func `changes with any bit of any byte`(count: Int) {
        let bytes = [UInt8](repeating: 0, count: count)
        var tags: Set<String> = [EntityTag(of: bytes).opaque]
        for place in 0..<count {
            for bit in 0..<8 {
                var other = bytes
                other[place] ^= 1 << UInt8(bit)
                tags.insert(EntityTag(of: other).opaque)
            }
        }
        #expect(tags.count == count * 8 + 1)
    }

    @Test func `changes with the length`() {
        let tags = (0..<100).map { EntityTag(of: [UInt8](repeating: 0, count: $0)).opaque }
        #expect(Set(tags).count == 100)
    }

    @Test func `changes with the order`() {
        let one = Array("abcdefgh12345678".utf8)
        let other = Array("12345678abcdefgh".utf8)
        #expect(EntityTag(of: one) != EntityTag(of: other))
    }
}
