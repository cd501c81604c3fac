/// The description of the interface, as it was written and as JSON.
package struct OpenAPIDocument: Sendable {
    /// The bytes of openapi.yaml, as they were written.
    package let yaml: [UInt8]
    /// The same document as JSON.
    package let json: [UInt8]
    /// The same document as a value.
    package let root: YAMLValue

    /// Reads the document and makes everything that is ever asked of it, once.
    ///
    /// - Parameter bytes: the content of openapi.yaml.
    /// - Throws: where it is not written in the part of YAML that is read.
    package init(yaml bytes: [UInt8]) throws(YAMLRefusal) {
        root = try YAML.value(of: bytes)
        yaml = bytes
        json = root.json
    }

    /// The version of the interface.
    package var version: String { root["info"]?["version"]?.string ?? "" }

    /// Every path template, behind the base, in its order.
    package var paths: [String] { root["paths"]?.members.names ?? [] }

    /// Every operation in its order.
    package var operations: [DocumentedOperation] {
        paths.flatMap { path in
            let item = root["paths"]?[path]
            let methods = item?.members.names.filter(Self.methods.contains) ?? []
            return methods.compactMap { method in
                item?[method].map { DocumentedOperation(method.uppercased(), path, $0) }
            }
        }
    }

    private static let methods: Set<String> = [
        "get", "head", "post", "put", "patch", "delete", "options", "trace",
    ]

    /// The value that a local reference, `#/…`, points at; nil when there is none.
    package func target(of reference: String) -> YAMLValue? {
        guard reference.hasPrefix("#/") else { return nil }
        var value: YAMLValue? = root
        for part in reference.dropFirst(2).split(separator: "/", omittingEmptySubsequences: false) {
            value = value?[Self.unescaped(part)]
        }
        return value
    }

    /// The value itself, or what it refers to.
    package func resolved(_ value: YAMLValue) -> YAMLValue {
        var value = value
        // Nothing refers to a reference; the bound is against circles.
        for _ in 0..<8 {
            guard let reference = value["$ref"]?.string else { break }
            guard let target = target(of: reference) else { return .null }
            value = target
        }
        return value
    }

    /// - Source: RFC 6901 §4.
    private static func unescaped(_ part: Substring) -> String {
        var text = ""
        var rest = part
        while let first = rest.popFirst() {
            switch (first, rest.first) {
            case ("~", "1"): text.append("/")
            case ("~", "0"): text.append("~")
            default:
                text.append(first)
                continue
            }
            rest.removeFirst()
        }
        return text
    }
}

/// One operation as openapi.yaml has it.
package struct DocumentedOperation: Sendable {
    /// In capitals, as `GET`.
    package let method: String
    /// The template behind the base, as `/partners/{partnerId}`.
    package let path: String
    /// What the document says of it.
    package let value: YAMLValue

    init(_ method: String, _ path: String, _ value: YAMLValue) {
        self.method = method
        self.path = path
        self.value = value
    }

    /// Its name in code.
    package var operationId: String { value["operationId"]?.string ?? "" }

    /// The scope it needs, or `public`.
    package var scope: String { value["x-scope"]?.string ?? "" }

    /// Whether it can be had without a token, all of it or a public part.
    package var isPublic: Bool {
        guard let security = value["security"] else { return false }
        return security.elements.isEmpty || security.elements.contains { $0.members.names.isEmpty }
    }

    /// Whether nothing tells afterwards that it was asked for.
    package var isSilent: Bool { value["x-silent"]?.boolean ?? false }

    /// The statuses it can answer with, as `200` or `4XX`.
    package var statuses: [String] { value["responses"]?.members.names ?? [] }
}
