internal import Synchronization

/// The number of connections of all loops together.
final class ConnectionCensus: Sendable {
    private let number = Atomic<Int>(0)

    var count: Int { number.load(ordering: .relaxed) }

    func enter() { number.add(1, ordering: .relaxed) }

    func leave() { number.subtract(1, ordering: .relaxed) }
}
