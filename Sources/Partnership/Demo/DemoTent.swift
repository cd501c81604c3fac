/// An expertise tent that was never held.
struct DemoTent: Equatable, Sendable {
    /// A professional at it.
    struct Guest: Equatable, Sendable {
        let partner: DemoPartner
        let name: String
        let expertise: String
        let hours: TentHours
    }

    let heldOn: Day
    /// The place in the demo's list of the match that came from it.
    let matchIndex: Int
    let guests: [Guest]
    let outcome: TentOutcome
}
