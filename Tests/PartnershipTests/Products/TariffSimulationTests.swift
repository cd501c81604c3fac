import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct `A simulation of tariffs` {
    private static let path = "/v1/tariff-simulations"

    private static func body(_ tariffs: [(String, Int)], year: Int = 2025) -> String {
        let texts = tariffs.map { #"{"productCode": "\#($0.0)", "maxTariffCents": \#($0.1)}"# }
        return #"{"year": \#(year), "tariffs": [\#(texts.joined(separator: ", "))]}"#
    }

    /// JB-04 in 2025, of which the maximum was 80.00 an hour: unit, volume, tariff and amount of
    /// a line, a maximum, what the line then comes to, and what when no tariff follows it.
    private static let lines: [(CareUnit, Int, Int?, Int, Int, Int, Int)] = [
        (.minute, 60, 133, 8_000, 8_250, 8_250, 8_000),
        (.minute, 60, 8_000, 8_000, 8_250, 8_250, 8_000),
        (.minute, 1, 133, 133, 8_250, 138, 133),
        (.minute, 1, 133, 133, 8_249, 137, 133),
        (.minute, 60, 133, -8_000, 8_250, -8_250, -8_000),
        (.minute, 60, 133, 8_000, 7_000, 7_000, 7_000),
        (.minute, 60, 133, 8_000, 8_000, 8_000, 8_000),
        (.minute, 60, 132, 7_920, 7_920, 7_920, 7_920),
        (.minute, 60, 132, 7_920, 7_919, 7_919, 7_919),
        (.minute, 60, 132, 7_949, 7_948, 7_948, 7_948),
        (.minute, 60, 132, 7_949, 7_949, 7_949, 7_949),
        (.minute, 0, 133, 0, 8_250, 0, 0),
        (.hour, 2, 8_000, 16_000, 8_250, 16_500, 16_000),
        (.hour, 1, 7_999, 7_999, 8_250, 7_999, 7_999),
        (.hour, 1, 7_999, 7_999, 7_999, 7_999, 7_999),
        (.hour, 1, 7_999, 7_999, 7_998, 7_998, 7_998),
        (.hour, 1, 7_999, 7_999, 0, 0, 0),
        (.euro, 5_000, nil, 5_000, 1, 5_000, 5_000),
    ]

    @Test(arguments: lines.indices)
    func `prices a line by the new maximum when it was paid at the old one, or above the new`(
        index: Int
    ) async throws {
        try await withAPI { api in
            let (unit, volume, tariff, amount, proposed, expected, other) = Self.lines[index]
            let partner = try await api.makePartner()
            try api.database.keep([
                SimulatedLine(
                    partnerId: partner,
                    volume: volume,
                    unit: unit,
                    tariffCents: tariff,
                    amountCents: amount
                )
            ])
            let answer = try await api.send(
                .post,
                Self.path,
                as: .partner(partner),
                json: Self.body([("JB-04", proposed)])
            )
            #expect(answer.status == 200)
            #expect(answer.json["currentCents"].number == amount)
            #expect(answer.json["proposedCents"].number == expected)
            #expect(answer.json["differenceCents"].number == expected - amount)
            let otherCents = answer.json["otherReadings"][0]["proposedCents"].number
            #expect(otherCents == (other == expected ? nil : other))
        }
    }

    @Test func `counts the lines of the year, each by the maximum of its day`() async throws {
        try await withAPI { api in
            let partner = try await api.makePartner()
            // The maximum went from 70.00 to 80.00 on 1 July 2024.
            let lines: [(Day, Int)] = [
                ("2023-12-31", 7_000), ("2024-01-01", 7_000), ("2024-06-30", 7_000),
                ("2024-07-01", 7_000), ("2024-07-02", 8_000), ("2024-12-31", 8_000),
                ("2025-01-01", 8_000),
            ]
            try api.database.keep(
                lines.map { day, cents in
                    SimulatedLine(
                        partnerId: partner,
                        startsOn: day,
                        volume: 1,
                        unit: .hour,
                        tariffCents: cents,
                        amountCents: cents
                    )
                }
            )
            for (year, current, proposed) in [
                (2023, 7_000, 9_000), (2024, 37_000, 43_000), (2025, 8_000, 9_000), (2026, 0, 0),
            ] {
                let answer = try await api.send(
                    .post,
                    Self.path,
                    as: .partner(partner),
                    json: Self.body([("JB-04", 9_000)], year: year)
                )
                #expect(answer.json["currentCents"].number == current)
                #expect(answer.json["proposedCents"].number == proposed)
            }
        }
    }

    @Test func `leaves what had no maximum as it is, and what is not tried out of it`()
        async throws
    {
        try await withAPI { api in
            let partner = try await api.makePartner()
            let made = try await api.send(
                .post,
                "/v1/products",
                json: """
                    {"code": "JB-11", "pillar": "youth", "nameNl": "A", "nameEn": "B",
                     "unit": "hour"}
                    """
            )
            #expect(made.status == 201)
            try api.database.keep(
                ["JB-08", "JB-11", "JB-04"].map { code in
                    SimulatedLine(
                        partnerId: partner,
                        productCode: code,
                        volume: 1,
                        unit: .hour,
                        tariffCents: 8_000,
                        amountCents: 8_000
                    )
                }
            )
            let answer = try await api.send(
                .post,
                Self.path,
                json: Self.body([("JB-08", 1), ("JB-11", 1)])
            )
            #expect(answer.json["products"].texts("productCode") == ["JB-08", "JB-11"])
            #expect(answer.json["proposedCents"].number == 16_000)
            #expect(answer.json["otherReadings"].count == 0)
        }
    }

    @Test func `adds up over partners and products, and shows a partner its own alone`()
        async throws
    {
        try await withAPI { api in
            let wilg = try await api.makePartner(name: "De Wilg")
            let es = try await api.makePartner(name: "De Es")
            let kept = [(wilg, "JB-04", 8_000), (wilg, "JB-10", 20_000), (es, "JB-04", 8_000)]
            try api.database.keep(
                kept.map { partner, code, cents in
                    SimulatedLine(
                        partnerId: partner,
                        productCode: code,
                        volume: 1,
                        unit: code == "JB-10" ? .fullDay : .hour,
                        tariffCents: cents,
                        amountCents: cents
                    )
                }
            )
            let body = Self.body([("JB-10", 19_000), ("JB-04", 8_100)])
            let all = try await api.send(.post, Self.path, as: .role(.finance), json: body)
            #expect(
                all.json.names == [
                    "year", "proposalId", "tariffs", "currentCents", "proposedCents",
                    "differenceCents", "partners", "products", "cells", "grounds",
                    "otherReadings",
                ]
            )
            #expect(all.json["partners"].texts("partnerName") == ["De Es", "De Wilg"])
            #expect(all.json["partners"].numbers("differenceCents") == [100, -900])
            #expect(all.json["products"].numbers("differenceCents") == [200, -1_000])
            #expect(all.json["cells"].numbers("differenceCents") == [100, 100, -1_000])
            #expect(all.json["differenceCents"].number == -800)
            #expect(all.json["grounds"][0]["article"].text == "2.2.2")
            let ground = all.json["grounds"][0]
            #expect(ground["figure"].text == "proposedCents")
            #expect(ground["policies"].texts == ["tariff-follows-maximum", "A15"])
            #expect(ground["inputs"].texts("name") == ["year", "JB-10", "JB-04"])
            #expect(ground["inputs"].numbers("value") == [2_025, 19_000, 8_100])
            let other = all.json["otherReadings"][0]
            #expect(other["policy"].text == "tariff-follows-maximum")
            #expect(other["reading"].text == "tariff-stays")
            #expect(all.json["otherReadings"][0]["proposedCents"].number == 35_000)
            let own = try await api.send(.post, Self.path, as: .partner(es), json: body)
            #expect(own.json["partners"].texts("partnerName") == ["De Es"])
            #expect(own.json["currentCents"].number == 8_000)
            #expect(!own.text.contains(wilg.description))
        }
    }

    @Test func `tries what a proposal says, and changes nothing`() async throws {
        try await withAPI { api in
            let partner = try await api.makePartner()
            let desk = TariffDesk(api)
            let code = try await desk.makeProduct(maxTariffCents: 8_000)
            try api.database.keep([
                SimulatedLine(
                    partnerId: partner,
                    productCode: code,
                    volume: 30,
                    unit: .minute,
                    tariffCents: 133,
                    amountCents: 4_000
                )
            ])
            let id = try await desk.propose([code], cents: 8_500).madeIdentifier
            let before = try await api.send(.get, "/v1/products/\(code)/tariffs")
            let answer = try await api.send(
                .post,
                Self.path,
                as: .partner(partner),
                json: #"{"year": 2025, "proposalId": "\#(id)"}"#
            )
            #expect(answer.json["proposalId"].identifier == id)
            #expect(answer.json["tariffs"][0]["maxTariffCents"].number == 8_500)
            #expect(answer.json["proposedCents"].number == 4_250)
            let after = try await api.send(.get, "/v1/products/\(code)/tariffs")
            #expect(after.body == before.body)
            #expect(try await desk.read(id).json["state"].text == "draft")
        }
    }

    @Test func `is refused for what is not there, and for more than can be counted`()
        async throws
    {
        try await withAPI { api in
            let nothing = Identifier(high: 1, low: 1)
            for (body, code) in [
                (Self.body([("JB-04", 1), ("XX-99", 1)]), "product-unknown"),
                (#"{"year": 2025, "proposalId": "\#(nothing)"}"#, "proposal-unknown"),
            ] {
                let answer = try await api.send(.post, Self.path, json: body)
                #expect(answer.summary == "409 tariff-simulation.\(code)")
                #expect(answer.json["grounds"][0]["article"].text == "2.2.2")
            }
            let partner = try await api.makePartner()
            let line = SimulatedLine(
                partnerId: partner,
                volume: 99_999_999,
                unit: .hour,
                tariffCents: 8_000,
                amountCents: 799_999_992_000
            )
            let body = Self.body([("JB-04", 99_999_999)])
            try api.database.keep(Array(repeating: line, count: 900))
            #expect(try await api.send(.post, Self.path, json: body).status == 200)
            try api.database.keep(Array(repeating: line, count: 100))
            let refused = try await api.send(.post, Self.path, json: body)
            #expect(refused.summary == "409 tariff-simulation.too-large")
        }
    }

    @Test(arguments: [
        (#"{"year": 2014, "tariffs": []}"#, ["/year range", "/tariffs length"]),
        (#"{"year": 2200}"#, ["/year range", "/tariffs required"]),
        (body([("JB-04", 1), ("JB-04", 2)]), ["/tariffs/1/productCode format"]),
        (
            body([("JB-4", -1)]),
            ["/tariffs/0/productCode format", "/tariffs/0/maxTariffCents range"]
        ),
        (body([("JB-04", 100_000_000)]), ["/tariffs/0/maxTariffCents range"]),
        (
            body([("JB-04", 1)]).replacing(
                "2025",
                with: #"2025, "proposalId": "019afd3c-0728-709a-bf2a-74de452e6b43""#
            ), ["/tariffs format"]
        ),
        (
            body([("JB-04", 1)]).replacing("1}", with: #"1, "timeBasis": null}"#),
            ["/tariffs/0/timeBasis unknown-member"]
        ),
    ])
    func `is refused when it is wrong in itself`(body: String, places: [String]) async throws {
        try await withAPI { api in
            let answer = try await api.send(.post, Self.path, json: body)
            #expect(answer.status == 400)
            #expect(answer.places == places)
        }
    }

    @Test func `is not kept for a key`() async throws {
        try await withAPI { api in
            let answer = try await api.send(
                .post,
                Self.path,
                json: Self.body([("JB-04", 1)]),
                headers: ["Idempotency-Key": "again"]
            )
            #expect(answer.summary == "400 request.invalid")
        }
    }
}
