@testable import Partnership
import Testing

@Suite struct `The kinds of messages that are taken` {
    @Test(arguments: Pillar.allCases, DeclarationKind.allCases)
    func `are found by the namespace of their names`(pillar: Pillar, kind: DeclarationKind) {
        let namespace = MessageType(of: kind, pillar).namespace
        let schema = MessageSchemas.ordinary[namespace]
        #expect(schema?.kind == kind)
        #expect(schema?.pillar == pillar)
        #expect(schema?.namespace == namespace)
    }

    @Test(arguments: [
        "", "http://www.istandaarden.nl/ijw/3_1/jw305/schema",
        "http://www.istandaarden.nl/ijw/3_2/jw306/schema",
        "http://www.istandaarden.nl/ijw/3_2/basisschema/schema",
    ])
    func `are of one release, and none that are sent back`(namespace: String) {
        #expect(MessageSchemas.ordinary[namespace] == nil)
    }
}
