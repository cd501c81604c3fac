@testable import Partnership
import Testing

/// What the standard's own checks let through or stop, row by row, and what we answer.
///
/// - Source: IJW §3.8. We are stricter where a case says so.
enum StandardTable {
    /// A row, by the words it has there.
    struct Row: Sendable {
        let name: String
        let cases: [Case]

        init(_ name: String, _ cases: Case...) {
            self.name = name
            self.cases = cases
        }
    }

    /// A sample with something changed, and what is answered to it.
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let sample: MessageSample
        /// What was sent before.
        let earlier: [MessageSample]
        let outcome: [String]

        init(
            _ name: String,
            _ sample: MessageSample,
            after earlier: [MessageSample] = [],
            _ outcome: String...
        ) {
            self.init(name, sample, after: earlier, outcome)
        }

        init(
            _ name: String,
            _ sample: MessageSample,
            after earlier: [MessageSample],
            _ outcome: [String]
        ) {
            self.name = name
            self.sample = sample
            self.earlier = earlier
            self.outcome = outcome
        }

        var testDescription: String { name }
    }

    static let rows = ofDays + ofClients + ofHeaders + ofProducts + ofForm + ofStops + ofClaims

    /// A message that is not what it should be; the place and code of each fault follow.
    static let invalid = "400 message.invalid-xml"
    /// A message that contradicts itself; the rules it breaks follow.
    static let refused = "refused 0001"

    private static let start = MessageSample.start
    private static let product = "/Bericht/Client/StartProducten/StartProduct[1]"

    private static let ofProducts = [
        Row(
            "status 2 or 9",
            Case("status 2", start.with("jw305:StatusAanlevering", "2"), refused, "CS058"),
            Case("status 9", start.with("jw305:StatusAanlevering", "9"), refused, "CS058")
        ),
        Row(
            "ToewijzingNummer 000300201, +300201, \" 300201 \", 0, -0",
            Case("number with zeros", numbered("000300201"), "accepted"),
            Case("number with a sign", numbered("+300201"), "accepted"),
            Case("number with spaces", numbered(" 300201 "), "accepted"),
            Case("number 0", numbered("0"), "refused 0200 9019", "TR019"),
            Case("number -0", numbered("-0"), "refused 0200 9019", "TR019")
        ),
        Row(
            "ToewijzingNummer of 10 digits",
            Case("number 999999999", numbered("999999999"), "refused 0200 9019", "TR019"),
            Case(
                "number 1000000000",
                numbered("1000000000"),
                invalid,
                "\(product)/ToewijzingNummer range"
            )
        ),
        Row(
            "Categorie without Code / Code without Categorie",
            Case(
                "no Code",
                start.without("ijw:Code"),
                "accepted",
                "product-differs-from-allocation"
            ),
            Case(
                "no Categorie",
                start.without("ijw:Categorie"),
                invalid,
                "\(product)/Product/Categorie required"
            )
        ),
        Row(
            "Categorie 39; Code of 6 characters; Code of 5 spaces",
            Case(
                "Categorie 39",
                start.with("ijw:Categorie", "39"),
                invalid,
                "\(product)/Product/Categorie enum"
            ),
            Case("Code of 6", coded("JB-041"), invalid, "\(product)/Product/Code length"),
            Case("Code of spaces", coded("     "), invalid, "\(product)/Product/Code format")
        ),
        Row(
            "Code \"jb-04\", \"JB-0 \"",
            Case("Code jb-04", coded("jb-04"), "refused 0200 S329", "TR381"),
            Case("Code JB-0 and a space", coded("JB-0 "), "refused 0200 S329", "TR381")
        ),
        Row(
            "same key twice; delete + add of the same key",
            Case("same key twice", start.repeating("jw305:StartProduct"), refused, "TR101"),
            Case(
                "same key twice, no number",
                start.without("jw305:ToewijzingNummer").repeating("jw305:StartProduct"),
                refused,
                "TR101"
            ),
            Case(
                "same key deleted and added",
                start.with("jw305:StatusAanlevering", "3").repeating("jw305:StartProduct") {
                    $0.replacing(">3</jw305:Status", with: ">1</jw305:Status")
                },
                after: [start],
                refused,
                "TR101"
            ),
            Case("other key added", .named("start-corrected"), after: [start], "accepted")
        ),
    ]

    private static func numbered(_ text: String) -> MessageSample {
        start.with("jw305:ToewijzingNummer", text)
    }

    private static func coded(_ text: String) -> MessageSample { start.with("ijw:Code", text) }

    private static let header = "/Bericht/Header"

    private static let ofHeaders = [
        Row(
            "Identificatie of 13 characters; only spaces",
            Case(
                "Identificatie of 13",
                start.with("ijw:Identificatie", "S202600000123"),
                invalid,
                "\(header)/BerichtIdentificatie/Identificatie length"
            ),
            Case(
                "Identificatie of spaces",
                start.with("ijw:Identificatie", "   "),
                invalid,
                "\(header)/BerichtIdentificatie/Identificatie format"
            )
        ),
        Row(
            "Identificatie \" S2…\" or with é # $ /",
            Case("space before it", start.with("ijw:Identificatie", " S2026"), "accepted"),
            Case("of é # $ /", start.with("ijw:Identificatie", "é#$/"), "accepted")
        ),
        Row(
            "BerichtCode 440; Subversie 1; namespace 3_1; BerichtVersie \"03\"",
            Case(
                "BerichtCode 440",
                start.with("jw305:BerichtCode", "440"),
                invalid,
                "\(header)/BerichtCode enum"
            ),
            Case(
                "Subversie 1",
                start.with("jw305:BerichtSubversie", "1"),
                invalid,
                "\(header)/BerichtSubversie enum"
            ),
            Case("namespace 3_1", start.replacing("3_2", "3_1"), "415 message.other-release"),
            Case(
                "BerichtVersie 03",
                start.with("jw305:BerichtVersie", "03"),
                invalid,
                "\(header)/BerichtVersie enum"
            )
        ),
        Row(
            "BerichtVersie \" 3 \"; XsdVersie 0.1.0",
            Case("BerichtVersie 3", start.with("jw305:BerichtVersie", " 3 "), "accepted"),
            Case("XsdVersie 0.1.0", start.with("ijw:BerichtXsdVersie", "0.1.0"), "accepted")
        ),
        Row(
            "XsdVersie \"1.0\"",
            Case(
                "XsdVersie 1.0",
                start.with("ijw:BerichtXsdVersie", "1.0"),
                invalid,
                "\(header)/XsdVersie/BerichtXsdVersie format"
            )
        ),
        Row(
            "gemeente 9999",
            Case("gemeente", start.with("jw305:Ontvanger", "9999"), "refused S300", "TR378")
        ),
        Row(
            "AGB of 7 digits",
            Case(
                "AGB",
                start.with("jw305:Afzender", "9499999"),
                invalid,
                "\(header)/Afzender format"
            )
        ),
    ]

    private static let entity = MessageSample.named("document-type")

    private static let ofForm = [
        Row(
            "two Clients; unknown element; attribute; xsi:nil; wrong order",
            Case("two Clients", .named("two-clients"), invalid, "/Bericht/Client too-many"),
            Case(
                "unknown element",
                .named("unknown-element"),
                invalid,
                "/Bericht/Client unknown-element"
            ),
            Case(
                "attribute",
                start.replacing("<jw305:Client>", "<jw305:Client id=\"1\">"),
                invalid,
                "/Bericht/Client attribute"
            ),
            Case("xsi:nil", .named("attribute-nil"), invalid, "/Bericht attribute"),
            Case(
                "wrong order",
                .named("wrong-order"),
                invalid,
                "\(product)/Begindatum required",
                "\(product)/Begindatum order"
            )
        ),
        Row(
            "DOCTYPE with an internal entity",
            // Stricter than the schema: no DOCTYPE at all, as the parser would expand the entity.
            Case("DOCTYPE", entity, invalid, " document-type"),
            Case(
                "DOCTYPE whose entity is used",
                entity.with("ijw:Achternaam", "&a;"),
                invalid,
                " document-type"
            )
        ),
        Row(
            "byte-order mark, ISO-8859-1, comments, CDATA, other prefix, xsi:schemaLocation",
            // Stricter than the schema, by OP192.
            Case("byte-order mark", .named("byte-order-mark"), invalid, " encoding"),
            Case("ISO-8859-1", .named("latin-1"), invalid, " encoding"),
            Case(
                "comment",
                start.replacing("<jw305:Client>", "<!-- a --><jw305:Client>"),
                "accepted"
            ),
            Case("CDATA", start.with("ijw:Achternaam", "<![CDATA[Voor]]>beeld"), "accepted"),
            Case("other prefix", .named("start-default-namespace"), "accepted"),
            Case("xsi:schemaLocation", .named("start-schema-location"), "accepted")
        ),
    ]
}

extension MessageSample {
    /// The sample with its first element of a name repeated, the repetition changed.
    func repeating(
        _ element: String,
        _ change: (String) -> String = { $0 }
    ) -> MessageSample {
        guard let from = text.firstRange(of: "<\(element)>")?.lowerBound,
            let until = text.firstRange(of: "</\(element)>")?.upperBound
        else { return replacing("<\(element)>", "") }
        let part = String(text[from..<until])
        return replacing(part, part + change(part))
    }
}
