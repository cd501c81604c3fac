@testable import Partnership

/// Messages of every shape, with every character that XML and JSON treat apart.
struct RandomMessages {
    private var random: SeededGenerator

    init(seed: UInt64) {
        random = SeededGenerator(state: seed)
    }

    mutating func sent() -> SentMessage {
        let kind = DeclarationKind.allCases[number(0...2)]
        let pillar = Pillar.allCases[number(0...1)]
        switch kind {
        case .start:
            let products = (0..<number(1...4)).map { _ in start(pillar) }
            let message = StartMessage(
                pillar: pillar,
                messageId: text(12),
                agbCode: digits(8),
                datedOn: day(),
                products: products
            )
            return sent(.start(message), [part(items: products.count, isNamed: true)])
        case .stop:
            let products = (0..<number(1...4)).map { _ in stop(pillar) }
            let message = StopMessage(
                pillar: pillar,
                messageId: text(12),
                agbCode: digits(8),
                datedOn: day(),
                products: products
            )
            return sent(.stop(message), [part(items: products.count, isNamed: true)])
        case .claim:
            let parts = (0..<number(1...3)).map { _ in part(items: number(1...3), isNamed: false) }
            let count = parts.reduce(0) { $0 + $1.items }
            return sent(.claim(claim(pillar, lines: count)), parts)
        }
    }

    /// A refusal of some of a message's products or lines, or of none.
    mutating func given(to message: Message) -> GivenAnswer {
        let count = message.allocationNumbers.count
        let codes = (0..<count).map { _ in
            Array(["9019", "9307", "9346"].shuffled(using: &random).prefix(number(0...2)))
        }
        let isRefused = codes.contains { !$0.isEmpty }
        var given = GivenAnswer(messageId: "R20260000001", codes: [])
        if message.claim == nil {
            if isRefused {
                given.codes = ["0200"]
                given.products = codes.map { $0.isEmpty ? ["0200"] : $0 }
            }
        } else {
            given.codes = isRefused ? [] : ["8001"]
            given.lines = codes
            given.totalGrantedCents = number(-5...5)
        }
        return given
    }

    private mutating func sent(_ message: Message, _ parts: [MessageEnvelope.Part]) -> SentMessage {
        SentMessage(
            message: message,
            envelope: MessageEnvelope(
                receiver: digits(4),
                schemaVersions: .init(base: "1.\(number(0...9)).0", message: "0.1.0"),
                clients: parts
            )
        )
    }

    private mutating func part(items: Int, isNamed: Bool) -> MessageEnvelope.Part {
        var person: MessageClient.Person?
        if isNamed {
            person = MessageClient.Person(
                birthDate: .init(
                    text: day().description,
                    unknownPart: optional { _ in "1" }
                ),
                sex: "\(number(0...2))",
                surname: text(200),
                surnamePrefix: optional { $0.text(10) },
                givenNames: optional { $0.text(200) },
                initials: optional { _ in "Çé" }
            )
        }
        return MessageEnvelope.Part(
            client: MessageClient(bsn: digits(9), person: person),
            items: items
        )
    }

    private mutating func start(_ pillar: Pillar) -> StartProduct {
        let (category, code) = product(pillar)
        return StartProduct(
            allocationNumber: optional { $0.number(0...999_999_999) },
            category: category,
            productCode: code,
            allocationStartsOn: optional { $0.day() },
            startedOn: day(),
            status: number(0...1) == 0 ? .first : .delete
        )
    }

    private mutating func stop(_ pillar: Pillar) -> StopProduct {
        let (category, code) = product(pillar)
        return StopProduct(
            allocationNumber: optional { $0.number(0...999_999_999) },
            category: category,
            productCode: code,
            allocationStartsOn: optional { $0.day() },
            startedOn: day(),
            endedOn: day(),
            reason: number(0...1) == 0 ? .clientDied : .temporarilyStopped,
            status: number(0...1) == 0 ? .first : .delete
        )
    }

    private mutating func claim(_ pillar: Pillar, lines count: Int) -> ClaimMessage {
        let datedOn = day()
        return ClaimMessage(
            pillar: pillar,
            messageId: text(12),
            agbCode: digits(8),
            datedOn: datedOn,
            declarationNumber: "D\(number(0...99_999_999_999))",
            declaredOn: number(0...1) == 0 ? datedOn : day(),
            period: period(),
            totalCents: number(0...999_999_999_999),
            debitCredit: number(0...1) == 0 ? .debit : .credit,
            lines: (0..<count).map { _ in line(pillar) }
        )
    }

    private mutating func line(_ pillar: Pillar) -> ClaimLine {
        let category = pillar == .youth ? "50" : "02"
        return ClaimLine(
            reference: text(20),
            previousReference: optional { $0.text(20) },
            allocationNumber: number(0...999_999_999),
            category: category,
            productCode: code(pillar),
            period: period(),
            volume: number(0...99_999_999),
            unit: CareUnit.allCases[number(0...6)],
            tariffCents: optional { $0.number(0...99_999_999) },
            amountCents: number(0...99_999_999),
            debitCredit: number(0...1) == 0 ? .debit : .credit
        )
    }

    /// None at all, a category alone, or both.
    private mutating func product(_ pillar: Pillar) -> (category: String?, code: String?) {
        switch number(0...2) {
        case 0: (nil, nil)
        case 1: (pillar == .youth ? "45" : "07", nil)
        default: (pillar == .youth ? "50" : "02", code(pillar))
        }
    }

    private mutating func code(_ pillar: Pillar) -> String {
        (pillar == .youth ? "JB" : "MH") + text(3)
    }

    private mutating func period() -> Period {
        let days = [day(), day()].sorted()
        return .days(days[0], days[1])
    }

    private mutating func day() -> Day {
        Day.first.adding(days: number(0...(Day.last.number - Day.first.number)))
    }

    private mutating func digits(_ count: Int) -> String {
        (0..<count).map { _ in "\(number(0...9))" }.joined()
    }

    /// Two to so many characters, the first of them no blank.
    private mutating func text(_ maximum: Int) -> String {
        let others = Array("<>&\"'] éỳ😀\u{FFFD}a7/")
        var text = String(Array("<&>\"a")[number(0...4)])
        for _ in 1..<number(2...maximum) {
            text.append(others[number(0..<others.count)])
        }
        return text
    }

    private mutating func number(_ range: Range<Int>) -> Int {
        Int.random(in: range, using: &random)
    }

    private mutating func number(_ range: ClosedRange<Int>) -> Int {
        Int.random(in: range, using: &random)
    }

    private mutating func optional<Value>(
        _ make: (inout RandomMessages) -> Value
    ) -> Value? {
        number(0...1) == 0 ? nil : make(&self)
    }
}
