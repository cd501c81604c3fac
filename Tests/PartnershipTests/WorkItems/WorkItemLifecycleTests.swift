import HTTP
@testable import Partnership
import Postgres
import TestSupport
import Testing

@Suite struct `A work item and its commands` {
    @Test func `keep to the table, and what is not in it changes nothing`() async throws {
        try await withAPI { api in
            let desk = try await WorkDesk(api)
            let play = LifecyclePlay<WorkItem.State>(api: api) { state in
                _ = try await desk.startLate()
                let newest = try await desk.items("?state=open").last
                let id = try #require(newest?["id"].identifier)
                if state == .done { try await desk.resolve(id) }
                return "\(WorkDesk.path)/\(id)"
            } send: { _, path in
                let read = try await api.send(.get, path)
                let id = try #require(read.json["id"].identifier)
                // Another outcome than before, which would be answered again.
                return try await desk.resolve(id, WorkDesk.resolution("corrected"))
            }
            try await play.everyCommand()
        }
    }

    private static func item(_ desk: WorkDesk) async throws -> Identifier {
        _ = try await desk.startLate()
        return try #require(try await desk.items("?state=open").last?["id"].identifier)
    }

    @Test func `is put away once, and the same once more is answered again`() async throws {
        try await withAPI { api in
            let desk = try await WorkDesk(api)
            let id = try await Self.item(desk)
            let path = "\(WorkDesk.path)/\(id)/resolution"
            #expect(try await api.send(.get, path).status == 404)
            let body = WorkDesk.resolution(reference: "Z-2026-0117")
            let bare = try await desk.resolve(id, body, headers: [:])
            #expect(bare.summary == "428 resource.precondition-required")
            let made = try await desk.resolve(id, body, as: .role(.caseSystem))
            #expect(made.status == 201)
            #expect(made.headers["location"] == path)
            #expect(
                made.json.names == [
                    "id", "resolvedOn", "outcome", "documentReference", "createdAt", "version",
                ]
            )
            #expect(made.json["documentReference"].text == "Z-2026-0117")
            let again = try await desk.resolve(id, body)
            #expect(again.status == 200)
            #expect(again.body == made.body)
            for other in [
                WorkDesk.resolution("corrected", reference: "Z-2026-0117"), WorkDesk.resolution(),
            ] {
                let answer = try await desk.resolve(id, other)
                #expect(answer.summary == "409 work-item.done")
                #expect(answer.json["grounds"][0]["article"].text == "OP271")
            }
            #expect(try await api.send(.get, path, as: desk.wilg.sender).body == made.body)
            let item = try await api.send(.get, "\(WorkDesk.path)/\(id)").json
            #expect(item["state"].text == "done")
            #expect(item["version"].number == 2)
        }
    }

    @Test func `is not put away before it came up, or ahead of time, or by who is asked`()
        async throws
    {
        try await withAPI { api in
            let desk = try await WorkDesk(api)
            let id = try await Self.item(desk)
            try desk.stopDay(at: "2025-05-06")
            for (day, summary) in [
                ("2025-04-30", "409 work-item.dated-before"),
                ("2025-05-07", "409 work-item.dated-ahead"),
            ] as [(Day, String)] {
                let answer = try await desk.resolve(id, WorkDesk.resolution(on: day))
                #expect(answer.summary == summary)
            }
            for sender in [desk.wilg.sender, .role(.auditor)] {
                #expect(
                    try await desk.resolve(id, as: sender).summary == "403 access.scope-missing"
                )
            }
            #expect(try await desk.resolve(.random()).summary == "404 resource.not-found")
            for (body, place) in [
                ("{\"outcome\": \"explained\"}", "/resolvedOn required"),
                (WorkDesk.resolution("settled"), "/outcome enum"),
                (WorkDesk.resolution(reference: ""), "/documentReference length"),
                (
                    WorkDesk.resolution(reference: String(repeating: "a", count: 101)),
                    "/documentReference length"
                ),
            ] {
                #expect(try await desk.resolve(id, body).places == [place])
            }
            let long = WorkDesk.resolution(
                on: "2025-05-06",
                reference: String(repeating: "a", count: 100)
            )
            #expect(try await desk.resolve(id, long).status == 201)
        }
    }

    @Test func `is put away in one way, however many ask at once`() async throws {
        try await withAPI(loops: 2) { api in
            let desk = try await WorkDesk(api)
            let id = try await Self.item(desk)
            let outcomes = WorkItem.Outcome.allCases.map(\.rawValue)
            let answers = try await withThrowingTaskGroup(of: Response.self) { group in
                for number in 0..<64 {
                    let body = WorkDesk.resolution(outcomes[number % outcomes.count])
                    group.addTask { try await desk.resolve(id, body, loop: number) }
                }
                return try await group.reduce(into: [Response]()) { $0.append($1) }
            }
            let counts = answers.reduce(into: [:]) { $0[$1.status.code, default: 0] += 1 }
            #expect(counts == [201: 1, 200: 15, 409: 48])
        }
    }

    @Test func `is kept whole by the database`() async throws {
        try await withAPI { api in
            let desk = try await WorkDesk(api)
            _ = try await Self.item(desk)
            for (change, constraint) in [
                ("times = 0", "work_item_times_counted"),
                ("outcome = 'explained'", "work_item_resolved_whole"),
                ("document_reference = 'Z-1'", "work_item_resolved_whole"),
                ("due_on = received_on", "work_item_due_after_receipt"),
                ("period_until = period_from - 1", "work_item_period_in_order"),
                (
                    "resolved_on = received_on - 1, outcome = 'explained', resolved_at = now()",
                    "work_item_resolved_after_receipt"
                ),
            ] {
                do {
                    try desk.run("update work_item set \(change)")
                    Issue.record("\(change)")
                } catch {
                    #expect("\(error)".contains(constraint), "\(change)")
                }
            }
        }
    }
}
