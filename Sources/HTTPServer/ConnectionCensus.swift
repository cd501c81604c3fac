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
        var total = 0
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

    var count: Int { counts.withLock { $0.total } }

    /// Counts one that came, unless it is shut out.
    func enter(_ peer: Peer) -> Admission {
        let address = counted(peer)
        return counts.withLock { counts in
            guard counts.total < maximum + turnedAway else { return .shutOut }
            let fromAddress = address.map { counts.byAddress[$0, default: 0] } ?? 0
            counts.total += 1
            if let address { counts.byAddress[address] = fromAddress + 1 }
            let seconds = settings.retryAfterSeconds
            if fromAddress >= settings.connectionsPerAddress {
                return .turnedAway(.tooMuchForOne(retryAfterSeconds: seconds))
            }
            return counts.total > maximum
                ? .turnedAway(.overloaded(retryAfterSeconds: seconds)) : .served
        }
    }

    /// Counts out one that was not shut out.
    func leave(_ peer: Peer) {
        let address = counted(peer)
        counts.withLock { counts in
            counts.total -= 1
            guard let address, let number = counts.byAddress[address] else { return }
            counts.byAddress[address] = number > 1 ? number - 1 : nil
        }
    }

    private func counted(_ peer: Peer) -> CallerAddress? {
        settings.trustedProxies.trusts(peer) ? nil : CallerAddress(peer)
    }
}
