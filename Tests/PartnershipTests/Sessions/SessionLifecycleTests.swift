import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct `A session and its commands` {
    @Test func `keep to the table, and what is not in it changes nothing`() async throws {
        try await withAPI { api in
            let gatherings = Gatherings(api)
            try gatherings.stopDay(at: "2026-11-01")
            let nobody = Gatherings.attendance([])
            let play = LifecyclePlay<GroupSession.State>(api: api) { state in
                let id = try await gatherings.plan("theme-tent", "2026-04-16").madeIdentifier
                switch state {
                case .planned: break
                case .held: try await gatherings.put("attendance", of: id, nobody)
                case .cancelled: try await gatherings.put("cancellation", of: id, Self.reason(1))
                }
                return "\(Gatherings.path)/\(id)"
            } send: { command, path in
                let read = try await api.send(.get, path)
                let id = try #require(read.json["id"].identifier)
                let isHeld = read.json["state"].text == "held"
                switch command {
                case .change:
                    return try await api.send(
                        .patch,
                        path,
                        json: #"{"topic": "Rouw"}"#,
                        headers: ["If-Match": "*"]
                    )
                case .recordAttendance:
                    let headers: Headers = isHeld ? ["If-Match": "*"] : ["If-None-Match": "*"]
                    return try await gatherings.put("attendance", of: id, nobody, headers: headers)
                case .cancel:
                    // For another reason than before, which would be answered again.
                    return try await gatherings.put("cancellation", of: id, Self.reason(2))
                }
            }
            try await play.everyCommand()
        }
    }

    private static func reason(_ number: Int) -> String { #"{"reason": "Reden \#(number)."}"# }

    @Test func `is cancelled once, and the same cancellation is answered again`() async throws {
        try await withAPI { api in
            let gatherings = Gatherings(api)
            let id = try await gatherings.plan("colouring-in-day", "2026-04-16").madeIdentifier
            let path = "\(Gatherings.path)/\(id)/cancellation"
            #expect(try await api.send(.get, path).status == 404)
            let bare = try await api.send(.put, path, json: Self.reason(1))
            #expect(bare.summary == "428 resource.precondition-required")
            let made = try await gatherings.put("cancellation", of: id, Self.reason(1))
            #expect(made.status == 201)
            #expect(made.headers["location"] == path)
            #expect(made.json["reason"].text == "Reden 1.")
            let again = try await gatherings.put("cancellation", of: id, Self.reason(1))
            #expect(again.status == 200)
            #expect(again.body == made.body)
            let other = try await gatherings.put("cancellation", of: id, Self.reason(2))
            #expect(other.summary == "409 session.over")
            #expect(try await api.send(.get, path).body == made.body)
            #expect(try await api.send(.get, path, as: .role(.frontend)).body == made.body)
        }
    }

    @Test func `is held or cancelled, never both, however many ask at once`() async throws {
        try await withAPI(loops: 2) { api in
            let gatherings = Gatherings(api)
            try gatherings.stopDay(at: "2026-11-01")
            for _ in 0..<8 {
                let id = try await gatherings.plan("theme-tent", "2026-04-16").madeIdentifier
                async let held = gatherings.put(
                    "attendance",
                    of: id,
                    Gatherings.attendance([])
                )
                async let cancelled = gatherings.put("cancellation", of: id, Self.reason(1))
                let answers = try await [held, cancelled].map(\.status.code).sorted()
                #expect(answers == [201, 409])
            }
            #expect(throws: (any Error).self) {
                try gatherings.run(
                    """
                    insert into session_cancellation (session_id, reason)
                    select id, 'x' from session where state = 'held'
                    """
                )
            }
        }
    }
}
