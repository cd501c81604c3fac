@testable import Partnership
import Testing

@Suite struct `An allocation message` {
    @Test func `of adults is the Wmo's`() throws {
        var form = AllocationForm.sample
        form = AllocationForm(
            pillar: .adult,
            municipalityCode: form.municipalityCode,
            agbCode: form.agbCode,
            identification: form.identification,
            client: form.client,
            product: form.product
        )
        let root = try ParsedElement(form.xml)
        #expect(root["Header"].textOf("BerichtCode") == "414")
        #expect(root.namespace == "http://www.istandaarden.nl/iwmo/3_2/wmo301/schema")
    }

    /// The three shapes of IJW §2.4, each with what it has.
    @Test(
        arguments: [
            (
                "50", "JB-04", nil,
                ["Categorie 50", "Code JB-04", "Volume 31", "Eenheid 14", "Frequentie 4"]
            ),
            ("50", nil, nil, ["Categorie 50"]),
            ("50", nil, 1_000, ["Categorie 50", "Budget 1000"]),
            (nil, nil, 1_000, ["Budget 1000"]),
        ] as [(String?, String?, Int?, [String])]
    )
    func `says no more than its shape has`(
        category: String?,
        code: String?,
        budget: Int?,
        told: [String]
    ) throws {
        let extent = AllocationForm.Extent(volume: 31, unit: .fullDay, frequency: .perMonth)
        let product = try written(
            AllocationForm.Product(
                number: 1,
                category: category,
                code: code,
                allocatedOn: "2026-03-30",
                allocatedAt: "00:00:00",
                startsOn: "2026-04-01",
                endsOn: "2026-12-31",
                changeReason: "13",
                extent: budget == nil ? extent : nil,
                budgetCents: budget
            )
        )
        let parts = product["Product"].children + product["Omvang"].children
        let words = (parts + product.all("Budget")).map { "\($0.name) \($0.text)" }
        #expect(words == told)
        #expect(product.textOf("Einddatum") == "2026-12-31")
        #expect(product.textOf("RedenWijziging") == "13")
    }

    @Test func `has its elements in the order of the schema`() throws {
        var client = AllocationClient.sample
        client.partnerSurname = "Ander"
        client.partnerSurnamePrefix = "de"
        client.person.givenNames = "Sam"
        client.person.birthDate.unknownPart = "1"
        client.contacts[0].phone = .init(number: "0612345678", countryNumber: "0031")
        client.contacts[0].emailAddress = "sam@example.org"
        client.contacts[0].address?.house = .init(
            number: 1,
            letter: "A",
            addition: "bis",
            indication: .opposite
        )
        let root = try ParsedElement(AllocationForm.naming(client).xml)["Client"]
        #expect(
            root.children.map(\.name) == [
                "Bsn", "Geboortedatum", "Geslacht", "Naam", "Contactgegevens",
                "ToegewezenProducten",
            ]
        )
        let name = root["Naam"]
        #expect(
            name.children.map(\.name) == [
                "Geslachtsnaam", "Partnernaam", "Voornamen", "Voorletters", "NaamGebruik",
            ]
        )
        #expect(name["Partnernaam"].children.map(\.text) == ["Ander", "de"])
        let contact = root["Contactgegevens"]["Contact"]
        #expect(contact.children.map(\.name) == ["Soort", "Adres", "Telefoon", "Emailadres"])
        #expect(contact["Adres"]["Huis"].children.map(\.text) == ["1", "A", "bis", "TO"])
        #expect(
            contact["Telefoon"]["Telefoon01"].children.map(\.text) == ["0612345678", "0031"]
        )
    }

    @Test(arguments: [
        (1, 1, "1A"), (300_201, 2, "300201B"), (300_201, 26, "300201Z"), (300_201, 27, "300201AA"),
        (300_201, 52, "300201AZ"), (300_201, 702, "300201ZZ"), (300_201, 703, "300201AAA"),
        (999_999_999, 18_278, "999999999ZZZ"),
    ])
    func `has a number of its own for each version`(number: Int, version: Int, text: String) {
        #expect(AllocationForm.messageId(allocationNumber: number, version: version) == text)
    }

    @Test func `never has the number of another`() {
        var seen: Set<String> = []
        for number in [0, 1, 11, 12, 999_999_999] {
            for version in 1...800 {
                let text = AllocationForm.messageId(allocationNumber: number, version: version)
                #expect(text.utf8.count <= 12)
                #expect(seen.insert(text).inserted)
            }
        }
    }

    private func written(_ product: AllocationForm.Product) throws -> ParsedElement {
        let sample = AllocationForm.sample
        let form = AllocationForm(
            pillar: .youth,
            municipalityCode: sample.municipalityCode,
            agbCode: sample.agbCode,
            identification: sample.identification,
            client: sample.client,
            product: product
        )
        return try ParsedElement(form.xml)["Client"]["ToegewezenProducten"]["ToegewezenProduct"]
    }
}

extension AllocationForm {
    /// The sample about somebody else.
    fileprivate static func naming(_ client: AllocationClient) -> AllocationForm {
        AllocationForm(
            pillar: .youth,
            municipalityCode: sample.municipalityCode,
            agbCode: sample.agbCode,
            identification: sample.identification,
            client: client,
            product: sample.product
        )
    }
}
