/// A media type, such as `text/csv; header=present` (RFC 9110 §8.3.1).
package struct MediaType: Hashable, Sendable, CustomStringConvertible {
    /// One parameter; its name is in lower case.
    package struct Parameter: Hashable, Sendable {
        /// The name, in lower case.
        package let name: String
        /// The value, without quotes.
        package let value: String
    }

    /// The type, in lower case.
    package let type: String
    /// The subtype, in lower case.
    package let subtype: String
    /// The parameters, in order.
    package let parameters: [Parameter]

    /// A media type; nil when the text is none.
    package init?(_ text: String) {
        var reader = FieldReader(text)
        reader.skipBlanks()
        guard let (type, subtype) = Self.names(&reader) else { return nil }
        var parameters: [Parameter] = []
        while reader.takeSeparator(Octet.semicolon) {
            guard let parameter = Self.parameter(&reader) else { return nil }
            parameters.append(parameter)
        }
        reader.skipBlanks()
        guard reader.isAtEnd else { return nil }
        self.init(type, subtype, parameters)
    }

    init(_ type: String, _ subtype: String, _ parameters: [Parameter] = []) {
        self.type = type
        self.subtype = subtype
        self.parameters = parameters
    }

    /// Both names, without parameters.
    package var essence: String { "\(type)/\(subtype)" }

    /// The value of a parameter, asked for in lower case.
    package subscript(name: String) -> String? {
        parameters.first { $0.name == name }?.value
    }

    /// The text as it stands in a field; values that are no tokens in quotes.
    package var description: String {
        parameters.reduce(into: essence) { text, parameter in
            let isToken = !parameter.value.isEmpty && parameter.value.utf8.allSatisfy(Octet.isToken)
            text += "; \(parameter.name)="
            text += isToken ? parameter.value : Self.quoted(parameter.value)
        }
    }

    /// Reads `type "/" subtype`.
    static func names(_ reader: inout FieldReader) -> (String, String)? {
        guard let type = reader.token(), reader.take(Octet.slash), let subtype = reader.token()
        else { return nil }
        return (type.lowercased(), subtype.lowercased())
    }

    /// Reads `name "=" value`, without blanks around the equals sign (RFC 9110 §5.6.6).
    static func parameter(_ reader: inout FieldReader) -> Parameter? {
        guard let name = reader.token(), reader.take(Octet.equals),
            let value = reader.tokenOrQuotedString()
        else { return nil }
        return Parameter(name: name.lowercased(), value: value)
    }

    private static func quoted(_ value: String) -> String {
        var text = "\""
        for scalar in value.unicodeScalars {
            if scalar == "\"" || scalar == "\\" { text.unicodeScalars.append("\\") }
            text.unicodeScalars.append(scalar)
        }
        return text + "\""
    }
}

extension MediaType {
    /// JSON (RFC 8259).
    package static let json = MediaType("application", "json")
    /// What went wrong, as JSON (RFC 9457).
    package static let problem = MediaType("application", "problem+json")
    /// A change, as JSON (RFC 7396).
    package static let mergePatch = MediaType("application", "merge-patch+json")
    /// One JSON value on each line.
    package static let lines = MediaType("application", "x-ndjson")
    /// YAML (RFC 9512).
    package static let yaml = MediaType("application", "yaml")
    /// XML (RFC 7303).
    package static let xml = MediaType("application", "xml")
    /// A page (HTML Living Standard).
    package static let html = MediaType("text", "html")
    /// Plain text (RFC 2046 §4.1.3).
    package static let text = MediaType("text", "plain")
    /// Comma-separated values (RFC 4180).
    package static let csv = MediaType("text", "csv")
}
