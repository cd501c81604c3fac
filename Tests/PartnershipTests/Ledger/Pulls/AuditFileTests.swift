import HTTP
@testable import Partnership
import TestSupport
import Testing

extension TestAPI {
    fileprivate func auditFile(
        _ target: String,
        as sender: Sender = .role(.finance)
    ) async throws -> Response {
        try await send(.get, "/v1/ledger/\(target)", as: sender)
    }
}

extension ParsedElement {
    /// The names of what is in it, in their order.
    fileprivate var names: [String] { children.map(\.name) }

    /// An amount in cents; nil when it does not have two decimals.
    fileprivate func cents(_ name: String) -> Int? {
        guard let text = textOf(name), text.suffix(3).first == "." else { return nil }
        return Int(text.filter { $0 != "." })
    }

    fileprivate var transactions: [ParsedElement] {
        self["company"]["transactions"].all("journal").flatMap { $0.all("transaction") }
    }
}

/// The schema of the file, as far as we write it.
///
/// - Source: XmlAuditfileFinancieel3.2.xsd.
private enum AuditFileSchema {
    /// What stands in what, in which order, and what may be left out.
    static let structure: [String: [String]] = [
        "auditfile": ["header", "company"],
        "header": [
            "fiscalYear", "startDate", "endDate", "curCode", "dateCreated", "softwareDesc",
            "softwareVersion",
        ],
        "company": [
            "companyIdent", "companyName", "taxRegistrationCountry", "taxRegIdent",
            "customersSuppliers", "generalLedger", "periods", "transactions",
        ],
        "customersSuppliers": ["customerSupplier*"],
        "customerSupplier": ["custSupID", "custSupName", "commerceNr?", "custSupTp"],
        "generalLedger": ["ledgerAccount", "ledgerAccount*"],
        "ledgerAccount": ["accID", "accDesc", "accTp", "leadReference"],
        "periods": ["period*"],
        "period": ["periodNumber", "periodDesc?", "startDatePeriod", "endDatePeriod"],
        "transactions": ["linesCount", "totalDebit", "totalCredit", "journal*"],
        "journal": ["jrnID", "desc", "jrnTp", "transaction*"],
        "transaction": ["nr", "desc", "periodNumber", "trDt", "trLine*"],
        "trLine": [
            "nr", "accID", "docRef", "effDate", "amnt", "amntTp", "custSupID?", "prodID?",
        ],
    ]

    /// How many characters a text has at most.
    static let lengths = [
        "fiscalYear": 9, "softwareDesc": 50, "softwareVersion": 20, "companyIdent": 35,
        "companyName": 999, "taxRegIdent": 30, "custSupID": 35, "custSupName": 50,
        "commerceNr": 999, "accID": 35, "accDesc": 999, "leadReference": 999, "periodDesc": 50,
        "jrnID": 35, "nr": 35, "docRef": 999, "prodID": 35,
    ]

    /// What a text is one of.
    static let choices = [
        "curCode": ["EUR"], "taxRegistrationCountry": ["NL"], "custSupTp": ["B", "C", "O", "S"],
        "accTp": ["B", "M", "P"], "amntTp": ["C", "D"],
        "jrnTp": ["B", "C", "G", "M", "O", "P", "S", "T", "Y", "Z"],
    ]

    /// How many digits a number has at most, and whether two of them are decimals.
    static let digits = [
        "linesCount": (10, false), "periodNumber": (3, false), "amnt": (20, true),
        "totalDebit": (20, true), "totalCredit": (20, true),
    ]

    static let days: Set = [
        "startDate", "endDate", "dateCreated", "startDatePeriod", "endDatePeriod", "trDt",
        "effDate",
    ]

    /// Of any length.
    static let texts: Set = ["desc"]

    /// Whether a text may stand in an element without others.
    static func takes(_ text: String, in name: String) -> Bool {
        if let length = lengths[name] { return text.unicodeScalars.count <= length }
        if let choice = choices[name] { return choice.contains(text) }
        if days.contains(name) { return Day(text) != nil }
        if let (count, hasDecimals) = digits[name] {
            let parts = text.split(separator: ".", omittingEmptySubsequences: false)
            let areDigits = parts.allSatisfy { part in
                !part.isEmpty && part.utf8.allSatisfy { (0x30...0x39).contains($0) }
            }
            return areDigits && parts.count == (hasDecimals ? 2 : 1)
                && (!hasDecimals || parts[1].utf8.count == 2)
                && text.utf8.count - (hasDecimals ? 1 : 0) <= count
        }
        return texts.contains(name)
    }

