@testable import JSON

/// Reads a document from text.
func document(_ text: String, limits: JSONLimits = .standard) throws(InputError) -> JSONValue {
    try JSONDocument(parsing: Array(text.utf8), limits: limits).root
}

/// The error that reading these bytes gives; nil when there is none.
func refusal(_ bytes: [UInt8], limits: JSONLimits = .standard) -> InputError? {
    do throws(InputError) {
        _ = try JSONDocument(parsing: bytes, limits: limits)
        return nil
    } catch {
        return error
    }
}

/// The error that reading this text gives; nil when there is none.
func refusal(_ text: String, limits: JSONLimits = .standard) -> InputError? {
    refusal(Array(text.utf8), limits: limits)
}

/// A value written in the canonical form.
func canonical(_ value: JSONValue) -> String {
    var writer = JSONWriter()
    writer.value(value)
    return text(writer)
}

/// What a writer wrote.
func text(_ writer: JSONWriter) -> String {
    String(decoding: writer.bytes, as: UTF8.self)
}

/// What a body writes.
func written(_ body: (inout JSONWriter) -> Void) -> String {
    var writer = JSONWriter()
    body(&writer)
    return text(writer)
}

/// The errors that reading an object gives, each as `location code`.
func errors(_ text: String, _ read: (inout JSONObject) throws -> Void) throws -> [String] {
    let errors = JSONErrors()
    var object = JSONObject(try document(text), errors)
    try read(&object)
    object.close()
    return errors.list.map { "\($0.location) \($0.code)" }
}
