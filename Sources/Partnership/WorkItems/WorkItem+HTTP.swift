internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let workItemRoutes = [
        Route(
            .listWorkItems,
            .get,
            "/work-items",
            query: Route.listQuery + ["state", "partnerId", "dueBefore", "kind"]
        ) { try await $0.listWorkItems() },
        Route(.readWorkItem, .get, "/work-items/{workItemId}") {
            try await $0.read(WorkItemStatement.read, of: "workItemId", inReach: true) {
                $0.workItem($1)
            }
        },
        Route(.readWorkItemResolution, .get, "/work-items/{workItemId}/resolution") {
            try await $0.read(WorkItemStatement.readResolution, of: "workItemId", inReach: true) {
                $0.resolution($1)
            }
        },
        Route(.resolveWorkItem, .put, "/work-items/{workItemId}/resolution") {
            try await $0.resolveWorkItem()
        },
    ]
}

extension Exchange {
    fileprivate func listWorkItems() async throws -> Response {
        let page = try page()
        let state = try queryValue("state", "open or done") { WorkItem.State(rawValue: $0) }
        let partner = try queryValue("partnerId", "a UUID") { Identifier($0) }
        let dueBefore = try queryValue("dueBefore", "a day, YYYY-MM-DD") { Day($0) }
        let kind = try queryValue("kind", "the code of a signal") { CareSignal(rawValue: $0) }
        return try await list(page, WorkItemStatement.list, WorkItemStatement.count) {
            $0.add(ownPartnerId)
            $0.add(partner)
            $0.add(state?.rawValue)
            $0.add(dueBefore)
            $0.add(kind?.rawValue)
        } item: {
            $0.workItem($1)
        }
    }

    fileprivate func resolveWorkItem() async throws -> Response {
        let id = try identifier("workItemId")
        let asked = try decode(WorkItem.Resolution.init(reading:))
        return try await session.transaction { transaction in
            let found = try await transaction.run([
                Call(WorkItemStatement.lock) { $0.add(id) },
                Call(WorkItemStatement.readResolution) {
                    $0.add(id)
                    $0.addNull()
                },
            ])
            guard let item = found[0].first else { throw Problem.notFound }
            let current = found[1].first
            return try await self.takeOnce(
                at: "/work-items/\(id)/resolution",
                current: current,
                isSame: { WorkItem.Resolution($0) == asked },
                item: { $0.resolution($1) }
            ) {
                do throws(WorkItemRefusal) {
                    try asked.check(
                        state: current == nil ? .open : .done,
                        receivedOn: item.day(2),
                        today: item.day(0)
                    )
                } catch {
                    throw Problem(error, of: CareSignal(item, 1))
                }
                return try await transaction.run(asked.calls(resolving: id))[1][0]
            }
        }
    }
}

extension WorkItem.Resolution {
    fileprivate init?(reading object: inout JSONObject) {
        let resolvedOn = object.day("resolvedOn")
        let outcome = object.choice("outcome", of: WorkItem.Outcome.self)
        documentReference = object.optionalString("documentReference", length: 1...100)
        guard let resolvedOn, let outcome else { return nil }
        self.resolvedOn = resolvedOn
        self.outcome = outcome
    }
}

extension CareSignal {
    /// - Parameter column: the kind of a work item.
    fileprivate init(_ row: Row, _ column: Int) {
        guard let signal = Self(rawValue: row.text(column)) else {
            preconditionFailure("a kind that the table does not have")
        }
        self = signal
    }
}

extension JSONWriter {
    /// A row of `WorkItemStatement.read` or `.list`.
    fileprivate mutating func workItem(_ row: Row) {
        let signal = CareSignal(row, 1)
        object {
            $0.member("id", text: row, 0)
            $0.member("kind", signal.code)
            $0.member("detail", signal.detail)
            $0.member("source", signal.source)
            $0.member("partnerId", text: row, 2)
            $0.member("matchId", text: row, 3)
            $0.member("allocationNumber", row.integer(4))
            $0.member("declarationId", text: row, 5)
            $0.member(
                "period",
                object: {
                    $0.member("from", text: row, 6)
                    $0.member("until", text: row, 7)
                }
            )
            $0.member("times", row.integer(8))
            $0.member("receivedOn", text: row, 9)
            $0.member("dueOn", text: row, 10)
            $0.member("state", text: row, 11)
            $0.member("createdAt", text: row, 12)
            $0.member("version", row.integer(13))
        }
    }

    /// A row of `WorkItemStatement.readResolution`; its id is that of its item.
    fileprivate mutating func resolution(_ row: Row) {
        object {
            $0.member("id", text: row, 0)
            $0.member("resolvedOn", text: row, 1)
            $0.member("outcome", text: row, 2)
            $0.member("documentReference", text: row, 3)
            $0.member("createdAt", text: row, 4)
            // An item is put away once.
            $0.member("version", 1)
        }
    }
}

extension Problem {
    /// - Parameter signal: what the item is about, on whose rule the refusal rests.
    fileprivate init(_ refusal: WorkItemRefusal, of signal: CareSignal) {
        switch refusal {
        case .done:
            self.init(
                409,
                "work-item.done",
                "The item was put away; the same finding later is an item of its own."
            )
        case .datedBefore(let day):
            self.init(
                409,
                "work-item.dated-before",
                "It came up on \(day), and nobody looked at it before that."
            )
        case .datedAhead:
            self.init(datedAhead: "work-item")
        }
        self = resting(on: "IJW", signal.source)
    }
}
