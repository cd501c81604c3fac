extension ReturnCode {
    /// What is wrong and what to do about it, in two plain Dutch sentences.
    package var text: String {
        if let text = textForStartOrStop ?? textForClaim { return text }
        switch self {
        case .rejectedForTechnicalReasons:
            return "Het bericht spreekt zichzelf tegen en is niet verwerkt. "
                + "Herstel de genoemde fout en stuur het hele bericht opnieuw."
        case .nothingToRemark:
            return "Op dit onderdeel is niets aan te merken. "
                + "U hoeft hier niets te herstellen."
        case .notJudged:
            return "Dit onderdeel is niet beoordeeld, omdat een ander onderdeel fout is. "
                + "Herstel eerst de andere fout en stuur het hele bericht opnieuw."
        case .fullyGranted:
            return "De hele declaratie is toegekend. "
                + "U hoeft niets te doen."
        case .datedInFuture:
            return "De dagtekening van het bericht ligt in de toekomst. "
                + "Stuur het bericht opnieuw met de datum van vandaag of eerder."
        case .messageAlreadyReceived:
            return "Wij hebben al een bericht van deze soort met deze identificatie van u. "
                + "Gebruik voor ieder nieuw bericht een nieuwe identificatie."
        default:
            preconditionFailure("code \(rawValue) has no text")
        }
    }

    private var textForStartOrStop: String? {
        switch self {
        case .unknownAllocation:
            "Bij dit toewijzingsnummer is voor u geen toewijzing bekend. "
                + "Neem het nummer over uit uw toewijzingsbericht en stuur de melding opnieuw."
        case .nothingToDelete:
            "U wilt een melding verwijderen die wij niet zo hebben ontvangen. "
                + "Neem alle gegevens precies over uit de melding die weg moet."
        case .startHasStop:
            "Bij deze start hoort al een stopmelding, daarom kan de start niet weg. "
                + "Verwijder eerst de stopmelding en daarna de start."
        case .alreadyReceived:
            "Wij hebben deze melding al van u ontvangen. "
                + "Stuur haar niet nog eens, of verwijder eerst de oude melding."
        case .startIsRunning:
            "Voor deze toewijzing loopt al hulp. "
                + "Meld eerst de stop, of verwijder de eerdere start als die niet klopt."
        case .noStartForStop:
            "Bij deze stopmelding vinden wij geen lopende start met dezelfde gegevens. "
                + "Neem product en begindatum over uit de laatste startmelding."
        case .secondTemporaryStop:
            "De hulp is al tijdelijk gestopt gemeld. "
                + "Meld een nieuwe start als de hulp weer begint, of een definitieve stop."
        case .stopBeforeCurrentStop:
            "De einddatum ligt voor de einddatum van de tijdelijke stop. "
                + "Gebruik dezelfde of een latere datum, of verwijder eerst de tijdelijke stop."
        case .alreadyEnded:
            "De hulp is al definitief gestopt gemeld. "
                + "Verwijder eerst die stopmelding als zij niet klopt."
        case .codeOutsideCategory:
            "Deze productcode hoort niet bij deze productcategorie. "
                + "Gebruik de combinatie uit de afgesproken productlijst."
        default:
            nil
        }
    }

    private var textForClaim: String? {
        textForAllocatedLine ?? textForReference
    }

    private var textForAllocatedLine: String? {
        switch self {
        case .noAllocation:
            "Bij dit toewijzingsnummer is voor u geen toewijzing bekend. "
                + "Neem het nummer over uit uw toewijzingsbericht en declareer de regel opnieuw."
        case .categoryDiffers:
            "De productcategorie is anders dan in de toewijzing. "
                + "Neem de categorie over uit de toewijzing en declareer de regel opnieuw."
        case .productCodeDiffers:
            "De productcode is anders dan in de toewijzing. "
                + "Neem de code over uit de toewijzing en declareer de regel opnieuw."
        case .unitDiffers:
            "De eenheid is anders dan in de toewijzing. "
                + "Gebruik de toegewezen eenheid; toegewezen uren mag u ook in minuten declareren."
        case .amountDiffers:
            "Het bedrag is niet gelijk aan het aantal maal het tarief. "
                + "Reken het bedrag na, bij minuten met het tarief per uur, en declareer opnieuw."
        case .startsBeforeAllocation:
            "De periode van de regel begint voordat de toewijzing ingaat. "
                + "Declareer alleen hulp vanaf de ingangsdatum van de toewijzing."
        case .endsAfterAllocation:
            "De periode van de regel loopt door na het einde van de toewijzing. "
                + "Declareer alleen hulp tot en met de einddatum van de toewijzing."
        case .outsideClaimPeriod:
            "De periode van de regel ligt na de periode van de declaratie. "
                + "Declareer deze hulp in de declaratie van haar eigen maand."
        case .tariffNotContracted:
            "Het tarief is hoger dan het hoogste tarief op de eerste dag van de periode. "
                + "Declareer de regel opnieuw met een tarief dat op die dag is toegestaan."
        default:
            nil
        }
    }

    private var textForReference: String? {
        switch self {
        case .declarationNumberUsed:
            "Wij hebben al een declaratie van u met dit declaratienummer. "
                + "Geef iedere declaratie een nieuw nummer."
        case .referenceUsed:
            "U hebt dit referentienummer al eerder gebruikt. "
                + "Geef iedere regel een nieuw referentienummer."
        case .creditWithoutDebit:
            "Er is geen toegekende regel die deze creditregel terugdraait. "
                + "Neem alles over uit de toegekende regel en noem haar referentienummer."
        case .secondDebit:
            "Voor deze toewijzing en deze maand is al een regel toegekend. "
                + "Stuur eerst een creditregel voor de eerdere regel."
        case .secondCredit:
            "De regel waarnaar u verwijst is al gecrediteerd. "
                + "Laat deze creditregel weg."
        default:
            nil
        }
    }
}
