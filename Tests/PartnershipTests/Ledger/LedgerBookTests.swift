import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct `The household book` {
    @Test func `of a year without entries is zero, known never and has empty lists`() async throws {
        try await withAPI { api in
            let answer = try await api.ledger("2031")
            #expect(answer.status == 200)
            #expect(
                answer.text.hasPrefix(
                    """
                    {"year":2031,"knownAt":null,"totalCents":0,"pillars":[],"partners":[],\
                    "products":[],"months":[],"cells":[],"grounds":[{
                    """
                )
            )
            let table = try await api.ledger("2031", accept: "text/csv")
            #expect(table.text == "year,pillar,partnerId,partnerName,productCode,cents\r\n")
        }
    }

    @Test(arguments: [
        "2014", "2200", "02024", "+2024", "-2024", "24", "2024x", "20 24", "two", "٢٠٢٤",
        "99999999999999999999",
    ])
    func `of what is no year from 2015 to 2199 is not there`(year: String) async throws {
        try await withAPI { api in
            let path = year.utf8.reduce(into: "") { text, byte in
                let isPlain = byte > 0x20 && byte < 0x7F
                text += isPlain ? String(UnicodeScalar(byte)) : "%" + String(byte, radix: 16)
            }
            for target in [path, path + "/shares"] {
                let answer = try await api.ledger(target)
                #expect(answer.summary == "404 resource.not-found")
            }
        }
    }

    @Test(arguments: ["2015", "2199"])
    func `has the first and the last year`(year: String) async throws {
        try await withAPI { api in
            for target in [year, year + "/shares"] {
                let answer = try await api.ledger(target)
                #expect(answer.status == 200)
            }
        }
    }

    @Test func `agrees over pillars, partners, products, months and cells`() async throws {
        try await withAPI { api in
            let wilg = try await api.makePartner()
            let maas = try await api.makePartner(name: "Maasoever \\\"zorg\\\"")
            try await api.enter(Self.lines(wilg, maas))
            let ledger = try await api.ledger("2024").json
            #expect(ledger["totalCents"].number == 125_700)
            for list in ["pillars", "partners", "products", "months", "cells"] {
                #expect(ledger[list].sum("cents") == 125_700, "\(list)")
            }
            #expect(ledger["pillars"].texts("pillar") == ["youth", "adult"])
            #expect(ledger["pillars"].numbers("cents") == [95_700, 30_000])
            #expect(
                ledger["partners"].texts("partnerId") == ["\(wilg)", "\(maas)", nil]
            )
            #expect(
                ledger["partners"].texts("partnerName") == ["De Wilg", "Maasoever \"zorg\"", nil]
            )
            #expect(ledger["partners"].numbers("cents") == [64_500, 61_000, 200])
            #expect(ledger["partners"].sum("sharePpm") == 1_000_000)
            #expect(ledger["products"].texts("productCode") == ["JB-01", "JB-04", "MH-04", nil])
            #expect(ledger["products"].numbers("cents") == [35_000, 60_500, 30_000, 200])
            #expect(ledger["months"].texts("month") == ["2024-03", "2024-12", nil])
            #expect(ledger["months"].numbers("cents") == [94_500, 31_000, 200])
            #expect(
                ledger["cells"].texts("partnerId")
                    == ["\(wilg)", "\(wilg)", "\(maas)", "\(maas)", nil]
            )
            #expect(
                ledger["cells"].texts("productCode") == ["JB-04", "MH-04", "JB-01", "JB-04", nil]
            )
            #expect(ledger["cells"].numbers("cents") == [34_500, 30_000, 35_000, 26_000, 200])
            #expect(try LedgerDifference.all(on: api.database.connection()) == [])
        }
    }

    private static func lines(_ wilg: Identifier, _ maas: Identifier) -> [BookLine] {
        func line(
            _ month: String?,
            _ partnerId: Identifier?,
            _ productCode: String?,
            _ cents: Int
        ) -> BookLine {
            BookLine(
                year: 2024,
                month: month,
                pillar: productCode == "MH-04" ? .adult : .youth,
                partnerId: partnerId,
                productCode: productCode,
                cents: cents
            )
        }
        return [
            line("2024-03", wilg, "JB-04", 40_000), line("2024-12", wilg, "JB-04", -5_500),
            line("2024-12", wilg, "MH-04", 30_000), line("2024-03", maas, "JB-01", 35_000),
            line("2024-03", maas, "JB-04", 19_500), line("2024-12", maas, "JB-04", 6_500),
            line(nil, nil, nil, 200),
            BookLine(year: 2023, month: "2023-12", partnerId: wilg, productCode: "JB-04", cents: 1),
        ]
    }

    @Test(arguments: ["youth", "adult"])
    func `of one pillar is all of that pillar and nothing else`(pillar: String) async throws {
        try await withAPI { api in
            let wilg = try await api.makePartner()
            let maas = try await api.makePartner(name: "Maasoever")
            try await api.enter(Self.lines(wilg, maas))
            let ledger = try await api.ledger("2024?pillar=\(pillar)").json
            let cents = pillar == "youth" ? 95_700 : 30_000
            #expect(ledger["totalCents"].number == cents)
            for list in ["pillars", "partners", "products", "months", "cells"] {
                #expect(ledger[list].sum("cents") == cents, "\(list)")
            }
            #expect(ledger["pillars"].texts("pillar") == [pillar])
            #expect(ledger["partners"].count == (pillar == "youth" ? 3 : 1))
            #expect(ledger["partners"].sum("sharePpm") == 1_000_000)
            let table = try await api.ledger("2024?pillar=\(pillar)", accept: "text/csv").text
            #expect(table.split(separator: "\r\n").count == (pillar == "youth" ? 5 : 2))
        }
    }

    @Test func `refuses a pillar or a parameter it does not know`() async throws {
        try await withAPI { api in
            let pillar = try await api.ledger("2024?pillar=old")
            #expect(pillar.summary == "400 request.invalid")
            #expect(pillar.places == ["pillar format"])
            let parameter = try await api.ledger("2024?month=3")
            #expect(parameter.summary == "400 request.unknown-parameter")
            let shares = try await api.ledger("2024/shares?pillar=youth")
            #expect(shares.summary == "400 request.unknown-parameter")
        }
    }

    @Test func `is as new as the newest entry that counts`() async throws {
        try await withAPI { api in
            let wilg = try await api.makePartner()
            try await api.enter(Self.lines(wilg, wilg))
            let first = try await api.ledger("2024").json["knownAt"].text
            let adult = try await api.ledger("2024?pillar=adult").json["knownAt"].text
            #expect(first == adult)
            try await api.enter([BookLine(year: 2024, partnerId: wilg, cents: 7)])
            let second = try #require(try await api.ledger("2024").json["knownAt"].text)
            #expect(try #require(first) < second)
            #expect(try await api.ledger("2024?pillar=youth").json["knownAt"].text == second)
            #expect(try await api.ledger("2024?pillar=adult").json["knownAt"].text == adult)
            #expect(second.utf8.count == 27 && second.hasSuffix("Z"))
        }
    }

    @Test func `shows the years of the agreement, of which nothing more is known`() async throws {
        let years = [
            2019: 723_500, 2020: 5_513_700, 2021: 28_798_600, 2022: 63_322_100,
            2023: 95_087_400, 2024: 125_082_300,
        ]
        #expect(years.values.reduce(0, +) == 318_527_600)
        try await withAPI { api in
            try await api.enter(years.map { BookLine(year: $0, cents: $1) })
            for (year, cents) in years {
                let ledger = try await api.ledger("\(year)").json
                #expect(ledger["totalCents"].number == cents)
                #expect(ledger["partners"][0]["partnerId"].isNull)
                #expect(ledger["partners"][0]["partnerName"].isNull)
                #expect(ledger["partners"].numbers("sharePpm") == [1_000_000])
                #expect(ledger["products"][0]["productCode"].isNull)
                #expect(ledger["months"][0]["month"].isNull)
                #expect(ledger["cells"].numbers("cents") == [cents])
            }
            let table = try await api.ledger("2019", accept: "text/csv")
            #expect(table.text.hasSuffix("cents\r\n2019,youth,,,,723500\r\n"))
        }
    }

    @Test func `as CSV has the cells of each pillar`() async throws {
        try await withAPI { api in
            let wilg = try await api.makePartner(name: "Wilg, De")
            try await api.enter([
                BookLine(year: 2024, partnerId: wilg, productCode: "JB-04", cents: 5),
                BookLine(year: 2024, pillar: .adult, partnerId: wilg, cents: 2),
                BookLine(year: 2024, pillar: .youth, partnerId: wilg, cents: 1),
                BookLine(year: 2024, cents: -9),
            ])
            let table = try await api.ledger("2024", accept: "text/csv, application/json;q=0.5")
            #expect(table.status == 200)
            #expect(table.headers["content-type"] == "text/csv; charset=utf-8; header=present")
            #expect(
                table.text == """
                    year,pillar,partnerId,partnerName,productCode,cents\r
                    2024,youth,\(wilg),"Wilg, De",JB-04,5\r
                    2024,youth,\(wilg),"Wilg, De",,1\r
                    2024,adult,\(wilg),"Wilg, De",,2\r
                    2024,youth,,,,-9\r

                    """
            )
            let neither = try await api.ledger("2024", accept: "application/xml")
            #expect(neither.summary == "406 request.not-acceptable")
        }
    }

    @Test func `has a tag that changes with it and differs between its forms`() async throws {
        try await withAPI { api in
            try await api.enter([BookLine(year: 2024, cents: 5)])
            func read(_ tag: String?, _ accept: String = "application/json") async throws
                -> Response
            {
                var headers: Headers = ["Accept": accept]
                if let tag { headers.append("If-None-Match", tag) }
                return try await api.send(.get, "/v1/ledger/2024", headers: headers)
            }
            let tag = try #require(try await read(nil).headers["etag"])
            let unchanged = try await read(tag)
            #expect(unchanged.status == 304)
            #expect(unchanged.body.isEmpty)
            #expect(unchanged.headers["etag"] == tag)
            #expect(try await read(tag, "text/csv").status == 200)
            try await api.enter([BookLine(year: 2025, cents: 5)])
            #expect(try await read(tag).status == 304)
            try await api.enter([BookLine(year: 2024, cents: 1)])
            let changed = try await read(tag)
            #expect(changed.status == 200)
            #expect(changed.headers["etag"] != tag)
        }
    }

    @Test func `is open to every partner and to nobody without a token`() async throws {
        try await withAPI { api in
            let wilg = try await api.makePartner()
            let maas = try await api.makePartner(name: "Maasoever")
            try await api.enter([BookLine(year: 2024, partnerId: maas, cents: 5)])
            let seen = try await api.send(.get, "/v1/ledger/2024", as: .partner(wilg))
            #expect(seen.json["partners"].texts("partnerName") == ["Maasoever"])
            for target in ["/v1/ledger/2024", "/v1/ledger/2024/shares"] {
                #expect(try await api.send(.get, target, as: .nobody).status == 401)
                #expect(try await api.send(.get, target, as: .role(.caseSystem)).status == 403)
                let posted = try await api.send(.post, target, json: "{}")
                #expect(posted.summary == "405 resource.method-not-allowed")
            }
        }
    }
}
