extension ReturnRule {
    /// Rules that every message is held against.
    static let ofEveryMessage = [
        ReturnRule(
            "TR135",
            .datedInFuture,
            level: 4,
            "De dagtekening van het bericht ligt in de toekomst.",
            "Stuur het bericht opnieuw met de datum van vandaag of eerder."
        ),
        ReturnRule(
            "TR056",
            .messageAlreadyReceived,
            level: 3,
            "Wij hebben al een bericht van deze soort met deze identificatie van u.",
            "Gebruik voor ieder nieuw bericht een nieuwe identificatie."
        ),
        ReturnRule(
            "TR378",
            .otherMunicipality,
            level: 4,
            "De ontvanger is een andere gemeente dan die dit bericht ontvangt.",
            "Herstel de gemeentecode, of stuur het bericht naar de gemeente die u noemt."
        ),
        ReturnRule(
            "TR381",
            .codeOutsideCategory,
            level: 4,
            "Deze productcode hoort niet bij deze productcategorie.",
            "Gebruik de combinatie uit de afgesproken productlijst."
        ),
    ]

    /// Rules that starts and stops are held against.
    static let ofCare = [
        ReturnRule(
            "TR019",
            .unknownAllocation,
            level: 3,
            "Bij dit toewijzingsnummer is voor u en deze cliënt geen toewijzing bekend.",
            "Neem het nummer over uit uw toewijzingsbericht en stuur de melding opnieuw."
        ),
        ReturnRule(
            "TR063",
            .nothingToDelete,
            level: 3,
            "U wilt een melding verwijderen die wij niet zo hebben ontvangen.",
            "Neem alle gegevens precies over uit de melding die weg moet."
        ),
        ReturnRule(
            "TR071",
            .startHasStop,
            level: 3,
            "Bij deze start hoort al een stopmelding, daarom kan de start niet weg.",
            "Verwijder eerst de stopmelding en daarna de start."
        ),
        ReturnRule(
            "TR074",
            .alreadyReceived,
            level: 3,
            "Wij hebben deze melding al van u ontvangen.",
            "Stuur haar niet nog eens, of verwijder eerst de oude melding."
        ),
        ReturnRule(
            "TR326",
            .startIsRunning,
            level: 3,
            "Voor deze toewijzing loopt al hulp.",
            "Meld eerst de stop, of verwijder de eerdere start als die niet klopt."
        ),
        ReturnRule(
            "TR382",
            .noStartForStop,
            level: 3,
            "Bij deze stopmelding vinden wij geen lopende start met dezelfde gegevens.",
            "Neem product en begindatum over uit de laatste startmelding."
        ),
        ReturnRule(
            "TR413",
            .secondTemporaryStop,
            level: 3,
            "De hulp is al tijdelijk gestopt gemeld.",
            "Meld een nieuwe start als de hulp weer begint, of een definitieve stop."
        ),
        ReturnRule(
            "TR414",
            .stopBeforeCurrentStop,
            level: 3,
            "De einddatum ligt voor de einddatum van de tijdelijke stop.",
            "Gebruik dezelfde of een latere datum, of verwijder eerst de tijdelijke stop."
        ),
        ReturnRule(
            "TR415",
            .alreadyEnded,
            level: 3,
            "De hulp is al definitief gestopt gemeld.",
            "Verwijder eerst die stopmelding als zij niet klopt."
        ),
    ]
}
