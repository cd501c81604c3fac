internal import EventLoop

/// Counts the connections of all loops together, and says who may come in.
final class ConnectionCensus: Sendable {
    /// What becomes of a connection.
    enum Admission: Equatable {
        /// It is served.
        case served
        /// Its first request is answered with a refusal, and it closes.
        case turnedAway(ServerRefusal)
        /// It is closed without a word.
        case shutOut
    }

    private struct Counts {
        var served = 0
        var turnedAway = 0
        /// Those served, of addresses that have any.
        var byAddress: [CallerAddress: Int] = [:]
    }

    private let counts = LockedBox(Counts())
    private let settings: ServerSettings
    private let maximum: Int
    private let turnedAway: Int

    /// A census for a process that may have a number of descriptors.
    init(settings: ServerSettings, descriptors: Int) {
        self.settings = settings
        turnedAway = min(settings.turnedAwayConnections, descriptors / Self.turnedAwayShare)
        // The database, the files and the loops need descriptors too.
        let room = descriptors - Self.otherDescriptors - turnedAway
        maximum = max(1, min(settings.connections, room))
    }

    private static let otherDescriptors = 128
    /// At most one in so many descriptors is for those who are only told to come back later.
    private static let turnedAwayShare = 16

    var count: Int { counts.withLock { $0.served + $0.turnedAway } }

    /// Counts one that came, unless it is shut out.
    ///
    /// Who is turned away takes none of the room of those who are served: else one address could
    /// fill all of it with connections above its own limit.
    func enter(_ peer: Peer) -> Admission {
        let address = counted(peer)
        let seconds = settings.retryAfterSeconds
        return counts.withLock { counts in
            let fromAddress = address.flatMap { counts.byAddress[$0] } ?? 0
            let isTooMuchForOne = fromAddress >= settings.connectionsPerAddress
            guard isTooMuchForOne || counts.served >= maximum else {
                counts.served += 1
                if let address { counts.byAddress[address] = fromAddress + 1 }
                return .served
            }
            guard counts.turnedAway < turnedAway else { return .shutOut }
            counts.turnedAway += 1
            return .turnedAway(
                isTooMuchForOne
                    ? .tooMuchForOne(retryAfterSeconds: seconds)
                    : .overloaded(retryAfterSeconds: seconds)
            )
        }
    }

    /// Counts out one that was not shut out.
    func leave(_ peer: Peer, _ admission: Admission) {
        let address = counted(peer)
        counts.withLock { counts in
            guard admission == .served else {
                counts.turnedAway -= 1
                return
            }
            counts.served -= 1
            guard let address, let number = counts.byAddress[address] else { return }
            counts.byAddress[address] = number > 1 ? number - 1 : nil
        }
    }

    private func counted(_ peer: Peer) -> CallerAddress? {
        settings.trustedProxies.trusts(peer) ? nil : CallerAddress(peer)
    }
}
