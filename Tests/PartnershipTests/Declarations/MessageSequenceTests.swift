@testable import Partnership
import Testing

/// The state machine as the standard tells it, once more: what stands is a list, and what comes is
/// looked up in a row per state.
private struct Oracle {
    /// Something that stands: a start, or a stop of it.
    struct Standing: Equatable {
        let number: Int
        let key: String
        var stop: String?
        var endedOn: Day?
        var isPause = false
    }

    /// One class of a message.
    struct Item {
        let number: Int
        let key: String
        let productIsListed: Bool
        let isDeletion: Bool
        /// End and reason; nil for a start.
        var stop: String?
        var endedOn: Day?
        var isPause = false
    }

    /// By state: a start, the start again, its deletion, a pause, an end and a stop's deletion.
    static let table: [String: [String]] = [
        "none": ["ok", "-", "9063", "9069", "9069", "9063"],
        "running": ["9326", "9074", "ok", "ok", "ok", "9063"],
        "paused": ["ok", "9074", "9071", "9413", "not earlier", "ok"],
        "ended": ["ok", "9074", "9071", "9415", "9415", "ok"],
    ]

    var standing: [Standing] = []
    var usedIds: Set<String> = []
    var clients: [Int: String] = [:]
    let registered: [Int: String]
    let numbers: Set<Int>

    func starts(_ number: Int) -> [Standing] {
        standing.filter { $0.number == number && $0.stop == nil }
    }

    func stops(_ number: Int, _ key: String) -> [Standing] {
        standing.filter { $0.number == number && $0.key == key && $0.stop != nil }
    }

    func state(_ number: Int, _ key: String? = nil) -> String {
        guard let key = key ?? starts(number).last?.key else { return "none" }
        let stops = stops(number, key)
        if stops.contains(where: { !$0.isPause }) { return "ended" }
        return stops.isEmpty ? "running" : "paused"
    }

    /// What becomes of a class; "ok" when it is accepted.
    private func outcome(of item: Item, digest: String?) -> String {
        guard numbers.contains(item.number) else { return "9019" }
        let known = registered[item.number] ?? clients[item.number]
        if let digest, let known, digest != known { return "9019" }
        let isKnown = starts(item.number).contains { $0.key == item.key }
        let isLast = starts(item.number).last?.key == item.key
        let stands = standing.contains {
            $0.number == item.number && $0.key == item.key && $0.stop == item.stop
        }
        let state = state(item.number)
        let column: Int
        switch (item.stop != nil, item.isDeletion) {
        case (false, false): column = isKnown ? 1 : 0
        case (false, true):
            guard isKnown else { return "9063" }
            return Self.table[self.state(item.number, item.key)]?[2] ?? "?"
        case (true, true): return stands ? "ok" : "9063"
        case (true, false):
            guard isLast else { return stands ? "9074" : "9069" }
            column = item.isPause ? 3 : 4
        }
        let code = Self.table[state]?[column] ?? "?"
        guard code == "not earlier" else { return code }
        let pause = stops(item.number, item.key).first { $0.isPause }
        return (item.endedOn ?? .first) < (pause?.endedOn ?? .first) ? "9414" : "ok"
    }

    private mutating func take(_ item: Item, digest: String?) {
        let one = Standing(
            number: item.number,
            key: item.key,
            stop: item.stop,
            endedOn: item.endedOn,
            isPause: item.isPause
        )
        if item.isDeletion {
            standing.removeAll { $0 == one }
        } else {
            standing.append(one)
        }
        if starts(item.number).isEmpty {
            clients[item.number] = nil
        } else if let digest {
            clients[item.number] = digest
        }
    }

    /// What a message is answered, in a word and codes.
    mutating func answer(to items: [Item], id: String, digest: String?) -> String {
        let keys = items.map { "\($0.number) \($0.key) \($0.stop ?? "")" }
        if Set(keys).count < keys.count { return "refused 0001" }
        if usedIds.contains(id) { return "refused 9056" }
        var after = self
        var codes = items.map { _ in "0200" }
        let order = items.indices.sorted {
            (items[$0].isDeletion ? 0 : 1, $0) < (items[$1].isDeletion ? 0 : 1, $1)
        }
        for index in order {
            var code = after.outcome(of: items[index], digest: digest)
            if code == "ok", !items[index].isDeletion, !items[index].productIsListed {
                code = "S329"
            }
            if code == "ok" {
                after.take(items[index], digest: digest)
            } else {
                codes[index] = code
            }
        }
        if codes.contains(where: { $0 != "0200" }) {
            return "refused 0200 " + codes.joined(separator: " ")
        }
        self = after
        usedIds.insert(id)
        return "accepted"
    }
}

/// Makes up messages about few allocations, days and clients, so that they get in each other's way.
private struct Author {
    static let numbers = [300_201, 300_202, 300_203, 999]
    static let starts: [Day] = ["2026-04-03", "2026-04-06", "2026-05-04"]
    static let ends: [Day] = ["2026-06-01", "2026-06-02", "2026-06-03"]
    static let reasons: [StopReason] = [
        .temporarilyStopped, .temporarilyStopped, .endedAsPlanned, .endedByClient,
    ]

