import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct `The rule of a measure` {
    @Test func `wants a basis that carries it, from that day on`() {
        func check(_ carrier: Measure.Carrier, from day: Day) throws(MeasureRefusal) {
            let basis = Measure.Basis.decision(
                Identifier(high: 1, low: 1),
                partnerId: Identifier(high: 1, low: 2)
            )
            try Measure(basis: basis, description: "-", startsOn: day, documentReference: "-")
                .check(on: carrier)
        }
        #expect(throws: MeasureRefusal.basisUnknown) { try check(.none, from: "2026-05-12") }
        #expect(throws: MeasureRefusal.notCarried) { try check(.other, from: "2026-05-12") }
        #expect(throws: Never.self) { try check(.carries("2026-05-12"), from: "2026-05-12") }
        #expect(throws: MeasureRefusal.startsBefore("2026-05-12")) {
            try check(.carries("2026-05-12"), from: "2026-05-11")
        }
    }

    @Test func `ends it once, from its first day until today`() {
        func check(_ day: Day, _ state: Measure.State = .inForce) throws(MeasureRefusal) {
            try MeasureEnd(endedOn: day, documentReference: "-")
                .check(in: state, startsOn: "2026-06-01", today: "2026-07-01")
        }
        for day in ["2026-06-01", "2026-07-01"] as [Day] {
            #expect(throws: Never.self) { try check(day) }
        }
        #expect(throws: MeasureRefusal.endedBefore("2026-06-01")) { try check("2026-05-31") }
        #expect(throws: MeasureRefusal.datedAhead) { try check("2026-07-02") }
        #expect(throws: MeasureRefusal.ended) { try check("2026-06-01", .ended) }
    }
}

/// Measures for tests.
struct MeasureDesk: Sendable {
    static let path = "/v1/measures"

    let api: TestAPI

    static func ofDecision(
        _ decision: Identifier,
        about partner: Identifier,
        from day: String = "2026-06-01"
    ) -> String {
        """
        {"decisionId": "\(decision)", "partnerId": "\(partner)",
         "description": "Elk kwartaal een voortgangsgesprek.", "startsOn": "\(day)",
         "documentReference": "BRIEF-9"}
        """
    }

    static func ofCluster(
        _ cluster: Identifier,
        in round: Identifier,
        from day: String = "2026-03-01"
    ) -> String {
        """
        {"measurementId": "\(round)", "clusterId": "\(cluster)",
         "description": "Begeleide intervisie.", "startsOn": "\(day)",
         "documentReference": "BRIEF-8"}
        """
    }

    /// A partner about which the college decided.
    func decide(
        _ outcome: String = "stricter-conditions"
    ) async throws -> (decision: Identifier, partner: Identifier) {
        let partner = try await api.makePartner()
        let body = Office.decision(partner, "shortcoming", outcome)
        return (try await Office(api).decide(body).madeIdentifier, partner)
    }

    func make(in state: Measure.State) async throws -> Identifier {
        let made = try await decide()
        let body = Self.ofDecision(made.decision, about: made.partner)
        let id = try await api.send(.post, Self.path, json: body).madeIdentifier
        if state == .ended { _ = try await end(id) }
        return id
    }

    func end(
        _ measure: Identifier,
        on day: String = "2026-07-01",
        reference: String = "BRIEF-10",
        headers: Headers = ["If-None-Match": "*"]
    ) async throws -> Response {
        try await api.send(
            .put,
            "\(Self.path)/\(measure)/end",
            json: #"{"endedOn": "\#(day)", "documentReference": "\#(reference)"}"#,
            headers: headers
        )
    }
}

@Suite struct `A measure` {
    @Test func `for a cluster waits until its outcome was presented`() async throws {
        try await withSharedAPI { api in
            let round = try await PresentedRound.make(api, presentedOn: nil)
            let body = MeasureDesk.ofCluster(round.clusters[0].id, in: round.id)
            let early = try await api.send(.post, MeasureDesk.path, json: body)
            #expect(early.status == 409 && early.json["grounds"].count > 0)
        }
    }

