import Scoring

/// An outcome under a reading that was not chosen.
struct Outcome: Equatable {
    let policy: Policy
    let band: Band
    let permitsIndividualTest: Bool

    init(_ policy: Policy, _ band: Band, _ permitsIndividualTest: Bool) {
        self.policy = policy
        self.band = band
        self.permitsIndividualTest = permitsIndividualTest
    }

    init(_ reading: OtherReading) {
        self.init(reading.policy, reading.band, reading.permitsIndividualTest)
    }
}
