@testable import Partnership

extension StandardTable {
    private static let stopProduct = "/Bericht/Client/StopProducten/StopProduct[1]"
    /// The claim of one line.
    static let claim = MessageSample.claim.keepingFirst("jw323:Prestatie")
        .with("ijw:TotaalBedrag", "96000")
    private static let line = "/Bericht/Declaratie/Clienten/Client[1]/Prestaties/Prestatie[1]"
    /// No line is judged of a claim that contradicts itself.
    private static let unjudged = "refused 0001 0233"

    static let ofStops = [
        Row(
            "307: Einddatum < Begindatum",
            later("ends before it begins", ending("2026-04-02"), refused, "TR018"),
            later("ends the day it begins", ending("2026-04-03"), "accepted")
        ),
        Row(
            "307: Einddatum > Dagtekening",
            later("ends after its date", ending("2026-07-21"), refused, "TR134"),
            later("ends on its date", ending("2026-07-20"), "accepted")
        ),
        Row(
            "307: reason 19; reason missing",
            later(
                "reason 19",
                .stop.with("jw307:RedenBeeindiging", "19"),
                invalid,
                "\(stopProduct)/RedenBeeindiging enum"
            ),
            later(
                "no reason",
                .stop.without("jw307:RedenBeeindiging"),
                invalid,
                "\(stopProduct)/RedenBeeindiging required"
            )
        ),
    ]

    /// A case of what comes after its start.
    private static func later(
        _ name: String,
        _ sample: MessageSample,
        _ outcome: String...
    ) -> Case {
        Case(name, sample, after: [.start], outcome)
    }

    private static func ending(_ day: String) -> MessageSample {
        .stop.with("jw307:Einddatum", day)
    }

    static let ofClaims = ofAmounts + ofTexts + ofReferences + ofPeriods

    private static let ofAmounts = [
        Row(
            "323: total wrong, or wrong D/C",
            later("total wrong", claim.with("ijw:TotaalBedrag", "96001"), unjudged, "TR358"),
            later(
                "total with wrong D/C",
                claim.replacing(afterTotal("D"), afterTotal("C")),
                unjudged,
                "TR358"
            )
        ),
        Row(
            "323: amount is not volume x tariff",
            // Let through by the standard's own checks; TR346 is ours to hold.
            later(
                "amount a cent less",
                claim.replacing(">96000<", ">95999<"),
                "refused 9346",
                "TR346"
            )
        ),
        Row(
            "323: no tariff with unit 04; tariff with unit 83",
            later("no tariff", claim.without("jw323:ProductTarief"), unjudged, "CD087"),
            later(
                "tariff with euros",
                claim.with("jw323:Eenheid", "83"),
                unjudged,
                "CD087",
                "CS339"
            )
        ),
    ]

    private static func afterTotal(_ sign: String) -> String {
        "</ijw:TotaalBedrag>\n      <ijw:DebetCredit>\(sign)<"
    }

    private static let ofTexts = [
        Row(
            "323: unit 81; decimal volume; negative amount; "
                + "DeclaratieNummer with a dash or 13 long",
            later("unit 81", claim.with("jw323:Eenheid", "81"), invalid, "\(line)/Eenheid enum"),
            later(
                "decimal volume",
                claim.with("jw323:GeleverdVolume", "1.5"),
                invalid,
                "\(line)/GeleverdVolume format"
            ),
            later(
                "negative amount",
                claim.with("ijw:Bedrag", "-96000"),
                invalid,
                "\(line)/IngediendBedrag/Bedrag range"
            ),
            later(
                "DeclaratieNummer with a dash",
                claim.with("jw323:DeclaratieNummer", "DN-202604"),
                invalid,
                "/Bericht/Declaratie/DeclaratieNummer format"
            ),
            later(
                "DeclaratieNummer of 13",
                claim.with("jw323:DeclaratieNummer", "DN20260400001"),
                invalid,
                "/Bericht/Declaratie/DeclaratieNummer format"
            )
        )
    ]

    private static let ofReferences = [
        Row(
            "323: credit without earlier reference; credit of a line in the same message; "
                + "same reference twice",
            later(
                "credit without reference",
                claim.with("ijw:DebetCredit", "C"),
                unjudged,
                "CD060"
            ),
            later(
                "credit of its own line",
                claim.with("ijw:TotaalBedrag", "0").repeating("jw323:Prestatie") {
                    $0.replacing(
                        "RN20260500001</ijw:ReferentieNummer>",
                        with: """
                            RN20260500002</ijw:ReferentieNummer>\
                            <ijw:VorigReferentieNummer>RN20260500001</ijw:VorigReferentieNummer>
                            """
                    ).replacing(">D<", with: ">C<")
                },
                "\(unjudged) 0233",
                "TR316"
            ),
            later(
                "same reference twice",
                claim.with("ijw:TotaalBedrag", "192000").repeating("jw323:Prestatie") {
                    $0.replacing("300201", with: "300202")
                },
                "\(unjudged) 0233",
                "TR101"
            )
        )
    ]

    private static func untilEnd(_ day: String) -> String {
        "-\(day)</ijw:Einddatum>\n    </jw323:DeclaratiePeriode>"
    }

    private static let ofPeriods = [
        Row(
            "323: DeclaratiePeriode not a whole month",
            // TR319 is not said too: no line is judged.
            later(
                "a day short",
                claim.replacing(untilEnd("30"), untilEnd("29")),
                unjudged,
                "CS340"
            )
        ),
        Row(
            "323: DeclaratieDagtekening in the future",
            later(
                "long after the claim",
                claim.with("jw323:DeclaratieDagtekening", "2030-04-30"),
                "accepted 8001"
            )
        ),
        Row(
            "323: header date before the period's end",
            later(
                "dated a day before the end",
                claim.with("ijw:Dagtekening", "2026-04-29"),
                unjudged,
                "TR137"
            ),
            later("dated at the end", claim.with("ijw:Dagtekening", "2026-04-30"), "accepted 8001")
        ),
    ]
}

extension MessageSample {
    /// The sample with only the first of the elements of a name that follow each other.
    fileprivate func keepingFirst(_ element: String) -> MessageSample {
        let closing = "</\(element)>"
        guard let from = text.firstRange(of: closing)?.upperBound,
            let last = text.ranges(of: closing).last?.upperBound
        else { return replacing(closing, "") }
        return replacing(String(text[from..<last]), "")
    }
}
