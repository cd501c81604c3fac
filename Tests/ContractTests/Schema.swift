import JSON
@testable import Partnership

/// One thing in a value that does not fit its schema.
struct Violation: Equatable, CustomStringConvertible {
    /// A JSON Pointer into the value; empty for the value itself.
    let location: String
    let reason: String

    var description: String { "\(location.isEmpty ? "/" : location): \(reason)" }
}

/// A schema of the document and what it says of values.
///
/// It knows the keywords that openapi.yaml uses; one that it does not know is a violation, so that
/// nothing is left unchecked in silence.
///
/// - Source: OpenAPI 3.0.3, Schema Object.
struct Schema {
    let document: OpenAPIDocument
    let node: YAMLValue

    init(_ node: YAMLValue, in document: OpenAPIDocument) {
        self.document = document
        self.node = document.resolved(node)
    }

    /// Everything in the value that does not fit.
    func violations(of value: JSONValue) -> [Violation] {
        guard case .mapping = node else {
            return [violation(value, "there is no such schema")]
        }
        var found = unknownKeywords(at: value)
        if value.isNull, node["nullable"]?.boolean == true {
            return found + enumeration(value)
        }
        found += type(value) + enumeration(value) + combinations(value)
        switch value.kind {
        case .object: found += object(value)
        case .array: found += array(value)
        case .string: found += text(value)
        case .number: found += number(value)
        case .boolean, .null: break
        }
        return found
    }

    private func violation(_ value: JSONValue, _ reason: String) -> Violation {
        Violation(location: value.location, reason: reason)
    }

    private func schema(_ node: YAMLValue) -> Schema { Schema(node, in: document) }

    // Keywords.

    private static let checked: Set<String> = [
        "type", "nullable", "enum", "oneOf", "anyOf", "allOf", "properties", "required",
        "additionalProperties", "items", "minItems", "maxItems", "uniqueItems", "minLength",
        "maxLength", "pattern", "format", "minimum", "maximum",
    ]
    private static let remarks: Set<String> = [
        "description", "title", "example", "default", "discriminator",
    ]

    private func unknownKeywords(at value: JSONValue) -> [Violation] {
        node.members.names
            .filter { !Self.checked.contains($0) && !Self.remarks.contains($0) }
            .map { violation(value, "the schema says '\($0)', which is not checked here") }
    }

    // Any kind.

    private func type(_ value: JSONValue) -> [Violation] {
        guard let type = node["type"]?.string else { return [] }
        let fits =
            switch (type, value.kind) {
            case ("object", .object), ("array", .array), ("string", .string): true
            case ("boolean", .boolean), ("number", .number): true
            case ("integer", .number): value.integer != nil
            default: false
            }
        return fits ? [] : [violation(value, "\(value.kind) where \(type) is wanted")]
    }

    private func enumeration(_ value: JSONValue) -> [Violation] {
        guard let allowed = node["enum"]?.elements else { return [] }
        let fits = allowed.contains { choice in
            switch choice {
            case .null: value.isNull
            case .boolean(let truth): value.boolean == truth
            case .integer(let number): value.integer == number
            case .string(let text): value.string == text
            default: false
            }
        }
        return fits ? [] : [violation(value, "none of the values of the enum")]
    }

    private func combinations(_ value: JSONValue) -> [Violation] {
        var found: [Violation] = []
        for part in node["allOf"]?.elements ?? [] {
            found += schema(part).violations(of: value)
        }
        if let choices = node["anyOf"]?.elements {
            let results = choices.map { schema($0).violations(of: value) }
            if !results.contains(where: \.isEmpty) { found += closest(results) }
        }
        if let choices = node["oneOf"]?.elements {
            let results = choices.map { schema($0).violations(of: value) }
            let count = results.count { $0.isEmpty }
            if count == 0 { found += closest(results) }
            if count > 1 { found.append(violation(value, "fits \(count) of oneOf")) }
        }
        return found
    }

    /// The violations of the choice that was probably meant.
    private func closest(_ results: [[Violation]]) -> [Violation] {
        results.min { $0.count < $1.count } ?? []
    }

    // Objects and arrays.

    private func object(_ value: JSONValue) -> [Violation] {
        var found: [Violation] = []
        let properties = node["properties"]?.members ?? YAMLMapping()
        let members = value.members()
        for (name, member) in members {
            if let property = properties[name] {
                found += schema(property).violations(of: member)
            } else if node["additionalProperties"]?.boolean == false {
                found.append(violation(member, "no such member is known"))
            } else if let others = node["additionalProperties"], others.boolean == nil {
                found += schema(others).violations(of: member)
            }
        }
        let names = Set(members.map(\.name))
        for name in node["required"]?.elements.compactMap(\.string) ?? []
        where !names.contains(name) {
            found.append(violation(value, "'\(name)' is missing"))
        }
        return found
    }

    private func array(_ value: JSONValue) -> [Violation] {
        var found = bounds(value, "elements", count: value.count, "minItems", "maxItems")
        if let items = node["items"] {
            let schema = schema(items)
            for element in value.elements() { found += schema.violations(of: element) }
        }
        if node["uniqueItems"]?.boolean == true {
            let texts = value.elements().map(\.text)
            if Set(texts).count < texts.count {
                found.append(violation(value, "an element comes twice"))
            }
        }
        return found
    }

    private func bounds(
        _ value: JSONValue,
        _ what: String,
        count: Int,
        _ least: String,
        _ most: String
    ) -> [Violation] {
        var found: [Violation] = []
        if let minimum = node[least]?.integer, count < minimum {
            found.append(violation(value, "\(count) \(what), at least \(minimum)"))
        }
        if let maximum = node[most]?.integer, count > maximum {
            found.append(violation(value, "\(count) \(what), at most \(maximum)"))
        }
        return found
    }

    // Texts and numbers.

    private func text(_ value: JSONValue) -> [Violation] {
        guard let text = value.string else { return [] }
        let count = text.unicodeScalars.count
        var found = bounds(value, "characters", count: count, "minLength", "maxLength")
        if let pattern = node["pattern"]?.string {
            do {
                if try Regex(pattern).firstMatch(in: text) == nil {
                    found.append(violation(value, "does not match \(pattern)"))
                }
            } catch {
                found.append(violation(value, "the pattern \(pattern) is none"))
            }
        }
        if let name = node["format"]?.string {
            guard let format = Format(rawValue: name) else {
                return found + [violation(value, "the format \(name) is not checked here")]
            }
            if !format.fits(text) { found.append(violation(value, "not of the format \(name)")) }
        }
        return found
    }

    private func number(_ value: JSONValue) -> [Violation] {
        guard let number = value.integer else { return [] }
        var found: [Violation] = []
        if let minimum = node["minimum"]?.integer, number < minimum {
            found.append(violation(value, "\(number), at least \(minimum)"))
        }
        if let maximum = node["maximum"]?.integer, number > maximum {
            found.append(violation(value, "\(number), at most \(maximum)"))
        }
        return found
    }
}

extension JSONValue {
    /// The value as it is written.
    fileprivate var text: String {
        string.map { "\"" + $0 } ?? integer.map(String.init) ?? "\(kind) \(location)"
    }
}
