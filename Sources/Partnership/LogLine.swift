internal import JSON

/// One line of the log: what was done, how it went and how long it took.
///
/// It names operations, roles and codes; never a path, a body, a token or a person.
package struct LogLine: Sendable {
    var unixMicroseconds: Int64 = 0
    var method: String
    var traceId: String
    var operation: String?
    var role: String?
    var status = 0
    var code: String?
    var cause: String?
    var durationMicroseconds: Int64 = 0

    init(method: String, traceId: String) {
        self.method = method
        self.traceId = traceId
    }

    /// Whether an operator should look at it.
    package var isFailure: Bool { status >= 500 }

    /// The line as one JSON object with its line end.
    package func bytes() -> [UInt8] {
        var writer = JSONWriter(capacity: 256)
        writer.object {
            $0.member("time", Instant(unixMicroseconds: unixMicroseconds).description)
            $0.member("level", isFailure ? "error" : "info")
            $0.member("event", "request")
            $0.member("operation", operation)
            $0.member("method", method)
            $0.member("status", status)
            if let code { $0.member("code", code) }
            if let cause { $0.member("cause", cause) }
            if let role { $0.member("role", role) }
            $0.member("durationMicroseconds", Int(durationMicroseconds))
            $0.member("traceId", traceId)
        }
        writer.endLine()
        return writer.bytes
    }
}
