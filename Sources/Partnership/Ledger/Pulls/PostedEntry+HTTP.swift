internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let ledgerEntryRoutes = [
        Route(
            .listLedgerEntries,
            .get,
            "/ledger/entries",
            query: Route.listQuery + ["year", "partnerId", "pillar"],
            produces: [.json, .csv]
        ) { try await $0.listLedgerEntries() },
        Route(.createLedgerEntry, .post, "/ledger/entries") {
            try await $0.createLedgerEntry()
        },
        Route(.readLedgerEntry, .get, "/ledger/entries/{entryId}") {
            try await $0.readLedgerEntry()
        },
        Route(.readLedgerReversal, .get, "/ledger/entries/{entryId}/reversal") {
            try await $0.read(PostedEntryStatement.readReversal, of: "entryId", inReach: true) {
                $0.explained(PostedEntry($1))
            }
        },
        Route(.reverseLedgerEntry, .put, "/ledger/entries/{entryId}/reversal") {
            try await $0.reverseLedgerEntry()
        },
    ]
}

extension Exchange {
    /// The partner whose entries are asked for; nil for everybody's.
    ///
    /// - Throws: 403 when it is not the caller's own and the caller is limited to that.
    func partnerOfEntries() throws(Problem) -> Identifier? {
        let asked = try queryValue("partnerId", "a UUID") { Identifier($0) }
        guard let ownPartnerId else { return asked }
        guard asked == nil || asked == ownPartnerId else { throw .notYours }
        return ownPartnerId
    }

    fileprivate func listLedgerEntries() async throws -> Response {
        let page = try page()
        let after = try page.key { Int(digits: $0) } ?? 0
        let year = try queryValue("year", "a year from 2015 to 2199") {
            Int(digits: $0).flatMap { (2015...2199).contains($0) ? $0 : nil }
        }
        let pillar = try queryValue("pillar", "youth or adult") { Pillar(rawValue: $0) }
        let partner = try partnerOfEntries()
        let statement =
            partner == nil ? PostedEntryStatement.list : PostedEntryStatement.listOfPartner
        let rows = try await session.rows(statement) {
            $0.add(after)
            $0.add(page.limit + 1)
            $0.add(year)
            $0.add(pillar?.rawValue)
            if let partner { $0.add(partner) }
        }
        let total = try await total(page, PostedEntryStatement.count) {
            $0.add(partner)
            $0.add(year)
            $0.add(pillar?.rawValue)
        }
        return feed(LedgerFeed(rows, limit: page.limit), total: total)
    }

    /// A page of the feed; where to go on is always told, also where there is nothing yet.
    private func feed(_ feed: LedgerFeed, total: Int?) -> Response {
        let path = nextPath(after: "\(feed.reached)")
        var response: Response
        if answerType == .csv {
            response = Response(
                200,
                headers: ["Content-Type": "text/csv; charset=utf-8; header=present"],
                body: LedgerTable.csv(feed.entries)
            )
        } else {
            response = json { writer in
                writer.object {
                    $0.member("items", array: { for item in feed.entries { $0.entry(item) } })
                    $0.member("next", feed.hasMore ? path : nil)
                    $0.member("resume", path)
                    if let total { $0.member("total", total) }
                }
            }
        }
        response.headers.append("Link", Link(path, relation: "next").description)
        return response
    }

    /// An entry with why its amount is what it is, which the feed leaves out.
    fileprivate func readLedgerEntry() async throws -> Response {
        let entry = PostedEntry(
            try await row(PostedEntryStatement.read, of: "entryId", inReach: true)
        )
        guard case .claim = entry.ground else { return json { $0.explained(entry) } }
        let rows = try await session.rows(PricedLineStatement.read) { $0.add(entry.id) }
        let line = rows.first.map(PricedLine.init)
        return json { $0.explained(entry, of: line) }
    }

    fileprivate func createLedgerEntry() async throws -> Response {
        let id = newIdentifier()
        let asked = try decode { OpeningEntry(reading: &$0) }
        return try await write { transaction in
            do {
                let row = try await asked.entry(id: id)
                    .open(source: asked.source, in: transaction)
                return self.created("/ledger/entries/\(id)") { $0.explained(PostedEntry(row)) }
            } catch let refusal as LedgerEntryRefusal {
                throw Problem(refusal)
            }
        }
    }

