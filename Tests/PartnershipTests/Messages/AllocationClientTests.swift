import JSON
@testable import Partnership
import TestSupport
import Testing

@Suite struct `The client of an allocation` {
    static let text = """
        {"bsn": "999900006", "birthDate": "2014-02-14", "unknownPart": null, "sex": "2",
         "surname": "Voorbeeld", "surnamePrefix": "van", "givenNames": null, "initials": "SJ",
         "partnerSurname": "Ander", "partnerSurnamePrefix": "de", "nameUse": "3",
         "contacts": [{"kind": "01",
            "address": {"house": {"number": 1, "letter": "A", "addition": "bis",
                                  "indication": "BY"},
                        "postalCode": "5981AA", "street": "Voorbeeldstraat", "city": "Panningen",
                        "countryCode": "NL"},
            "phone": {"number": "0612345678", "countryNumber": "0031"},
            "emailAddress": "sam@example.org"},
           {"kind": "02", "address": null, "phone": null, "emailAddress": null}]}
        """

    @Test func `is written as it is read`() throws {
        let (read, places) = try Self.read(Self.text)
        let client = try #require(read)
        #expect(places == [])
        #expect(client.contacts[0].address?.house?.indication == .near)
        #expect(AllocationClient(json: client.json) == client)
        #expect(
            String(decoding: client.json, as: UTF8.self) == (try TestJSON(Self.text)).description
        )
        #expect(AllocationClient(json: AllocationClient.sample.json) == .sample)
    }

    @Test(arguments: [
        ("\"999900006\"", "\"123456789\"", "/bsn format"),
        ("\"999900006\"", "\"000000000\"", "/bsn format"),
        ("\"2014-02-14\"", "\"2014-02-30\"", "/birthDate format"),
        ("\"2014-02-14\"", "\"1899-12-31\"", "/birthDate format"),
        ("\"unknownPart\": null", "\"unknownPart\": \"1\"", "/unknownPart CS139"),
        ("\"unknownPart\": null", "\"unknownPart\": \"4\"", "/unknownPart format"),
        ("\"sex\": \"2\"", "\"sex\": \"3\"", "/sex format"),
        ("\"Voorbeeld\"", "\"\"", "/surname length"),
        ("\"SJ\"", "\"S.J.\"", "/initials format"),
        ("\"SJ\"", "\"SJABCDE\"", "/initials format"),
        ("\"Ander\"", "null", "/partnerSurnamePrefix unexpected,/nameUse CS050"),
        ("\"nameUse\": \"3\"", "\"nameUse\": \"6\"", "/nameUse enum"),
        ("\"kind\": \"02\"", "\"kind\": \"03\"", "/contacts/1/address CD034"),
        ("\"kind\": \"02\"", "\"kind\": \"05\"", "/contacts/1/kind enum"),
        ("\"postalCode\": \"5981AA\", ", "", "/contacts/0/address/countryCode CD005"),
        (
            "\"countryCode\": \"NL\"", "\"countryCode\": null",
            "/contacts/0/address/countryCode CD005"
        ),
        (
            "\"countryCode\": \"NL\"", "\"countryCode\": \"nl\"",
            "/contacts/0/address/countryCode format"
        ),
        ("5981AA", "5981 AA", "/contacts/0/address/postalCode CS089"),
        ("5981AA", "0981AA", "/contacts/0/address/postalCode CS089"),
        ("\"number\": 1", "\"number\": 100000", "/contacts/0/address/house/number range"),
        ("\"letter\": \"A\"", "\"letter\": \"AB\"", "/contacts/0/address/house/letter length"),
        ("0612345678", "+31612345678", "/contacts/0/phone/number format"),
    ])
    func `is refused with what is wrong`(part: String, wrong: String, place: String) throws {
        let text = Self.text.replacing(part, with: wrong)
        #expect(text != Self.text)
        let (client, places) = try Self.read(text)
        #expect(client == nil || !places.isEmpty)
        #expect(Set(places).isSuperset(of: place.split(separator: ",").map(String.init)))
    }

    @Test(arguments: [
        ("\"999900006\"", "\"123456782\""), ("\"2014-02-14\"", "\"1900-01-01\""),
        ("\"unknownPart\": null", "\"unknownPart\": \"3\""),
        ("\"countryCode\": \"NL\"", "\"countryCode\": \"DE\""), ("\"SJ\"", "\"Çé\""),
        ("\"number\": 1", "\"number\": 99999"), ("\"nameUse\": \"3\"", "\"nameUse\": \"1\""),
        ("\"kind\": \"02\"", "\"kind\": \"04\""),
    ])
    func `may be so`(part: String, other: String) throws {
        let isUnknown = other.contains("unknownPart")
        let text = Self.text.replacing(part, with: other)
            .replacing("2014-02-14", with: isUnknown ? "1900-01-01" : "2014-02-14")
        #expect(text != Self.text)
        #expect(try Self.read(text).places == [])
    }

    @Test(arguments: [0, 1, 10, 11])
    func `has one to ten addresses`(count: Int) throws {
        let contact = "{\"kind\": \"02\"}"
        let contacts = Array(repeating: contact, count: count).joined(separator: ",")
        let text = """
            {"bsn": "999900006", "birthDate": "2014-02-14", "sex": "2", "surname": "V",
             "nameUse": "1", "contacts": [\(contacts)]}
            """
        let places = try Self.read(text).places
        #expect(places == ((1...10).contains(count) ? [] : ["/contacts length"]))
    }

    @Test(arguments: ["", "{}", "[]", "{\"bsn\": \"999900006\"}"])
    func `is nothing else when it was sealed`(text: String) {
        #expect(AllocationClient(json: Array(text.utf8)) == nil)
    }

    private static func read(_ text: String) throws -> (client: AllocationClient?, places: [String])
    {
        let errors = JSONErrors()
        var object = JSONObject(try JSONDocument(parsing: Array(text.utf8)).root, errors)
        let client = AllocationClient(reading: &object)
        object.close()
        return (client, errors.list.map { "\($0.location) \($0.code)" })
    }
}

@Suite struct `The eleven-test` {
    @Test(arguments: [
        "999900006", "999900018", "999900031", "999990019", "999996770", "123456782", "111222333",
    ])
    func `is passed`(text: String) {
        #expect(ElevenTest.passes(text))
    }

    @Test(arguments: [
        "123456789", "000000000", "99990006", "9999000060", "", "99990000x", "٩٩٩٩٠٠٠٠٦",
        "999900007", " 99990006",
    ])
    func `is failed`(text: String) {
        #expect(!ElevenTest.passes(text))
    }
}