    /// Where the file is not as the schema has it.
    static func violations(_ element: ParsedElement) -> [String] {
        guard let wanted = structure[element.name] else {
            guard element.children.isEmpty else { return ["\(element.name) has elements"] }
            let isTaken = takes(element.text, in: element.name)
            return isTaken ? [] : ["\(element.name) holds \(element.text)"]
        }
        var names = element.names[...]
        for place in wanted {
            let name = place.filter { $0 != "*" && $0 != "?" }
            if place.hasSuffix("*") {
                names = names.drop { $0 == name }
            } else if names.first == name {
                names = names.dropFirst()
            } else if !place.hasSuffix("?") {
                return ["\(element.name) has no \(name) in its place"]
            }
        }
        let rest = names.map { "\(element.name) has \($0)" }
        return rest + element.children.flatMap(violations)
    }

    /// The keys that stand more than once where the schema has each once.
    static func repeatedKeys(in company: ParsedElement) -> [String] {
        [
            ("customersSuppliers", "custSupID"), ("generalLedger", "accID"),
            ("periods", "periodNumber"), ("transactions", "jrnID"),
        ].flatMap { list, key in
            let keys = company[list].children.compactMap { $0.textOf(key) }
            return Set(keys).filter { key in keys.count { $0 == key } > 1 }
        }
    }
}

@Suite struct `The audit file` {
    private static func parsed(_ answer: Response) throws -> ParsedElement {
        #expect(answer.status == 200)
        #expect(answer.headers["content-type"] == "application/xml")
        let file = try ParsedElement(answer.body)
        #expect(AuditFileSchema.violations(file) == [])
        #expect(AuditFileSchema.repeatedKeys(in: file["company"]) == [])
        #expect(file.namespaces == ["http://www.auditfiles.nl/XAF/3.2"])
        return file
    }

    /// What every line refers to is there, and both sides add up.
    private static func check(_ file: ParsedElement, totalCents: Int) {
        let company = file["company"]
        let accounts = company["generalLedger"].children.map { $0.textOf("accID") }
        let relations = company["customersSuppliers"].children.map { $0.textOf("custSupID") }
        let periods = company["periods"].children.map { $0.textOf("periodNumber") }
        let lines = file.transactions.flatMap { $0.all("trLine") }
        var sides = ["D": 0, "C": 0]
        var revenue = 0
        for line in lines {
            #expect(accounts.contains(line.textOf("accID")))
            if let relation = line.textOf("custSupID") { #expect(relations.contains(relation)) }
            let cents = line.cents("amnt") ?? 0
            let side = line.textOf("amntTp") ?? ""
            sides[side, default: 0] += cents
            guard line.textOf("accID") == "revenue" else { continue }
            revenue += side == "C" ? cents : -cents
        }
        for transaction in file.transactions {
            #expect(periods.contains(transaction.textOf("periodNumber")))
        }
        let totals = company["transactions"]
        #expect(totals.number("linesCount") == lines.count)
        #expect(totals.cents("totalDebit") == sides["D"])
        #expect(totals.cents("totalCredit") == sides["C"])
        #expect(sides["D"] == sides["C"])
        #expect(revenue == totalCents)
    }

    private static func lines(_ wilg: Identifier, _ maas: Identifier) -> [BookLine] {
        [
            BookLine(
                year: 2024,
                month: "2024-02",
                partnerId: wilg,
                productCode: "JB-04",
                cents: 12_345
            ),
            BookLine(year: 2024, month: "2024-12", partnerId: wilg, cents: -45),
            BookLine(year: 2024, pillar: .adult, partnerId: maas, cents: 700),
            BookLine(year: 2024, cents: 3), BookLine(year: 2023, partnerId: wilg, cents: 9_999),
        ]
    }

    @Test func `of a year has every entry, and its totals are the ledger's`() async throws {
        try await withAPI { api in
            let wilg = try await api.makePartner(name: "De Wilg & zn")
            let maas = try await api.makePartner(name: String(repeating: "é", count: 51))
            try await api.enter(Self.lines(wilg, maas))
            let file = try Self.parsed(try await api.auditFile("2024/auditfile"))
            let year = try await api.ledger("2024").json
            Self.check(file, totalCents: try #require(year["totalCents"].number))
            #expect(file["header"].textOf("fiscalYear") == "2024")
            #expect(file["header"].textOf("endDate") == "2024-12-31")
            #expect(file["company"].textOf("companyIdent") == "1894")
            let relations = file["company"]["customersSuppliers"].children
            #expect(
                relations.map { $0.textOf("custSupName") }
                    == ["De Wilg & zn", String(repeating: "é", count: 50)]
            )
            #expect(relations.map { $0.textOf("custSupTp") } == ["S", "S"])
            #expect(file["company"]["periods"].children.count == 13)
            #expect(file.transactions.map { $0.number("nr") } == [1, 2, 3, 4])
            #expect(file.transactions.map { $0.number("periodNumber") } == [2, 12, 13, 13])
            #expect(
                file.transactions.map { $0.textOf("trDt") }
                    == ["2024-02-29", "2024-12-31", "2024-12-31", "2024-12-31"]
            )
        }
    }

