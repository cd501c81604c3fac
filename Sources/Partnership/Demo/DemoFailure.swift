/// Why there is no demo, as one sentence.
package enum DemoFailure: Error, Equatable, Sendable {
    /// A file of facts is not what it should be.
    case unreadable(_ file: String, line: Int)
    /// The facts lack the revenue of a year that the demo has messages of.
    case revenueMissing(year: Int, pillar: String)
    /// A request of the demo got another answer than it should.
    case refused(request: String, answer: String)
    /// A message of the demo was not accepted.
    case notAccepted(message: String, answer: String)
    /// Another version of this program loaded a part of its demo.
    case otherVersion
    /// The database did not do what it was asked.
    case database(String)

    /// What went wrong and, where that helps, what would be right.
    package var sentence: String {
        switch self {
        case .unreadable(let file, let line):
            "db/demo/\(file) is not what it should be at line \(line)."
        case .revenueMissing(let year, let pillar):
            "db/demo/revenue_by_year.csv lacks the \(pillar) revenue of \(year)."
        case .refused(let request, let answer):
            "The demo is not complete: \(request) was answered \(answer)."
        case .notAccepted(let message, let answer):
            "The demo is not complete: message \(message) was answered \(answer)."
        case .otherVersion:
            "The database holds a part of another version's demo; load it into an empty one."
        case .database(let cause):
            "The demo is not complete, and loading it again goes on with it: \(cause)."
        }
    }
}
