internal import HTTP
internal import JSON
internal import Postgres

extension Exchange {
    func readTrustPresentation() async throws -> Response {
        let id = try identifier("measurementId")
        let rows = try await session.rows(TrustPresentationStatement.read) { $0.add(id) }
        guard let presentation = TrustPresentation(rows) else { throw Problem.notFound }
        return json { $0.presentation(presentation, rows[0]) }
    }

    func presentTrustOutcomes() async throws -> Response {
        let id = try identifier("measurementId")
        let asked = try decode(TrustPresentation.init(reading:))
        return try await session.transaction { transaction in
            let found = try await transaction.run([
                Call(TrustMeasurementStatement.lock) { $0.add(id) },
                Call(TrustPresentationStatement.readRound) { $0.add(id) },
                Call(TrustPresentationStatement.read) { $0.add(id) },
            ])
            guard found[1].count > 0 else { throw Problem.notFound }
            do {
                return try await self.takeOnce(
                    at: "/trust-measurements/\(id)/presentation",
                    current: found[2].first,
                    isSame: { _ in TrustPresentation(found[2]) == asked },
                    item: { $0.presentation(asked, $1) }
                ) {
                    guard found[2].count == 0 else { throw TrustPresentationRefusal.recorded }
                    return try await asked.record(of: id, found[1], in: transaction)[0]
                }
            } catch let refusal as TrustPresentationRefusal {
                throw Problem(refusal)
            }
        }
    }
}

extension TrustPresentation {
    fileprivate init?(reading object: inout JSONObject) {
        let presentedOn = object.day("presentedOn")
        let documentReference = object.string("documentReference", length: 1...100)
        let errors = object.errors
        let clusters = 0...TrustMeasurement.maximumClusters
        guard let values = object.array("discussions", count: clusters) else { return nil }
        var discussions: [Discussion] = []
        for value in values {
            var item = JSONObject(value, errors)
            let clusterId = item.identifier("clusterId")
            let discussedOn = item.day("discussedOn")
            item.close()
            guard let clusterId, let discussedOn else { continue }
            if discussions.contains(where: { $0.clusterId == clusterId }) {
                item.refuse("clusterId", "format", "must not stand here twice")
            }
            if let presentedOn, discussedOn > presentedOn {
                item.refuse("discussedOn", "range", "must not lie after presentedOn")
            }
            discussions.append(Discussion(clusterId: clusterId, discussedOn: discussedOn))
        }
        guard let presentedOn, let documentReference else { return nil }
        self.init(
            presentedOn: presentedOn,
            documentReference: documentReference,
            discussions: discussions
        )
    }
}

extension JSONWriter {
    /// - Parameter row: of `TrustPresentationStatement.read`.
    fileprivate mutating func presentation(_ presentation: TrustPresentation, _ row: Row) {
        object { writer in
            writer.member("id", text: row, 0)
            writer.member("presentedOn", presentation.presentedOn)
            writer.member("documentReference", presentation.documentReference)
            writer.member(
                "discussions",
                array: {
                    for discussion in presentation.discussions {
                        $0.object {
                            $0.member("clusterId", discussion.clusterId)
                            $0.member("discussedOn", discussion.discussedOn)
                        }
                    }
                }
            )
            writer.member("createdAt", text: row, 3)
            // A presentation is recorded once.
            writer.member("version", 1)
        }
    }
}

extension Problem {
    fileprivate init(_ refusal: TrustPresentationRefusal) {
        switch refusal {
        case .notPublished:
            self.init(
                409,
                "trust-presentation.not-published",
                "There are no outcomes of this round yet."
            )
        case .recorded:
            self.init(
                409,
                "trust-presentation.recorded",
                "Another presentation of this round is recorded, and there is one."
            )
        case .clustersDiffer:
            self.init(
                409,
                "trust-presentation.clusters-differ",
                "Each cluster talks about its outcome first: discussions must be of every cluster "
                    + "with a published outcome, and of no other."
            )
        case .beforePublication(let day):
            self.init(
                409,
                "trust-presentation.before-publication",
                "The outcomes were published on \(day), and could not be discussed before."
            )
        case .datedAhead:
            self.init(datedAhead: "trust-presentation")
        }
        self = resting(on: "PO", "7.2")
    }
}
