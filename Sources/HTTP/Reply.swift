/// The answer to a request: here already, or still to come.
package enum Reply: Sendable {
    /// Nothing had to be waited for.
    case now(Response)
    /// To be called once, on the executor that asked.
    case later(@Sendable () async -> Response)

    /// The answer, waited for when it has to be.
    package func response() async -> Response {
        switch self {
        case .now(let response): response
        case .later(let respond): await respond()
        }
    }
}
