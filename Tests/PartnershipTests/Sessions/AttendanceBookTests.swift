import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct `The attendance of a session` {
    @Test func `reads as it was recorded, and a partner sees its own entry`() async throws {
        try await withAPI { api in
            let gatherings = Gatherings(api)
            try gatherings.stopDay(at: "2026-04-16")
            let partners = try await gatherings.partners(2)
            let cluster = try gatherings.cluster(of: partners)
            let id = try await gatherings.plan("intervision", "2026-04-16", of: cluster)
                .madeIdentifier
            let path = "\(Gatherings.path)/\(id)/attendance"
            #expect(try await api.send(.get, path).status == 404)
            let made = try await gatherings.put(
                "attendance",
                of: id,
                Gatherings.attendance([(partners[0], "present"), (partners[1], "excused")])
            )
            #expect(made.status == 201)
            #expect(made.headers["location"] == path)
            #expect(made.json["municipalityPresent"].boolean == true)
            let marks = made.json["entries"].elements.map {
                "\($0["partnerId"].text ?? "") \($0["attendance"].text ?? "")"
            }
            #expect(Set(marks) == ["\(partners[0]) present", "\(partners[1]) excused"])
            #expect(made.json["entries"][0]["clusterId"].isNull)
            #expect(try await api.send(.get, path).body == made.body)
            let own = try await api.send(.get, path, as: .partner(partners[1]))
            #expect(own.json["entries"].count == 1)
            #expect(own.json["entries"][0]["partnerId"].identifier == partners[1])
            let session = try await api.send(.get, "\(Gatherings.path)/\(id)")
            #expect(session.json["state"].text == "held")
        }
    }

    @Test(arguments: [("2026-04-15", "409 session.not-yet-held"), ("2026-04-16", "201")])
    func `is recorded on its day or after it`(today: Day, outcome: String) async throws {
        try await withAPI { api in
            let gatherings = Gatherings(api)
            try gatherings.stopDay(at: today)
            let id = try await gatherings.plan("theme-tent", "2026-04-16").madeIdentifier
            let answer = try await gatherings.put("attendance", of: id, Gatherings.attendance([]))
            #expect(answer.summary == outcome)
            let state = try await api.send(.get, "\(Gatherings.path)/\(id)").json["state"].text
            #expect(state == (outcome == "201" ? "held" : "planned"))
        }
    }

    @Test func `names who was in the cluster on the day, both ends of it`() async throws {
        try await withAPI { api in
            let gatherings = Gatherings(api)
            try gatherings.stopDay(at: "2026-11-01")
            let partners = try await gatherings.partners(3)
            let cluster = try gatherings.cluster(of: [partners[0]])
            try gatherings.join(partners[1], cluster, during: "[2026-04-16,)")
            try gatherings.join(partners[2], cluster, during: "[2026-01-01,2026-04-16)")
            for (day, second): (Day, Int) in [("2026-04-15", 2), ("2026-04-16", 1)] {
                let id = try await gatherings.plan("intervision", day, of: cluster).madeIdentifier
                let alone = [(partners[0], "present")]
                let answer = try await gatherings.put(
                    "attendance",
                    of: id,
                    Gatherings.attendance(alone)
                )
                #expect(answer.summary == "409 session.attendance-missing")
                #expect(answer.json["detail"].text?.contains("\(partners[second])") == true)
                #expect(answer.json["grounds"][0]["article"].text == "4.1")
                let all = (0..<3).map { (partners[$0], "present") }
                let more = try await gatherings.put(
                    "attendance",
                    of: id,
                    Gatherings.attendance(all)
                )
                #expect(more.summary == "409 session.partner-not-expected")
                let right = try await gatherings.put(
                    "attendance",
                    of: id,
                    Gatherings.attendance(alone + [(partners[second], "absent")])
                )
                #expect(right.status == 201)
            }
        }
    }

    /// The cluster has a member from the sixteenth of April to the end of October.
    @Test(arguments: [
        ("2026-04-15", false), ("2026-04-16", true), ("2026-10-31", true), ("2026-11-01", false),
    ])
    func `of intervision is of a cluster that had members`(day: Day, hasMember: Bool) async throws {
        try await withAPI { api in
            let gatherings = Gatherings(api)
            try gatherings.stopDay(at: "2026-11-01")
            let partner = try await gatherings.partners(1)[0]
            let cluster = try gatherings.cluster(
                of: [partner],
                during: "[2026-04-16,2026-11-01)"
            )
            let id = try await gatherings.plan("intervision", day, of: cluster).madeIdentifier
            let nobody = Gatherings.attendance([])
            let refused = try await gatherings.put("attendance", of: id, nobody)
            let code = hasMember ? "attendance-missing" : "nobody-expected"
            #expect(refused.summary == "409 session.\(code)")
            let ground = refused.json["grounds"][0]
            #expect(ground["source"].text == (hasMember ? "PO" : "KA"))
            #expect(ground["article"].text == (hasMember ? "4.1" : "3.2"))
            let entries = Gatherings.attendance([(partner, "present")])
            let answer = try await gatherings.put("attendance", of: id, entries)
            #expect(answer.status == (hasMember ? 201 : 409))
            let state = try await api.send(.get, "\(Gatherings.path)/\(id)").json["state"].text
            #expect(state == (hasMember ? "held" : "planned"))
        }
    }

    @Test func `of an open session is of partners with a process agreement`() async throws {
        try await withAPI { api in
            let gatherings = Gatherings(api)
            try gatherings.stopDay(at: "2026-11-01")
            let partner = try await api.makePartner()
            try await api.makeAgreement(
                "process",
                of: partner,
                from: "2026-04-16",
                until: "2026-04-17"
            )
            try await api.makeAgreement("assignment", of: partner)
            let body = Gatherings.attendance([(partner, "present")])
            for (day, status): (Day, Status) in [
                ("2026-04-15", 409), ("2026-04-16", 201), ("2026-04-17", 201), ("2026-04-18", 409),
            ] {
                let id = try await gatherings.plan("colouring-in-day", day).madeIdentifier
                #expect(try await gatherings.put("attendance", of: id, body).status == status)
            }
        }
    }

    @Test func `of MDG I-F names one delegate per cluster`() async throws {
        try await withAPI { api in
            let gatherings = Gatherings(api)
            try gatherings.stopDay(at: "2026-11-01")
            let partners = try await gatherings.partners(3)
            let first = try gatherings.cluster(of: [partners[0], partners[1]])
            let second = try gatherings.cluster("Maasduinen", of: [partners[2]])
            // Without members on the day it sends nobody.
            _ = try gatherings.cluster("Oud", of: [])
            let id = try await gatherings.plan("mdg-if", "2026-04-16").madeIdentifier
            func entry(_ partner: Int, _ cluster: Identifier?) -> String {
                let cluster = cluster.map { "\"\($0)\"" } ?? "null"
                return """
                    {"partnerId": "\(partners[partner])", "attendance": "present",
                     "clusterId": \(cluster)}
                    """
            }
            func put(_ entries: [String], _ headers: Headers) async throws -> Response {
                let list = entries.joined(separator: ", ")
                let body = "{\"entries\": [\(list)], \"municipalityPresent\": false}"
                return try await gatherings.put("attendance", of: id, body, headers: headers)
            }
            let none: Headers = ["If-None-Match": "*"]
            let refusals: [([String], String)] = [
                ([entry(0, first)], "session.attendance-missing"),
                ([entry(0, nil), entry(2, second)], "session.cluster-misplaced"),
                ([entry(2, first)], "session.delegate-not-member"),
                ([entry(0, first), entry(1, first)], "session.second-delegate"),
            ]
            for (entries, code) in refusals {
                #expect(try await put(entries, none).summary == "409 \(code)")
            }
            let made = try await put([entry(0, first), entry(2, second)], none)
            #expect(made.status == 201)
            let turned = try await put([entry(1, first), entry(2, second)], ["If-Match": "*"])
            #expect(turned.status == 200)
            #expect(turned.json["version"].number == 2)
            let named = turned.json["entries"].elements.compactMap { $0["partnerId"].identifier }
            #expect(Set(named) == [partners[1], partners[2]])
        }
    }

    @Test func `has one delegate per cluster, whoever writes it`() async throws {
        try await withAPI { api in
            let gatherings = Gatherings(api)
            try gatherings.stopDay(at: "2026-11-01")
            let partners = try await gatherings.partners(2)
            let cluster = try gatherings.cluster(of: partners)
            let id = try await gatherings.hold(
                "mdg-if",
                "2026-04-16",
                of: cluster,
                [(partners[0], "present")]
            )
            #expect(throws: (any Error).self) {
                try gatherings.run(
                    """
                    insert into session_attendance_entry
                    values ('\(id)', 'mdg-if', '\(partners[1])', 'present', '\(cluster)')
                    """
                )
            }
        }
    }

    @Test func `that is recorded 64 times at once is one`() async throws {
        try await withAPI(loops: 2) { api in
            let gatherings = Gatherings(api)
            try gatherings.stopDay(at: "2026-11-01")
            let partners = try await gatherings.partners(1)
            let cluster = try gatherings.cluster(of: partners)
            let id = try await gatherings.plan("mdg-if", "2026-04-16").madeIdentifier
            let answers = try await api.sendAtOnce(
                64,
                .put,
                "\(Gatherings.path)/\(id)/attendance",
                json: Gatherings.attendance([(partners[0], "present")], of: cluster),
                headers: ["If-None-Match": "*"]
            )
            #expect(answers.count { $0.status == 201 } == 1)
            #expect(answers.count { $0.status == 412 } == 63)
            let read = try await api.send(.get, "\(Gatherings.path)/\(id)/attendance")
            #expect(read.json["entries"].count == 1)
            #expect(read.json["version"].number == 1)
        }
    }

    @Test func `is corrected by whoever read it last`() async throws {
        try await withAPI { api in
            let gatherings = Gatherings(api)
            try gatherings.stopDay(at: "2026-11-01")
            let partners = try await gatherings.partners(1)
            let cluster = try gatherings.cluster(of: partners)
            let id = try await gatherings.hold(
                "intervision",
                "2026-04-16",
                of: cluster,
                [(partners[0], "absent")]
            )
            let path = "\(Gatherings.path)/\(id)/attendance"
            let tag = try #require(try await api.send(.get, path).headers["etag"])
            let body = Gatherings.attendance([(partners[0], "excused")])
            for (headers, status): (Headers, Status) in [
                ([:], 428), (["If-None-Match": "*"], 412), (["If-Match": "\"stale\""], 412),
                (["If-Match": tag], 200), (["If-Match": tag], 412),
            ] {
                let answer = try await gatherings.put("attendance", of: id, body, headers: headers)
                #expect(answer.status == status)
            }
            let read = try await api.send(.get, path)
            #expect(read.json["entries"][0]["attendance"].text == "excused")
            #expect(read.json["version"].number == 2)
        }
    }

    @Test(arguments: [
        (#"{"municipalityPresent": true}"#, "/entries required"),
        (#"{"entries": []}"#, "/municipalityPresent required"),
        (
            #"{"municipalityPresent": true, "entries": [{"partnerId": "x", "attendance": "no"}]}"#,
            "/entries/0/partnerId format"
        ),
        (
            """
            {"entries": [{"partnerId": "019afd3c-0728-709a-bf2a-74de452e6b43",
             "attendance": "present", "name": "J."}], "municipalityPresent": true}
            """,
            "/entries/0/name unknown-member"
        ),
        (
            """
            {"entries": [
             {"partnerId": "019afd3c-0728-709a-bf2a-74de452e6b43", "attendance": "present"},
             {"partnerId": "019afd3c-0728-709a-bf2a-74de452e6b43", "attendance": "absent"}],
             "municipalityPresent": true}
            """,
            "/entries/1/partnerId format"
        ),
    ])
    func `is refused when it is wrong in itself`(body: String, place: String) async throws {
        try await withSharedAPI { api in
            let answer = try await Gatherings(api)
                .put("attendance", of: Identifier(high: 7, low: 7), body)
            #expect(answer.status == 400)
            #expect(answer.places.first == place)
        }
    }
}
