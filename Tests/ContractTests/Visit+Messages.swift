import HTTP
@testable import Partnership
import TestSupport

extension Visit {
    /// Sends messages in XML: one that is taken, one that is no message and one of another release.
    func sendMessages() async throws {
        let start = Bodies.startXML("X1", agbCode, allocationNumber)
        for text in [
            start, start.replacing("<b:Categorie>50", with: "<b:Categorie>39"),
            start.replacing("3_2", with: "3_1"),
        ] {
            try await witness.send(.post, "/declarations", xml: Array(text.utf8))
        }
    }
}
