@testable import Partnership

extension StandardTable {
    private static let start = MessageSample.start
    private static let client = "/Bericht/Client"
    private static let product = "/Bericht/Client/StartProducten/StartProduct[1]"

    static let ofDays = [
        Row(
            "Begindatum = Dagtekening",
            Case("the same day", start.with("jw305:Begindatum", "2026-04-07"), "accepted")
        ),
        Row(
            "Begindatum > Dagtekening",
            Case("a day later", start.with("jw305:Begindatum", "2026-04-08"), refused, "TR134")
        ),
        Row(
            "Begindatum before ToewijzingIngangsdatum",
            // No rule says so: the back office is told.
            Case(
                "a day before the allocation",
                start.with("jw305:Begindatum", "2026-03-31"),
                "accepted",
                "start-before-allocation"
            )
        ),
        Row(
            "date `…Z`, date `…+02:00`, 30 February",
            starts("Z", "2026-04-03Z"),
            stop("Z", "2026-07-17Z"),
            starts("a zone", "2026-04-03+02:00"),
            stop("a zone", "2026-07-17+02:00"),
            starts("30 February", "2026-02-30"),
            stop("30 February", "2026-02-30")
        ),
        Row(
            "date with spaces round it; year 12026; year -2026; year 0001",
            // Stricter than the schema, which lets these through.
            starts("spaces", " 2026-04-03 "),
            stop("spaces", " 2026-07-17 "),
            starts("year 12026", "12026-04-03"),
            stop("year 12026", "12026-07-17"),
            starts("year -2026", "-2026-04-03"),
            stop("year -2026", "-2026-07-17"),
            starts("year 0001", "0001-04-03"),
            stop("year 0001", "0001-07-17")
        ),
    ]

    /// A start with a text as each of its dates.
    private static func starts(_ name: String, _ text: String) -> Case {
        Case(
            "each date of a start with \(name)",
            start.with("ijw:Dagtekening", text).with("ijw:Datum", text)
                .with("jw305:ToewijzingIngangsdatum", text).with("jw305:Begindatum", text),
            invalid,
            "/Bericht/Header/BerichtIdentificatie/Dagtekening format",
            "\(client)/Geboortedatum/Datum format",
            "\(product)/ToewijzingIngangsdatum format",
            "\(product)/Begindatum format"
        )
    }

    /// A stop with a text as its end.
    private static func stop(_ name: String, _ text: String) -> Case {
        Case(
            "end of a stop with \(name)",
            .stop.with("jw307:Einddatum", text),
            after: [start],
            invalid,
            "/Bericht/Client/StopProducten/StopProduct[1]/Einddatum format"
        )
    }

    static let ofClients = ofNumbers + ofBirth + ofNames

    private static let ofNumbers = [
        Row("BSN 123456789", Case("fails the test", numbered("123456789"), refused, "CS002")),
        // Stricter than the standard's own check, which lets it through.
        Row("BSN 000000000", Case("only zeros", numbered("000000000"), refused, "CS002")),
        Row(
            "BSN of 8 digits, BSN with spaces, Arabic digits",
            Case("BSN of 8 digits", numbered("99990000"), invalid, "\(client)/Bsn format"),
            Case("BSN with spaces", numbered(" 999900006 "), invalid, "\(client)/Bsn format"),
            Case("Arabic digits", numbered("٩٩٩٩٠٠٠٠٦"), invalid, "\(client)/Bsn format")
        ),
    ]

    private static func numbered(_ text: String) -> MessageSample { start.with("jw305:Bsn", text) }

    private static let ofBirth = [
        Row(
            "birth date after Dagtekening / in 1890",
            Case("born a day after Dagtekening", born("2026-04-08"), refused, "TR134"),
            Case("born on Dagtekening", born("2026-04-07"), "accepted"),
            Case("born in 1890", born("1890-01-01"), refused, "TR002")
        ),
        Row(
            "birth date 1900-01-01 without / with DatumGebruik 3",
            Case("born 1900-01-01", born("1900-01-01"), refused, "TR002"),
            Case("born at an unknown time", born("1900-01-01", unknownPart: "3"), "accepted")
        ),
        Row(
            "DatumGebruik 1 with day 14 / with day 01",
            Case("unknown day 14", born("2014-02-14", unknownPart: "1"), refused, "CS139"),
            Case("unknown day 01", born("2014-02-01", unknownPart: "1"), "accepted")
        ),
    ]

    private static func born(_ day: String, unknownPart: String? = nil) -> MessageSample {
        let part = unknownPart.map { "<ijw:DatumGebruik>\($0)</ijw:DatumGebruik>" } ?? ""
        return start.with("ijw:Datum", day).replacing("</ijw:Datum>", "</ijw:Datum>" + part)
    }

    private static let ofNames = [
        Row(
            "Voorletters \"S.J.\" / \"Çé\"",
            Case(
                "with dots",
                start.with("ijw:Voorletters", "S.J."),
                invalid,
                "\(client)/Naam/Voorletters format"
            ),
            Case("with accents", start.with("ijw:Voorletters", "Çé"), "accepted")
        ),
        Row(
            "empty element",
            Case(
                "no Voorvoegsel in its element",
                start.with("ijw:Voorvoegsel", ""),
                invalid,
                "\(client)/Naam/Geslachtsnaam/Voorvoegsel length"
            )
        ),
    ]
}
