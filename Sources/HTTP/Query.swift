/// The decoded parameters of a query, in order.
package struct Query: Hashable, Sendable {
    /// One name and value.
    package struct Item: Hashable, Sendable {
        /// The decoded name.
        package let name: String
        /// The decoded value; empty when there is no equals sign.
        package let value: String
    }

    /// The items as they came.
    package let items: [Item]

    /// No items.
    package init() {
        items = []
    }

    /// Decodes `name=value&name=value`, with `+` as a space, as forms write it.
    package init(_ bytes: Span<UInt8>) throws(TargetRefusal) {
        var items: [Item] = []
        var start = 0
        for index in 0...bytes.count {
            guard index == bytes.count || bytes[index] == UInt8(ascii: "&") else { continue }
            if start < index {
                if items.count == Limits.queryItems { throw .tooManyQueryItems }
                items.append(try Self.item(bytes, start, index))
            }
            start = index + 1
        }
        self.items = items
    }

    /// The first value with a name.
    package subscript(name: String) -> String? {
        items.first { $0.name == name }?.value
    }

    /// Every value with a name, in order.
    package func values(_ name: String) -> [String] {
        items.filter { $0.name == name }.map(\.value)
    }

    private static func item(
        _ bytes: Span<UInt8>,
        _ start: Int,
        _ end: Int
    ) throws(TargetRefusal) -> Item {
        let equals = (start..<end).first { bytes[$0] == Octet.equals } ?? end
        return Item(
            name: try text(bytes, start, equals),
            value: try text(bytes, min(equals + 1, end), end)
        )
    }

    private static func text(
        _ bytes: Span<UInt8>,
        _ start: Int,
        _ end: Int
    ) throws(TargetRefusal) -> String {
        let decoded = try Target.octets(bytes, start, end, plusIsSpace: true)
        guard let text = String(validating: decoded, as: UTF8.self) else { throw .notUTF8 }
        return text
    }
}
