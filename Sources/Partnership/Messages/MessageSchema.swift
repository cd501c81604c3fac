/// One kind of message in XML: where its names are from and which elements it has.
///
/// - Source: iJw 3.2 and iWmo 3.2, whose messages have one structure (IJW §2.1, §2.3, §2.5).
struct MessageSchema: Sendable {
    let kind: DeclarationKind
    let pillar: Pillar
    let namespace: String
    let baseNamespace: String
    let root: MessageElement

    /// The release that is taken, and what is taken of it, for who sends another.
    static let taken = "JW305, JW307, JW323, WMO305, WMO307 and WMO323 of release 3.2 are taken."

    /// - Parameter lists: the codes that the message may name.
    init(of kind: DeclarationKind, _ pillar: Pillar, _ lists: CodeLists) {
        let type = MessageType(of: kind, pillar)
        self.kind = kind
        self.pillar = pillar
        namespace = type.namespace
        baseNamespace = type.baseNamespace
        let category = ElementText.choice(lists.categories(of: pillar))
        let reason = ElementText.choice(lists.reasons(of: pillar).map(\.rawValue))
        let content =
            switch kind {
            case .start: Self.client(Self.starts(category))
            case .stop: Self.client(Self.stops(category, reason))
            case .claim: Self.claim(category)
            }
        root = .elements("Bericht", [Self.header(code: type.code), content])
    }

    private static func header(code: String) -> MessageElement {
        .elements(
            "Header",
            [
                .text("BerichtCode", .literal(code)),
                .text("BerichtVersie", .versionNumber(MessageType.release.version)),
                .text("BerichtSubversie", .versionNumber(MessageType.release.subversion)),
                .text("Afzender", .digits(8), .sender),
                .text("Ontvanger", .digits(4), .receiver),
                .elements(
                    "BerichtIdentificatie",
                    [
                        .text("Identificatie", .line(12), .messageId, in: .base),
                        .text("Dagtekening", .day, .datedOn, in: .base),
                    ]
                ),
                .elements(
                    "XsdVersie",
                    [
                        .text("BasisschemaXsdVersie", .version, .baseVersion, in: .base),
                        .text("BerichtXsdVersie", .version, .messageVersion, in: .base),
                    ]
                ),
            ]
        )
    }

    private static func client(_ products: MessageElement) -> MessageElement {
        .elements(
            "Client",
            makes: .client,
            [
                .text("Bsn", .digits(9), .bsn),
                .elements(
                    "Geboortedatum",
                    [
                        .text("Datum", .birthDay, .birthDate, in: .base),
                        .text(
                            "DatumGebruik",
                            .choice(["1", "2", "3"]),
                            .unknownPart,
                            in: .base,
                            isOptional: true
                        ),
                    ]
                ),
                .text("Geslacht", .choice(["0", "1", "2"]), .sex),
                name,
                products,
            ]
        )
    }

    private static let name = MessageElement.elements(
        "Naam",
        [
            .elements(
                "Geslachtsnaam",
                in: .base,
                [
                    .text("Achternaam", .line(200), .surname, in: .base),
                    .text("Voorvoegsel", .line(10), .surnamePrefix, in: .base, isOptional: true),
                ]
            ),
            .text("Voornamen", .line(200), .givenNames, in: .base, isOptional: true),
            .text("Voorletters", .letters(6), .initials, in: .base, isOptional: true),
        ]
    )

    private static func starts(_ category: ElementText) -> MessageElement {
        .elements(
            "StartProducten",
            [
                .elements(
                    "StartProduct",
                    occurs: 1...MessageLimits().products,
                    makes: .start,
                    ofProduct(category) + [status]
                )
            ]
        )
    }

    private static func stops(_ category: ElementText, _ reason: ElementText) -> MessageElement {
        .elements(
            "StopProducten",
            [
                .elements(
                    "StopProduct",
                    occurs: 1...MessageLimits().products,
                    makes: .stop,
                    ofProduct(category) + [
                        .text("RedenBeeindiging", reason, .reason),
                        .text("Einddatum", .day, .endedOn),
                        status,
                    ]
                )
            ]
        )
    }

