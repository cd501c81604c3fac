import JSON
@testable import Partnership
import Testing

@Suite struct `openapi.yaml` {
    private let document = Published.document

    /// Operations that no key repeats, because nothing of them is remembered.
    private static let forgotten: Set = [
        "issueTickets", "castBallot", "submitTestForm", "simulateTariffs",
    ]

    @Test func `is read, and its JSON says the same`() throws {
        let document = try OpenAPIDocument(yaml: Published.bytes)
        #expect(document.yaml == Published.bytes)
        let root = try JSONDocument(parsing: document.json, limits: .deep).root
        #expect(root.members().map(\.name) == document.root.members.names)
        #expect(root.kind == .object && document.version.contains("."))
    }

    @Test func `refers to nothing that is not there, and has nothing to which nothing refers`() {
        var used: Set<String> = []
        visit(document.root) { value, _ in
            guard let reference = value["$ref"]?.string else { return }
            used.insert(reference)
            #expect(document.target(of: reference) != nil, "\(reference)")
        }
        for section in document.root["components"]?.members.names ?? []
        where section != "securitySchemes" {
            for name in document.root["components"]?[section]?.members.names ?? [] {
                #expect(used.contains("#/components/\(section)/\(name)"))
            }
        }
    }

    @Test func `has an example for every resource, and every example fits its schema`() throws {
        var count = 0
        var failures: [String] = []
        func check(_ example: YAMLValue, _ schema: YAMLValue, _ place: String) throws {
            count += 1
            let bytes = example.json
            let value = try JSONDocument(parsing: bytes).root
            failures += Schema(schema, in: document).violations(of: value)
                .map { "\(place) \($0)" }
        }
        try visit(document.root) { value, place in
            if let example = value["example"] {
                try check(example, value["schema"] ?? value, place)
            }
            for name in value["examples"]?.members.names ?? [] {
                guard let schema = value["schema"], let entry = value["examples"]?[name] else {
                    continue
                }
                let example = document.resolved(entry)
                try check(example["value"] ?? .null, schema, "\(place)/\(name)")
            }
        }
        #expect(failures == [])
        #expect(count > 80)
    }

    @Test func `closes every body, of requests and of answers`() {
        visit(document.root["components"]?["schemas"] ?? .null) { value, place in
            guard value["type"]?.string == "object", value["properties"] != nil else { return }
            // The document itself may grow as OpenAPI lets it.
            if place.hasPrefix("/OpenapiDocument") { return }
            #expect(value["additionalProperties"]?.boolean == false, "\(place)")
            for name in value["required"]?.elements.compactMap(\.string) ?? [] {
                #expect(value["properties"]?[name] != nil, "\(place) requires \(name)")
            }
        }
    }

    @Test func `names the scope of every operation in its description too`() {
        for operation in document.operations {
            let description = operation.value["description"]?.string ?? ""
            let sentence =
                operation.scope == "public"
                ? "Public: no token, no scope." : "Scope `\(operation.scope)`"
            #expect(description.contains(sentence), "\(operation.method) \(operation.path)")
        }
    }

    @Test func `gives every operation a name of its own, a summary and one known tag`() {
        let tags = document.root["tags"]?.elements.compactMap { $0["name"]?.string } ?? []
        #expect(Set(tags).count == tags.count)
        let names = document.operations.map(\.operationId)
        #expect(Set(names).count == names.count && !names.contains(""))
        for operation in document.operations {
            #expect(operation.value["summary"]?.string?.isEmpty == false)
            let own = operation.value["tags"]?.elements.compactMap(\.string) ?? []
            #expect(own.count == 1 && own.allSatisfy(tags.contains), "\(operation.path)")
        }
    }

    @Test func `tells for every operation what can go wrong`() {
        for operation in document.operations {
            var wanted = ["400", "406", "429", "500", "503"]
            if operation.scope != "public" { wanted += ["401", "403"] }
            if operation.path.contains("{") { wanted.append("404") }
            switch operation.method {
            case "GET": wanted.append("304")
            case "POST":
                wanted += ["409", "413", "415"]
                if !Self.forgotten.contains(operation.operationId) { wanted.append("4XX") }
            default: wanted += ["409", "412", "413", "415", "428"]
            }
            #expect(Set(wanted).isSubset(of: operation.statuses), "\(operation.path)")
            // The design rules want 400; the one use of 422 is written as 4XX.
            #expect(!operation.statuses.contains("422"))
        }
    }

    @Test func `gives every answer the headers it needs`() {
        for operation in document.operations {
            for status in operation.statuses {
                guard let value = operation.value["responses"]?[status] else { continue }
                let response = document.resolved(value)
                let headers = Set(response["headers"]?.members.names ?? [])
                var wanted: Set = ["API-Version"]
                if !operation.isSilent { wanted.insert("traceparent") }
                switch status {
                case "200" where operation.method != "POST": wanted.insert("ETag")
                case "201": wanted.formUnion(["Location", "ETag"])
                case "401": wanted.insert("WWW-Authenticate")
                case "429", "503": wanted.insert("Retry-After")
                default: break
                }
                #expect(wanted.isSubset(of: headers), "\(operation.path) \(status)")
                guard let first = status.first, "45".contains(first) else { continue }
                let types = response["content"]?.members.names
                #expect(types == ["application/problem+json"], "\(operation.path) \(status)")
            }
        }
    }

    @Test func `gives every list its parameters and every change its precondition`() {
        for operation in document.operations {
            let parameters = (operation.value["parameters"]?.elements ?? [])
                .compactMap { document.resolved($0)["name"]?.string }
            var wanted: Set<String> = operation.isSilent ? [] : ["traceparent"]
            switch operation.method {
            case "GET":
                wanted.insert("If-None-Match")
                if isList(operation) { wanted.formUnion(["limit", "cursor", "count"]) }
            case "POST":
                let isForgotten = Self.forgotten.contains(operation.operationId)
                #expect(parameters.contains("Idempotency-Key") != isForgotten)
            case "PATCH": wanted.insert("If-Match")
            default:
                wanted.insert("If-Match")
                // What can be made as well as changed.
                if operation.statuses.contains("201") { wanted.insert("If-None-Match") }
            }
            #expect(wanted.isSubset(of: parameters), "\(operation.method) \(operation.path)")
        }
    }

    private func isList(_ operation: DocumentedOperation) -> Bool {
        let content = operation.value["responses"]?["200"]?["content"]
        let reference = content?["application/json"]?["schema"]?["$ref"]?.string ?? ""
        return reference.hasSuffix("Page")
    }

    /// Visits every mapping with its place, and what is in it.
    private func visit(
        _ value: YAMLValue,
        _ place: String = "",
        _ body: (YAMLValue, String) throws -> Void
    ) rethrows {
        switch value {
        case .mapping(let members):
            try body(value, place)
            for name in members.names {
                // What is in an example is no part of the document.
                if name == "example" || name == "value" { continue }
                try visit(members[name] ?? .null, "\(place)/\(name)", body)
            }
        case .sequence(let elements):
            for (index, element) in elements.enumerated() {
                try visit(element, "\(place)/\(index)", body)
            }
        default: break
        }
    }
}

extension JSONLimits {
    /// The document nests deeper than a message of ours may.
    fileprivate static var deep: JSONLimits {
        var limits = JSONLimits()
        limits.depth = 64
        return limits
    }
}
