import HTTP
@testable import Partnership
import Postgres
import TestSupport
import Testing

@Suite struct `The sums of a year` {
    private static func sums(
        _ api: TestAPI,
        _ target: String = "2025/sums"
    ) async throws -> Response {
        try await api.ledger(target)
    }

    private static func kept(_ text: String) throws -> KeptSums {
        try KeptSums(Array(text.utf8))
    }

    /// Two partners, a figure of nobody, and something that was taken back.
    private static func book(_ api: TestAPI) async throws -> (wilg: Identifier, es: Identifier) {
        let (wilg, es) = (
            try await api.makePartner(), try await api.makePartner(name: "De Es")
        )
        try await api.enter([
            BookLine(
                year: 2025,
                month: "2025-01",
                partnerId: wilg,
                productCode: "JB-01",
                cents: 70
            ),
            BookLine(
                year: 2025,
                month: "2025-02",
                partnerId: wilg,
                productCode: "JB-01",
                cents: -20
            ),
            BookLine(year: 2025, month: "2025-02", partnerId: wilg, productCode: "JB-04", cents: 5),
            BookLine(
                year: 2025,
                month: "2025-02",
                pillar: .adult,
                partnerId: es,
                productCode: "MH-04",
                cents: 9
            ),
            BookLine(year: 2025, cents: 3),
            BookLine(year: 2024, partnerId: es, productCode: "JB-04", cents: 800),
        ])
        try await api.enter([
            BookLine(year: 2025, month: "2025-03", partnerId: wilg, productCode: "JB-01", cents: -1)
        ])
        return (wilg, es)
    }

    @Test func `are the totals of the year, granted and credited apart`() async throws {
        try await withAPI { api in
            let (wilg, _) = try await Self.book(api)
            let answer = try await Self.sums(api)
            #expect(answer.status == 200, "\(answer.text)")
            let sums = answer.json
            #expect(sums["size"].number == 7)
            #expect(sums["grantedCents"].number == 87)
            #expect(sums["creditedCents"].number == 21)
            #expect(sums["totalCents"].number == 66)
            let year = try await api.ledger("2025").json
            #expect(year["totalCents"].number == 66)
            #expect(sums["knownAt"].text == year["knownAt"].text)
            #expect(sums["cellCount"].number == 4)
            let mine = sums["cells"].elements.filter { $0["partnerId"].text == "\(wilg)" }
            #expect(mine.map { $0["productCode"].text } == ["JB-01", "JB-04"])
            #expect(mine.map { $0["grantedCents"].number } == [70, 5])
            #expect(mine.map { $0["creditedCents"].number } == [21, 0])
            let kept = try Self.kept(answer.text)
            #expect(kept.faults == [])
            #expect(kept.count == 4 && kept.cellCount == 4 && kept.totalCents == 66)
            #expect(kept.rootHash == sums["rootHash"].text)
        }
    }

    @Test func `of one partner lead to the same root`() async throws {
        try await withAPI { api in
            let (_, es) = try await Self.book(api)
            let all = try await Self.sums(api)
            let some = try await Self.sums(api, "2025/sums?partnerId=\(es)")
            #expect(some.json["cells"].elements.count == 1)
            let kept = try Self.kept(some.text)
            #expect(kept.faults == [] && kept.count == 1 && kept.cellCount == 4)
            #expect(some.json["rootHash"].text == all.json["rootHash"].text)
            let none = try await Self.sums(api, "2025/sums?partnerId=\(Identifier.random())")
            #expect(none.json["cells"].elements.isEmpty)
            #expect(none.json["cellCount"].number == 4)
            #expect(try await Self.sums(api, "2025/sums?partnerId=x").status == 400)
        }
    }

    @Test func `are open to every partner`() async throws {
        try await withAPI { api in
            let (wilg, es) = try await Self.book(api)
            let finance = try await Self.sums(api)
            for partner in [wilg, es] {
                let answer = try await api.send(.get, "/v1/ledger/2025/sums", as: .partner(partner))
                #expect(answer.body == finance.body)
            }
        }
    }

    @Test func `of a year without entries are nothing`() async throws {
        try await withAPI { api in
            _ = try await Self.book(api)
            let answer = try await Self.sums(api, "2030/sums")
            #expect(answer.json["cellCount"].number == 0)
            #expect(answer.json["totalCents"].number == 0)
            #expect(answer.json["rootHash"].text == SHA256.digest(of: []).base64)
            #expect(try Self.kept(answer.text).faults == [])
            #expect(try await Self.sums(api, "2014/sums").status == 404)
        }
    }

