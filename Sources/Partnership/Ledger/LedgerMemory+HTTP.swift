internal import HTTP

/// Answers about the ledger as they were last made, each with the state in which it was read.
///
/// An answer is given again only when a statement of this moment finds the same state, so it is
/// never older than the question; see `LedgerStateStatement`. Belongs to one loop.
struct LedgerMemory {
    /// What an answer is an answer to.
    struct Key: Hashable {
        enum Kind: Hashable {
            case year(Pillar?)
            case shares
        }

        let kind: Kind
        /// Whether it tells what few clients stand behind.
        var isFull = true
        let year: Int
        let type: MediaType
    }

    /// An answer with its tag.
    private struct Entry {
        let state: [UInt8]
        let response: Response
        var lastUse: UInt64
    }

    /// Two years by pillar and in all, as JSON and CSV, and their shares: what a year's end needs.
    static let maximumCount = 16
    /// Larger than those sixteen of a network of a hundred partners; a loop may hold this much
    /// beside the forty mebibytes in which the service is to stay.
    static let maximumBytes = 2 << 20

    private let countLimit: Int
    private let bytesLimit: Int
    private var entries: [Key: Entry] = [:]
    private var uses: UInt64 = 0
    /// The content of all answers together.
    private(set) var byteCount = 0

    /// A memory that is empty.
    init(countLimit: Int = maximumCount, bytesLimit: Int = maximumBytes) {
        self.countLimit = countLimit
        self.bytesLimit = bytesLimit
    }

    /// How many answers there are.
    var count: Int { entries.count }

    /// Whether there is an answer, of whatever state.
    func contains(_ key: Key) -> Bool { entries[key] != nil }

    /// The answer, if it was made in this very state.
    mutating func response(to key: Key, in state: Span<UInt8>) -> Response? {
        guard let entry = entries[key], Self.isSame(entry.state, state) else { return nil }
        uses += 1
        entries[key]?.lastUse = uses
        return entry.response
    }

    /// Keeps an answer, in the place of the one that was used least recently when it is full.
    mutating func keep(_ response: Response, to key: Key, madeIn state: [UInt8]) {
        forget(key)
        guard countLimit > 0, response.body.count <= bytesLimit else { return }
        while entries.count >= countLimit || byteCount + response.body.count > bytesLimit {
            guard let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse })
            else { return }
            forget(oldest.key)
        }
        uses += 1
        entries[key] = Entry(state: state, response: response, lastUse: uses)
        byteCount += response.body.count
    }

    private mutating func forget(_ key: Key) {
        guard let entry = entries.removeValue(forKey: key) else { return }
        byteCount -= entry.response.body.count
    }

    private static func isSame(_ kept: [UInt8], _ state: Span<UInt8>) -> Bool {
        state.withUnsafeBufferPointer { kept.elementsEqual($0) }
    }
}
