/// What becomes of the body of a request, when only its head is known.
package enum BodyDecision: Hashable, Sendable {
    /// It is read up to a number of bytes; one more is a 413.
    case read(maximumBytes: Int)
    /// The request is answered without it, as one that has no route or no permission.
    case decline
    /// It takes a look elsewhere to tell.
    case ask
}

/// What the look elsewhere came to.
package enum BodyVerdict: Sendable {
    /// It is read up to a number of bytes; one more is a 413.
    case read(maximumBytes: Int)
    /// The request is answered so, without its body.
    case answer(Response)
}
