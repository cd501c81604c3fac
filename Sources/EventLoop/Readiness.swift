internal import CLinux

/// What a descriptor waits for.
package struct Interest: OptionSet, Sendable {
    /// The bits as epoll counts them.
    package let rawValue: UInt32

    /// An interest made of the bits of epoll.
    package init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    /// Something to read, or the end of the stream.
    package static let reading = Interest(rawValue: EPOLLIN.rawValue | EPOLLRDHUP.rawValue)
    package static let writing = Interest(rawValue: EPOLLOUT.rawValue)
}

/// What a descriptor is ready for.
package struct ReadyEvents: Sendable {
    let bits: UInt32

    /// There is something to read, the end of the stream included.
    package var isReadable: Bool {
        bits & (EPOLLIN.rawValue | EPOLLRDHUP.rawValue | failure) != 0
    }

    /// There is room to write, or the next write tells what failed.
    package var isWritable: Bool { bits & (EPOLLOUT.rawValue | failure) != 0 }

    /// An error or a hang-up of both directions; the next read or write tells which.
    package var isFailed: Bool { bits & failure != 0 }

    private var failure: UInt32 { EPOLLERR.rawValue | EPOLLHUP.rawValue }
}

/// The owner of a descriptor that a loop watches.
package protocol Readiness: AnyObject {
    /// Called on the loop's thread when the descriptor is ready.
    func isReady(_ events: ReadyEvents)
}

/// What wants a say once at the end of a turn, when all events and tasks of it have run.
///
/// Writes to a database or a socket are gathered during the turn and sent here in one go.
package protocol TurnEnding: AnyObject {
    func turnEnds()
}
