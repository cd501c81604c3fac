import Foundation
import FoundationXML

/// Judges an answer in XML by the rules of the standard, beside the message it answers.
///
/// It knows nothing of how answers are made: only the message, what its rules say of it, and the
/// bytes that came back.
///
/// - Source: IJW §2.2, §2.5, §3.1, §3.9 (TR342); OP192.
struct AnswerChecker {
    let sent: SentText
    /// The code of each class or line that the rules refuse, by its place; no place is granted.
    let expected: [Int: String]
    /// The day of receipt.
    let receivedOn: String

    /// What is wrong with an answer; nothing when it is as it should be.
    func faults(in text: String) throws -> [String] {
        guard text.hasPrefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n") else {
            return ["no declaration, or a byte-order mark before it"]
        }
        let root = try XMLDocument(xmlString: text).rootElement()
        guard let root, root.localName == "Bericht" else { return ["no Bericht"] }
        var notes = Notes()
        let lines = text.components(separatedBy: "\n").dropLast()
        notes.expect(lines.allSatisfy { $0.hasSuffix("\r") }, "lines end with CR LF (OP192)")
        let type = ["305": "306", "307": "308"][sent.type] ?? "325"
        let space = "http://www.istandaarden.nl/ijw/3_2/jw\(type)/schema"
        notes.expect(root.uri == space, "another namespace: \(root.uri ?? "none")")
        let header = root.all("Header")
        notes.expect(header.count == 1, "\(header.count) headers")
        guard let header = header.first else { return notes.faults }
        if type == "325" {
            checkClaimHeader(header, &notes)
            checkClaim(root, &notes)
        } else {
            checkReturnHeader(header, type, &notes)
            checkClient(root, header, &notes)
        }
        return notes.faults
    }

    private func checkReturnHeader(_ header: XMLElement, _ type: String, _ notes: inout Notes) {
        notes.equal(header["BerichtCode"], type == "306" ? "439" : "441", "BerichtCode")
        // Copied, not swapped.
        notes.equal(header["Afzender"], sent.agbCode, "Afzender")
        notes.equal(header["Ontvanger"], "1894", "Ontvanger")
        notes.equal(header["BerichtIdentificatie/Identificatie"], sent.id, "Identificatie")
        notes.equal(header["BerichtIdentificatie/Dagtekening"], sent.datedOn, "Dagtekening")
        let id = header["IdentificatieRetour"] ?? ""
        notes.expect((1...12).contains(id.count), "IdentificatieRetour \(id)")
        notes.equal(header["DagtekeningRetour"], receivedOn, "DagtekeningRetour")
        for name in ["XsdVersie", "XsdVersieRetour"] {
            notes.equal(header[name + "/BerichtXsdVersie"], "1.0.0", name)
        }
        notes.expect(header.all("XsltVersie").isEmpty, "an XsltVersie without XSLT")
    }

    /// All good is a header alone; else every class has its code, and one at least refuses.
    private func checkClient(_ root: XMLElement, _ header: XMLElement, _ notes: inout Notes) {
        let clients = root.all("Client")
        guard !expected.isEmpty else {
            notes.expect(header.all("RetourCodes").isEmpty, "codes where all is accepted")
            notes.expect(clients.isEmpty, "a client where all is accepted")
            return
        }
        notes.equal(header.codes, ["0200"], "codes of the header")
        guard let client = clients.first, clients.count == 1,
            case .cares(let person, let cares) = sent.content
        else { return notes.add("a refusal gives the client back") }
        notes.equal(client["Bsn"], person.bsn, "Bsn")
        notes.equal(client["Naam/Geslachtsnaam/Achternaam"], person.surname, "Achternaam")
        notes.equal(client.codes, ["0200"], "codes of the client")
        let list = sent.type == "305" ? "StartProducten/StartProduct" : "StopProducten/StopProduct"
        let classes = client.all(list)
        notes.equal(classes.count, cares.count, "classes")
        for (place, one) in classes.enumerated() {
            notes.equal(one.codes, [expected[place] ?? "0200"], "codes of class \(place)")
            notes.equal(one["ToewijzingNummer"], "\(cares[place].number)", "ToewijzingNummer")
            notes.equal(one["Begindatum"], cares[place].startedOn, "Begindatum")
        }
    }

    private func checkClaimHeader(_ header: XMLElement, _ notes: inout Notes) {
        notes.equal(header["BerichtCode"], "491", "BerichtCode")
        // A message of its own: the municipality sends it.
        notes.equal(header["Afzender"], "1894", "Afzender")
        notes.equal(header["Ontvanger"], sent.agbCode, "Ontvanger")
        notes.equal(header["DeclaratieIdentificatie/Identificatie"], sent.id, "Identificatie")
        notes.equal(header["DeclaratieIdentificatie/Dagtekening"], sent.datedOn, "Dagtekening")
        notes.equal(header["BerichtIdentificatie/Dagtekening"], receivedOn, "own Dagtekening")
        let id = header["BerichtIdentificatie/Identificatie"] ?? ""
        notes.expect((1...12).contains(id.count), "own Identificatie \(id)")
        notes.equal(header["XsdVersieDeclaratie/BerichtXsdVersie"], "1.0.0", "XsdVersie")
        notes.equal(header.codes, ["0200"], "codes of the header")
    }

    /// Refused lines alone come back, under their client, and what is left is granted (TR342).
    private func checkClaim(_ root: XMLElement, _ notes: inout Notes) {
        guard let answer = root.all("DeclaratieAntwoord").first else {
            return notes.add("no DeclaratieAntwoord")
        }
        let lines = sent.lines
        let granted = lines.indices.filter { expected[$0] == nil }.map { lines[$0].signedCents }
        notes.equal(answer["DeclaratieNummer"], sent.id, "DeclaratieNummer")
        let submitted = lines.reduce(0) { $0 + $1.signedCents }
        notes.equal(answer.signedCents("TotaalIngediendBedrag"), submitted, "submitted")
        notes.equal(answer.signedCents("TotaalToegekendBedrag"), granted.reduce(0, +), "granted")
        notes.equal(answer.codes, [expected.isEmpty ? "8001" : "0200"], "codes of the answer")
        let refused = answer.all("Clienten/Client/Prestaties/Prestatie")
        notes.equal(answer.all("Clienten").isEmpty, expected.isEmpty, "clients of granted lines")
        let wanted = expected.map { "\(lines[$0.key].reference) \($0.value)" }.sorted()
        let found = refused.map {
            "\($0["ProductReferentie/ReferentieNummer"] ?? "?") "
                + $0.codes.joined(separator: " ")
        }
        notes.equal(found.sorted(), wanted, "refused lines")
        guard case .claim(_, _, let clients) = sent.content else { return }
        for client in answer.all("Clienten/Client") {
            notes.equal(client.codes, ["0200"], "codes of a client")
            let own = clients.filter { $0.person.bsn == client["Bsn"] }.flatMap(\.lines)
            for line in client.all("Prestaties/Prestatie") {
                let reference = line["ProductReferentie/ReferentieNummer"]
                let original = own.first { $0.reference == reference }
                notes.expect(original != nil, "a line under another client")
                notes.equal(line["GeleverdVolume"], original.map { "\($0.volume)" }, "volume")
                let cents = line.signedCents("IngediendBedrag", of: "Bedrag")
                notes.equal(cents, original?.signedCents, "amount")
            }
        }
    }

    /// What was found wrong so far.
    private struct Notes {
        var faults: [String] = []

        mutating func add(_ fault: String) { faults.append(fault) }

        mutating func expect(_ isSo: Bool, _ fault: String) {
            if !isSo { add(fault) }
        }

        mutating func equal<Value: Equatable>(_ found: Value, _ wanted: Value, _ name: String) {
            if found != wanted { add("\(name): \(found), should be \(wanted)") }
        }
    }
}

extension XMLElement {
    /// The elements that a path of names leads to.
    fileprivate func all(_ path: String) -> [XMLElement] {
        path.components(separatedBy: "/").reduce([self]) { found, name in
            found.flatMap { element in
                (element.children ?? []).compactMap { $0 as? XMLElement }
                    .filter { $0.localName == name }
            }
        }
    }

    /// The text of the first of them.
    fileprivate subscript(path: String) -> String? { all(path).first?.stringValue }

    fileprivate var codes: [String] { all("RetourCodes/RetourCode").compactMap(\.stringValue) }

    /// An amount in cents, negative for a credit; zero is a debit (CS325).
    fileprivate func signedCents(_ path: String, of name: String = "TotaalBedrag") -> Int? {
        guard let cents = self["\(path)/\(name)"].flatMap({ Int($0) }) else { return nil }
        switch self["\(path)/DebetCredit"] {
        case "D": return cents
        case "C" where cents > 0: return -cents
        default: return nil
        }
    }
}