    @Test func `of the college's decision is read by its partner, and by no other`() async throws {
        try await withSharedAPI { api in
            let desk = MeasureDesk(api: api)
            let made = try await desk.decide()
            let body = MeasureDesk.ofDecision(made.decision, about: made.partner)
            let measure = try await api.send(.post, MeasureDesk.path, json: body)
            #expect(measure.status == 201)
            #expect(
                measure.json.names == [
                    "id", "decisionId", "partnerId", "measurementId", "clusterId", "description",
                    "startsOn", "documentReference", "state", "endedOn", "grounds", "createdAt",
                    "version",
                ]
            )
            #expect(measure.json["grounds"][0]["article"].text == "7.5")
            let path = "\(MeasureDesk.path)/\(try measure.madeIdentifier)"
            #expect(measure.headers["location"] == path)
            let read = try await api.send(.get, path, as: .partner(made.partner))
            #expect(read.body == measure.body)
            let stranger = try await api.makePartner()
            #expect(try await api.send(.get, path, as: .partner(stranger)).status == 404)
            for (partner, count) in [(made.partner, 1), (stranger, 0)] {
                let target = MeasureDesk.path + "?count=true"
                let list = try await api.send(.get, target, as: .partner(partner))
                #expect(list.json["total"].number == count)
                #expect(list.json["items"].count == count)
            }
        }
    }

    @Test func `of an insufficient cluster is read by its partners`() async throws {
        try await withSharedAPI { api in
            let round = try await PresentedRound.make(
                api,
                [("insufficient", "attention"), ("attention", "attention")]
            )
            let cluster = round.clusters[0]
            let body = MeasureDesk.ofCluster(cluster.id, in: round.id)
            let made = try await api.send(.post, MeasureDesk.path, json: body)
            #expect(made.json["grounds"][0]["article"].text == "7.3")
            let path = "\(MeasureDesk.path)/\(try made.madeIdentifier)"
            #expect(try await api.send(.get, path, as: .partner(cluster.partners[2])).status == 200)
            let other = round.clusters[1].partners[0]
            #expect(try await api.send(.get, path, as: .partner(other)).status == 404)
            // It is published on 19 January; the same cluster may have more than one.
            for (body, summary) in [
                (body, "201"),
                (MeasureDesk.ofCluster(cluster.id, in: round.id, from: "2026-01-19"), "201"),
                (
                    MeasureDesk.ofCluster(cluster.id, in: round.id, from: "2026-01-18"),
                    "409 measure.starts-before"
                ),
                (
                    MeasureDesk.ofCluster(round.clusters[1].id, in: round.id),
                    "409 measure.not-carried"
                ),
                (MeasureDesk.ofCluster(other, in: round.id), "409 measure.basis-unknown"),
            ] {
                let answer = try await api.send(.post, MeasureDesk.path, json: body)
                #expect(answer.summary == summary)
                if answer.status == 409 {
                    #expect(answer.json["grounds"][0]["article"].text == "7.3")
                }
            }
        }
    }

    @Test func `is one for each decision on stricter conditions, when 64 come at once`()
        async throws
    {
        try await withAPI(loops: 2) { api in
            let desk = MeasureDesk(api: api)
            let made = try await desk.decide()
            let answers = try await api.sendAtOnce(
                64,
                .post,
                MeasureDesk.path,
                json: MeasureDesk.ofDecision(made.decision, about: made.partner)
            )
            #expect(answers.count { $0.status == 201 } == 1)
            #expect(answers.count { $0.summary == "409 measure.exists" } == 63)
            let other = try await desk.decide("none")
            for (body, code) in [
                (MeasureDesk.ofDecision(other.decision, about: other.partner), "not-carried"),
                (MeasureDesk.ofDecision(made.decision, about: other.partner), "basis-unknown"),
                (
                    MeasureDesk.ofDecision(made.decision, about: made.partner, from: "2026-05-11"),
                    "starts-before"
                ),
            ] {
                let answer = try await api.send(.post, MeasureDesk.path, json: body)
                #expect(answer.summary == "409 measure.\(code)")
                #expect(answer.json["grounds"][0]["article"].text == "7.5")
            }
        }
    }

    @Test func `ends once`() async throws {
        try await withSharedAPI { api in
            let desk = MeasureDesk(api: api)
            let id = try await desk.make(in: .inForce)
            let path = "\(MeasureDesk.path)/\(id)"
            #expect(try await api.send(.get, path + "/end").status == 404)
            #expect(try await desk.end(id, headers: [:]).status == 428)
            let early = try await desk.end(id, on: "2026-05-31")
            #expect(early.summary == "409 measure.ended-before")
            let made = try await desk.end(id, on: "2026-06-01")
            #expect(made.status == 201)
            #expect(made.headers["location"] == path + "/end")
            #expect(try await desk.end(id, on: "2026-06-01").status == 200)
            #expect(try await desk.end(id, on: "2026-06-02").summary == "409 measure.ended")
            #expect(try await api.send(.get, path + "/end").body == made.body)
            let read = try await api.send(.get, path)
            #expect(read.json["state"].text == "ended")
            #expect(read.json["endedOn"].text == "2026-06-01")
            #expect(read.json["version"].number == 2)
            #expect(try await desk.end(Identifier(high: 1, low: 1)).status == 404)
        }
    }

    @Test func `rests on a decision or on a cluster, and never on both`() async throws {
        try await withSharedAPI { api in
            let id = Identifier(high: 1, low: 1)
            let good = MeasureDesk.ofDecision(id, about: id)
            for (body, places) in [
                (
                    good.replacing("\"decisionId\"", with: "\"measurementId\""),
                    ["/clusterId required", "/partnerId unknown-member"]
                ),
                (
                    good.replacing("\"partnerId\"", with: "\"clusterId\""),
                    ["/partnerId required", "/clusterId unknown-member"]
                ),
                (
                    good.replacing("Elk kwartaal een voortgangsgesprek.", with: ""),
                    ["/description length"]
                ),
            ] {
                let answer = try await api.send(.post, MeasureDesk.path, json: body)
                #expect(Set(answer.places) == Set(places))
            }
        }
    }
}
