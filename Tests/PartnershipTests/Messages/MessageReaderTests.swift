@testable import Partnership
import Testing

@Suite struct `A message in XML` {
    /// A sample, and what reading it comes to: `ok`, or the place and code of each fault.
    struct Row: Sendable, CustomTestStringConvertible {
        let what: String
        let sample: MessageSample
        let outcome: [String]

        init(_ what: String, _ sample: MessageSample, _ outcome: String...) {
            self.what = what
            self.sample = sample
            self.outcome = outcome
        }

        var testDescription: String { what }
    }

    private static let header = "/Bericht/Header"
    private static let client = "/Bericht/Client"
    private static let product = "/Bericht/Client/StartProducten/StartProduct[1]"
    private static let start = MessageSample.start
    private static let line = "/Bericht/Declaratie/Clienten/Client[1]/Prestaties/Prestatie"

    /// What `StandardTable` has no row about.
    private static let own: [Row] = [
        Row(
            "status 4",
            start.with("jw305:StatusAanlevering", "4"),
            "\(product)/StatusAanlevering enum"
        ),
        Row(
            "a period that ends before it begins",
            .named("claim-period-reversed"),
            "/Bericht/Declaratie/DeclaratiePeriode/Einddatum range",
            "\(line)[1]/ProductPeriode/Einddatum range",
            "\(line)[2]/ProductPeriode/Einddatum range"
        ),
    ]

    /// What a list of the other act has.
    private static let otherAct: [Row] = [
        Row("Wmo start", .named("wmo-start"), "ok"),
        Row("Wmo claim", .named("wmo-claim"), "ok"),
        Row("Wmo stop, 31 moved", .named("wmo-stop"), "ok"),
        Row(
            "Wmo stop, reason 32",
            MessageSample.named("wmo-stop").with("wmo307:RedenBeeindiging", "32"),
            "/Bericht/Client/StopProducten/StopProduct[1]/RedenBeeindiging enum"
        ),
        Row(
            "Wmo category 19",
            MessageSample.named("wmo-start").with("iwmo:Categorie", "19"),
            "\(product)/Product/Categorie enum"
        ),
        Row(
            "Wmo category 50",
            MessageSample.named("wmo-start").with("iwmo:Categorie", "50"),
            "\(product)/Product/Categorie enum"
        ),
        Row(
            "youth category 02",
            start.with("ijw:Categorie", "02"),
            "\(product)/Product/Categorie enum"
        ),
        Row(
            "Wmo message, youth code",
            MessageSample.named("wmo-start").with("wmo305:BerichtCode", "438"),
            "\(header)/BerichtCode enum"
        ),
        Row(
            "parts of the other act",
            start.replacing("/ijw/3_2/basis", "/iwmo/3_2/basis"),
            "\(header)/BerichtIdentificatie unknown-element",
            "\(header)/BerichtIdentificatie unknown-element",
            "\(header)/BerichtIdentificatie/Identificatie required",
            "\(header)/BerichtIdentificatie/Dagtekening required",
            "\(header)/XsdVersie unknown-element",
            "\(header)/XsdVersie unknown-element",
            "\(header)/XsdVersie/BasisschemaXsdVersie required",
            "\(header)/XsdVersie/BerichtXsdVersie required",
            "\(client)/Geboortedatum unknown-element",
            "\(client)/Geboortedatum/Datum required",
            "\(client)/Naam unknown-element",
            "\(client)/Naam unknown-element",
            "\(client)/Naam/Geslachtsnaam required",
            "\(product)/Product unknown-element",
            "\(product)/Product unknown-element",
            "\(product)/Product/Categorie required"
        ),
    ]

    @Test(arguments: own + otherAct)
    func `is read, or refused with the place of each fault`(row: Row) {
        #expect(row.sample.outcome() == row.outcome)
    }

    @Test(arguments: ["305", "307", "323"])
    func `of another release or another kind is not looked at`(number: String) {
        let sample = ["305": start, "307": .stop, "323": claim][number] ?? start
        let own = "jw\(number)/schema"
        for other in ["jw301/schema", "jw306/schema", "jw325/schema", "jw\(number)/Schema", ""] {
            #expect(sample.replacing(own, other).outcome() == ["other release"], "\(other)")
        }
        #expect(sample.replacing("http:", "https:").outcome() == ["other release"])
        #expect(sample.replacing("istandaarden.nl/ijw", "x/ijw").outcome() == ["other release"])
    }

    private var start: MessageSample { .start }
    private var claim: MessageSample { .claim }

    @Test func `whose root has another name is refused at once`() {
        #expect(start.replacing("jw305:Bericht", "jw305:Client").outcome() == [" unknown-element"])
    }

    @Test func `that breaks off tells where it stood`() {
        let outcome = MessageSample.named("broken-off").outcome()
        #expect(outcome == ["\(Self.client)/Geboortedatum/Datum syntax"])
        #expect(MessageSample.named("nothing").outcome() == [" syntax"])
        #expect(start.replacing("</jw305:Bericht>", "").outcome() == ["/Bericht syntax"])
        #expect(
            start.replacing("</jw305:Bericht>", "</jw305:Bericht><a/>").outcome() == [" syntax"]
        )
        #expect(
            start.replacing("</jw305:Bsn>", "</jw305:Bs>").outcome() == [
                "\(Self.client)/Bsn syntax"
            ]
        )
        #expect(
            start.replacing("<jw305:Bsn>", "<x:Bsn>").outcome().last?.hasSuffix("syntax") == true
        )
    }
}
