/// A path in which some segments are parameters, such as `/v1/partners/{partnerId}`.
package struct PathPattern: Hashable, Sendable, CustomStringConvertible {
    enum Segment: Hashable, Sendable {
        case literal([UInt8])
        case parameter(String)
    }

    /// The pattern as it was written.
    package let description: String
    let segments: [Segment]

    /// A pattern.
    ///
    /// - Precondition: it begins with a slash, has no empty segment unless it is `/`, and no more
    ///   parameters than `Limits.pathParameters`.
    package init(_ text: String) {
        precondition(text.utf8.first == Octet.slash, "a pattern begins with a slash")
        let parts = text.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        description = text
        if text == "/" {
            segments = []
            return
        }
        segments = parts.map { part in
            precondition(!part.isEmpty, "a pattern has no empty segments")
            if part.hasPrefix("{") && part.hasSuffix("}") {
                return .parameter(String(part.dropFirst().dropLast()))
            }
            return .literal(Array(part.utf8))
        }
        precondition(parameters.count <= Limits.pathParameters, "a pattern has too many parameters")
    }

    /// The names of the parameters, in order.
    package var parameters: [String] {
        segments.compactMap { segment in
            if case .parameter(let name) = segment { name } else { nil }
        }
    }
}

extension PathPattern: ExpressibleByStringLiteral {
    /// A pattern as it is written among the routes.
    package init(stringLiteral text: String) {
        self.init(text)
    }
}