    @Test func `have another root for whoever is shown less`() async throws {
        try await withAPI { api in
            let (wilg, es) = try await Self.book(api)
            let before = try await Self.sums(api, "2025/sums?partnerId=\(wilg)")
            try api.tamper(
                "delete from ledger_year_total where year = 2025 and partner_id = '\(es)'"
            )
            let after = try await Self.sums(api, "2025/sums?partnerId=\(wilg)")
            #expect(try Self.kept(after.text).faults == [])
            #expect(before.json["rootHash"].text != after.json["rootHash"].text)
            let own = try await Self.sums(api, "2025/sums?partnerId=\(es)")
            #expect(own.json["cells"].elements.isEmpty)
            // And whoever may read the database sees that it is not what was entered.
            #expect(try LedgerDifference.all(on: api.database.connection()).count == 1)
        }
    }

    @Test func `that were kept show what was changed in them`() async throws {
        try await withAPI { api in
            let (wilg, _) = try await Self.book(api)
            let text = try await Self.sums(api, "2025/sums?partnerId=\(wilg)").text
            let cell = "The cell youth, \(wilg), JB-01"
            let own = #""grantedCents":70,"creditedCents":21,"sumPath""#
            for (old, new, faults) in [
                (#""totalCents":66"#, #""totalCents":67"#, 1),
                (own, own.replacing("70", with: "71"), 1),
                (own, own.replacing("21", with: "20"), 1),
                (#""productCode":"JB-01""#, #""productCode":"JB-02""#, 1),
                (#""year":2025"#, #""year":2024"#, 2),
                (#""cellCount":4"#, #""cellCount":9"#, 2),
                (#""grantedCents":87"#, #""grantedCents":88"#, 3),
            ] {
                let found = try Self.kept(text.replacing(old, with: new)).faults
                #expect(found.count == faults, "\(new): \(found)")
            }
            let other = text.replacing(own, with: own.replacing("70", with: "71"))
            #expect(try Self.kept(other).faults == ["\(cell) does not lead to the root."])
            let twice = text.replacing(#""leafIndex":1"#, with: #""leafIndex":0"#)
            #expect(
                try Self.kept(twice).faults.last?.hasSuffix("has the place of another.") == true
            )
        }
    }

    @Test func `say nothing of a total without a cell that leads to it`() async throws {
        try await withAPI { api in
            _ = try await Self.book(api)
            let none = try await Self.sums(api, "2025/sums?partnerId=\(Identifier.random())")
            let fault = ["There is no cell that could lead to the root."]
            #expect(try Self.kept(none.text).faults == fault)
            let empty = try await Self.sums(api, "2030/sums").text
            let other = empty.replacing(#""grantedCents":0"#, with: #""grantedCents":5"#)
                .replacing(#""totalCents":0"#, with: #""totalCents":5"#)
            #expect(try Self.kept(other).faults == fault)
        }
    }

    @Test func `have each cell once`() async throws {
        try await withAPI { api in
            let (wilg, _) = try await Self.book(api)
            let text = try await Self.sums(api, "2025/sums?partnerId=\(wilg)").text
            let twice = text.replacing("JB-04", with: "JB-01")
            let faults = try Self.kept(twice).faults
            #expect(faults.last == "The cell youth, \(wilg), JB-01 is there twice.")
        }
    }

    @Test(arguments: [
        "", "[]", "{}", #"{"year": 2025}"#,
        """
        {"year": 2025, "size": 1,
         "cellCount": 1, "totalCents": 0, "rootHash": "AA==", "grantedCents": 0,
         "creditedCents": 0, "cells": []}
        """,
        """
        {"year": 2025, "size": 1,
         "cellCount": 1, "totalCents": 0, "grantedCents": 0, "creditedCents": 0,
         "rootHash": "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", "cells": [{}]}
        """,
        """
        {"year": 2025, "size": 1,
         "cellCount": 1, "totalCents": 0, "grantedCents": -1, "creditedCents": 0,
         "rootHash": "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", "cells": []}
        """,
    ])
    func `are read from nothing else`(file: String) {
        #expect(throws: LedgerReceiptsFault.self) { try Self.kept(file) }
    }
}

@Suite struct `The credited part of a total` {
    @Test func `may not be other than its entries`() async throws {
        try await withAPI { api in
            let wilg = try await api.makePartner()
            try await api.enter([
                BookLine(
                    year: 2025,
                    month: "2025-01",
                    partnerId: wilg,
                    productCode: "JB-01",
                    cents: -20
                ),
                BookLine(
                    year: 2025,
                    month: "2025-01",
                    partnerId: wilg,
                    productCode: "JB-01",
                    cents: 30
                ),
            ])
            let connection = try api.database.connection()
            #expect(try LedgerDifference.all(on: connection) == [])
            try connection.run(script: "update ledger_year_total set credited_cents = 21")
            #expect(
                try LedgerDifference.all(on: connection).map(\.description) == [
                    "credited total of 2025, youth, \(wilg), JB-01: 21 cents are kept, "
                        + "the entries are 20"
                ]
            )
        }
    }
}
