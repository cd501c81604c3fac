internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let partnerHistoryRoutes = [
        Route(.readPartnerHistory, .get, "/partners/{partnerId}/history") { exchange in
            try await exchange.readPartnerHistory()
        }
    ]
}

extension Exchange {
    fileprivate func readPartnerHistory() async throws -> Response {
        let id = try identifier("partnerId")
        _ = try await row(PartnerHistoryStatement.partner, of: "partnerId", inReach: true)
        let agreements = try await session.rows(PartnerHistoryStatement.agreements) { $0.add(id) }
        let exclusions = try await session.rows(PartnerHistoryStatement.exclusions) { $0.add(id) }
        let history = PartnerHistory(agreements: agreements, exclusions: exclusions)
        return json { writer in
            writer.object {
                $0.member("partnerId", id)
                $0.member(
                    "periods",
                    array: { for stretch in history.stretches { $0.stretch(stretch) } }
                )
                $0.member(
                    "agreements",
                    array: { for row in agreements.map(\.self) { $0.agreementEnd(row) } }
                )
            }
        }
    }
}

extension JSONWriter {
    fileprivate mutating func stretch(_ stretch: PartnerHistory.Stretch) {
        object {
            $0.member("from", stretch.from)
            $0.member("until", stretch.until)
            $0.member("status", stretch.status.rawValue)
        }
    }

    /// A row of `PartnerHistoryStatement.agreements`.
    fileprivate mutating func agreementEnd(_ row: Row) {
        object {
            $0.member("agreementId", text: row, 0)
            $0.member("kind", text: row, 1)
            $0.member("startsOn", text: row, 2)
            $0.member("endsOn", text: row, 3)
            $0.member("agreedEndsOn", text: row, 4)
            $0.member("state", text: row, 6)
            $0.member("endedBy", text: row, 7)
            $0.member("ground", text: row, 8)
            $0.member("receivedOn", text: row, 9)
            $0.member("documentReference", text: row, 10)
            // Without a termination it ends as it was agreed, at the latest by law (PO 11).
            let articles = Termination.Kind(rawValue: row.optionalText(7) ?? "")
                .map { kind in
                    let ground = row.optionalText(8).flatMap(Termination.Ground.init)
                    return Termination.articles(kind, ground, for: row.kind(1))
                }
            $0.member("grounds", array: { $0.articles(articles ?? ["11"]) })
        }
    }
}
