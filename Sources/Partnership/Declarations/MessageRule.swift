/// A rule that a message can break by itself, without anything else being known.
///
/// - Source: the in-message rules of iJw 3.2 (level 2), and TR135 about the date of the message.
package enum MessageRule: String, CaseIterable, Sendable {
    // For starts and stops.
    case statusIsFirstOrDelete = "CS058"
    case stopNotBeforeStart = "TR018"
    case datesNotAfterMessage = "TR134"
    case messageNotInFuture = "TR135"

    // For every message.
    case keysDiffer = "TR101"

    // For claims.
    case periodFrom2021 = "CS100"
    case zeroIsDebit = "CS325"
    case lineWithinOneMonth = "CS337"
    case euroVolumeIsAmount = "CS339"
    case periodIsWholeMonth = "CS340"
    case creditNamesEarlierLine = "CD060"
    case tariffUnlessEuro = "CD087"
    case messageAfterPeriod = "TR137"
    case creditOfOtherMessage = "TR316"
    case lineWithinFiveYears = "TR335"
    case totalIsSumOfLines = "TR358"

    /// The return code the whole message is refused with.
    package var returnCode: ReturnCode {
        self == .messageNotInFuture ? .datedInFuture : .rejectedForTechnicalReasons
    }

    /// What is wrong and what to do about it, in two plain Dutch sentences.
    package var text: String {
        switch self {
        case .statusIsFirstOrDelete:
            "De status is niet 1 (nieuw) of 3 (verwijderen). "
                + "Verwijder wat fout is met status 3 en stuur het juiste met status 1."
        case .stopNotBeforeStart:
            "De einddatum ligt voor de begindatum. "
                + "Herstel een van beide datums en stuur het bericht opnieuw."
        case .datesNotAfterMessage:
            "De begin- of einddatum ligt na de dagtekening van het bericht. "
                + "Meld een start of stop pas als die echt heeft plaatsgevonden."
        case .messageNotInFuture:
            ReturnCode.datedInFuture.text
        case .keysDiffer:
            "Twee onderdelen van het bericht hebben dezelfde gegevens of hetzelfde nummer. "
                + "Laat een van beide weg, of stuur verwijderen en opnieuw aanleveren apart."
        case .periodFrom2021:
            "De periode van de declaratie ligt voor 2021. "
                + "Declareer hulp van voor 2021 buiten dit bericht."
        case .zeroIsDebit:
            "Een bedrag van nul is als credit aangegeven. "
                + "Gebruik bij een bedrag van nul altijd debet (D)."
        case .lineWithinOneMonth:
            "De periode van de regel valt niet binnen een kalendermaand. "
                + "Maak voor iedere maand een aparte regel."
        case .euroVolumeIsAmount:
            "Bij eenheid 83 is het volume niet gelijk aan het bedrag in centen. "
                + "Vul bij volume hetzelfde getal in als bij bedrag."
        case .periodIsWholeMonth:
            "De periode van de declaratie is niet precies een kalendermaand. "
                + "Gebruik de eerste en de laatste dag van de maand."
        case .creditNamesEarlierLine:
            "Een creditregel noemt geen eerdere regel, of een debetregel noemt er wel een. "
                + "Vul het vorige referentienummer precies bij creditregels in."
        case .tariffUnlessEuro:
            "Het tarief ontbreekt, of staat er bij eenheid 83 terwijl dat niet mag. "
                + "Vul het tarief in bij iedere eenheid behalve 83."
        case .messageAfterPeriod:
            "De dagtekening ligt voor het einde van de periode die u declareert. "
                + "Stuur de declaratie als de maand voorbij is."
        case .creditOfOtherMessage:
            "Een creditregel draait een regel uit hetzelfde bericht terug. "
                + "Laat beide regels weg."
        case .lineWithinFiveYears:
            "De periode van de regel eindigde meer dan vijf jaar voor de dagtekening. "
                + "Zulke oude hulp kunt u niet meer met dit bericht declareren."
        case .totalIsSumOfLines:
            "Het totaalbedrag is niet gelijk aan de som van de regels. "
                + "Tel debet op, trek credit af en herstel het totaal."
        }
    }
}

/// One thing wrong with a message, and where.
package struct Finding: Hashable, Sendable {
    /// The return code.
    package let code: ReturnCode

    /// The number of the rule that was broken.
    package let source: String

    /// What is wrong and what to do about it, in plain Dutch.
    package let text: String

    /// A JSON Pointer into the message.
    package let location: String

    /// The finding that a message breaks a rule by itself.
    package init(_ rule: MessageRule, at location: String) {
        code = rule.returnCode
        source = rule.rawValue
        text = rule.text
        self.location = location
    }

    /// The finding that a part of a message gets a return code.
    package init(_ code: ReturnCode, at location: String) {
        self.code = code
        source = code.rule ?? code.rawValue
        text = code.text
        self.location = location
    }
}
