internal import JSON

extension DemoBallot {
    /// The body with which it is cast.
    func json() -> [UInt8] {
        .json {
            $0.name("own")
            $0.array { for answer in own { $0.value(answer) } }
            $0.name("others")
            $0.array {
                for answers in others {
                    $0.array { for answer in answers { $0.value(answer) } }
                }
            }
        }
    }
}
