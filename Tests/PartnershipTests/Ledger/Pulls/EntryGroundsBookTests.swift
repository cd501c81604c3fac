import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct `The grounds of an entry` {
    /// Sends a claim whose text is changed, and gives the entries there are then.
    private func claim(
        _ message: MessageText,
        _ changes: [(String, String)] = [],
        of declarant: Declarant
    ) async throws -> [TestJSON] {
        let text = changes.reduce(message.json(declarant.agbCode)) { text, change in
            text.replacing(change.0, with: change.1)
        }
        let answer = try await declarant.api.send(.post, "/v1/declarations", json: text)
        #expect(answer.verdict.hasPrefix("accepted"), "\(answer.text)")
        return try await declarant.api.entries().json["items"].elements
    }

    private func read(
        _ entry: TestJSON?,
        as sender: TestAPI.Sender = .role(.finance),
        _ api: TestAPI
    ) async throws -> Response {
        let id = try #require(entry?["id"].text)
        return try await api.entries("/\(id)", as: sender)
    }

    private func set(_ cents: Int, from day: String, _ api: TestAPI) async throws {
        let answer = try await api.send(
            .post,
            "/v1/products/JB-04/tariffs",
            json: """
                {"maxTariffCents": \(cents), "validFrom": "\(day)",
                 "decisionReference": "B&W 2025-7"}
                """
        )
        #expect(answer.status == 201)
    }

    @Test func `are there when it is read by itself, for whom it is`() async throws {
        try await withAPI { api in
            let declarant = try await Declarant(api)
            let care = try await declarant.allocate()
            let item = try await claim(
                .claim("D1", .debit("L1", of: care.number)),
                of: declarant
            ).first
            #expect(item?.names.contains("grounds") == false)
            let read = try await read(item, api)
            #expect(read.json.names == (item?.names ?? []) + ["grounds", "otherReadings"])
            #expect(try read.json.value(of: "cents") == 96_000)
            #expect(read.json["grounds"][0]["inputs"].texts("name") == ["hours", "tariffCents"])
            #expect(read.json["grounds"][1]["inputs"][1]["day"].text == "2025-04-01")
            #expect(read.json["otherReadings"].count == 0)
            let own = try await self.read(item, as: declarant.sender, api)
            #expect(own.text == read.text)
            let other = try await api.makePartner(name: "Maasoever")
            #expect(try await self.read(item, as: .partner(other), api).status == 404)
        }
    }

    @Test func `of minutes have the tariff of an hour`() async throws {
        try await withAPI { api in
            let declarant = try await Declarant(api)
            let care = try await declarant.allocate()
            let entry = try await claim(
                .claim("D1", .debit("L1", of: care.number, hours: 50)),
                [
                    (
                        "\"unit\": \"04\", \"tariffCents\": 8000",
                        "\"unit\": \"01\", \"tariffCents\": 133"
                    ),
                    ("400000", "6667"),
                ],
                of: declarant
            ).first
            let json = try await read(entry, api).json
            #expect(json["cents"].number == 6_667)
            #expect(try json.value(of: "cents") == 6_667)
            #expect(try json.value(of: "hourlyTariffCents") == 8_000)
        }
    }

    @Test func `have the amount by the tariff of the claim, and of its credit`() async throws {
        try await withAPI { api in
            try await set(8_250, from: "2025-05-01", api)
            let declarant = try await Declarant(api)
            let care = try await declarant.allocate()
            let later = ("\"datedOn\": \"2025-04-30\"", "\"datedOn\": \"2025-05-05\"")
            let debit = try await claim(
                .claim("D1", .debit("L1", of: care.number)),
                [later],
                of: declarant
            ).first
            let json = try await read(debit, api).json
            #expect(json["cents"].number == 96_000)
            let other = json["otherReadings"][0]
            #expect(other["policy"].text == "A15")
            #expect(other["reading"].text == "tariff-of-claim-date")
            #expect(other["cents"].number == 99_000)
            let credit = try await claim(
                .claim("D2", .credit("L2", for: "L1", of: care.number)),
                of: declarant
            ).last
            let back = try await read(credit, api).json
            #expect(back["cents"].number == -96_000)
            #expect(try back.value(of: "cents") == -96_000)
            #expect(try back.value(of: "creditedCents") == 96_000)
            #expect(back["otherReadings"][0]["cents"].number == -99_000)
            // Claimed in the month itself, or below either maximum, it is the same by both.
            for line in [
                LineText(reference: "L3", number: care.number),
                LineText(reference: "L4", number: care.number, tariffCents: 7_500),
            ] {
                let isLow = line.tariffCents < 8_000
                let entry = try await claim(
                    .claim("E\(line.reference)", line, month: isLow ? "2025-06" : "2025-04"),
                    isLow ? [("\"datedOn\": \"2025-06-30\"", "\"datedOn\": \"2025-07-01\"")] : [],
                    of: declarant
                ).last
                #expect(try await read(entry, api).json["otherReadings"].count == 0)
            }
        }
    }

    @Test func `stay when a tariff is decided on later, and when the case is erased`()
        async throws
    {
        try await withAPI { api in
            let desk = try await CaseDesk(api)
            let entry = try await claim(
                .claim("D1", .debit("L1", of: desk.care.number)),
                of: desk.partner
            ).first
            let before = try await read(entry, api)
            try await set(9_000, from: "2025-02-01", api)
            #expect(try await read(entry, api).text == before.text)
            for message in [
                MessageText.start("S1", of: desk.care.number), .stop("P1", of: desk.care.number),
            ] {
                #expect(try await desk.partner.declare(message).verdict.hasPrefix("accepted"))
            }
            #expect(try await desk.put("erasure", CaseDesk.erasure).status == 201)
            #expect(try await read(entry, api).text == before.text)
        }
    }

    @Test func `of an opening entry and its reversal are with them from the first answer`()
        async throws
    {
        try await withAPI { api in
            let made = try await api.open(
                """
                {"year": 2023, "pillar": "youth", "cents": 95087400, "source": "KA 2.2.1",
                 "roundedToEuros": true}
                """
            )
            #expect(try made.json.value(of: "cents") == 95_087_400)
            let id = try made.madeIdentifier
            #expect(try await api.entries("/\(id)").text == made.text)
            let reversal = try await api.reverse(id)
            #expect(try reversal.json.value(of: "cents") == -95_087_400)
            let reverse = try #require(reversal.json["id"].text)
            #expect(try await api.entries("/\(reverse)").text == reversal.text)
        }
    }
}
