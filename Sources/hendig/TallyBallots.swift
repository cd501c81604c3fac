internal import Glibc
internal import JSON
internal import Partnership
internal import Postgres
internal import Scoring

/// `hendig trust tally`: opens the sealed ballots of a round on the trust body's own machine, and
/// prints the sums that may leave it.
///
/// It asks the service nothing. Of a cluster in which too few answered it tells no sums, whatever
/// the service would do with them (A27).
struct TallyBallots {
    let settings: Settings

    func run(_ options: Options) throws(CommandFailure) {
        try options.allowOnly(["ballots", "key", "phrase-file"])
        guard let ballots = options["ballots"], let key = options["key"] else {
            throw .usage("trust tally takes --ballots FILE and --key FILE; see hendig help.")
        }
        let sealed = try SealedBallots(Self.contents(of: ballots))
        let armour = String(decoding: try Self.contents(of: key), as: UTF8.self)
        var phrase: String?
        if let path = options["phrase-file"] { phrase = try Self.line(of: path) }
        let opener = try BallotOpener(connection(), key: armour, phrase: phrase)
        var writer = JSONWriter()
        try Self.count(sealed, opener, &writer)
        print(String(decoding: writer.bytes, as: UTF8.self))
    }

    private func connection() throws(CommandFailure) -> BlockingConnection {
        do {
            return try BlockingConnection(settings.databaseURL)
        } catch {
            throw .unavailable("The database cannot be reached: \(error.description).")
        }
    }

    /// Writes the tally as `PUT …/tally` takes it, once every ballot is opened.
    private static func count(
        _ sealed: SealedBallots,
        _ opener: BallotOpener,
        _ writer: inout JSONWriter
    ) throws(CommandFailure) {
        var digests: Set<String> = []
        var counts: [(clusterId: Identifier, sums: [BallotSums])] = []
        for box in sealed.boxes {
            counts.append((box.clusterId, try open(box, opener, &digests)))
        }
        writer.object {
            $0.member(
                "clusters",
                array: {
                    for count in counts {
                        let isTold = sealed.quorum.permits(respondents: count.sums.count)
                        $0.count(
                            of: count.clusterId,
                            count.sums.count,
                            isTold ? Tally(count.sums) : nil
                        )
                    }
                }
            )
        }
    }

    /// - Parameter digests: of the ballots that were opened before, in whatever cluster.
    private static func open(
        _ box: SealedBallots.Box,
        _ opener: BallotOpener,
        _ digests: inout Set<String>
    ) throws(CommandFailure) -> [BallotSums] {
        var all: [BallotSums] = []
        for (place, ballot) in box.ballots.enumerated() {
            let name = "Ballot \(place + 1) of cluster \(box.clusterId)"
            let opened: BallotOpener.Opened
            do {
                opened = try opener.open(ballot)
            } catch {
                throw .data("\(name) cannot be opened: \(error.description).")
            }
            guard digests.insert(opened.digest).inserted else {
                throw .data("\(name) is there twice.")
            }
            guard let sums = BallotSums(text: opened.text), sums.parties < box.members else {
                throw .data("\(name) does not hold what a ballot of that cluster holds.")
            }
            all.append(sums)
        }
        return all
    }

    /// The first line of a file, without its end.
    private static func line(of path: String) throws(CommandFailure) -> String {
        let line = try contents(of: path).prefix { $0 != 0x0A && $0 != 0x0D }
        return String(decoding: line, as: UTF8.self)
    }

    private static func contents(of path: String) throws(CommandFailure) -> [UInt8] {
        guard let bytes = TokenFile(path).read() else {
            // EX_NOINPUT.
            throw CommandFailure(sentence: "\(path) cannot be read.", status: 66)
        }
        return bytes
    }
}

extension CommandFailure {
    /// What was given is not what it should be (EX_DATAERR).
    static func data(_ sentence: String) -> CommandFailure {
        CommandFailure(sentence: sentence, status: 65)
    }
}

extension JSONWriter {
    fileprivate mutating func count(of cluster: Identifier, _ respondents: Int, _ tally: Tally?) {
        object { writer in
            writer.member("clusterId", cluster.description)
            writer.member("respondents", respondents)
            writer.member(
                "sums",
                array: {
                    for dimension in Dimension.allCases {
                        for whose in Whose.allCases {
                            guard let score = tally?[whose][dimension] else { continue }
                            $0.sum(dimension, whose, score)
                        }
                    }
                }
            )
        }
    }

    private mutating func sum(_ dimension: Dimension, _ whose: Whose, _ score: DimensionScore) {
        object {
            $0.member("dimension", dimension.rawValue)
            $0.member("whose", whose.rawValue)
            $0.member("sum", score.sum)
            $0.member("count", score.count)
        }
    }
}
