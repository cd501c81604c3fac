package import HTTP

/// Why the server answers a request itself.
package enum ServerRefusal: Error, Hashable, Sendable {
    /// The request cannot be read.
    case request(RequestRefusal)
    /// The head did not come in time.
    case headTooSlow
    /// The body did not come at the least pace.
    case bodyTooSlow
    /// Too much is open or at work.
    case overloaded(retryAfterSeconds: Int)
    /// Too much is open or at work for one address.
    case tooMuchForOne(retryAfterSeconds: Int)
    /// The responder's answer has a header field that cannot be sent: a bug.
    case unwritableAnswer(field: String)

    /// The status that answers it.
    package var status: Status {
        switch self {
        case .request(let refusal): refusal.status
        case .headTooSlow, .bodyTooSlow: 408
        case .overloaded: 503
        case .tooMuchForOne: 429
        case .unwritableAnswer: 500
        }
    }

    /// What the caller is asked to wait, where waiting helps (RFC 9110 §10.2.3).
    package var retryAfterSeconds: Int? {
        switch self {
        case .overloaded(let seconds), .tooMuchForOne(let seconds): seconds
        case .request, .headTooSlow, .bodyTooSlow, .unwritableAnswer: nil
        }
    }

    /// One sentence for the caller, without anything it sent.
    package var reason: String {
        switch self {
        case .request(let refusal): refusal.reason
        case .headTooSlow: "The head of the request did not come in time."
        case .bodyTooSlow: "The body of the request came in too slowly."
        case .overloaded: "Too much is at work; please try again later."
        case .tooMuchForOne: "Too much is at work for this address; please try again later."
        case .unwritableAnswer: "The answer cannot be sent."
        }
    }
}
