import Testing

@testable import JSON

/// A source of random numbers that gives the same ones in every run (SplitMix64).
struct Repeatable: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}

/// A value of a program, to be written and read again.
enum Sample: Equatable {
    case object([Member])
    case array([Sample])
    case string(String)
    case integer(Int)
    case boolean(Bool)
    case null

    struct Member: Equatable {
        var name: String
        var value: Sample
    }

    static func random(_ depth: Int, _ random: inout Repeatable) -> Sample {
        switch Int.random(in: depth > 0 ? 0...9 : 4...9, using: &random) {
        case 0, 1:
            var names: Set<[UInt8]> = []
            var members: [Member] = []
            for _ in 0..<Int.random(in: 0...40, using: &random) / max(1, 5 - depth) {
                let name = text(&random)
                guard names.insert(Array(name.utf8)).inserted else { continue }
                members.append(Member(name: name, value: Sample.random(depth - 1, &random)))
            }
            return .object(members)
        case 2, 3:
            let count = Int.random(in: 0...8, using: &random)
            return .array((0..<count).map { _ in Sample.random(depth - 1, &random) })
        case 4, 5:
            return .string(text(&random))
        case 6, 7:
            let shift = Int.random(in: 0..<64, using: &random)
            return .integer(Int(truncatingIfNeeded: random.next()) >> shift)
        case 8:
            return .boolean(Bool.random(using: &random))
        default:
            return .null
        }
    }

    static func text(_ random: inout Repeatable) -> String {
        var text = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0...20, using: &random) {
            let most: UInt32 =
                [0x7F, 0x7F, 0x7F, 0x7FF, 0xFFFF, 0x10FFFF]
                .randomElement(using: &random) ?? 0x7F
            let code = UInt32.random(in: 0...most, using: &random)
            text.append(Unicode.Scalar(code) ?? "\\")
        }
        return String(text)
    }

    init(_ value: JSONValue) {
        switch value.kind {
        case .object:
            self = .object(
                value.members().map { Member(name: $0.name, value: Sample($0.value)) }
            )
        case .array: self = .array(value.elements().map(Sample.init))
        case .string: self = .string(value.string ?? "no string")
        case .number: self = .integer(value.integer ?? -1)
        case .boolean: self = .boolean(value.boolean ?? false)
        case .null: self = .null
        }
    }

    func write(to writer: inout JSONWriter) {
        switch self {
        case .object(let members):
            writer.object { writer in
                for member in members {
                    writer.name(member.name)
                    member.value.write(to: &writer)
                }
            }
        case .array(let elements):
            writer.array { writer in
                for element in elements { element.write(to: &writer) }
            }
        case .string(let text): writer.value(text)
        case .integer(let number): writer.value(number)
        case .boolean(let flag): writer.value(flag)
        case .null: writer.null()
        }
    }
}

@Suite struct `A random document` {
    private func written(_ depth: Int, _ random: inout Repeatable) -> (Sample, [UInt8]) {
        let sample = Sample.random(depth, &random)
        var writer = JSONWriter()
        sample.write(to: &writer)
        return (sample, writer.bytes)
    }

    /// Asks a value everything it can be asked.
    private func visit(_ value: JSONValue) -> Int {
        var visited = 1 + value.location.utf8.count
        for element in value.elements() { visited += visit(element) }
        for member in value.members() { visited += visit(member.value) }
        if value.kind == .object {
            var object = JSONObject(value, JSONErrors())
            _ = object.optionalString("a")
            _ = object.optionalInteger("day", in: 0...1)
            _ = object.optionalObject("")
            object.close()
            visited += object.errors.list.count
        }
        visited += canonical(value).utf8.count + (value.integer == nil ? 0 : 1)
        return visited
    }

    @Test(arguments: 0..<20)
    func `is the same after it was written and read`(seed: Int) throws {
        var random = Repeatable(state: UInt64(seed))
        for _ in 0..<15 {
            let (sample, bytes) = written(3, &random)
            let root = try JSONDocument(parsing: bytes).root
            #expect(Sample(root) == sample)
            #expect(Array(canonical(root).utf8) == bytes)
            #expect(visit(root) > 0)
        }
    }
}
