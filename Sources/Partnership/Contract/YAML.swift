/// The part of YAML 1.2 in which openapi.yaml is written.
///
/// A strict reader: what it does not know it refuses, so that no two readers can differ about
/// the document. It knows block mappings and sequences, plain and quoted scalars, literal and
/// folded blocks, and flow collections on one line, with the types of the core schema.
package enum YAML {
    /// How deep values may nest; openapi.yaml has about fifteen levels.
    ///
    /// The reader calls itself for each level, so this bounds its stack.
    static let maximumDepth = 64

    /// Reads a document.
    ///
    /// - Throws: the first thing that is not of the subset, with its line.
    package static func value(of bytes: [UInt8]) throws(YAMLRefusal) -> YAMLValue {
        var parser = YAMLParser(lines: try YAMLLine.lines(of: bytes))
        return try parser.document()
    }
}

/// Why a document is not read, and where that was found.
package struct YAMLRefusal: Error, Equatable, CustomStringConvertible {
    /// The number of the line, from 1.
    package let line: Int
    /// What is the matter.
    package let reason: String

    /// A refusal at a line.
    package init(line: Int, reason: String) {
        self.line = line
        self.reason = reason
    }

    /// The line and the reason, as a compiler would put it.
    package var description: String { "line \(line): \(reason)" }
}

/// A value in a document.
package enum YAMLValue: Equatable, Sendable {
    case null
    case boolean(Bool)
    case integer(Int)
    case number(Double)
    case string(String)
    case sequence([YAMLValue])
    case mapping(YAMLMapping)

    /// The text of a string; nil for another kind.
    package var string: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    /// The number of an integer; nil for another kind.
    package var integer: Int? {
        guard case .integer(let number) = self else { return nil }
        return number
    }

    /// The truth of a boolean; nil for another kind.
    package var boolean: Bool? {
        guard case .boolean(let truth) = self else { return nil }
        return truth
    }

    /// The elements of a sequence; none for another kind.
    package var elements: [YAMLValue] {
        guard case .sequence(let elements) = self else { return [] }
        return elements
    }

    /// The members of a mapping; none for another kind.
    package var members: YAMLMapping {
        guard case .mapping(let members) = self else { return YAMLMapping() }
        return members
    }

    /// The member with this name; nil when there is none.
    package subscript(name: String) -> YAMLValue? { members[name] }
}

/// The members of a mapping in the order in which they were written.
package struct YAMLMapping: Equatable, Sendable {
    /// The names in their order.
    package private(set) var names: [String] = []
    private var values: [String: YAMLValue] = [:]

    /// A mapping without members.
    package init() {}

    /// The member with this name; nil when there is none.
    package subscript(name: String) -> YAMLValue? { values[name] }

    /// Adds a member at the end.
    ///
    /// - Returns: false when there is one with this name.
    mutating func append(_ name: String, _ value: YAMLValue) -> Bool {
        guard values.updateValue(value, forKey: name) == nil else { return false }
        names.append(name)
        return true
    }
}
