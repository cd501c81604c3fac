extension ReturnRule {
    /// Rules that claims and their lines are held against.
    static let ofClaims = ofAllocatedLines + ofVolumes + ofReferences

    private static let ofAllocatedLines = [
        ReturnRule(
            "TR338",
            .noAllocation,
            level: 3,
            "Bij dit toewijzingsnummer is voor u geen toewijzing bekend.",
            "Neem het nummer over uit uw toewijzingsbericht en declareer de regel opnieuw."
        ),
        ReturnRule(
            "TR304",
            .otherClient,
            level: 3,
            "De toewijzing is voor een andere cliënt dan de regel noemt.",
            "Neem cliënt en toewijzingsnummer samen over uit uw toewijzingsbericht."
        ),
        ReturnRule(
            "TR384",
            .allocationWithdrawn,
            level: 3,
            "De toewijzing is ingetrokken en geldt als nooit verstuurd.",
            "Declareer op de toewijzing die ervoor in de plaats kwam, of vraag de gemeente ernaar."
        ),
        ReturnRule(
            "TR339",
            .categoryDiffers,
            level: 3,
            "De productcategorie is anders dan in de toewijzing.",
            "Neem de categorie over uit de toewijzing en declareer de regel opnieuw."
        ),
        ReturnRule(
            "TR340",
            .productCodeDiffers,
            level: 3,
            "De productcode is anders dan in de toewijzing.",
            "Neem de code over uit de toewijzing en declareer de regel opnieuw."
        ),
        ReturnRule(
            "TR341",
            .unitDiffers,
            level: 3,
            "De eenheid is anders dan in de toewijzing.",
            "Gebruik de toegewezen eenheid; toegewezen uren mag u ook in minuten declareren."
        ),
        ReturnRule(
            "TR307",
            .startsBeforeAllocation,
            level: 3,
            "De periode van de regel begint voordat de toewijzing ingaat.",
            "Declareer alleen hulp vanaf de ingangsdatum van de toewijzing."
        ),
        ReturnRule(
            "TR308",
            .endsAfterAllocation,
            level: 3,
            "De periode van de regel loopt door na het einde van de toewijzing.",
            "Declareer alleen hulp tot en met de einddatum van de toewijzing."
        ),
        ReturnRule(
            "TR387",
            .periodStartsOtherDay,
            level: 3,
            "De periode van de regel begint niet op de eerste dag waarop zij dat moet.",
            "Begin op de eerste dag van de maand, of op de ingangsdatum als die later is."
        ),
        ReturnRule(
            "TR388",
            .periodEndsOtherDay,
            level: 3,
            "De periode van de regel eindigt niet op de laatste dag waarop zij dat moet.",
            "Eindig op de laatste dag van de maand, of op de einddatum als die eerder is."
        ),
        ReturnRule(
            "TR319",
            .outsideClaimPeriod,
            level: 3,
            "De periode van de regel ligt na de periode van de declaratie.",
            "Declareer deze hulp in de declaratie van haar eigen maand."
        ),
    ]

    private static let ofVolumes = [
        ReturnRule(
            "TR346",
            .amountDiffers,
            level: 4,
            "Het bedrag is niet gelijk aan het aantal maal het tarief.",
            "Reken het bedrag na, bij minuten met het tarief per uur, en declareer opnieuw."
        ),
        ReturnRule(
            "TR418",
            .tariffNotContracted,
            level: 4,
            "Het tarief is hoger dan het hoogste tarief op de eerste dag van de periode.",
            "Declareer de regel opnieuw met een tarief dat op die dag is toegestaan."
        ),
        ReturnRule(
            "TR321",
            .volumeAboveAllocation,
            level: 3,
            "De regel heeft meer volume dan de toewijzing voor deze periode heeft.",
            "Declareer niet meer dan is toegewezen, of vraag om een hogere omvang."
        ),
        ReturnRule(
            "TR322",
            .volumesAboveAllocation,
            level: 3,
            "Met deze regel is meer gedeclareerd dan er is toegewezen.",
            "Crediteer wat te veel is, of vraag om een hogere omvang."
        ),
        ReturnRule(
            "TR369",
            .aboveBudget,
            level: 3,
            "Met deze regel is meer gedeclareerd dan het toegewezen budget.",
            "Crediteer wat te veel is, of vraag om een hoger budget."
        ),
    ]

    private static let ofReferences = [
        ReturnRule(
            "TR333",
            .declarationNumberUsed,
            level: 3,
            "Wij hebben al een declaratie van u met dit declaratienummer.",
            "Geef iedere declaratie een nieuw nummer."
        ),
        ReturnRule(
            "TR314",
            .referenceUsed,
            level: 3,
            "U hebt dit referentienummer al eerder gebruikt.",
            "Geef iedere regel een nieuw referentienummer."
        ),
        ReturnRule(
            "TR323",
            .creditWithoutDebit,
            level: 3,
            "Er is geen toegekende regel die deze creditregel terugdraait.",
            "Neem alles over uit de toegekende regel en noem haar referentienummer."
        ),
        ReturnRule(
            "TR389",
            .secondDebit,
            level: 3,
            "Voor deze toewijzing en deze maand is al een regel toegekend.",
            "Stuur eerst een creditregel voor de eerdere regel."
        ),
        ReturnRule(
            "TR390",
            .secondCredit,
            level: 3,
            "De regel waarnaar u verwijst is al gecrediteerd.",
            "Laat deze creditregel weg."
        ),
    ]
}
