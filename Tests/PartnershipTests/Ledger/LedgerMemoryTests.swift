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

    private let first = Array("one 1".utf8)
    private let second = Array("one 2".utf8)

    @Test func `gives an answer in its state and in no other`() {
        var memory = LedgerMemory()
        #expect(memory.response(to: key(2024), in: first.span) == nil)
        memory.keep(response(3), to: key(2024), madeIn: first)
        #expect(memory.response(to: key(2024), in: first.span) == response(3))
        #expect(memory.response(to: key(2024), in: second.span) == nil)
        #expect(memory.response(to: key(2024), in: [UInt8]().span) == nil)
        #expect(memory.response(to: key(2024), in: (first + [0x30]).span) == nil)
        #expect(memory.response(to: key(2024), in: first.span) == response(3))
    }

    @Test func `tells years, kinds, pillars and forms apart`() {
        let keys = [
            key(2024), key(2025), key(2024, .year(nil)), key(2024, .year(.youth)),
            key(2024, .year(.adult)), LedgerMemory.Key(kind: .shares, year: 2024, type: .csv),
        ]
        var memory = LedgerMemory()
        for (place, key) in keys.enumerated() {
            #expect(!memory.contains(key))
            memory.keep(response(place), to: key, madeIn: first)
            #expect(memory.contains(key))
        }
        for (place, key) in keys.enumerated() {
            #expect(memory.response(to: key, in: first.span) == response(place))
        }
    }

    @Test func `keeps the last answer only`() {
        var memory = LedgerMemory()
        memory.keep(response(3), to: key(2024), madeIn: first)
        memory.keep(response(5), to: key(2024), madeIn: second)
        #expect(memory.response(to: key(2024), in: first.span) == nil)
        #expect(memory.response(to: key(2024), in: second.span) == response(5))
        #expect(memory.count == 1)
        #expect(memory.byteCount == 5)
    }

    @Test func `forgets what was used least recently when there are too many`() {
        var memory = LedgerMemory(countLimit: 3)
        for year in 2021...2023 { memory.keep(response(year - 2020), to: key(year), madeIn: first) }
        #expect(memory.count == 3)
        _ = memory.response(to: key(2021), in: first.span)
        memory.keep(response(4), to: key(2024), madeIn: first)
        #expect((2021...2024).map { memory.contains(key($0)) } == [true, false, true, true])
        #expect(memory.byteCount == 1 + 3 + 4)
    }

    @Test func `holds as many bytes as it may and not one more`() {
        var memory = LedgerMemory(bytesLimit: 10)
        memory.keep(response(4), to: key(2021), madeIn: first)
        memory.keep(response(6), to: key(2022), madeIn: first)
        #expect(memory.count == 2)
        #expect(memory.byteCount == 10)
        memory.keep(response(1), to: key(2023), madeIn: first)
        #expect((2021...2023).map { memory.contains(key($0)) } == [false, true, true])
        memory.keep(response(10), to: key(2024), madeIn: first)
        #expect(memory.count == 1)
        memory.keep(response(11), to: key(2025), madeIn: first)
        #expect(!memory.contains(key(2025)))
        #expect(memory.contains(key(2024)))
        memory.keep(response(11), to: key(2024), madeIn: second)
        #expect(memory.count == 0)
        #expect(memory.byteCount == 0)
    }

    @Test func `without room remembers nothing`() {
        var memory = LedgerMemory(countLimit: 0)
        memory.keep(response(0), to: key(2024), madeIn: first)
        #expect(memory.count == 0)
    }
}