    fileprivate func reverseLedgerEntry() async throws -> Response {
        let id = try identifier("entryId")
        let reference = try decode { $0.string("documentReference", length: 1...100) }
        let reverseId = newIdentifier()
        return try await session.transaction { transaction in
            let found = try await transaction.run([
                Call(PostedEntryStatement.lock),
                PostedEntryStatement.reading(id),
                Call(PostedEntryStatement.readReversal) {
                    $0.add(id)
                    $0.addNull()
                },
            ])
            guard let row = found[1].first else { throw Problem.notFound }
            let current = found[2].first
            return try await self.takeOnce(
                at: "/ledger/entries/\(id)/reversal",
                current: current,
                isSame: { PostedEntry($0).reference == reference },
                item: { $0.explained(PostedEntry($1)) }
            ) {
                do {
                    guard current == nil else { throw LedgerEntryRefusal.reversed }
                    return try await PostedEntry(row)
                        .reverse(id: reverseId, documentReference: reference)
                        .enter(in: transaction)
                } catch let refusal as LedgerEntryRefusal {
                    throw Problem(refusal)
                }
            }
        }
    }
}

/// What a page of the feed has.
private struct LedgerFeed {
    let entries: [PostedEntry]
    /// The number after which the next page starts.
    let reached: Int
    /// Whether there is a next page already, which may turn out empty.
    let hasMore: Bool

    /// - Parameter rows: of `PostedEntryStatement.list`, which always gives one.
    init(_ rows: Rows, limit: Int) {
        let found = (0..<rows.count).filter { !rows[$0].isNull(2) }
        entries = found.prefix(limit).map { PostedEntry(rows[$0], from: 2) }
        let isCut = found.count > limit
        reached = isCut ? entries.last?.number ?? 0 : rows[0].integer(0)
        hasMore = isCut || rows[0].boolean(1)
    }
}

extension Int {
    /// A number of up to eighteen digits without sign.
    fileprivate init?(digits text: String) {
        guard (1...18).contains(text.utf8.count), text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 })
        else { return nil }
        self.init(text)
    }
}

extension JSONWriter {
    /// Writes an entry with its postings.
    fileprivate mutating func entry(_ entry: PostedEntry) {
        object { $0.members(of: entry) }
    }

    /// Writes an entry with its postings and what its amount rests on.
    ///
    /// - Parameter line: that of a claim, if it is there.
    fileprivate mutating func explained(_ entry: PostedEntry, of line: PricedLine? = nil) {
        object {
            $0.members(of: entry)
            $0.member("grounds", entry.grounds(of: line))
            $0.member("otherReadings", line?.otherReadings ?? [FigureReading]())
        }
    }

    private mutating func members(of entry: PostedEntry) {
        member("id", entry.id)
        member("sequence", entry.number)
        member("year", entry.year)
        member("month", entry.month?.description)
        member("pillar", entry.pillar.rawValue)
        member("partnerId", entry.partnerId)
        member("productCode", entry.productCode)
        member("cents", entry.cents)
        ground(entry.ground)
        member(
            "postings",
            array: {
                for posting in entry.postings {
                    $0.object {
                        $0.member("account", posting.account)
                        $0.member("rgs", posting.rgs)
                        $0.member("cents", posting.cents)
                    }
                }
            }
        )
        member("createdAt", entry.recordedAt)
        // Nothing ever changes an entry.
        member("version", 1)
    }

    private mutating func ground(_ ground: PostedEntry.Ground) {
        switch ground {
        case .claim(let declarationId, let reference):
            member("kind", "claim")
            member("declarationId", declarationId)
            member("reference", reference)
        case .opening(let source, let isRoundedToEuros):
            member("kind", "opening")
            member("source", source)
            member("roundedToEuros", isRoundedToEuros)
        case .reversal(let reversed, let documentReference):
            member("kind", "reversal")
            member("reverses", reversed)
            member("documentReference", documentReference)
        }
    }
}

extension Problem {
    fileprivate init(_ refusal: LedgerEntryRefusal) {
        switch refusal {
        case .exists:
            self.init(409, "ledger-entry.exists", "This figure of this source was entered.")
        case .partnerUnknown:
            self.init(409, "ledger-entry.partner-unknown", "There is no partner with this id.")
        case .productUnknown:
            self.init(409, "ledger-entry.product-unknown", "There is no product with this code.")
        case .yearNotOver(let year):
            self.init(
                409,
                "ledger-entry.year-not-over",
                "The year \(year) is not over; what is granted in it comes from claims."
            )
        case .ofClaim:
            self = Problem(
                409,
                "ledger-entry.of-claim",
                "A line of a claim is taken back by a claim with a credit line."
            ).resting(on: "IJW", "TR389")
            return
        case .isReversal:
            self.init(
                409,
                "ledger-entry.is-reversal",
                "A reversal stays; what it took back may be entered again."
            )
        case .reversed:
            self.init(
                409,
                "ledger-entry.reversed",
                "The entry was reversed on another document."
            )
        }
        self = resting(on: "KA", "2.2.1")
    }
}
