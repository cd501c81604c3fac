@testable import Partnership
import Testing

@Suite struct `The kinds of a work item` {
    @Test func `are in the document as the service has them`() {
        let kinds = Published.document.root["components"]?["schemas"]?["WorkItemKind"]?["enum"]
        #expect(kinds?.elements.compactMap(\.string) == CareSignal.allCases.map(\.code))
    }
}
