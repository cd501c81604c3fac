/// A message in XML as a partner's own system would write it; made here by hand, so that nothing
/// of what reads it has a part in it.
struct SentText: Sendable {
    /// Who a message is about.
    struct Person: Sendable {
        let bsn: String
        let birthDate: String
        let surname: String
    }

    /// A class of a start or stop.
    struct Care: Sendable {
        var number: Int
        var startedOn: String
        var ended: (day: String, reason: String)?
        var status = "1"
    }

    /// A line of a claim: guidance by the hour, at the maximum tariff.
    struct Line: Sendable {
        let reference: String
        var previous: String?
        let number: Int
        let month: String
        let lastDay: String
        let volume: Int
        var unit = "04"
        let cents: Int

        var signedCents: Int { previous == nil ? cents : -cents }
    }

    enum Content: Sendable {
        case cares(Person, [Care])
        case claim(month: String, lastDay: String, [(person: Person, lines: [Line])])
    }

    /// As 305, 307 or 323.
    let type: String
    let id: String
    let agbCode: String
    let datedOn: String
    let content: Content

    var lines: [Line] {
        if case .claim(_, _, let clients) = content { clients.flatMap(\.lines) } else { [] }
    }

    private var code: String { ["305": "438", "307": "440"][type] ?? "490" }

    var xml: String {
        let spaces = "http://www.istandaarden.nl/ijw/3_2/"
        return """
            <?xml version="1.0" encoding="UTF-8"?>\r
            <m:Bericht xmlns:b="\(spaces)basisschema/schema" xmlns:m="\(spaces)jw\(type)/schema">
            """ + header + body + "</m:Bericht>"
    }

    private var header: String {
        tag(
            "m:Header",
            tag("m:BerichtCode", code) + tag("m:BerichtVersie", "3")
                + tag("m:BerichtSubversie", "2") + tag("m:Afzender", agbCode)
                + tag("m:Ontvanger", "1894")
                + tag(
                    "m:BerichtIdentificatie",
                    tag("b:Identificatie", id) + tag("b:Dagtekening", datedOn)
                )
                + tag(
                    "m:XsdVersie",
                    tag("b:BasisschemaXsdVersie", "1.0.0") + tag("b:BerichtXsdVersie", "1.0.0")
                )
        )
    }

    private var body: String {
        switch content {
        case .cares(let person, let cares):
            let (list, one) =
                type == "305"
                ? ("m:StartProducten", "m:StartProduct") : ("m:StopProducten", "m:StopProduct")
            let classes = cares.map { tag(one, text(of: $0)) }.joined()
            return tag("m:Client", text(of: person) + tag(list, classes))
        case .claim(let month, let lastDay, let clients):
            let total = lines.reduce(0) { $0 + $1.signedCents }
            let people = clients.map { person, lines in
                let rendered = lines.map { tag("m:Prestatie", text(of: $0)) }.joined()
                return tag("m:Client", tag("m:Bsn", person.bsn) + tag("m:Prestaties", rendered))
            }
            return tag(
                "m:Declaratie",
                tag("m:DeclaratieNummer", id)
                    + tag("m:DeclaratiePeriode", days("\(month)-01", lastDay))
                    + tag("m:DeclaratieDagtekening", datedOn)
                    + tag("m:TotaalIngediendBedrag", amount("b:TotaalBedrag", total))
                    + tag("m:Clienten", people.joined())
            )
        }
    }

    private func text(of person: Person) -> String {
        let name = tag(
            "b:Geslachtsnaam",
            tag("b:Achternaam", person.surname.replacing("&", with: "&amp;"))
        )
        return tag("m:Bsn", person.bsn)
            + tag("m:Geboortedatum", tag("b:Datum", person.birthDate)) + tag("m:Geslacht", "2")
            + tag("m:Naam", name + tag("b:Voorletters", "SJ"))
    }

    private func text(of care: Care) -> String {
        let end = care.ended.map {
            tag("m:RedenBeeindiging", $0.reason) + tag("m:Einddatum", $0.day)
        }
        return tag("m:ToewijzingNummer", "\(care.number)")
            + tag("m:Product", tag("b:Categorie", "50") + tag("b:Code", "JB-04"))
            + tag("m:Begindatum", care.startedOn) + (end ?? "")
            + tag("m:StatusAanlevering", care.status)
    }

    private func text(of line: Line) -> String {
        let previous = line.previous.map { tag("b:VorigReferentieNummer", $0) } ?? ""
        return tag("m:ProductReferentie", tag("b:ReferentieNummer", line.reference) + previous)
            + tag("m:ToewijzingNummer", "\(line.number)") + tag("m:ProductCategorie", "50")
            + tag("m:ProductCode", "JB-04")
            + tag("m:ProductPeriode", days("\(line.month)-01", line.lastDay))
            + tag("m:GeleverdVolume", "\(line.volume)") + tag("m:Eenheid", line.unit)
            + tag("m:ProductTarief", line.unit == "01" ? "133" : "8000")
            + tag("m:IngediendBedrag", amount("b:Bedrag", line.signedCents))
    }

    private func days(_ from: String, _ until: String) -> String {
        tag("b:Begindatum", from) + tag("b:Einddatum", until)
    }

    private func amount(_ name: String, _ cents: Int) -> String {
        tag(name, "\(abs(cents))") + tag("b:DebetCredit", cents < 0 ? "C" : "D")
    }

    private func tag(_ name: String, _ content: String) -> String {
        "<\(name)>\(content)</\(name)>"
    }
}
