package import HTTP

/// Why the server answers a request itself.
package enum ServerRefusal: Error, Hashable, Sendable {
    /// The request cannot be read.
    case request(RequestRefusal)
    /// The head did not come in time.
    case headTooSlow
    /// The body did not come at the least pace.
    case bodyTooSlow
    /// Too many requests are at work.
    case overloaded(retryAfterSeconds: Int)
    /// The responder's answer has a header field that cannot be sent: a bug.
    case unwritableAnswer(field: String)

    /// The status that answers it.
    package var status: Status {
        switch self {
        case .request(let refusal): refusal.status
        case .headTooSlow, .bodyTooSlow: 408
        case .overloaded: 503
        case .unwritableAnswer: 500
        }
    }

    /// One sentence for the caller, without anything it sent.
    package var reason: String {
        switch self {
        case .request(let refusal): refusal.reason
        case .headTooSlow: "The head of the request did not come in time."
        case .bodyTooSlow: "The body of the request came in too slowly."
        case .overloaded: "Too many requests are at work; please try again later."
        case .unwritableAnswer: "The answer cannot be sent."
        }
    }
}
