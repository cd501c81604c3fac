import HTTP
@testable import Partnership
import Postgres
import TestSupport
import Testing

@Suite struct `An allocation in XML` {
    private static func read(
        _ api: TestAPI,
        _ match: Identifier,
        as sender: TestAPI.Sender = .role(.municipality)
    ) async throws -> Response {
        try await api.send(
            .get,
            "/v1/matches/\(match)/allocation",
            as: sender,
            headers: .acceptXML
        )
    }

    @Test func `names the client of its case`() async throws {
        try await withAPI(settings: SealedCase.settings) { api in
            let wilg = try await Declarant(api)
            let care = try await wilg.allocate()
            try api.run(
                "update allocation set category = '50', allocated_at = '2025-06-30 22:00+00'"
            )
            try api.name(.sample, of: "case-1")
            var bodies: Set<[UInt8]> = []
            for sender in [TestAPI.Sender.role(.municipality), .role(.caseSystem), wilg.sender] {
                let answer = try await Self.read(api, care.match, as: sender)
                #expect(answer.headers["content-type"] == "application/xml")
                bodies.insert(answer.body)
            }
            let expected = AllocationForm(
                pillar: .youth,
                municipalityCode: "1894",
                agbCode: wilg.agbCode,
                identification: .init(number: "\(care.number)A", datedOn: "2025-07-01"),
                client: .sample,
                product: .init(
                    number: care.number,
                    category: "50",
                    code: "JB-04",
                    allocatedOn: "2025-07-01",
                    allocatedAt: "00:00:00",
                    startsOn: "2025-01-01",
                    endsOn: nil,
                    extent: .init(volume: 600, unit: .hour, frequency: .inTotal)
                )
            )
            #expect(bodies == [expected.xml])
        }
    }

    @Test func `names no product code when the allocation leaves it open`() async throws {
        try await withAPI(settings: SealedCase.settings) { api in
            let care = try await Declarant(api).allocate(until: "2026-12-31")
            try api.name(.sample, of: "case-1")
            try api.run(
                """
                update allocation
                set is_aspecific = true, category = '50', budget_cents = 100000, volume = null,
                    unit = null, frequency = null, change_reason = '14', version = 2
                """
            )
            let root = try ParsedElement(try await Self.read(api, care.match).body)
            #expect(
                root["Header"]["BerichtIdentificatie"].textOf("Identificatie")
                    == "\(care.number)B"
            )
            let product = root["Client"]["ToegewezenProducten"]["ToegewezenProduct"]
            #expect(product["Product"].children.map(\.text) == ["50"])
            #expect(product.number("Budget") == 100_000)
            #expect(product.textOf("RedenWijziging") == "14")
            #expect(!product["Omvang"].isThere)
            try api.run("update allocation set category = null")
            let generic = try ParsedElement(try await Self.read(api, care.match).body)
            #expect(!generic["Client"]["ToegewezenProducten"].children[0]["Product"].isThere)
        }
    }

    @Test(arguments: [
        ("", "409 allocation.no-client"),
        (
            "insert into case_file (case_reference, outside_messaging) values ('case-1', true)",
            "409 allocation.outside-messaging"
        ),
    ])
    func `is refused while nobody may be named`(script: String, summary: String) async throws {
        try await withAPI(settings: SealedCase.settings) { api in
            let care = try await Declarant(api).allocate()
            if !script.isEmpty { try api.run(script) }
            let answer = try await Self.read(api, care.match)
            #expect(answer.summary == summary)
            #expect(answer.json["grounds"][0]["source"].text == "IJW")
            let json = try await api.send(.get, "/v1/matches/\(care.match)/allocation")
            #expect(json.status == 200)
        }
    }

    @Test func `is refused without a category`() async throws {
        try await withAPI(settings: SealedCase.settings) { api in
            let care = try await Declarant(api).allocate()
            try api.name(.sample, of: "case-1")
            try api.run("update allocation set category = null")
            let answer = try await Self.read(api, care.match)
            #expect(answer.summary == "409 allocation.no-category")
        }
    }

    @Test func `is for who may know the client`() async throws {
        try await withAPI(settings: SealedCase.settings) { api in
            let wilg = try await Declarant(api)
            let other = try await Declarant(api)
            let care = try await wilg.allocate()
            try api.name(.sample, of: "case-1")
            let auditor = try await Self.read(api, care.match, as: .role(.auditor))
            #expect(auditor.summary == "403 access.clients-withheld")
            let stranger = try await Self.read(api, care.match, as: other.sender)
            #expect(stranger.summary == "404 resource.not-found")
            let nothing = try await Self.read(api, .random())
            #expect(nothing.summary == "404 resource.not-found")
        }
    }

    @Test func `stays sealed without the key`() async throws {
        try await withAPI(settings: API.Settings()) { api in
            let care = try await Declarant(api).allocate()
            #expect(try await Self.read(api, care.match).summary == "503 vault.no-key")
        }
    }
}