    @Test func `of a partner is its own bookkeeping`() async throws {
        try await withAPI { api in
            let wilg = try await api.makePartner()
            let maas = try await api.makePartner(name: "Maasoever")
            try await api.enter(Self.lines(wilg, maas))
            let asked = try await api.auditFile("2024/auditfile?partnerId=\(wilg)")
            let file = try Self.parsed(asked)
            Self.check(file, totalCents: 12_300)
            #expect(file["company"].textOf("companyName") == "De Wilg")
            let relations = file["company"]["customersSuppliers"].children
            #expect(relations.map { $0.textOf("custSupID") } == ["1894"])
            #expect(relations.map { $0.textOf("custSupTp") } == ["C"])
            let own = try await api.auditFile("2024/auditfile", as: .partner(wilg))
            #expect(own.body == asked.body)
            let other = try await api.auditFile(
                "2024/auditfile?partnerId=\(maas)",
                as: .partner(wilg)
            )
            #expect(other.summary == "403 access.not-yours")
            let nobody = Identifier(high: 1, low: 1)
            #expect(try await api.auditFile("2024/auditfile?partnerId=\(nobody)").status == 404)
        }
    }

    @Test func `keeps claims, openings and reversals apart`() async throws {
        try await withAPI { api in
            let declarant = try await Declarant(api)
            let care = try await declarant.allocate()
            _ = try await declarant.declare(.claim("D1", .debit("L1", of: care.number)))
            let year = try #require(
                try await api.entries().json["items"][0]["year"].number
            )
            try await api.enter([BookLine(year: year, partnerId: declarant.id, cents: 900)])
            let opening = try #require(
                try await api.entries().json["items"][1]["id"].identifier
            )
            #expect(try await api.reverse(opening).status == 201)
            let path = "\(year)/auditfile?partnerId=\(declarant.id)"
            let file = try Self.parsed(try await api.auditFile(path))
            let journals = file["company"]["transactions"].all("journal")
            #expect(journals.map { $0.textOf("jrnID") } == ["claims", "openings", "reversals"])
            #expect(journals.map { $0.textOf("jrnTp") } == ["S", "O", "M"])
            #expect(journals.map { $0.all("transaction").count } == [1, 1, 1])
            Self.check(file, totalCents: try #require(await declarant.ledgerCents(in: year)))
        }
    }

    @Test func `is taken by the schema when every text is as long as it can be`() async throws {
        try await withAPI { api in
            let name = String(repeating: "é&", count: 100)
            let partner = try await api.makePartner(name: name)
            let opened = try await api.send(
                .post,
                "/v1/ledger/entries",
                as: .role(.finance),
                json: """
                    {"year": 2020, "pillar": "youth", "partnerId": "\(partner)",
                     "productCode": "JB-03", "cents": 999999999999,
                     "source": "\(String(repeating: "é", count: 200))"}
                    """
            )
            #expect(opened.status == 201)
            let taken = try await api.reverse(
                try #require(opened.json["id"].identifier),
                String(repeating: "<", count: 100)
            )
            #expect(taken.status == 201)
            for target in ["2020/auditfile", "2020/auditfile?partnerId=\(partner)"] {
                let file = try Self.parsed(try await api.auditFile(target))
                Self.check(file, totalCents: 0)
                #expect(file.transactions.count == 2)
            }
        }
    }

    @Test(arguments: [
        ("custSupName", String(repeating: "é", count: 50), true),
        ("custSupName", String(repeating: "é", count: 51), false), ("jrnTp", "S", true),
        ("jrnTp", "X", false), ("accTp", "", false), ("trDt", "2024-02-29", true),
        ("trDt", "2025-02-29", false), ("amnt", "0.05", true), ("amnt", "5", false),
        ("amnt", "-0.05", false), ("amnt", "1.005", false), ("linesCount", "1234567890", true),
        ("linesCount", "12345678901", false), ("periodNumber", "13", true),
        ("periodNumber", "1.0", false), ("bankAccNr", "NL00", false),
    ])
    func `has texts that the schema takes`(name: String, text: String, isTaken: Bool) {
        #expect(AuditFileSchema.takes(text, in: name) == isTaken)
    }

    @Test func `of a year without entries has none`() async throws {
        try await withAPI { api in
            let file = try Self.parsed(try await api.auditFile("2031/auditfile"))
            Self.check(file, totalCents: 0)
            #expect(file.transactions.isEmpty)
        }
    }

    @Test func `has ten thousand entries at most`() async throws {
        try await withAPI { api in
            try api.fillYear(AuditFile.maximumEntries)
            let answer = try await api.auditFile("2020/auditfile")
            #expect(answer.status == 200)
            #expect(answer.body.count < 12 << 20)
            try await api.enter([BookLine(year: 2020, cents: 1)])
            let more = try await api.auditFile("2020/auditfile")
            #expect(more.summary == "409 audit-file.too-many-entries")
        }
    }
}
