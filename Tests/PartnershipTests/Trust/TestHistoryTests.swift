@testable import Partnership
import Scoring
import Testing

@Suite struct `The history of a party's tests` {
    @Test func `is read as the database writes it`() {
        #expect(TestHistory(text: "").tests.isEmpty)
        let history = TestHistory(text: "insufficient attention,sufficient insufficient")
        #expect(
            history.tests == [
                [.intentional: .insufficient, .competential: .attention],
                [.intentional: .sufficient, .competential: .insufficient],
            ]
        )
    }

    @Test(arguments: [
        ("", "none", []), ("insufficient insufficient", "none", []),
        ("insufficient attention,insufficient attention", "repeated", []),
        (
            "insufficient attention,attention insufficient", "possible",
            ["any-two", "any-dimension"]
        ),
        (
            "insufficient attention,attention attention,insufficient attention", "possible",
            ["any-two"]
        ),
        ("attention attention,sufficient sufficient", "none", []),
    ])
    func `is repeated by two in a row in one dimension, and tells the other readings`(
        text: String,
        repetition: String,
        otherReadings: [String]
    ) {
        let history = TestHistory(text: text)
        #expect(history.repetition.rawValue == repetition)
        #expect(history.isRepeated == (repetition == "repeated"))
        #expect(history.otherReadings == otherReadings)
    }
}
