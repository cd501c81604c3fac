import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct `A participant of a tent` {
    @Test func `reads as it was made, and its hours come later`() async throws {
        try await withSharedAPI { api in
            let meadow = Meadow(api)
            let partner = try await api.makePartner()
            let tent = try await meadow.pitch()
            let made = try await meadow.add(Meadow.professional(of: partner), to: tent)
            let id = try made.madeIdentifier
            let place = "/v1/tents/\(tent)/participants/\(id)"
            #expect(made.headers["location"] == place)
            #expect(made.json["minutes"].isNull)
            #expect(made.json["payment"].text == "none")
            #expect(made.json["compensationCents"].number == 0)
            #expect(try await meadow.read(tent)["state"].text == "planned")
            let changed = try await meadow.change(
                id,
                at: tent,
                tag: made.headers["etag"]
            )
            #expect(changed.status == 200)
            #expect(changed.json["minutes"].number == 150)
            #expect(changed.json["payment"].text == "compensation")
            #expect(changed.json["compensationCents"].number == 30_000)
            #expect(changed.json["version"].number == 2)
            #expect(try await api.send(.get, place).text == changed.text)
            // Nothing changes by what is there already.
            #expect(try await meadow.change(id, at: tent).text == changed.text)
            #expect(try await meadow.change(id, at: tent, "{}").text == changed.text)
            #expect(try await meadow.read(tent)["state"].text == "held")
        }
    }

    @Test func `shows whom it may: families and front ends see expertise alone`() async throws {
        try await withSharedAPI { api in
            let meadow = Meadow(api)
            let partners = [try await api.makePartner(), try await api.makePartner()]
            let tent = try await meadow.pitch()
            for role in ["family", "coach", "host"] {
                _ = try await meadow.add(#"{"role": "\#(role)"}"#, to: tent)
            }
            for (place, partner) in partners.enumerated() {
                _ = try await meadow.add(
                    Meadow.professional("Guest \(place)", of: partner),
                    to: tent
                )
            }
            let narrow = ["id", "role", "expertise", "createdAt", "version"]
            for role in [Role.frontend, .college] {
                let seen = try await meadow.participants(of: tent, as: .role(role))
                #expect(seen.map(\.names) == Array(repeating: narrow, count: 5), "\(role)")
                #expect(
                    seen.map { $0["role"].text }
                        == ["family", "coach", "host", "professional", "professional"]
                )
                #expect(seen[0]["expertise"].isNull)
                #expect(seen[3]["expertise"].text == "autisme")
            }
            for role in [Role.municipality, .caseSystem, .finance, .auditor] {
                let seen = try await meadow.participants(of: tent, as: .role(role))
                #expect(seen[3]["partnerId"].identifier == partners[0], "\(role)")
                #expect(seen[4]["professional"].text == "Guest 1")
                #expect(seen[0]["partnerId"].isNull)
            }
            let own = try await meadow.participants(of: tent, as: .partner(partners[0]))
            #expect(own[3]["professional"].text == "Guest 0")
            #expect(own[4].names == narrow)
            let path = "/v1/tents/\(tent)/participants/\(own[4]["id"].text ?? "")"
            let other = try await api.send(.get, path, as: .partner(partners[0]))
            #expect(other.json.names == narrow)
            #expect(other.text.contains("Guest") == false)
        }
    }

    @Test func `is listed page by page`() async throws {
        try await withSharedAPI { api in
            let meadow = Meadow(api)
            let tent = try await meadow.pitch()
            let path = "/v1/tents/\(tent)/participants?count=true&limit=2"
            let empty = try await api.send(.get, path)
            #expect(empty.json["items"].count == 0 && empty.json["total"].number == 0)
            for role in ["family", "coach", "host"] {
                _ = try await meadow.add(#"{"role": "\#(role)"}"#, to: tent)
            }
            let first = try await api.send(.get, path).json
            #expect(first["items"].count == 2 && first["total"].number == 3)
            let second = try await api.send(.get, try #require(first["next"].text)).json
            #expect(second["items"].elements.map { $0["role"].text } == ["host"])
        }
    }

    @Test func `is refused with every error at once`() async throws {
        try await withSharedAPI { api in
            let meadow = Meadow(api)
            let tent = try await meadow.pitch()
            let none = Identifier(high: 1, low: 1)
            let bodies: [(String, Set<String>)] = [
                (
                    #"{"role": "professional", "minutes": 0, "payment": "cash", "case": "x"}"#,
                    [
                        "/partnerId required", "/professional required", "/expertise required",
                        "/minutes range", "/payment enum", "/case unknown-member",
                    ]
                ),
                (Meadow.professional(of: none, more: #", "minutes": 1441"#), ["/minutes range"]),
                (
                    Meadow.professional(of: none, more: #", "payment": "jb-07""#),
                    ["/minutes required"]
                ),
                (
                    Meadow.professional(of: none, more: #", "minutes": null, "payment": "jb-07""#),
                    ["/minutes required"]
                ),
                (
                    #"{"role": "family", "professional": "A", "expertise": "b", "minutes": 3}"#,
                    ["/professional format", "/expertise format", "/minutes format"]
                ),
                (#"{"role": "neighbour"}"#, ["/role enum"]),
                ("{}", ["/role required"]),
            ]
            for (body, places) in bodies {
                let answer = try await meadow.add(body, to: tent)
                #expect(answer.status == 400)
                #expect(Set(answer.places) == places, "\(body)")
            }
            let nulls = #"{"role": "host", "partnerId": null, "minutes": null, "payment": null}"#
            #expect(try await meadow.add(nulls, to: tent).status == 201)
        }
    }

    @Test(arguments: [
        (#"{"minutes": 0}"#, "/minutes range"), (#"{"minutes": 1441}"#, "/minutes range"),
        (#"{"minutes": null}"#, "/minutes type"), (#"{"payment": null}"#, "/payment type"),
        (#"{"payment": "cash"}"#, "/payment enum"), (#"{"role": "host"}"#, "/role unknown-member"),
    ])
    func `changes in its hours alone`(body: String, place: String) async throws {
        try await withSharedAPI { api in
            let meadow = Meadow(api)
            let tent = try await meadow.pitch()
            let partner = try await api.makePartner()
            let id = try await meadow.add(Meadow.professional(of: partner), to: tent).madeIdentifier
            let answer = try await meadow.change(id, at: tent, body)
            #expect(answer.places == [place])
            for minutes in [1, 1_440] {
                let taken = try await meadow.change(id, at: tent, #"{"minutes": \#(minutes)}"#)
                #expect(taken.json["minutes"].number == minutes)
            }
        }
    }

    @Test func `is changed only as it was last read`() async throws {
        try await withSharedAPI { api in
            let meadow = Meadow(api)
            let tent = try await meadow.pitch()
            let partner = try await api.makePartner()
            let id = try await meadow.add(Meadow.professional(of: partner), to: tent).madeIdentifier
            #expect(try await meadow.change(id, at: tent, tag: nil).status == 428)
            #expect(try await meadow.change(id, at: tent, tag: "\"stale\"").status == 412)
            let elsewhere = try await meadow.pitch()
            #expect(try await meadow.change(id, at: elsewhere).status == 404)
            #expect(try await meadow.read(tent)["minutes"].number == 0)
        }
    }

    @Test(arguments: [Role.municipality, .caseSystem])
    func `is relayed by the municipality and the case system`(role: Role) async throws {
        try await withSharedAPI { api in
            let meadow = Meadow(api)
            let sender = TestAPI.Sender.role(role)
            let tent = try await meadow.pitch()
            let guest = Meadow.professional(of: try await api.makePartner())
            let made = try await meadow.add(guest, to: tent, as: sender)
            let id = try made.madeIdentifier
            // What it reads is what it changes.
            let path = "/v1/tents/\(tent)/participants/\(id)"
            let read = try await api.send(.get, path, as: sender)
            #expect(read.text == made.text)
            let tag = read.headers["etag"]
            let changed = try await meadow.change(id, at: tent, as: sender, tag: tag)
            #expect(changed.json["compensationCents"].number == 30_000)
            let again = try await meadow.add(guest, to: tent, as: sender)
            #expect(again.summary == "409 tent.professional-present")
        }
    }

    /// It would invite itself, be paid, take the seats, and learn who else is there.
    @Test func `is not written by a partner, not even by its own`() async throws {
        try await withSharedAPI { api in
            let meadow = Meadow(api)
            let tent = try await meadow.pitch()
            let partner = try await api.makePartner()
            let sender = TestAPI.Sender.partner(partner)
            let other = Meadow.professional("B. Wulp", of: try await api.makePartner())
            #expect(try await meadow.add(other, to: tent).status == 201)
            let paid = #", "minutes": 1440, "payment": "compensation""#
            // A name that is there is refused as one that is not.
            for body in [
                Meadow.professional(of: partner), Meadow.professional(of: partner, more: paid),
                Meadow.professional("B. Wulp", of: partner), other, #"{"role": "host"}"#,
            ] {
                let refused = try await meadow.add(body, to: tent, as: sender)
                #expect(refused.summary == "403 access.scope-missing", "\(body)")
            }
            let own = try await meadow.add(Meadow.professional(of: partner), to: tent)
                .madeIdentifier
            let refused = try await meadow.change(own, at: tent, as: sender)
            #expect(refused.summary == "403 access.scope-missing")
            let read = try await meadow.read(tent)
            #expect(read["professionals"].number == 2 && read["minutes"].number == 0)
            let seen = try await meadow.participants(of: tent, as: sender)
            #expect(seen.map { $0["professional"].text } == [nil, "A. Wulp"])
        }
    }

    @Test func `that is no professional, or has no minutes, is paid nothing`() async throws {
        try await withSharedAPI { api in
            let meadow = Meadow(api)
            let tent = try await meadow.pitch()
            let partner = try await api.makePartner()
            let host = try await meadow.add(#"{"role": "host"}"#, to: tent).madeIdentifier
            let guest = try await meadow.add(Meadow.professional(of: partner), to: tent)
                .madeIdentifier
            let answers = [
                try await meadow.change(host, at: tent),
                try await meadow.change(guest, at: tent, #"{"payment": "compensation"}"#),
            ]
            #expect(
                answers.map(\.summary) == ["409 tent.not-a-professional", "409 tent.hours-missing"]
            )
            for answer in answers {
                #expect(answer.json["grounds"][0]["source"].text == "KA")
                #expect(answer.json["grounds"][0]["article"].text == "2.4")
            }
        }
    }

    @Test func `has hours from the day of the tent on`() async throws {
        try await withSharedAPI { api in
            let meadow = Meadow(api)
            let tent = try await meadow.pitch(on: "2199-03-17")
            let partner = try await api.makePartner()
            let more = #", "minutes": 60"#
            let early = try await meadow.add(
                Meadow.professional(of: partner, more: more),
                to: tent
            )
            #expect(early.summary == "409 tent.not-yet-held")
            let id = try await meadow.add(Meadow.professional(of: partner), to: tent).madeIdentifier
            #expect(try await meadow.change(id, at: tent).summary == "409 tent.not-yet-held")
            #expect(try await meadow.read(tent)["professionals"].number == 1)
            #expect(try await meadow.read(tent)["state"].text == "planned")
        }
    }
}

@Suite struct `The seats of a tent` {
    @Test func `are six for professionals, and a seventh is refused`() async throws {
        try await withSharedAPI { api in
            let meadow = Meadow(api)
            let tent = try await meadow.pitch()
            let partner = try await api.makePartner()
            for number in 1...6 {
                let body = Meadow.professional("Guest \(number)", of: partner)
                #expect(try await meadow.add(body, to: tent).status == 201)
            }
            let seventh = try await meadow.add(Meadow.professional(of: partner), to: tent)
            #expect(seventh.summary == "409 tent.full")
            #expect(seventh.json["grounds"][0]["article"].text == "1.7.2")
            #expect(try await meadow.read(tent)["professionals"].number == 6)
            // The family is no professional.
            #expect(try await meadow.add(#"{"role": "family"}"#, to: tent).status == 201)
        }
    }

    @Test func `are taken by six of sixty-four at once`() async throws {
        try await withAPI(loops: 2) { api in
            let meadow = Meadow(api)
            let tent = try await meadow.pitch()
            let partner = try await api.makePartner()
            let answers = try await withThrowingTaskGroup(of: Response.self) { group in
                for number in 0..<64 {
                    group.addTask {
                        let body = Meadow.professional("Guest \(number)", of: partner)
                        return try await meadow.add(body, to: tent, loop: number)
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers.count { $0.status == 201 } == 6)
            #expect(answers.count { $0.summary == "409 tent.full" } == 58)
            #expect(try await meadow.read(tent)["professionals"].number == 6)
        }
    }

    @Test func `are taken once by one of sixty-four equal ones at once`() async throws {
        try await withAPI(loops: 2) { api in
            let meadow = Meadow(api)
            let tent = try await meadow.pitch()
            let partner = try await api.makePartner()
            let answers = try await api.sendAtOnce(
                64,
                .post,
                "/v1/tents/\(tent)/participants",
                json: Meadow.professional(of: partner)
            )
            #expect(answers.count { $0.status == 201 } == 1)
            #expect(answers.count { $0.summary == "409 tent.professional-present" } == 63)
            #expect(try await meadow.read(tent)["professionals"].number == 1)
        }
    }

    @Test func `are paid once for one person, whatever the partner, the capitals and the spaces`()
        async throws
    {
        try await withSharedAPI { api in
            let meadow = Meadow(api)
            let tent = try await meadow.pitch()
            let partners = [try await api.makePartner(), try await api.makePartner()]
            let first = Meadow.professional("A. Wulp", of: partners[0])
            #expect(try await meadow.add(first, to: tent).status == 201)
            for (name, partner) in [
                ("A. Wulp", partners[1]), ("a. wulp", partners[0]), (" A. Wulp ", partners[0]),
                ("A.  Wulp", partners[0]), ("A.Wulp", partners[1]), ("A.\u{A0}WULP", partners[0]),
            ] {
                let again = try await meadow.add(Meadow.professional(name, of: partner), to: tent)
                #expect(again.summary == "409 tent.professional-present")
                #expect(again.json["grounds"][0]["article"].text == "2.4")
            }
            // Another name is another person, and is kept as it was sent.
            let other = Meadow.professional(" A. Wulps", of: partners[0])
            #expect(try await meadow.add(other, to: tent).json["professional"].text == " A. Wulps")
            // In another tent it is another hour.
            #expect(try await meadow.add(first, to: try await meadow.pitch()).status == 201)
        }
    }

    @Test(arguments: ["family", "coach", "host"])
    func `are one for each other role`(role: String) async throws {
        try await withSharedAPI { api in
            let meadow = Meadow(api)
            let tent = try await meadow.pitch()
            let body = #"{"role": "\#(role)"}"#
            #expect(try await meadow.add(body, to: tent).status == 201)
            #expect(try await meadow.add(body, to: tent).summary == "409 tent.role-taken")
            let seen = try await meadow.participants(of: tent, as: .role(.frontend))
            #expect(seen.count == 1)
        }
    }

    @Test func `are for professionals of a partner that exists`() async throws {
        try await withSharedAPI { api in
            let meadow = Meadow(api)
            let tent = try await meadow.pitch()
            let nobody = Meadow.professional(of: Identifier(high: 1, low: 1))
            #expect(try await meadow.add(nobody, to: tent).summary == "409 tent.partner-unknown")
            #expect(try await meadow.read(tent)["professionals"].number == 0)
        }
    }
}
