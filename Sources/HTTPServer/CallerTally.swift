/// What one address has at work on one loop.
///
/// Connections keep theirs, so that counting a request is an addition and not a look-up.
final class CallerTally {
    /// Requests at work.
    var requests = 0
    /// Those who keep this tally; without any it is forgotten.
    fileprivate var keepers = 0
    fileprivate let address: CallerAddress

    fileprivate init(_ address: CallerAddress) {
        self.address = address
    }
}

/// The tallies of one loop.
struct CallerTallies {
    private var tallies: [CallerAddress: CallerTally] = [:]

    /// The tally of a caller, to be given back; nil for those who are not counted.
    mutating func take(for peer: Peer) -> CallerTally? {
        guard let address = CallerAddress(peer) else { return nil }
        let tally = tallies[address] ?? CallerTally(address)
        tally.keepers += 1
        tallies[address] = tally
        return tally
    }

    mutating func giveBack(_ tally: CallerTally) {
        tally.keepers -= 1
        if tally.keepers == 0 { tallies[tally.address] = nil }
    }
}