    private static func ofProduct(_ category: ElementText) -> [MessageElement] {
        [
            .text(
                "ToewijzingNummer",
                .integer(0...999_999_999),
                .allocationNumber,
                isOptional: true
            ),
            .elements(
                "Product",
                occurs: 0...1,
                [
                    .text("Categorie", category, .category, in: .base),
                    .text("Code", .line(5), .productCode, in: .base, isOptional: true),
                ]
            ),
            .text("ToewijzingIngangsdatum", .day, .allocationStartsOn, isOptional: true),
            .text("Begindatum", .day, .startedOn),
        ]
    }

    private static let status = MessageElement.text(
        "StatusAanlevering",
        .choice(DeliveryStatus.allCases.map(\.rawValue)),
        .status
    )

    private static func claim(_ category: ElementText) -> MessageElement {
        .elements(
            "Declaratie",
            [
                .text("DeclaratieNummer", .lettersAndDigits(12), .declarationNumber),
                period("DeclaratiePeriode", .claimPeriod),
                .text("DeclaratieDagtekening", .day, .declaredOn),
                amount("TotaalIngediendBedrag", "TotaalBedrag", 999_999_999_999, .total),
                .elements(
                    "Clienten",
                    [
                        .elements(
                            "Client",
                            occurs: 1...MessageLimits().lines,
                            makes: .client,
                            [
                                .text("Bsn", .digits(9), .bsn),
                                .elements("Prestaties", [line(category)]),
                            ]
                        )
                    ]
                ),
            ]
        )
    }

    private static func line(_ category: ElementText) -> MessageElement {
        .elements(
            "Prestatie",
            occurs: 1...MessageLimits().lines,
            makes: .line,
            [
                .elements(
                    "ProductReferentie",
                    [
                        .text("ReferentieNummer", .line(20), .reference, in: .base),
                        .text(
                            "VorigReferentieNummer",
                            .line(20),
                            .previousReference,
                            in: .base,
                            isOptional: true
                        ),
                    ]
                ),
                .text("ToewijzingNummer", .integer(0...999_999_999), .allocationNumber),
                .text("ProductCategorie", category, .category),
                .text("ProductCode", .line(5), .productCode),
                period("ProductPeriode", .linePeriod),
                .text("GeleverdVolume", .integer(0...99_999_999), .volume),
                .text("Eenheid", .choice(CareUnit.allCases.map(\.rawValue)), .unit),
                .text("ProductTarief", .integer(0...99_999_999), .tariffCents, isOptional: true),
                amount("IngediendBedrag", "Bedrag", 99_999_999, .line),
            ]
        )
    }

    private static func period(_ name: String, _ field: MessageField) -> MessageElement {
        .elements(
            name,
            makes: .period(field),
            [
                .text("Begindatum", .day, .periodFrom, in: .base),
                .text("Einddatum", .day, .periodUntil, in: .base),
            ]
        )
    }

    private enum AmountOf { case total, line }

    private static func amount(
        _ name: String,
        _ inner: String,
        _ maximumCents: Int,
        _ of: AmountOf
    ) -> MessageElement {
        let sign = ElementText.choice(DebitCredit.allCases.map(\.rawValue))
        let isTotal = of == .total
        return .elements(
            name,
            [
                .text(
                    inner,
                    .integer(0...maximumCents),
                    isTotal ? .totalCents : .amountCents,
                    in: .base
                ),
                .text("DebetCredit", sign, isTotal ? .totalSign : .amountSign, in: .base),
            ]
        )
    }
}

extension ElementText {
    /// A number of the release: an `xs:integer` that must be spelt with its digit alone.
    fileprivate static func versionNumber(_ number: Int) -> ElementText { .collapsed("\(number)") }
}
