@testable import Partnership
import Testing

@Suite struct `XML` {
    private func written(_ text: String) -> String {
        let bytes = XMLWriter.message(MessageType(.start, .youth)) { $0.element("A", text) }
        let lines = FormSample.lines(of: bytes)
        return lines.count == 4 ? lines[2] : lines.joined(separator: "\n")
    }

    @Test(arguments: [
        ("plain", "plain"), ("", ""), ("a & b", "a &amp; b"), ("<b>", "&lt;b&gt;"),
        ("]]>", "]]&gt;"), ("&amp;", "&amp;amp;"), ("\"'", "\"'"), ("é ỳ 😀", "é ỳ 😀"),
        (" S2 ", " S2 "), ("a\tb\nc", "a\tb\nc"), ("a\rb", "a&#13;b"), ("\u{0}", "\u{FFFD}"),
        ("\u{1F}\u{20}", "\u{FFFD}\u{20}"), ("\u{7F}", "\u{7F}"), ("\u{FFFD}", "\u{FFFD}"),
        ("\u{FFFE}", "\u{FFFD}"), ("\u{FFFF}a", "\u{FFFD}a"), ("\u{FFBE}", "\u{FFBE}"),
        ("\u{FFBF}", "\u{FFBF}"), ("\u{1FFFF}", "\u{1FFFF}"), ("\u{FEFF}", "\u{FEFF}"),
        ("\u{FBFF}", "\u{FBFF}"),
    ])
    func `spells what stands for something else`(text: String, spelling: String) {
        #expect(written(text).utf8.elementsEqual("  <jw305:A>\(spelling)</jw305:A>".utf8))
    }

    @Test func `is UTF-8 without a mark, with CR LF line ends and two spaces a level`() {
        let bytes = XMLWriter.message(MessageType(.stopReturn, .adult)) {
            $0.element("Een") {
                $0.part("Twee") {
                    $0.part("Getal", 0)
                    $0.part("Dag", "2026-04-01" as Day)
                    $0.part("Niets", nil as String?)
                    $0.part("Geen", nil as Int?)
                }
                $0.element("Dag", nil as Day?)
                $0.element("Getal", 7)
            }
        }
        let expected = [
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
            "<wmo308:Bericht xmlns:iwmo=\"http://www.istandaarden.nl/iwmo/3_2/basisschema/schema\""
                + " xmlns:wmo308=\"http://www.istandaarden.nl/iwmo/3_2/wmo308/schema\">",
            "  <wmo308:Een>",
            "    <iwmo:Twee>",
            "      <iwmo:Getal>0</iwmo:Getal>",
            "      <iwmo:Dag>2026-04-01</iwmo:Dag>",
            "    </iwmo:Twee>",
            "    <wmo308:Getal>7</wmo308:Getal>",
            "  </wmo308:Een>",
            "</wmo308:Bericht>",
            "",
        ]
        #expect(String(decoding: bytes, as: UTF8.self) == expected.joined(separator: "\r\n"))
    }
}

@Suite struct `A message's type` {
    @Test(arguments: [
        (MessageType.Kind.allocation, "436", "414"), (.start, "438", "418"),
        (.startReturn, "439", "419"), (.stop, "440", "420"), (.stopReturn, "441", "421"),
        (.claim, "490", "484"), (.claimAnswer, "491", "485"),
    ])
    func `has its code and its namespace`(kind: MessageType.Kind, youth: String, adult: String) {
        let iJw = MessageType(kind, .youth)
        let iWmo = MessageType(kind, .adult)
        #expect(iJw.code == youth)
        #expect(iWmo.code == adult)
        let number = kind.rawValue
        #expect(iJw.namespace == "http://www.istandaarden.nl/ijw/3_2/jw\(number)/schema")
        #expect(iWmo.namespace == "http://www.istandaarden.nl/iwmo/3_2/wmo\(number)/schema")
        #expect(iWmo.baseNamespace == "http://www.istandaarden.nl/iwmo/3_2/basisschema/schema")
    }
}
