internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let representationRoutes = [
        Route(.readRepresentatives, .get, "/partners/{partnerId}/representatives") { exchange in
            let partner = try exchange.partnerInReach()
            let row = try await exchange.row(RepresentationStatement.read) { $0.add(partner) }
            return exchange.json { $0.representatives(row) }
        },
        Route(.replaceRepresentatives, .put, "/partners/{partnerId}/representatives") {
            try await $0.replaceRepresentatives()
        },
    ]
}

extension Exchange {
    fileprivate func replaceRepresentatives() async throws -> Response {
        let partner = try partnerInReach()
        let representation = try decode(Representation.init(reading:))
        return try await session.transaction { transaction in
            let found = try await transaction.run([
                Call(PartnerStatement.lock) { $0.add(partner) },
                Call(RepresentationStatement.read) { $0.add(partner) },
            ])
            if found[0].count == 0 { throw Problem.notFound }
            let current = found[1].first
            if let current {
                // Whoever expects nothing there expects something else than there is.
                if self.request.hasHeader("if-none-match") { throw Problem.preconditionFailed }
                try self.requireMatch(of: self.json { $0.representatives(current) }.body)
            } else {
                try self.requireNoneMatch()
            }
            do throws(RepresentationRefusal) {
                try representation.check(after: current?.day(1))
            } catch {
                throw Problem(error)
            }
            let row = try await representation.record(
                of: partner,
                version: (current?.integer(4) ?? 0) + 1,
                in: transaction
            )
            return current == nil
                ? self.created("/partners/\(partner)/representatives") { $0.representatives(row) }
                : self.changed { $0.representatives(row) }
        }
    }
}

extension Representation {
    fileprivate init?(reading object: inout JSONObject) {
        let validFrom = object.day("validFrom")
        let count = 1...Function.allCases.count
        let functions = object.choices("functions", count: count, of: Function.self)
        guard let validFrom, let functions else { return nil }
        self.validFrom = validFrom
        self.functions = functions
    }
}

extension JSONWriter {
    /// A row of `RepresentationStatement.read`; its id is that of its partner.
    fileprivate mutating func representatives(_ row: Row) {
        object {
            $0.member("id", text: row, 0)
            $0.member("validFrom", text: row, 1)
            $0.member("functions", raw: row, 2)
            $0.member("createdAt", text: row, 3)
            $0.member("version", raw: row, 4)
        }
    }
}

extension Problem {
    fileprivate init(_ refusal: RepresentationRefusal) {
        switch refusal {
        case .beforeLast(let day):
            self.init(
                409,
                "representatives.before-last",
                "The last ones are valid from \(day); who spoke before that stays as it is."
            )
            self = resting(on: "PO", "4.1")
        }
    }
}
