import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct `A tent` {
    @Test func `is planned on a day and reads as it was made`() async throws {
        try await withSharedAPI { api in
            let made = try await api.send(
                .post,
                "/v1/tents",
                as: .role(.caseSystem),
                json: #"{"heldOn": "2199-03-17"}"#
            )
            let id = try made.madeIdentifier
            #expect(id.isVersion7)
            #expect(made.headers["location"] == "/v1/tents/\(id)")
            #expect(
                made.json.names == [
                    "id", "heldOn", "state", "professionals", "minutes", "claimedMinutes",
                    "compensationCents", "isAboveBudget", "grounds", "otherReadings", "createdAt",
                    "version",
                ]
            )
            #expect(made.json["state"].text == "planned")
            for number in ["professionals", "minutes", "claimedMinutes", "compensationCents"] {
                #expect(made.json[number].number == 0, "\(number)")
            }
            for role in [Role.frontend, .finance, .auditor, .college] {
                let read = try await api.send(.get, "/v1/tents/\(id)", as: .role(role))
                #expect(read.text == made.text)
                #expect(read.headers["etag"] == made.headers["etag"])
            }
        }
    }

    @Test func `has no subject`() async throws {
        try await withSharedAPI { api in
            let answer = try await api.send(
                .post,
                "/v1/tents",
                json: #"{"heldOn": "2025-02-29", "topicCode": "grief", "description": "..."}"#
            )
            #expect(
                Set(answer.places) == [
                    "/heldOn format", "/topicCode unknown-member", "/description unknown-member",
                ]
            )
        }
    }

    @Test func `is made once for an idempotency key`() async throws {
        try await withAPI { api in
            let answers = try await api.sendAtOnce(
                64,
                .post,
                "/v1/tents",
                json: #"{"heldOn": "2025-03-17"}"#,
                headers: ["Idempotency-Key": "tent-1"]
            )
            #expect(Set(answers.map(\.summary)) == ["201"])
            #expect(Set(answers.map(\.text)).count == 1)
            let list = try await api.send(.get, "/v1/tents?count=true").json
            #expect(list["total"].number == 1)
        }
    }

    @Test func `is listed by its year`() async throws {
        try await withAPI { api in
            let meadow = Meadow(api)
            let days = ["2023-12-31", "2024-01-01", "2024-12-31", "2025-01-01"]
            var ids: [Identifier] = []
            for day in days { ids.append(try await meadow.pitch(on: day)) }
            func list(_ query: String) async throws -> TestJSON {
                try await api.send(.get, "/v1/tents?count=true\(query)", as: .role(.frontend)).json
            }
            let all = try await list("")
            #expect(all["items"].elements.map { $0["id"].identifier } == ids)
            #expect(all["total"].number == 4)
            let year = try await list("&year=2024")
            #expect(
                year["items"].elements.map { $0["heldOn"].text } == days[1...2].map(Optional.some)
            )
            #expect(year["total"].number == 2)
            let first = try await list("&year=2024&limit=1")
            #expect(first["items"].count == 1)
            let next = try #require(first["next"].text)
            let second = try await api.send(.get, next).json
            #expect(second["items"][0]["id"].identifier == ids[2])
            #expect(second["next"].isNull)
            #expect(try await list("&year=2022")["total"].number == 0)
            for wrong in ["2014", "2200", "24", "+024", "year", ""] {
                let answer = try await api.send(.get, "/v1/tents?year=\(wrong)")
                #expect(answer.places == ["year format"], "\(wrong)")
            }
        }
    }

    @Test func `adds up what is paid for it`() async throws {
        try await withSharedAPI { api in
            let meadow = Meadow(api)
            let partner = try await api.makePartner()
            let tent = try await meadow.pitch()
            let payments = ["compensation", "compensation", "jb-07", "none"]
            for (place, payment) in payments.enumerated() {
                let more = #", "minutes": 150, "payment": "\#(payment)""#
                let body = Meadow.professional("Guest \(place)", of: partner, more: more)
                #expect(try await meadow.add(body, to: tent).status == 201)
            }
            let read = try await meadow.read(tent)
            #expect(read["state"].text == "held")
            #expect(read["professionals"].number == 4)
            #expect(read["minutes"].number == 600)
            #expect(read["claimedMinutes"].number == 150)
            #expect(read["compensationCents"].number == 60_000)
            #expect(try read.value(of: "compensationCents") == 60_000)
            #expect(read["grounds"][0]["policies"].texts == ["A23", "A24"])
            for guest in try await meadow.participants(of: tent, as: .role(.municipality)) {
                let cents = guest["compensationCents"].number
                #expect(try guest.value(of: "compensationCents") == cents)
            }
            #expect(read["version"].number == 5)
        }
    }

    /// The compensated minutes, and what each reading of the fifteen hours says.
    @Test(arguments: [
        (600, false, false), (601, true, false), (900, true, false), (901, true, true),
    ])
    func `tells when it cost more than the budget has for one`(
        minutes: Int,
        isAbove: Bool,
        isAboveOtherwise: Bool
    ) async throws {
        try await withSharedAPI { api in
            let meadow = Meadow(api)
            let partner = try await api.makePartner()
            let tent = try await meadow.pitch()
            let more = #", "minutes": \#(minutes), "payment": "compensation""#
            _ = try await meadow.add(Meadow.professional(of: partner, more: more), to: tent)
            let read = try await meadow.read(tent)
            #expect(read["isAboveBudget"].boolean == isAbove)
            let names = ["compensationCents": try #require(read["compensationCents"].number)]
            #expect(try read.value(of: "isAboveBudget", names) == (isAbove ? 1 : 0))
            #expect(read["otherReadings"].count == (isAbove == isAboveOtherwise ? 0 : 1))
            if isAbove != isAboveOtherwise {
                let other = read["otherReadings"][0]
                #expect(other["policy"].text == "A23")
                #expect(other["reading"].text == "tent-hours-before-factor")
                #expect(other["isAboveBudget"].boolean == isAboveOtherwise)
            }
        }
    }

    @Test func `that does not exist is not found`() async throws {
        try await withSharedAPI { api in
            let meadow = Meadow(api)
            let none = Identifier(high: 1, low: 1)
            let partner = try await api.makePartner()
            for path in ["", "/participants", "/participants/\(none)", "/outcome", "/cancellation"]
            {
                let answer = try await api.send(.get, "/v1/tents/\(none)\(path)")
                #expect(answer.status == 404, "\(path)")
            }
            let answers = [
                try await meadow.add(Meadow.professional(of: partner), to: none),
                try await meadow.change(none, at: none),
                try await meadow.put("outcome", of: none, Meadow.outcome),
                try await meadow.put("cancellation", of: none, Meadow.cancellation),
            ]
            #expect(answers.map(\.status) == [404, 404, 404, 404])
        }
    }
}
