import Testing

@testable import HTTPServer

/// What can happen to an exchange, as a value, so that a test is a table.
private enum Event {
    case head(keepsAlive: Bool = true, hasBody: Bool = false)
    case declined(isBehindUs: Bool)
    case bodyComplete
    case exhausted(hasRest: Bool)
    case ended, answered, answeredWhileDraining, refused, blocked, flushed, timePassed, abandoned
}

private typealias Step = (event: Event, action: Exchange.Action)

private let kept = Exchange.Form(keepsAlive: true)
private let last = Exchange.Form(keepsAlive: false)

extension Exchange {
    fileprivate mutating func take(_ event: Event) -> Action {
        switch event {
        case .head(let keepsAlive, let hasBody):
            headCompleted(Form(keepsAlive: keepsAlive), hasBody: hasBody)
        case .declined(let isBehindUs): bodyDeclined(isBehindUs: isBehindUs)
        case .bodyComplete: bodyCompleted()
        case .blocked: outputBlocked()
        case .exhausted(let hasRest): return inputExhausted(hasRest: hasRest)
        case .ended: return inputEnded()
        case .answered: return answered(isLast: false)
        case .answeredWhileDraining: return answered(isLast: true)
        case .refused: return refused()
        case .flushed: return outputFlushed()
        case .timePassed: return timePassed()
        case .abandoned: return abandoned()
        }
        return .wait
    }

    /// An exchange to which all of this has happened.
    fileprivate init(after events: [Event]) {
        self.init()
        for event in events { _ = take(event) }
    }
}

private func check(_ steps: [Step], _ location: SourceLocation = #_sourceLocation) -> Exchange {
    var exchange = Exchange()
    for (index, step) in steps.enumerated() {
        let action = exchange.take(step.event)
        #expect(action == step.action, "step \(index)", sourceLocation: location)
    }
    return exchange
}

@Suite struct `An exchange` {
    @Test func `begins idle, with patience for a request`() {
        let exchange = Exchange()
        #expect(exchange.expectation == .head)
        #expect(exchange.patience == .request)
        #expect(exchange.wantsInput)
        #expect(!exchange.wantsOutput)
        #expect(!exchange.isClosed)
    }

    @Test func `answers one request after the other on one connection`() {
        let exchange = check([
            (.head(), .wait), (.answered, .write(kept)), (.flushed, .takeInput),
            (.head(), .wait), (.answered, .write(kept)), (.flushed, .takeInput),
        ])
        #expect(exchange.patience == .request)
    }

    @Test func `takes the next head before the last answer is sent`() {
        let exchange = check([
            (.head(), .wait), (.answered, .write(kept)),
            (.head(), .wait), (.answered, .write(kept)),
            (.flushed, .takeInput), (.exhausted(hasRest: false), .wait),
        ])
        #expect(exchange.patience == .request)
    }

    @Test func `keeps what comes while a request is at work`() {
        let exchange = Exchange(after: [.head()])
        #expect(exchange.expectation == .later)
        #expect(exchange.wantsInput)
        #expect(exchange.patience == .nothing)
    }

    @Test func `has less patience once a head has begun`() {
        #expect(Exchange(after: [.exhausted(hasRest: true)]).patience == .head)
        let again = Exchange(after: [.exhausted(hasRest: true), .exhausted(hasRest: false)])
        #expect(again.patience == .request)
    }

    @Test func `reads a body before it responds`() {
        var exchange = Exchange(after: [.head(hasBody: true)])
        #expect(exchange.expectation == .body)
        #expect(exchange.patience == .body)
        #expect(exchange.inputExhausted(hasRest: false) == .wait)
        exchange.bodyCompleted()
        #expect(exchange.expectation == .later)
        #expect(exchange.answered(isLast: false) == .write(kept))
    }

    @Test(arguments: [(true, kept), (false, last)])
    private func `closes after declining a body unless the body is behind it`(
        _ isBehindUs: Bool,
        _ form: Exchange.Form
    ) {
        _ = check([
            (.head(hasBody: true), .wait), (.declined(isBehindUs: isBehindUs), .wait),
            (.answered, .write(form)),
        ])
    }

    @Test func `lingers after its last answer and closes when the caller does`() {
        let exchange = check([
            (.head(keepsAlive: false), .wait), (.answered, .write(last)),
            (.flushed, .endOutput), (.exhausted(hasRest: true), .wait), (.ended, .close),
        ])
        #expect(exchange.isClosed)
    }

    @Test func `never reads what follows its last answer`() {
        #expect(Exchange(after: [.head(keepsAlive: false), .answered]).expectation == .nothing)
        let lingering = Exchange(after: [.head(keepsAlive: false), .answered, .flushed])
        #expect(lingering.expectation == .nothing)
        #expect(lingering.patience == .ending)
    }

    @Test func `lingers no longer than it has patience`() {
        let exchange = check([
            (.head(keepsAlive: false), .wait), (.answered, .write(last)),
            (.flushed, .endOutput), (.timePassed, .close),
        ])
        #expect(exchange.isClosed)
    }

