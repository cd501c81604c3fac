/// The course of requests and answers on one connection, without its bytes.
///
///              ┌──────────────── the answer keeps the connection ────────────────┐
///              ▼                                                                 │
///     idle ─▶ head ─head─▶ body ─complete─▶ responding ──────────────────────────┤
///      │       │        asking ▲──not wanted───▲                 the last answer │
///      │       └──── a head without a body ────┘                                 │
///      │       └─ refused, too slow ─┐ ┌─ the same ─ body                        │
///      │                             ▼ ▼                                         ▼
///      └── nothing more can come ──▶ closing ◀───────────────────────────────────┘
///                                       │ all is sent
///                                       ├─ the caller has ended too ─▶ closed
///                                       └─▶ lingering ─ it ends, or long enough ─▶ closed
///
/// Beside it stand two facts: the caller has ended its side, and the caller does not read.
struct Exchange {
    /// How the answer to a request is written.
    struct Form: Equatable {
        var keepsAlive: Bool
        var minorVersion = 1
        var isHead = false
    }

    private enum State {
        /// Waits for the first byte of a request.
        case idle
        /// Waits for the rest of a head.
        case head
        /// Waits to hear whether the body is to be read.
        case asking(Form)
        /// Waits for the rest of a body.
        case body(Form)
        /// Waits for the responder.
        case responding(Form)
        /// Waits until the last answer is sent.
        case closing
        /// Our side has ended; waits until the caller's does.
        case lingering
        case closed
    }

    /// What is to be done.
    enum Action: Equatable {
        /// Nothing but to wait.
        case wait
        /// Look at what came in and is kept.
        case takeInput
        /// Write the answer.
        case write(Form)
        /// Answer with a refusal, after saying `refused`.
        case refuse(ServerRefusal)
        /// Send what there is, then say `outputFlushed`.
        case finish
        /// End our side, and read on.
        case endOutput
        /// Close the socket at once.
        case close
    }

    /// What the next byte is for.
    enum Expectation: Equatable {
        case head
        case body
        /// It is kept until the answer of now is written.
        case later
        /// It is dropped.
        case nothing
    }

    /// What there is a time-out on.
    enum Patience: Equatable {
        case nothing
        case request
        case head
        case body
        case reading
        case ending
    }

    private var state = State.idle
    private(set) var inputHasEnded = false
    private var outputIsBlocked = false

    var expectation: Expectation {
        switch state {
        case .idle, .head: .head
        case .body: .body
        case .asking, .responding: .later
        case .closing, .lingering, .closed: .nothing
        }
    }

    var patience: Patience {
        switch state {
        case .closed: .nothing
        case .idle: outputIsBlocked ? .reading : .request
        case .head: outputIsBlocked ? .reading : .head
        case .body: outputIsBlocked ? .reading : .body
        case .asking, .responding, .closing: outputIsBlocked ? .reading : .nothing
        case .lingering: .ending
        }
    }

    var isClosed: Bool {
        if case .closed = state { true } else { false }
    }

    /// A caller that does not read its answers cannot make us read its requests.
    var wantsInput: Bool { !inputHasEnded && !outputIsBlocked }

    var wantsOutput: Bool { outputIsBlocked }
}

extension Exchange {
    mutating func headCompleted(_ form: Form, hasBody: Bool) {
        switch state {
        case .idle, .head:
            state = hasBody ? .body(form) : .responding(form)
        case .asking, .body, .responding, .closing, .lingering, .closed:
            preconditionFailure("a head that nobody waited for")
        }
    }

    /// Whether the body is to be read will be known later.
    mutating func bodyQuestioned() {
        switch state {
        case .body(let form):
            state = .asking(form)
        case .idle, .head, .asking, .responding, .closing, .lingering, .closed:
            preconditionFailure("a question about no body")
        }
    }

    /// The body that was asked about is to be read.
    mutating func bodyWanted() {
        switch state {
        case .asking(let form):
            state = .body(form)
        case .idle, .head, .body, .responding, .closing, .lingering, .closed:
            preconditionFailure("a body that nobody asked about")
        }
    }

    /// The body will not be read; where it does not stand behind us, the answer is the last.
    mutating func bodyDeclined(isBehindUs: Bool) {
        switch state {
        case .body(var form), .asking(var form):
            form.keepsAlive = form.keepsAlive && isBehindUs
            state = .responding(form)
        case .idle, .head, .responding, .closing, .lingering, .closed:
            preconditionFailure("a body that nobody waited for")
        }
    }

    mutating func bodyCompleted() {
        switch state {
        case .body(let form):
            state = .responding(form)
        case .idle, .head, .asking, .responding, .closing, .lingering, .closed:
            preconditionFailure("a body that nobody waited for")
        }
    }

    /// Everything that came in has been looked at, and what waits needs more.
    mutating func inputExhausted(hasRest: Bool) -> Action {
        switch state {
        case .idle, .head:
            state = hasRest ? .head : .idle
            return giveUpIfEnded()
        case .body:
            return giveUpIfEnded()
        case .asking, .responding, .closing, .lingering, .closed:
            return .wait
        }
    }

    /// The caller sends no more, and may still read (RFC 9112 §9.6).
    mutating func inputEnded() -> Action {
        inputHasEnded = true
        switch state {
        case .idle, .head, .body:
            return .takeInput
        case .asking, .responding, .closing, .closed:
            return .wait
        case .lingering:
            state = .closed
            return .close
        }
    }

    private mutating func giveUpIfEnded() -> Action {
        guard inputHasEnded else { return .wait }
        state = .closing
        return .finish
    }
}

extension Exchange {
    /// The responder has answered.
    ///
    /// - Parameter isLast: whether the connection ends after it, whatever the caller wants.
    mutating func answered(isLast: Bool) -> Action {
        switch state {
        case .responding(var form):
            form.keepsAlive = form.keepsAlive && !isLast
            state = form.keepsAlive ? .idle : .closing
            return .write(form)
        case .closed:
            return .wait
        case .idle, .head, .asking, .body, .closing, .lingering:
            preconditionFailure("an answer to no request")
        }
    }

    /// What came in is refused, and nothing after it can be understood.
    mutating func refused() -> Action {
        switch state {
        case .idle, .head:
            state = .closing
            return .write(Form(keepsAlive: false))
        case .body(var form):
            form.keepsAlive = false
            state = .closing
            return .write(form)
        case .asking, .responding, .closing, .lingering, .closed:
            preconditionFailure("a refusal of nothing")
        }
    }

    /// The caller leaves some of its answer unread.
    mutating func outputBlocked() {
        outputIsBlocked = true
    }

    /// All that was written has been sent.
    mutating func outputFlushed() -> Action {
        outputIsBlocked = false
        switch state {
        case .idle, .head, .body:
            return .takeInput
        case .asking, .responding, .lingering, .closed:
            return .wait
        case .closing:
            state = inputHasEnded ? .closed : .lingering
            return inputHasEnded ? .close : .endOutput
        }
    }

    /// The time for what `patience` tells has passed.
    mutating func timePassed() -> Action {
        switch state {
        case .idle, .head, .asking, .body, .responding, .closing:
            if outputIsBlocked { return abandoned() }
        case .lingering, .closed: break
        }
        switch state {
        case .idle, .lingering: return abandoned()
        case .head: return .refuse(.headTooSlow)
        case .body: return .refuse(.bodyTooSlow)
        case .asking, .responding, .closing, .closed: return .wait
        }
    }

    /// The caller has gone, or is to go.
    mutating func abandoned() -> Action {
        if isClosed { return .wait }
        state = .closed
        return .close
    }
}
