@testable import Partnership
import Testing

/// What we write, we read: the two were made apart, the one from the other's samples.
@Suite struct `A message that went out and came back` {
    private static let incoming = [
        "JW305_start", "JW305_correctie_begindatum", "JW305_taakgericht", "JW307_stop",
        "JW307_tijdelijk", "JW307_correctie_reden", "JW323_declaratie",
    ]

    @Test(arguments: 0..<40)
    func `is the same, by way of XML and of JSON`(seed: UInt64) throws {
        var messages = RandomMessages(seed: 1_000 + seed)
        for _ in 0..<25 {
            let sent = messages.sent()
            let read = try MessageReader.read(sent.xml)
            #expect(read == ReadMessage(message: sent.message, envelope: sent.envelope))
            let pillar = read.message.pillar
            let kept = try #require(Message(kept: read.message.content, pillar: pillar))
            let again = SentMessage(message: kept, envelope: read.envelope)
            #expect(again.xml == sent.xml)
        }
    }

    @Test(arguments: incoming)
    func `is the same sample`(name: String) throws {
        let lines = try FormSample.lines(of: name)
        let bytes = Array(lines.joined(separator: "\n").utf8)
        let read = try MessageReader.read(bytes)
        let sent = SentMessage(message: read.message, envelope: read.envelope)
        #expect(FormSample.lines(of: sent.xml) == lines)
    }

    @Test(arguments: ["JW301_toewijzing", "JW306_goed", "JW308_afkeur_9415", "JW325_volledig_goed"])
    func `is not taken in when it is for a partner`(name: String) throws {
        let bytes = Array(try FormSample.lines(of: name).joined(separator: "\n").utf8)
        #expect(throws: UnreadableMessage.otherRelease) { try MessageReader.read(bytes) }
    }
}
