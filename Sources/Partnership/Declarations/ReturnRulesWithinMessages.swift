extension ReturnRule {
    /// Rules that a message breaks by itself; any breach refuses the whole message.
    static let withinMessages = ofClients + ofProducts + ofLines

    private static let ofClients = [
        ReturnRule(
            within: .bsnPassesElevenTest,
            "Het burgerservicenummer bestaat niet, want het voldoet niet aan de elfproef.",
            "Neem het nummer over uit het toewijzingsbericht en stuur het bericht opnieuw."
        ),
        ReturnRule(
            within: .birthDateFitsUnknownPart,
            "De geboortedatum past niet bij wat er volgens het bericht van onbekend is.",
            "Gebruik 01 voor een onbekende dag of maand en 1900-01-01 als alles onbekend is."
        ),
        ReturnRule(
            within: .birthDateWithin120Years,
            "De geboortedatum ligt meer dan 120 jaar voor de dagtekening.",
            "Herstel de datum, of geef aan dat hij geheel onbekend is."
        ),
    ]

    private static let ofProducts = [
        ReturnRule(
            within: .statusIsFirstOrDelete,
            "De status is niet 1 (nieuw) of 3 (verwijderen).",
            "Verwijder wat fout is met status 3 en stuur het juiste met status 1."
        ),
        ReturnRule(
            within: .stopNotBeforeStart,
            "De einddatum ligt voor de begindatum.",
            "Herstel een van beide datums en stuur het bericht opnieuw."
        ),
        ReturnRule(
            within: .datesNotAfterMessage,
            "De geboorte-, begin- of einddatum ligt na de dagtekening van het bericht.",
            "Herstel de datum; een start of stop meldt u pas als die echt heeft plaatsgevonden."
        ),
        ReturnRule(
            within: .keysDiffer,
            "Twee onderdelen van het bericht hebben dezelfde gegevens of hetzelfde nummer.",
            "Laat een van beide weg, of stuur verwijderen en opnieuw aanleveren apart."
        ),
    ]

    private static let ofLines = [
        ReturnRule(
            within: .periodFrom2021,
            "De periode van de declaratie ligt voor 2021.",
            "Declareer hulp van voor 2021 buiten dit bericht."
        ),
        ReturnRule(
            within: .zeroIsDebit,
            "Een bedrag van nul is als credit aangegeven.",
            "Gebruik bij een bedrag van nul altijd debet (D)."
        ),
        ReturnRule(
            within: .lineWithinOneMonth,
            "De periode van de regel valt niet binnen een kalendermaand.",
            "Maak voor iedere maand een aparte regel."
        ),
        ReturnRule(
            within: .euroVolumeIsAmount,
            "Bij eenheid 83 is het volume niet gelijk aan het bedrag in centen.",
            "Vul bij volume hetzelfde getal in als bij bedrag."
        ),
        ReturnRule(
            within: .periodIsWholeMonth,
            "De periode van de declaratie is niet precies een kalendermaand.",
            "Gebruik de eerste en de laatste dag van de maand."
        ),
        ReturnRule(
            within: .creditNamesEarlierLine,
            "Een creditregel noemt geen eerdere regel, of een debetregel noemt er wel een.",
            "Vul het vorige referentienummer precies bij creditregels in."
        ),
        ReturnRule(
            within: .tariffUnlessEuro,
            "Het tarief ontbreekt, of staat er bij eenheid 83 terwijl dat niet mag.",
            "Vul het tarief in bij iedere eenheid behalve 83."
        ),
        ReturnRule(
            within: .messageAfterPeriod,
            "De dagtekening ligt voor het einde van de periode die u declareert.",
            "Stuur de declaratie als de maand voorbij is."
        ),
        ReturnRule(
            within: .creditsDiffer,
            "Twee creditregels in het bericht draaien dezelfde regel terug.",
            "Laat een van beide weg."
        ),
        ReturnRule(
            within: .creditOfOtherMessage,
            "Een creditregel draait een regel uit hetzelfde bericht terug.",
            "Laat beide regels weg."
        ),
        ReturnRule(
            within: .debitsDiffer,
            "Twee debetregels gaan over hetzelfde toegewezen product in dezelfde periode.",
            "Voeg ze samen tot een regel."
        ),
        ReturnRule(
            within: .lineWithinFiveYears,
            "De periode van de regel eindigde meer dan vijf jaar voor de dagtekening.",
            "Zulke oude hulp kunt u niet meer met dit bericht declareren."
        ),
        ReturnRule(
            within: .totalIsSumOfLines,
            "Het totaalbedrag is niet gelijk aan de som van de regels.",
            "Tel debet op, trek credit af en herstel het totaal."
        ),
    ]
}
