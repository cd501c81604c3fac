internal import HTTP

/// Answers about the ledger as they were last made, each with what it was made of.
///
/// An answer is given again only when a statement of this moment finds the same state, so it is
/// never older than the question; see `LedgerStateStatement`. That of a year follows what was
/// entered since; see `LedgerAnswer`. Belongs to one loop.
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

    /// What an answer was made of.
    enum Ground {
        case year(LedgerAnswer)
        case state([UInt8])

        fileprivate var byteCount: Int {
            switch self {
            case .year(let answer): answer.byteCount
            case .state(let state): state.count
            }
        }
    }

    /// An answer with its tag.
    struct Kept {
        let response: Response
        let ground: Ground

        fileprivate var byteCount: Int { response.body.count + ground.byteCount }
    }

    /// Two years by pillar and in all, as JSON and CSV, and their shares: what a year's end needs.
    static let maximumCount = 16
    /// About those sixteen of a network of a hundred partners; a loop may hold this much beside
    /// the forty mebibytes in which the service is to stay.
    static let maximumBytes = 3 << 20

    private let countLimit: Int
    private let bytesLimit: Int
    private var answers: [Key: (kept: Kept, lastUse: UInt64)] = [:]
    private var uses: UInt64 = 0
    /// About what all answers take.
    private(set) var byteCount = 0

    /// A memory that is empty.
    init(countLimit: Int = maximumCount, bytesLimit: Int = maximumBytes) {
        self.countLimit = countLimit
        self.bytesLimit = bytesLimit
    }

    /// How many answers there are.
    var count: Int { answers.count }

    /// The answer that was last made, if it is still there.
    mutating func kept(_ key: Key) -> Kept? {
        uses += 1
        answers[key]?.lastUse = uses
        return answers[key]?.kept
    }

    /// Keeps an answer, in the place of the one that was used least recently when it is full.
    mutating func keep(_ response: Response, to key: Key, madeOf ground: Ground) {
        forget(key)
        let kept = Kept(response: response, ground: ground)
        guard countLimit > 0, kept.byteCount <= bytesLimit else { return }
        while answers.count >= countLimit || byteCount + kept.byteCount > bytesLimit {
            guard let oldest = answers.min(by: { $0.value.lastUse < $1.value.lastUse })
            else { return }
            forget(oldest.key)
        }
        uses += 1
        answers[key] = (kept, uses)
        byteCount += kept.byteCount
    }

    private mutating func forget(_ key: Key) {
        guard let (kept, _) = answers.removeValue(forKey: key) else { return }
        byteCount -= kept.byteCount
    }
}
