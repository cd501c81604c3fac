@testable import Partnership

extension SentMessage {
    /// The message that a document of another parser holds; nil when a part of it is missing.
    init?(_ root: ParsedElement, pillar: Pillar) {
        let header = root["Header"]
        let identification = header["BerichtIdentificatie"]
        guard let code = header.textOf("BerichtCode"), let agbCode = header.textOf("Afzender"),
            let messageId = identification.textOf("Identificatie"),
            let datedOn = identification.day("Dagtekening")
        else { return nil }
        let parts = root["Client"].isThere ? [root["Client"]] : root.claimants
        let message: Message
        switch code {
        case "438", "418":
            let products = parts[0]["StartProducten"].children.compactMap(StartProduct.init)
            message = .start(
                StartMessage(
                    pillar: pillar,
                    messageId: messageId,
                    agbCode: agbCode,
                    datedOn: datedOn,
                    products: products
                )
            )
        case "440", "420":
            let products = parts[0]["StopProducten"].children.compactMap(StopProduct.init)
            message = .stop(
                StopMessage(
                    pillar: pillar,
                    messageId: messageId,
                    agbCode: agbCode,
                    datedOn: datedOn,
                    products: products
                )
            )
        default:
            guard
                var claim = ClaimMessage(
                    root["Declaratie"],
                    lines: parts.flatMap { $0["Prestaties"].children.compactMap(ClaimLine.init) }
                )
            else { return nil }
            claim.pillar = pillar
            (claim.messageId, claim.agbCode, claim.datedOn) = (messageId, agbCode, datedOn)
            message = .claim(claim)
        }
        guard let envelope = MessageEnvelope(header, of: parts) else { return nil }
        self.init(message: message, envelope: envelope)
    }
}

extension MessageEnvelope {
    fileprivate init?(_ header: ParsedElement, of clients: [ParsedElement]) {
        let versions = header["XsdVersie"]
        guard let receiver = header.textOf("Ontvanger"),
            let base = versions.textOf("BasisschemaXsdVersie"),
            let message = versions.textOf("BerichtXsdVersie")
        else { return nil }
        self.init(
            receiver: receiver,
            schemaVersions: .init(base: base, message: message),
            clients: clients.map(MessageEnvelope.Part.init)
        )
    }
}

extension ClaimMessage {
    /// What a claim has without its header.
    fileprivate init?(_ claim: ParsedElement, lines: [ClaimLine]) {
        let total = claim["TotaalIngediendBedrag"]
        guard let number = claim.textOf("DeclaratieNummer"),
            let declaredOn = claim.day("DeclaratieDagtekening"),
            let period = Period(claim["DeclaratiePeriode"]),
            let cents = total.number("TotaalBedrag"), let debitCredit = DebitCredit(total)
        else { return nil }
        self.init(
            messageId: "",
            agbCode: "",
            datedOn: declaredOn,
            declarationNumber: number,
            declaredOn: declaredOn,
            period: period,
            totalCents: cents,
            debitCredit: debitCredit,
            lines: lines
        )
    }
}

extension ParsedElement {
    fileprivate var claimants: [ParsedElement] { self["Declaratie"]["Clienten"].children }
}

extension MessageEnvelope.Part {
    init(_ client: ParsedElement) {
        let things = client.children.last { $0.children.count > 0 && $0.name != "RetourCodes" }
        let name = client["Naam"]
        var person: MessageClient.Person?
        if name.isThere {
            person = MessageClient.Person(
                birthDate: .init(
                    text: client["Geboortedatum"].textOf("Datum") ?? "",
                    unknownPart: client["Geboortedatum"].textOf("DatumGebruik")
                ),
                sex: client.textOf("Geslacht") ?? "",
                surname: name["Geslachtsnaam"].textOf("Achternaam") ?? "",
                surnamePrefix: name["Geslachtsnaam"].textOf("Voorvoegsel"),
                givenNames: name.textOf("Voornamen"),
                initials: name.textOf("Voorletters")
            )
        }
        self.init(
            client: MessageClient(bsn: client.textOf("Bsn") ?? "", person: person),
            items: things?.children.count ?? 0
        )
    }
}

extension StartProduct {
    init?(_ product: ParsedElement) {
        guard let startedOn = product.day("Begindatum"), let status = DeliveryStatus(product)
        else { return nil }
        self.init(
            allocationNumber: product.number("ToewijzingNummer"),
            category: product["Product"].textOf("Categorie"),
            productCode: product["Product"].textOf("Code"),
            allocationStartsOn: product.day("ToewijzingIngangsdatum"),
            startedOn: startedOn,
            status: status
        )
    }
}

extension StopProduct {
    init?(_ product: ParsedElement) {
        guard let startedOn = product.day("Begindatum"), let endedOn = product.day("Einddatum"),
            let reason = product.textOf("RedenBeeindiging").flatMap(StopReason.init),
            let status = DeliveryStatus(product)
        else { return nil }
        self.init(
            allocationNumber: product.number("ToewijzingNummer"),
            category: product["Product"].textOf("Categorie"),
            productCode: product["Product"].textOf("Code"),
            allocationStartsOn: product.day("ToewijzingIngangsdatum"),
            startedOn: startedOn,
            endedOn: endedOn,
            reason: reason,
            status: status
        )
    }
}

extension ClaimLine {
    init?(_ line: ParsedElement) {
        let amount = line["IngediendBedrag"]
        guard let reference = line["ProductReferentie"].textOf("ReferentieNummer"),
            let number = line.number("ToewijzingNummer"),
            let period = Period(line["ProductPeriode"]),
            let volume = line.number("GeleverdVolume"),
            let unit = line.textOf("Eenheid").flatMap(CareUnit.init),
            let cents = amount.number("Bedrag"), let debitCredit = DebitCredit(amount)
        else { return nil }
        self.init(
            reference: reference,
            previousReference: line["ProductReferentie"].textOf("VorigReferentieNummer"),
            allocationNumber: number,
            category: line.textOf("ProductCategorie"),
            productCode: line.textOf("ProductCode"),
            period: period,
            volume: volume,
            unit: unit,
            tariffCents: line.number("ProductTarief"),
            amountCents: cents,
            debitCredit: debitCredit
        )
    }
}

extension Period {
    fileprivate init?(_ element: ParsedElement) {
        guard let from = element.day("Begindatum"), let until = element.day("Einddatum") else {
            return nil
        }
        self.init(from: from, until: until)
    }
}

extension DebitCredit {
    fileprivate init?(_ element: ParsedElement) {
        self.init(rawValue: element.textOf("DebetCredit") ?? "")
    }
}

extension DeliveryStatus {
    fileprivate init?(_ element: ParsedElement) {
        self.init(rawValue: element.textOf("StatusAanlevering") ?? "")
    }
}
