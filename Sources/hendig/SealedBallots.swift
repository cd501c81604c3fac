internal import JSON
internal import Partnership
internal import Scoring

/// The sealed ballots of a round, as the trust body fetched them.
struct SealedBallots {
    /// The ballots of a cluster.
    struct Box {
        let clusterId: Identifier
        let members: Int
        /// In base64.
        let ballots: [String]
    }

    /// Below it no sums leave the machine, whoever asks for fewer.
    let quorum: Quorum
    let boxes: [Box]

    /// Reads what `GET …/sealed-ballots` answered.
    ///
    /// - Throws: exit 65 with all that is wrong with it.
    init(_ bytes: [UInt8]) throws(CommandFailure) {
        let errors = JSONErrors()
        let document: JSONDocument
        do {
            document = try JSONDocument(parsing: bytes)
        } catch {
            throw .data("The ballots are no JSON: \(error.detail).")
        }
        var object = JSONObject(document.root, errors)
        let minimum = object.integer("minimumRespondents", in: Quorum.allowed)
        let boxes = object.array("clusters", count: 1...100)?.compactMap { value -> Box? in
            var item = JSONObject(value, errors)
            return Box(reading: &item)
        }
        guard errors.isEmpty, let boxes, let quorum = minimum.flatMap({ Quorum(minimum: $0) })
        else {
            let places = errors.list.map { "\($0.location) \($0.detail)" }
            throw .data("The ballots are not as they were sent: " + places.joined(separator: ", "))
        }
        guard Set(boxes.map(\.clusterId)).count == boxes.count else {
            throw .data("The ballots are not as they were sent: a cluster stands there twice.")
        }
        self.quorum = quorum
        self.boxes = boxes
    }
}

extension SealedBallots.Box {
    fileprivate init?(reading object: inout JSONObject) {
        let errors = object.errors
        let clusterId = object.parsed("clusterId", "a UUID") { Identifier(utf8: $0) }
        // Nobody is a member where no tickets were given out.
        let most = Tally.membersAllowed.upperBound
        let members = object.integer("members", in: 0...most)
        let room = 0...(members ?? most)
        let ballots = object.array("ballots", count: room)?.compactMap { value -> String? in
            if value.string == nil { errors.add(value.location, "type", "must be a string") }
            return value.string
        }
        guard let clusterId, let members, let ballots else { return nil }
        self.init(clusterId: clusterId, members: members, ballots: ballots)
    }
}
