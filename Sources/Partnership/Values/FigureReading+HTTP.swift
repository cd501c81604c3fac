internal import JSON

extension JSONWriter {
    /// Writes a member that is readings that were not chosen.
    mutating func member(_ name: StaticString, _ readings: [FigureReading]) {
        member(
            name,
            array: {
                for reading in readings {
                    $0.object {
                        $0.member("policy", reading.policy)
                        $0.member("reading", reading.reading)
                        $0.outcome(reading.outcome)
                    }
                }
            }
        )
    }

    private mutating func outcome(_ outcome: FigureReading.Outcome) {
        switch outcome {
        case .cents(let cents): member("cents", cents)
        case .proposedCents(let cents): member("proposedCents", cents)
        case .isAboveBudget(let isAbove): member("isAboveBudget", isAbove)
        case .halves(let municipalityCents, let partnersCents):
            member("municipalityCents", municipalityCents)
            member("partnersCents", partnersCents)
        case .contributions(let list, let totalCents):
            member("totalCents", totalCents)
            member("contributions", array: { for one in list { $0.contribution(one) } })
        }
    }

    private mutating func contribution(_ contribution: FigureReading.Contribution) {
        object {
            $0.member("partnerId", contribution.partnerId)
            $0.member("sharePpm", contribution.sharePpm)
            $0.member("contributionCents", contribution.contributionCents)
        }
    }
}
