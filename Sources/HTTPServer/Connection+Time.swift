internal import EventLoop

/// How long a connection waits.
extension Connection {
    func timePassed() {
        switch patience {
        case .body where bodyKeepsPace: startTimer()
        case .reading where callerReads: startTimer()
        case .request:
            // A request that came in this very moment is answered, not cut off.
            let count = requestCount
            receive()
            // What was answered at once has left the exchange as it was before.
            if requestCount == count, exchange.patience == .request {
                perform(exchange.timePassed())
            }
        case .nothing, .head, .body, .reading, .ending:
            perform(exchange.timePassed())
        }
        settle()
    }

    /// Has the next `settle` start the time anew, even when the same thing is waited for.
    func forgetPatience() { patience = .nothing }

    /// Starts the time for what is waited for now.
    func startTimer() {
        let time: UInt64
        switch patience {
        case .nothing: return timer.cancel()
        case .request:
            time =
                serving.isDraining
                ? settings.drainIdleMilliseconds
                : admission == .served ? settings.idleMilliseconds : settings.headMilliseconds
        case .head: time = settings.headMilliseconds
        case .body: time = settings.bodyLookMilliseconds
        case .reading:
            takenAtLook = takenBytes
            time = settings.writeStallMilliseconds
        case .ending: time = settings.lingerMilliseconds
        }
        serving.loop.set(timer, afterMilliseconds: time)
    }

    /// Whether enough of what was sent has been taken since the last look.
    private var callerReads: Bool {
        takenBytes &- takenAtLook
            >= settings.bytes(
                at: settings.answerBytesPerSecond,
                inMilliseconds: settings.writeStallMilliseconds
            )
    }

    /// What the caller's side has taken of all that was sent.
    ///
    /// The kernel makes room for us only in large steps, for which a slow caller needs long.
    private var takenBytes: Int {
        sentBytes &- Int(StreamSocket.untakenBytes(descriptor))
    }

    /// Whether enough of the body has come since the last look.
    private var bodyKeepsPace: Bool {
        let count = reader?.body.count ?? 0
        let come = count - bodyBytesAtLook
        bodyBytesAtLook = count
        return come
            >= settings.bytes(
                at: settings.bodyBytesPerSecond,
                inMilliseconds: settings.bodyLookMilliseconds
            )
    }
}

/// What the timer of a connection calls.
///
/// A timer holds its target weakly, which would make every retain of a connection go a long way.
final class Bell: TimerTarget {
    // A connection owns its bell, so whoever reaches the bell finds the connection.
    private unowned let connection: Connection

    init(for connection: Connection) {
        self.connection = connection
    }

    func timerFired(_ timer: LoopTimer) {
        connection.timePassed()
    }
}
