package import HTTP

/// What answers the requests of one loop.
///
/// Everything is called on the thread of that loop.
package protocol Responder: AnyObject {
    /// Answers a request, in a task of the loop.
    ///
    /// The task goes on when the caller has gone; its answer is then dropped. `nonsending` in the
    /// implementation too saves looking for the executor that we are on already.
    nonisolated(nonsending) func respond(to request: Request, from peer: Peer) async -> Response

    /// Says how large a body may be, before any of it is read.
    ///
    /// Asked only when there is a body; the request has none yet.
    ///
    /// - Returns: the most bytes; one more is a 413. Nil when the request is to be answered
    ///   without its body, as one that has no route or no permission.
    func bodyLimit(for request: Request) -> Int?

    /// The answer to what the server does not bring to `respond`.
    func response(to refusal: ServerRefusal) -> Response
}
