@testable import Partnership
import Testing

@Suite struct `The bytes of a message in XML` {
    private static func refusal(of bytes: [UInt8]) -> String {
        do {
            try MessageBytes.check(bytes)
            return "ok"
        } catch {
            return error.code
        }
    }

    @Test(arguments: [
        ("", "ok"), ("<a/>", "ok"), ("<a>é\t\r\n€😀</a>", "ok"),
        ("<?xml version=\"1.0\"?><a/>", "ok"), ("<?xml version='1.0'?><a/>", "ok"),
        ("<?xml version = \"1.0\"\n encoding='utf-8' standalone=\"no\" ?><a/>", "ok"),
        ("<?xml version=\"1.0\" encoding=\"UTF-8\"?><a/>", "ok"),
        ("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a/>", "encoding"),
        ("<?xml version=\"1.0\" encoding=\"UTF-16\"?><a/>", "encoding"),
        ("<?xml version=\"1.0\" encoding=\"US-ASCII\"?><a/>", "encoding"),
        ("<?xml version=\"1.1\"?><a/>", "syntax"), ("<?xml?><a/>", "instruction"),
        ("<?xml encoding=\"UTF-8\"?><a/>", "syntax"), ("<?xml ", "syntax"),
        ("<?xml version=1.0?>", "syntax"), ("<?xml version=\"1.0", "syntax"),
        ("\n<?xml version=\"1.0\"?><a/>", "instruction"),
        ("<?xml version=\"1.0\"?><?b c?><a/>", "instruction"),
        ("<?xml-stylesheet href=\"x\"?><a/>", "instruction"),
        ("<a/><?b?>", "instruction"),
    ])
    func `begin with nothing but a declaration of XML 1.0 in UTF-8`(text: String, outcome: String) {
        #expect(Self.refusal(of: Array(text.utf8)) == outcome)
    }

    @Test(arguments: [
        ("<a b='>' c=\">\"/>", "ok"), ("<a b=\"'\" c='\"'>&lt;</a>", "ok"),
        ("<a b='&lt;&#60;'/>", "ok"), ("<a b='&c;'/>", "entity"), ("<a b='&'/>", "entity"),
        ("<a b='<'/>", "syntax"), ("<a <b/>", "syntax"), ("<a b='<!--'/>", "syntax"),
        ("<a b='\u{1}'/>", "syntax"), ("<a", "ok"), ("<a b='>", "ok"),
    ])
    func `have tags without a tag in them`(text: String, outcome: String) {
        #expect(Self.refusal(of: Array(text.utf8)) == outcome)
    }

    @Test(arguments: ["<a b='", "</a", "<a xmlns:b='"])
    func `have tags up to a length`(start: String) {
        let end = start.hasSuffix("'") ? "'>" : ">"
        let longest = MessageLimits().tagBytes - start.utf8.count - end.utf8.count
        for (count, outcome) in [(longest, "ok"), (longest + 1, "length")] {
            let text = start + String(repeating: " ", count: count) + end
            #expect(Self.refusal(of: Array(text.utf8)) == outcome)
        }
    }

    @Test func `may have a declaration up to a length`() {
        let blanks = String(repeating: " ", count: 300)
        #expect(Self.refusal(of: Array("<?xml version=\"1.0\"\(blanks)?><a/>".utf8)) == "ok")
        let many = String(repeating: " standalone='no'", count: 20)
        #expect(Self.refusal(of: Array("<?xml version=\"1.0\"\(many)?><a/>".utf8)) == "syntax")
    }

    @Test(arguments: [
        [0xEF, 0xBB, 0xBF, 0x3C], [0xFE, 0xFF, 0, 0x3C], [0xFF, 0xFE, 0x3C, 0], [0, 0x3C, 0, 0x61],
        [0x3C, 0, 0x61, 0], [0, 0, 0xFE, 0xFF], [0x3C, 0x61, 0xE9, 0x2F, 0x3E], [0xC0, 0x80],
        [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0x3C, 0x61, 0xC3],
    ])
    func `are UTF-8 without a byte-order mark`(bytes: [UInt8]) {
        #expect(Self.refusal(of: bytes) == "encoding")
    }

    @Test(arguments: [
        ("<!DOCTYPE a><a/>", "document-type"), ("<!doctype a><a/>", "document-type"),
        ("<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", "document-type"),
        ("<!DOCTYPE a SYSTEM \"file:///etc/hostname\"><a/>", "document-type"),
        ("<!ENTITY b \"c\"><a/>", "document-type"), ("<a><!ELEMENT b></a>", "document-type"),
        ("<!", "document-type"), ("<a><!-b--></a>", "document-type"),
        ("<a><![CDATA <!DOCTYPE]]></a>", "document-type"),
        // In a comment or a block it is text.
        ("<a><!-- <!DOCTYPE b> & <?c?> --></a>", "ok"),
        ("<a><![CDATA[<!DOCTYPE b> & <?c?>]]></a>", "ok"),
        ("<a><!-- --><!DOCTYPE b></a>", "document-type"),
        ("<a><![CDATA[]]]]><!DOCTYPE b></a>", "document-type"),
        ("<a><!-- never ends", "ok"), ("<a><![CDATA[ never ends ]]", "ok"),
    ])
    func `have no document type and declare no entities`(text: String, outcome: String) {
        #expect(Self.refusal(of: Array(text.utf8)) == outcome)
    }

    @Test(arguments: [
        ("&amp;", "ok"), ("&lt;&gt;&quot;&apos;", "ok"), ("&#233;", "ok"), ("&#xE9;", "ok"),
        ("&#xe9;", "ok"), ("&#0000000000233;", "ok"), ("&#00000000000000233;", "entity"),
        ("&eacute;", "entity"), ("&a;", "entity"), ("&;", "entity"), ("&#;", "entity"),
        ("&#x;", "entity"), ("&#E9;", "entity"), ("&#XE9;", "entity"), ("&#-1;", "entity"),
        ("&", "entity"), ("& amp;", "entity"), ("&amp", "entity"), ("&AMP;", "entity"),
    ])
    func `refer to characters alone`(text: String, outcome: String) {
        #expect(Self.refusal(of: Array("<a>\(text)</a>".utf8)) == outcome)
        #expect(Self.refusal(of: Array("<a b=\"\(text)\"/>".utf8)) == outcome)
    }

    @Test(arguments: 0..<0x20)
    func `have no control character but tab and line ends`(byte: Int) {
        let isAllowed = byte == 0x09 || byte == 0x0A || byte == 0x0D
        for place in ["<a>%</a>", "<a><!--%--></a>", "<a><![CDATA[%]]></a>"] {
            let text = place.utf8.map { $0 == UInt8(ascii: "%") ? UInt8(byte) : $0 }
            #expect(Self.refusal(of: text) == (isAllowed ? "ok" : "syntax"), "\(place)")
        }
    }
}
