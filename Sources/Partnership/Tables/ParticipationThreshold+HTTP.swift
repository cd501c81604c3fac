internal import HTTP
internal import JSON

extension API {
    static let thresholdRoutes = [
        Route(.readThresholds, .get, "/monitoring/thresholds") { exchange in
            exchange.json { $0.thresholds() }
        }
    ]
}

extension JSONWriter {
    fileprivate mutating func thresholds() {
        object {
            $0.member(
                "thresholds",
                array: {
                    for threshold in ParticipationThreshold.all { $0.threshold(threshold) }
                }
            )
            $0.member(
                "policies",
                array: {
                    $0.policy(
                        "reference-years-closed",
                        "A33",
                        "The years are two in a row, given explicitly, closed before the review."
                    )
                    $0.policy(
                        ParticipationThreshold.Reading.chosen.rawValue,
                        "A34",
                        "Both figures count, and each is at least as much as is written."
                    )
                }
            )
        }
    }

    private mutating func threshold(_ threshold: ParticipationThreshold) {
        object {
            $0.member("table", threshold.table.rawValue)
            $0.member("revenueCents", threshold.revenueCents)
            $0.member("clients", threshold.clients)
            $0.member("yearsInARow", ParticipationThreshold.yearCount)
            $0.member("grounds", [.init("ZHZ", "3.3")])
        }
    }

    private mutating func policy(_ policy: String, _ ambiguity: String, _ text: String) {
        object {
            $0.member("policy", policy)
            $0.member("ambiguity", ambiguity)
            $0.member("text", text)
        }
    }
}
