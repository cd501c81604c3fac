@testable import Partnership
import Testing

@Suite struct `An identifier` {
    @Test func `is read in either case and written in lower case`() throws {
        let text = "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"
        let identifier = try #require(Identifier(text))
        #expect(identifier.high == 0x017F_22E2_79B0_7CC3)
        #expect(identifier.low == 0x98C4_DC0C_0C07_398F)
        #expect(identifier.description == text)
        #expect(Identifier(text.uppercased()) == identifier)
        var bytes: [UInt8] = [0x22]
        identifier.append(to: &bytes)
        #expect(bytes == [0x22] + Array(text.utf8))
    }

    @Test(arguments: [
        "", "017f22e2-79b0-7cc3-98c4-dc0c0c07398", "017f22e2-79b0-7cc3-98c4-dc0c0c07398f0",
        "017f22e279b07cc398c4dc0c0c07398f", "{017f22e2-79b0-7cc3-98c4-dc0c0c07398f}",
        "017f22e2-79b0-7cc3-98c4-dc0c0c07398g", "017f22e2_79b0-7cc3-98c4-dc0c0c07398f",
        "017f22e-279b0-7cc3-98c4-dc0c0c07398f", "urn:uuid:017f22e2-79b0-7cc3-98c4-dc0c0c073",
        " 17f22e2-79b0-7cc3-98c4-dc0c0c07398f", "+17f22e2-79b0-7cc3-98c4-dc0c0c07398f",
        "017f22e2-79b0-7cc3-98c4-dc0c0c07398@", "017f22e2-79b0-7cc3-98c4-dc0c0c07398`",
        "017f22e2-79b0-7cc3-98c4-dc0c0c07398:", "017f22e2-79b0-7cc3-98c4-dc0c0c07398/",
    ])
    func `is not read from anything else`(text: String) {
        #expect(Identifier(text) == nil)
    }

    @Test func `of version 7 is the example of RFC 9562 appendix A 6`() {
        let identifier = Identifier.version7(
            unixMilliseconds: 0x017F_22E2_79B0,
            fraction: 0xCC3,
            random: 0x18C4_DC0C_0C07_398F
        )
        #expect(identifier.description == "017f22e2-79b0-7cc3-98c4-dc0c0c07398f")
        #expect(identifier.version == 7)
        #expect(identifier.isVersion7)
    }

    @Test func `of version 7 keeps its version whatever the random bits`() {
        let full = Identifier.version7(unixMilliseconds: .max, fraction: .max, random: .max)
        #expect(full.description == "ffffffff-ffff-7fff-bfff-ffffffffffff")
        let empty = Identifier.version7(unixMilliseconds: 0, fraction: 0, random: 0)
        #expect(empty.description == "00000000-0000-7000-8000-000000000000")
        #expect(full.isVersion7 && empty.isVersion7)
    }

    @Test func `of another version or variant is not version 7`() {
        #expect(Identifier("c0ffee00-0000-4000-8000-000000000000")?.isVersion7 == false)
        #expect(Identifier("c0ffee00-0000-7000-0000-000000000000")?.isVersion7 == false)
        #expect(Identifier("c0ffee00-0000-7000-c000-000000000000")?.isVersion7 == false)
    }

    @Test(arguments: [
        (0, 1), (998, 999), (999, 1_000), (1_699_999_999_999_999, 1_700_000_000_000_000),
    ])
    func `sorts by the microsecond it was made in`(first: Int64, second: Int64) {
        let earlier = Identifier.version7(unixMicroseconds: first)
        let later = Identifier.version7(unixMicroseconds: second)
        #expect(earlier.isVersion7 && later.isVersion7)
        #expect(earlier < later)
        #expect(earlier.description < later.description)
        #expect(Identifier(high: 1, low: 2) < Identifier(high: 1, low: 3))
        #expect(!(Identifier(high: 1, low: 3) < Identifier(high: 1, low: 3)))
    }

    @Test func `survives text for a thousand random values`() {
        var generator = SeededGenerator(state: 7)
        for _ in 0..<1000 {
            let identifier = Identifier(high: generator.next(), low: generator.next())
            #expect(Identifier(identifier.description) == identifier)
        }
    }
}
