import Testing

@testable import HTTP

/// Checks a law on changed seeds, the same ones in every run.
private func checkChanged(
    _ seeds: [Seed],
    rounds: Int,
    _ check: ([UInt8]) throws(Violation) -> Void
) {
    var random = FixedRandom(state: 7)
    for round in 0..<rounds {
        let bytes = Seed.changed(seeds, &random)
        do throws(Violation) {
            try check(bytes)
        } catch {
            Issue.record("round \(round), \(String(decoding: bytes, as: UTF8.self)): \(error)")
        }
    }
}

@Suite struct `The laws of requests` {
    private static let seeds = Seed.all("requests")

    @Test(arguments: seeds)
    func `hold for a seed however it is cut`(seed: Seed) throws {
        try RequestLaws.check(seed.bytes, cuts: Cuts.few(seed.bytes) + Cuts.every(seed.bytes))
    }

    @Test func `hold for changed seeds`() {
        checkChanged(Self.seeds, rounds: 10_000) { bytes throws(Violation) in
            try RequestLaws.check(bytes)
        }
    }

    @Test func `are tried on heads of many kinds and on nearly every refusal`() {
        let conversations = Self.seeds.map { Conversation($0.bytes) }
        #expect(Set(conversations.compactMap(\.refusal)).count >= 25)
        #expect(Set(conversations.flatMap(\.messages).map(\.head.framing)).count >= 5)
    }
}

@Suite struct `The laws of chunks` {
    private static let seeds = Seed.all("chunks")

    @Test(arguments: seeds)
    func `hold for a seed however it is cut`(seed: Seed) throws {
        try ChunkLaws.check(seed.bytes, cuts: Cuts.few(seed.bytes) + Cuts.every(seed.bytes))
    }

    @Test func `hold for changed seeds`() {
        checkChanged(Self.seeds, rounds: 10_000) { bytes throws(Violation) in
            try ChunkLaws.check(bytes)
        }
    }
}

@Suite struct `The laws of fields` {
    private static let seeds = Seed.all("fields")

    @Test(arguments: seeds)
    func `hold for a seed`(seed: Seed) throws {
        try FieldLaws.check(seed.bytes)
    }

    @Test func `hold for changed seeds`() {
        checkChanged(Self.seeds, rounds: 10_000) { bytes throws(Violation) in
            try FieldLaws.check(bytes)
        }
    }
}

@Suite struct `A law` {
    @Test func `is broken by a reader that sees where the bytes were cut`() {
        let bytes: [UInt8] = [1, 2, 3]
        #expect(throws: Violation.self) {
            try Violation.unlessSame(cut: Cuts.every(bytes), as: 0) { $0.contains(2) ? 1 : 0 }
        }
        #expect(throws: Never.self) {
            try Violation.unlessSame(cut: Cuts.every(bytes), as: 0) { _ in 0 }
        }
    }

    @Test(arguments: [(0, 2), (3, 14), (64, 2_210), (65, 66)])
    func `is tried on every single place, and on pairs for few bytes`(bytes: Int, lists: Int) {
        let cuts = Cuts.every(Array(repeating: 0, count: bytes))
        #expect(cuts.count == lists)
        #expect(cuts.allSatisfy { $0 == $0.sorted() && ($0.last ?? 0) <= bytes })
    }

    @Test func `is tried on pieces of one byte and on a few that the bytes choose`() {
        let cuts = Cuts.few([5, 6])
        #expect(cuts.map(\.count) == [3, 1, 3] && cuts[0] == [0, 1, 2])
        #expect(cuts.allSatisfy { $0 == $0.sorted() && ($0.last ?? 0) <= 2 })
    }
}