    @Test func `makes the answer the last while draining`() {
        _ = check([
            (.head(), .wait), (.answeredWhileDraining, .write(last)), (.flushed, .endOutput),
        ])
    }
}

@Suite struct `An exchange whose caller has ended its side` {
    @Test func `closes when idle`() {
        let exchange = check([
            (.ended, .takeInput), (.exhausted(hasRest: false), .finish), (.flushed, .close),
        ])
        #expect(exchange.isClosed)
    }

    @Test(arguments: [Event.exhausted(hasRest: true), .head(hasBody: true)])
    private func `closes in the middle of a request without an answer`(_ event: Event) {
        _ = check([
            (event, .wait), (.ended, .takeInput), (.exhausted(hasRest: true), .finish),
            (.flushed, .close),
        ])
    }

    @Test func `answers what is at work, and closes without lingering`() {
        let exchange = check([
            (.head(), .wait), (.ended, .wait), (.answered, .write(kept)), (.flushed, .takeInput),
            (.exhausted(hasRest: false), .finish), (.flushed, .close),
        ])
        #expect(exchange.isClosed)
    }

    @Test func `answers all that came before the end`() {
        _ = check([
            (.head(), .wait), (.ended, .wait), (.answered, .write(kept)),
            (.head(), .wait), (.answered, .write(kept)), (.flushed, .takeInput),
            (.exhausted(hasRest: false), .finish), (.flushed, .close),
        ])
    }

    @Test func `is read no more`() {
        let exchange = Exchange(after: [.head(), .ended])
        #expect(!exchange.wantsInput)
        #expect(exchange.patience == .nothing)
    }
}

@Suite struct `An exchange that cannot go on` {
    @Test(arguments: [Event.exhausted(hasRest: true), .head(hasBody: true)])
    private func `answers a refusal as its last`(_ event: Event) {
        let exchange = check([(event, .wait), (.refused, .write(last)), (.flushed, .endOutput)])
        #expect(exchange.expectation == .nothing)
    }

    @Test func `refuses a head and a body that are too slow, and leaves an idle one`() {
        _ = check([(.exhausted(hasRest: true), .wait), (.timePassed, .refuse(.headTooSlow))])
        _ = check([(.head(hasBody: true), .wait), (.timePassed, .refuse(.bodyTooSlow))])
        _ = check([(.timePassed, .close)])
    }

    @Test func `does not time its own responder`() {
        _ = check([(.head(), .wait), (.timePassed, .wait), (.answered, .write(kept))])
    }

    private static let blocked: [[Event]] = [
        [.blocked],
        [.exhausted(hasRest: true), .blocked],
        [.head(hasBody: true), .blocked],
        [.head(), .blocked],
        [.head(keepsAlive: false), .answered, .blocked],
    ]

    @Test(arguments: blocked)
    private func `drops a caller that does not read`(_ events: [Event]) {
        var exchange = Exchange(after: events)
        #expect(exchange.patience == .reading)
        #expect(!exchange.wantsInput)
        #expect(exchange.wantsOutput)
        #expect(exchange.timePassed() == .close)
        #expect(exchange.isClosed)
    }

    @Test func `goes on when the caller reads again`() {
        var exchange = Exchange(after: [.head(), .answered, .blocked])
        #expect(exchange.outputFlushed() == .takeInput)
        #expect(exchange.patience == .request)
        #expect(exchange.wantsInput)
    }

    private static let anywhere: [[Event]] = [
        [],
        [.exhausted(hasRest: true)],
        [.head(hasBody: true)],
        [.head()],
        [.head(), .blocked],
        [.head(keepsAlive: false), .answered],
        [.head(keepsAlive: false), .answered, .flushed],
    ]

    @Test(arguments: anywhere)
    private func `closes once, wherever it is abandoned`(_ events: [Event]) {
        var exchange = Exchange(after: events)
        #expect(exchange.abandoned() == .close)
        #expect(exchange.abandoned() == .wait)
        #expect(exchange.timePassed() == .wait)
        #expect(exchange.inputEnded() == .wait)
        #expect(exchange.outputFlushed() == .wait)
        #expect(exchange.inputExhausted(hasRest: true) == .wait)
        #expect(exchange.expectation == .nothing)
        #expect(exchange.patience == .nothing)
    }

    @Test func `drops the answer to a caller that has gone`() {
        _ = check([(.head(), .wait), (.abandoned, .close), (.answered, .wait)])
    }

    @Test func `tells the form of the request to whoever writes the answer`() {
        var exchange = Exchange()
        let form = Exchange.Form(keepsAlive: true, minorVersion: 0, isHead: true)
        exchange.headCompleted(form, hasBody: true)
        #expect(
            exchange.refused()
                == .write(Exchange.Form(keepsAlive: false, minorVersion: 0, isHead: true))
        )
    }
}
