/// What a client who is nobody leaves behind, and how it is found again.
package struct PersonalTraces: Sendable {
    package let bsn: String
    package let surname: String
    package let street: String
    package let initials = "QZ"

    /// BSNs of the range for tests, each with a name and a street that nothing else has.
    package static let all = [
        PersonalTraces(bsn: "999900006", surname: "Zonneweide", street: "Dwarrelpad"),
        PersonalTraces(bsn: "999900018", surname: "Kwartelslag", street: "Fonkelsteeg"),
        PersonalTraces(bsn: "999990019", surname: "Ommegaand", street: "Murmelhof"),
    ]

    /// The client as a case system tells it.
    package var client: String {
        """
        {"bsn": "\(bsn)", "birthDate": "2012-05-14", "sex": "2", "surname": "\(surname)",
         "initials": "\(initials)", "nameUse": "1",
         "contacts": [{"kind": "01", "emailAddress": "\(surname)@example.nl",
                       "address": {"house": {"number": 12}, "postalCode": "5981AB",
                                   "street": "\(street)", "city": "Panningen",
                                   "countryCode": "NL"}}]}
        """
    }

    /// A start of youth care about the client, as JW305 has it.
    package func start(
        _ id: String,
        agbCode: String,
        allocation number: Int,
        on startedOn: String = "2025-04-03"
    ) -> String {
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <m:Bericht xmlns:b="http://www.istandaarden.nl/ijw/3_2/basisschema/schema" \
        xmlns:m="http://www.istandaarden.nl/ijw/3_2/jw305/schema">\
        <m:Header><m:BerichtCode>438</m:BerichtCode><m:BerichtVersie>3</m:BerichtVersie>\
        <m:BerichtSubversie>2</m:BerichtSubversie><m:Afzender>\(agbCode)</m:Afzender>\
        <m:Ontvanger>1894</m:Ontvanger><m:BerichtIdentificatie>\
        <b:Identificatie>\(id)</b:Identificatie><b:Dagtekening>\(startedOn)</b:Dagtekening>\
        </m:BerichtIdentificatie><m:XsdVersie>\
        <b:BasisschemaXsdVersie>1.0.0</b:BasisschemaXsdVersie>\
        <b:BerichtXsdVersie>1.0.0</b:BerichtXsdVersie></m:XsdVersie></m:Header>\
        <m:Client><m:Bsn>\(bsn)</m:Bsn><m:Geboortedatum><b:Datum>2012-05-14</b:Datum>\
        </m:Geboortedatum><m:Geslacht>2</m:Geslacht><m:Naam><b:Geslachtsnaam>\
        <b:Achternaam>\(surname)</b:Achternaam></b:Geslachtsnaam>\
        <b:Voorletters>\(initials)</b:Voorletters></m:Naam><m:StartProducten><m:StartProduct>\
        <m:ToewijzingNummer>\(number)</m:ToewijzingNummer><m:Product>\
        <b:Categorie>50</b:Categorie><b:Code>JB-04</b:Code></m:Product>\
        <m:ToewijzingIngangsdatum>2025-01-01</m:ToewijzingIngangsdatum>\
        <m:Begindatum>\(startedOn)</m:Begindatum>\
        <m:StatusAanlevering>1</m:StatusAanlevering></m:StartProduct></m:StartProducten>\
        </m:Client></m:Bericht>
        """
    }

    /// The start with a fault in each place in turn, so that whoever tells of it might repeat what
    /// stands there.
    package func brokenStarts(agbCode: String, allocation number: Int) -> [String] {
        let whole = start("X1", agbCode: agbCode, allocation: number)
        return [
            whole.replacing(">\(bsn)<", with: "> \(bsn)<"),
            whole.replacing(">\(bsn)<", with: ">\(bsn)0<"),
            whole.replacing("<m:Bsn>\(bsn)</m:Bsn>", with: ""),
            whole.replacing("<m:Geslacht>2<", with: "<m:Geslacht>\(bsn)<"),
            whole.replacing("<b:Datum>2012-05-14<", with: "<b:Datum>\(surname)<"),
            whole.replacing("<b:Voorletters>\(initials)<", with: "<b:Voorletters>\(surname) 1<"),
            whole.replacing("<m:Client>", with: "<m:Client><m:Extra>\(surname)</m:Extra>"),
            whole.replacing("<m:Client>", with: "<m:Client soort=\"\(surname)\">"),
            whole.replacing("<m:Client>", with: "<m:Client>\(bsn) \(surname)"),
            whole.replacing("</m:Bericht>", with: ""),
            whole.replacing("?>", with: "?><!DOCTYPE m [<!ENTITY a \"\(surname)\">]>"),
            whole.replacing("438", with: bsn), String(whole.prefix(whole.utf8.count / 2)),
        ]
    }

    /// Every form in which it might stand somewhere.
    package var needles: [String] {
        [bsn, surname, street].flatMap { word in
            [
                word, word.uppercased(), word.lowercased(),
                word.utf8.map { String($0, radix: 16) }.joined(),
            ]
        }
    }

    /// The needles of all that a text has, and the numbers in it that may be BSNs.
    package static func found(in text: String) -> [String] {
        let bytes = Array(text.utf8)
        let needles = Dictionary(grouping: all.flatMap(\.needles).map { Array($0.utf8) }) {
            $0.prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        }
        var found: Set<String> = []
        var last: UInt32 = 0
        for (place, byte) in bytes.enumerated() {
            last = last << 8 | UInt32(byte)
            for needle in needles[last] ?? [] where bytes[(place - 3)...].starts(with: needle) {
                found.insert(String(decoding: needle, as: UTF8.self))
            }
        }
        return (found.union(numbers(in: text))).sorted()
    }

    /// Numbers of nine digits that stand by themselves and may be BSNs.
    package static func numbers(in text: String) -> [String] {
        text.utf8.split { !isLetterOrDigit($0) }.filter { mayBeBSN($0) }
            .map { String(decoding: $0, as: UTF8.self) }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: false
        }
    }

    private static func mayBeBSN(_ word: Substring.UTF8View) -> Bool {
        guard word.count == 9, word.allSatisfy({ $0 <= 0x39 }) else { return false }
        let digits = word.map { Int($0) - 0x30 }
        var sum = -digits[8]
        for place in 0..<8 { sum += (9 - place) * digits[place] }
        return sum % 11 == 0
    }
}
