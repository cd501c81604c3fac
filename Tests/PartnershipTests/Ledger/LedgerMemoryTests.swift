import HTTP
@testable import Partnership
import Testing

@Suite struct `The memory of ledger answers` {
    private func key(_ year: Int, _ kind: LedgerMemory.Key.Kind = .shares) -> LedgerMemory.Key {
        LedgerMemory.Key(kind: kind, year: year, type: .json)
    }

    private func response(_ count: Int) -> Response {
        Response(200, headers: ["ETag": "\"\(count)\""], body: [UInt8](repeating: 7, count: count))
    }

    private let ground = LedgerMemory.Ground.state([])

    private func years(of memory: inout LedgerMemory) -> [Int] {
        (2021...2025).filter { memory.kept(key($0)) != nil }
    }

    @Test func `gives an answer with what it was made of`() {
        var memory = LedgerMemory()
        #expect(memory.kept(key(2024)) == nil)
        memory.keep(response(3), to: key(2024), madeOf: .state([1, 2]))
        let kept = memory.kept(key(2024))
        #expect(kept?.response == response(3))
        guard case .state([1, 2])? = kept?.ground else {
            Issue.record("made of \(String(describing: kept))")
            return
        }
        #expect(memory.byteCount == 3 + 2)
    }

    @Test func `tells years, kinds, pillars and forms apart`() {
        let keys = [
            key(2024), key(2025), key(2024, .year(nil)), key(2024, .year(.youth)),
            key(2024, .year(.adult)), LedgerMemory.Key(kind: .shares, year: 2024, type: .csv),
        ]
        var memory = LedgerMemory()
        for (place, key) in keys.enumerated() {
            #expect(memory.kept(key) == nil)
            memory.keep(response(place), to: key, madeOf: ground)
        }
        for (place, key) in keys.enumerated() {
            #expect(memory.kept(key)?.response == response(place))
        }
    }

    @Test func `keeps the last answer only`() {
        var memory = LedgerMemory()
        memory.keep(response(3), to: key(2024), madeOf: ground)
        memory.keep(response(5), to: key(2024), madeOf: ground)
        #expect(memory.kept(key(2024))?.response == response(5))
        #expect(memory.count == 1)
        #expect(memory.byteCount == 5)
    }

    @Test func `forgets what was used least recently when there are too many`() {
        var memory = LedgerMemory(countLimit: 3)
        for year in 2021...2023 {
            memory.keep(response(year - 2020), to: key(year), madeOf: ground)
        }
        #expect(memory.count == 3)
        _ = memory.kept(key(2021))
        memory.keep(response(4), to: key(2024), madeOf: ground)
        #expect(years(of: &memory) == [2021, 2023, 2024])
        #expect(memory.byteCount == 1 + 3 + 4)
    }

    @Test func `holds as many bytes as it may and not one more`() {
        var memory = LedgerMemory(bytesLimit: 10)
        memory.keep(response(4), to: key(2021), madeOf: ground)
        memory.keep(response(5), to: key(2022), madeOf: .state([0]))
        #expect(memory.count == 2)
        #expect(memory.byteCount == 10)
        memory.keep(response(1), to: key(2023), madeOf: ground)
        #expect(years(of: &memory) == [2022, 2023])
        memory.keep(response(10), to: key(2024), madeOf: ground)
        #expect(years(of: &memory) == [2024])
        memory.keep(response(10), to: key(2025), madeOf: .state([0]))
        #expect(years(of: &memory) == [2024])
        memory.keep(response(11), to: key(2024), madeOf: ground)
        #expect(memory.count == 0)
        #expect(memory.byteCount == 0)
    }

    @Test func `without room remembers nothing`() {
        var memory = LedgerMemory(countLimit: 0)
        memory.keep(response(0), to: key(2024), madeOf: ground)
        #expect(memory.count == 0)
    }
}