    var generator: SeededGenerator

    mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int(generator.next() % UInt64(elements.count))]
    }

    mutating func happens(oneIn count: UInt64) -> Bool { generator.next() % count == 0 }

    /// A message, the classes of it and the client it names.
    mutating func message() -> (Message, [Oracle.Item], digest: String?) {
        let id = "M\(generator.next() % 40)"
        let isStart = happens(oneIn: 2)
        var starts: [StartProduct] = []
        var stops: [StopProduct] = []
        var items: [Oracle.Item] = []
        for _ in 0..<pick([1, 1, 1, 2, 3]) {
            let number = pick(Self.numbers.prefix(happens(oneIn: 8) ? 4 : 3).map(\.self))
            let code = happens(oneIn: 12) ? pick(["JB-03", "JB-99"]) : "JB-04"
            let day = pick(Self.starts)
            let isDeletion = happens(oneIn: 3)
            let status: DeliveryStatus = isDeletion ? .delete : .first
            var item = Oracle.Item(
                number: number,
                key: "\(code) \(day)",
                productIsListed: code != "JB-99",
                isDeletion: isDeletion
            )
            if isStart {
                starts.append(
                    StartMessage.sample.products[0].with {
                        ($0.allocationNumber, $0.productCode) = (number, code)
                        ($0.startedOn, $0.status) = (day, status)
                    }
                )
            } else {
                let (end, reason) = (pick(Self.ends), pick(Self.reasons))
                item.stop = "\(end) \(reason.rawValue)"
                item.endedOn = end
                item.isPause = reason == .temporarilyStopped
                stops.append(
                    StopMessage.sample.products[0].with {
                        ($0.allocationNumber, $0.productCode) = (number, code)
                        ($0.startedOn, $0.status) = (day, status)
                        ($0.endedOn, $0.reason) = (end, reason)
                    }
                )
            }
            items.append(item)
        }
        let day: Day = "2026-07-01"
        let message: Message =
            isStart
            ? .start(.sample.with { ($0.messageId, $0.datedOn, $0.products) = (id, day, starts) })
            : .stop(.sample.with { ($0.messageId, $0.datedOn, $0.products) = (id, day, stops) })
        return (message, items, pick([nil, "c1", "c1", "c1", "c2"]))
    }
}

@Suite struct `Messages in random order` {
    private static let numbers: Set = [300_201, 300_202, 300_203]

    private static let docket: Docket = {
        var docket = Scene.start().docket
        for number in numbers {
            docket.grounds[number] = Scene.ground(
                .sample.with { $0.number = number },
                digest: number == 300_203 ? "c1" : nil
            )
        }
        return docket
    }()

    @Test func `are answered as the standard's table has it, ten thousand times`() throws {
        var author = Author(generator: SeededGenerator(state: 307))
        var codes: Set<String> = []
        var states: Set<String> = []
        for _ in 0..<10_000 {
            var docket = Self.docket
            var oracle = Oracle(registered: [300_203: "c1"], numbers: Self.numbers)
            for _ in 0..<8 {
                let (message, items, digest) = author.message()
                let verdict = try docket.decide(
                    message,
                    form: digest.map {
                        MessageForm(
                            receiver: "1894",
                            clients: [.init(digest: $0, items: items.count)],
                            findings: []
                        )
                    },
                    answerId: "R1",
                    ownPartnerId: nil
                )
                let id = "\(message.kind) \(message.messageId)"
                let expected = oracle.answer(to: items, id: id, digest: digest)
                let isSame = Self.numbers.allSatisfy {
                    docket.histories[$0, default: CareHistory()].state.text == oracle.state($0)
                        && docket.clients[$0] == oracle.clients[$0]
                }
                guard verdict.text == expected, isSame else {
                    Issue.record("\(message): \(verdict.text), not \(expected)")
                    return
                }
                codes.formUnion(expected.split(separator: " ").map(String.init))
                for number in Self.numbers { states.insert(oracle.state(number)) }
            }
        }
        // Everything that the table can say was said, so the sequences were worth their while.
        #expect(
            codes == [
                "accepted", "refused", "0001", "0200", "9019", "9056", "9063", "9069", "9071",
                "9074", "9326", "9413", "9414", "9415", "S329",
            ]
        )
        #expect(states == ["none", "running", "paused", "ended"])
    }
}

extension Verdict {
    /// Whether it is accepted, then the codes of the message and of its products.
    fileprivate var text: String {
        let codes = (answer.codes + answer.products.flatMap(\.codes)).map(\.code)
        return ([answer.isAccepted ? "accepted" : "refused"] + codes).joined(separator: " ")
    }
}

extension StartProduct {
    fileprivate func with(_ change: (inout StartProduct) -> Void) -> StartProduct {
        var copy = self
        change(&copy)
        return copy
    }
}

extension StopProduct {
    fileprivate func with(_ change: (inout StopProduct) -> Void) -> StopProduct {
        var copy = self
        change(&copy)
        return copy
    }
}
