package import EventLoop
package import HTTP

/// HTTP/1.1 over sockets on event loops.
///
/// `listen`, `start` (the loops run by then or soon after), `drain`; each once and in this order.
package final class HTTPServer: Sendable {
    private let settings: ServerSettings
    private let census: ConnectionCensus
    private let servings: [ServingLoop]
    private let acceptors = LockedBox<[Acceptor]>([])

    /// A server on some loops; the first also accepts.
    ///
    /// - Parameters:
    ///   - writer: writes the answers, with the fields that stand in every one of them.
    ///   - responder: makes what answers the requests of one loop; called here, once per loop,
    ///     and what it makes is from then on used on that loop alone.
    /// - Precondition: there is a loop.
    package init(
        settings: ServerSettings,
        loops: [EventLoop],
        writer: ResponseWriter,
        responder: (EventLoop) -> any Responder
    ) {
        precondition(!loops.isEmpty, "a server needs a loop")
        self.settings = settings
        let census = ConnectionCensus(settings: settings, descriptors: Descriptors.limit)
        self.census = census
        servings = loops.map { loop in
            ServingLoop(
                loop: loop,
                settings: settings,
                responder: responder(loop),
                writer: writer,
                census: census
            )
        }
    }

    /// Takes the addresses, all or none; callers can connect, and wait until `start`.
    ///
    /// - Returns: the addresses, in the order of the settings, with the ports they got.
    /// - Throws: `ListenFailure`, whose description is a sentence for whoever started us.
    /// - Precondition: the settings name an address.
    package func listen() throws(ListenFailure) -> [ListenAddress] {
        let sockets = try ListeningSocket.all(settings)
        precondition(!sockets.isEmpty, "a server listens somewhere")
        let made = sockets.map {
            Acceptor($0, dealingTo: servings, settings: settings, census: census)
        }
        acceptors.withLock { current in
            precondition(current.isEmpty, "a server listens once")
            current = made
        }
        return sockets.map(\.address)
    }

    /// Begins to accept.
    ///
    /// - Precondition: `listen` went well.
    package func start() {
        let acceptors = acceptors.withLock { $0 }
        precondition(!acceptors.isEmpty, "a server listens before it starts")
        servings[0].loop.execute { for acceptor in acceptors { acceptor.start() } }
    }

    /// The number of connections now.
    package var connectionCount: Int { census.count }

    /// Ends: takes no new connections, lets every request under way be answered.
    ///
    /// - Parameter limit: after this, what is left is dropped.
    /// - Returns: the number of connections that were dropped.
    /// - Precondition: the loops run.
    @discardableResult
    package func drain(withinMilliseconds limit: UInt64) async -> Int {
        let acceptors = acceptors.withLock { $0 }
        let servings = servings
        return await withCheckedContinuation { continuation in
            let first = servings[0].loop
            let report = DrainReport(parts: servings.count) { continuation.resume(returning: $0) }
            first.execute {
                // Each loop knows that it drains before it gets the last connections, and has
                // these before it is asked to report.
                servings[0].beginDraining()
                for serving in servings.dropFirst() {
                    serving.loop.execute { serving.beginDraining() }
                }
                for acceptor in acceptors { acceptor.finish() }
                for serving in servings {
                    serving.loop.execute {
                        serving.drain(withinMilliseconds: limit) { dropped in
                            first.execute { report.add(dropped) }
                        }
                    }
                }
            }
        }
    }

    /// Ends at once: every connection is dropped, answered or not.
    package func stop() async {
        await drain(withinMilliseconds: 0)
    }
}

/// Adds up what the loops report, and tells when all have.
private final class DrainReport: @unchecked Sendable {
    // Unchecked: it belongs to the thread of the first loop.
    private var missing: Int
    private var dropped = 0
    private let completed: (Int) -> Void

    init(parts: Int, then completed: @escaping (Int) -> Void) {
        missing = parts
        self.completed = completed
    }

    func add(_ more: Int) {
        missing -= 1
        dropped += more
        if missing == 0 { completed(dropped) }
    }
}
