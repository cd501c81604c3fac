package import JSON

extension YAMLValue {
    /// The same value as JSON, as callers get it, with its members in the same order.
    package var json: [UInt8] {
        var writer = JSONWriter(capacity: 65_536)
        write(to: &writer)
        return writer.bytes
    }

    /// Writes the value as the next one.
    package func write(to writer: inout JSONWriter) {
        switch self {
        case .null: writer.null()
        case .boolean(let truth): writer.value(truth)
        case .integer(let number): writer.value(number)
        case .number(let number): writer.value(raw: Array("\(number)".utf8))
        case .string(let text): writer.value(text)
        case .sequence(let elements):
            writer.array {
                for element in elements { element.write(to: &$0) }
            }
        case .mapping(let members):
            writer.object {
                for name in members.names {
                    $0.name(name)
                    (members[name] ?? .null).write(to: &$0)
                }
            }
        }
    }
}
