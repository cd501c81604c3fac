internal import JSON

/// One request in the log: what was done, how it went and how long it took.
///
/// It names operations, roles and codes; never a path, a body, a token or a person.
package struct RequestLine: Sendable {
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
    var isFailure: Bool { status >= 500 }

    func write(to writer: inout JSONWriter) {
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
    }
}
