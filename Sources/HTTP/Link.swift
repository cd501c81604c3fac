/// A link to another resource, for the field of that name (RFC 8288 §3).
package struct Link: Hashable, Sendable, CustomStringConvertible {
    /// The URI it leads to.
    package let target: String
    /// The relation, such as `next`.
    package let relation: String

    /// A link.
    package init(_ target: String, relation: String) {
        self.target = target
        self.relation = relation
    }

    /// The value of the field, where whatever may not stand in a URI is percent-encoded.
    package var description: String {
        var text: [UInt8] = [UInt8(ascii: "<")]
        for byte in target.utf8 {
            if Octet.isQuery(byte) || byte == UInt8(ascii: "#") {
                text.append(byte)
            } else {
                text.append(Octet.percent)
                text.append(hexadecimal: UInt64(byte), digits: 2)
            }
        }
        text.append(">; rel=\"")
        text.append(contentsOf: relation.utf8.filter { $0 != Octet.quote })
        text.append(Octet.quote)
        return String(decoding: text, as: UTF8.self)
    }
}
