internal import JSON
internal import Scoring

extension [TestResult] {
    /// The results as a JSON array, always in the same order.
    var json: [UInt8] {
        var writer = JSONWriter(capacity: 1_024)
        writer.array { for result in self { $0.result(result) } }
        return writer.bytes
    }
}

extension JSONWriter {
    fileprivate mutating func result(_ result: TestResult) {
        object {
            $0.member("partnerId", result.partnerId)
            $0.member("forms", result.score.forms)
            $0.member(
                "dimensions",
                array: {
                    for dimension in Dimension.allCases {
                        $0.score(result.score[dimension], of: dimension)
                    }
                }
            )
        }
    }

    private mutating func score(_ score: DimensionScore, of dimension: Dimension) {
        object {
            $0.member("dimension", dimension.rawValue)
            $0.member("sum", score.sum)
            $0.member("count", score.count)
            $0.member("shown", score.shown)
            $0.member("band", score.band.rawValue)
            $0.member("needsInterpretation", score.needsInterpretation)
            $0.member(
                "otherReadings",
                array: {
                    for other in score.otherReadings where other.band != score.band {
                        $0.object {
                            $0.member("policy", other.policy.rawValue)
                            $0.member("band", other.band.rawValue)
                        }
                    }
                }
            )
            $0.member("grounds", array: { $0.articles(["7.3", "7.4"]) })
        }
    }
}
