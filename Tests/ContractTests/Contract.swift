import JSON
@testable import Partnership

/// What openapi.yaml says of requests and answers.
struct Contract {
    let document: OpenAPIDocument

    init(_ document: OpenAPIDocument) {
        self.document = document
    }

    /// Every operation, as `GET /partners/{partnerId}`.
    func documentedOperations() -> Set<String> {
        Set(document.operations.map { "\($0.method) \($0.path)" })
    }

    /// The template that a path behind the base belongs to; a fixed segment goes before a
    /// parameter.
    func template(of path: String) -> String? {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        return document.paths.filter { Self.fits(parts, $0) }
            .min { $0.count(of: "{") < $1.count(of: "{") }
    }

    private static func fits(_ parts: [Substring], _ template: String) -> Bool {
        let pattern = template.split(separator: "/", omittingEmptySubsequences: false)
        return parts.count == pattern.count
            && zip(parts, pattern).allSatisfy { $1.hasPrefix("{") ? !$0.isEmpty : $0 == $1 }
    }

    // Answers.

    /// What in an answer is not as the document has it; empty when all is.
    ///
    /// HEAD is judged as GET without a body, OPTIONS as a 204, and a method that the path does
    /// not have as a 405.
    func violations(
        method: String,
        path: String,
        status: Int,
        mediaType: String?,
        body: [UInt8]
    ) -> [String] {
        let name = "\(method) \(path) \(status)"
        guard document.paths.contains(path) else { return ["\(name): no such path"] }
        if method == "OPTIONS", status == 204 { return Self.emptiness(name, body) }
        guard let operation = operation(method == "HEAD" ? "GET" : method, path) else {
            guard status == 405 else { return ["\(name): no such operation"] }
            return problemViolations(name, mediaType, body)
        }
        guard let response = response(of: operation, status) else {
            return ["\(name): no such status"]
        }
        if method == "HEAD" { return Self.emptiness(name, body) }
        guard let content = response["content"]?.members, !content.names.isEmpty else {
            return Self.emptiness(name, body)
        }
        return violations(name, content, mediaType, body)
    }

    private func operation(_ method: String, _ path: String) -> DocumentedOperation? {
        document.operations.first { $0.method == method && $0.path == path }
    }

    /// The response for a status, else for its class, as `4XX`.
    private func response(of operation: DocumentedOperation, _ status: Int) -> YAMLValue? {
        let responses = operation.value["responses"]
        let response = responses?["\(status)"] ?? responses?["\(status / 100)XX"]
        return response.map(document.resolved)
    }

    private func problemViolations(
        _ name: String,
        _ mediaType: String?,
        _ body: [UInt8]
    ) -> [String] {
        let content = document.target(of: "#/components/responses/NotFound")?["content"]
        return violations(name, content?.members ?? YAMLMapping(), mediaType, body)
    }

    // Requests.

    /// What in a request's body is not as the document has it; empty when all is.
    func requestViolations(
        method: String,
        path: String,
        mediaType: String?,
        body: [UInt8]
    ) -> [String] {
        let name = "\(method) \(path)"
        guard let operation = operation(method, path) else { return ["\(name): no such operation"] }
        guard let request = operation.value["requestBody"].map(document.resolved) else {
            return Self.emptiness(name, body)
        }
        return violations(name, request["content"]?.members ?? YAMLMapping(), mediaType, body)
    }

    // Bodies.

    private static func emptiness(_ name: String, _ body: [UInt8]) -> [String] {
        body.isEmpty ? [] : ["\(name): a body of \(body.count) bytes where none is wanted"]
    }

    private func violations(
        _ name: String,
        _ content: YAMLMapping,
        _ mediaType: String?,
        _ body: [UInt8]
    ) -> [String] {
        let essence = mediaType.map { type in
            String(type.prefix { $0 != ";" && $0 != " " }).lowercased()
        }
        guard let essence, let media = content[essence] else {
            return ["\(name): the media type \(mediaType ?? "none") is not known"]
        }
        if let schema = media["x-line-schema"] {
            return lines(of: body).flatMap { violations(name, schema, $0) }
        }
        guard essence.hasSuffix("json"), let schema = media["schema"] else {
            let isText = String(validating: body, as: UTF8.self)?.isEmpty == false
            return isText ? [] : ["\(name): a body that is no text"]
        }
        return violations(name, schema, body)
    }

    private func lines(of body: [UInt8]) -> [[UInt8]] {
        body.split(separator: UInt8(ascii: "\n")).map(Array.init)
    }

    private func violations(_ name: String, _ schema: YAMLValue, _ body: [UInt8]) -> [String] {
        do {
            let root = try JSONDocument(parsing: body).root
            return Schema(schema, in: document).violations(of: root).map { "\(name) \($0)" }
        } catch {
            return ["\(name): not JSON: \(error.detail)"]
        }
    }
}

extension String {
    fileprivate func count(of character: Character) -> Int {
        self.count { $0 == character }
    }
}
