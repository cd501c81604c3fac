package import HTTP

/// What answers the requests of one loop.
///
/// Everything is called on the thread of that loop.
package protocol Responder: AnyObject {
    /// Answers a request, at once or in a task of the loop.
    ///
    /// The task goes on when the caller has gone; its answer is then dropped.
    func reply(to request: Request, from peer: Peer) -> Reply

    /// Says what becomes of the body of a request, before any of it is read.
    ///
    /// Asked only when there is a body; the request has none yet.
    func bodyDecision(for request: Request) -> BodyDecision

    /// Judges the body in a task of the loop, when `bodyDecision` could not tell at once.
    nonisolated(nonsending) func bodyVerdict(for request: Request) async -> BodyVerdict

    /// The answer to what the server does not bring to `reply`.
    ///
    /// The server adds Retry-After where the refusal has one.
    func response(to refusal: ServerRefusal) -> Response
}
