import HTTP
@testable import Partnership
import TestSupport

/// The desk of the secretary for tests: makes proposals and brings them on their way.
struct ProposalDesk: Sendable {
    static let path = "/v1/proposals"

    let api: TestAPI

    init(_ api: TestAPI) {
        self.api = api
    }

    static func text(
        kind: String = "proposal",
        arrangement: String = "hendig",
        subject: String = "rule-set",
        on day: String = "2026-01-12",
        more: String = ""
    ) -> String {
        let tone = kind == "signal" ? "\"neutral\"" : "null"
        return """
            {"kind": "\(kind)", "tone": \(tone), "arrangement": "\(arrangement)",
             "subject": "\(subject)", "title": "Opzegging", "text": "Anders tellen.",
             "proposedOn": "\(day)"\(more)}
            """
    }

    /// The bodies of its steps, each of the day on which it commonly is, or of another.
    static func agenda(
        _ outcome: String = "on-agenda",
        met: [Bool] = [true, true, false],
        on day: String = "2026-02-01"
    ) -> String {
        let tests = zip(["collective", "coreValue", "changedContext"], met).map {
            "\"\($0)\": {\"isMet\": \($1), \"motive\": \"Omdat.\"}"
        }
        return """
            {"outcome": "\(outcome)", "tests": {\(tests.joined(separator: ", "))},
             "decidedOn": "\(day)"}
            """
    }

    static func elaboration(_ partners: [Identifier] = [], on day: String = "2026-02-02") -> String
    {
        let ids = partners.map { "\"\($0)\"" }.joined(separator: ", ")
        return """
            {"assigneeIds": [\(ids)], "resultAsked": "Een tekst.", "facilities": null,
             "assignedOn": "\(day)", "dueOn": "2026-12-31"}
            """
    }

    static func elaborated(on day: String = "2026-03-20") -> String {
        #"{"documentReference": "DOC-201", "elaboratedOn": "\#(day)"}"#
    }

    static func decision(
        _ outcome: String = "adopted",
        by body: String = "college",
        on day: String = "2026-04-14",
        from validFrom: String? = "2026-07-01",
        endorsements: String = "[]"
    ) -> String {
        let valid = outcome == "adopted" ? validFrom : nil
        return """
            {"outcome": "\(outcome)", "decidingBody": "\(body)", "endorsements": \(endorsements),
             "reasons": null, "decidedOn": "\(day)", "decisionReference": "B&W 2026-0188",
             "validFrom": \(valid.map { "\"\($0)\"" } ?? "null")}
            """
    }

    static func withdrawal(on day: String = "2026-05-01") -> String {
        #"{"reasons": "Het is opgelost.", "withdrawnOn": "\#(day)"}"#
    }

    func propose(
        _ body: String = ProposalDesk.text(),
        as sender: TestAPI.Sender = .role(.municipality)
    ) async throws -> Response {
        try await api.send(.post, Self.path, as: sender, json: body)
    }

    @discardableResult
    func put(
        _ step: String,
        of proposal: Identifier,
        _ body: String,
        as sender: TestAPI.Sender? = nil,
        headers: Headers = ["If-None-Match": "*"]
    ) async throws -> Response {
        try await api.send(
            .put,
            "\(Self.path)/\(proposal)/\(step)",
            as: sender ?? .role(step == "decision" ? .college : .municipality),
            json: body,
            headers: headers
        )
    }

    /// The steps that bring a proposal to a state.
    private static func way(to state: Proposal.State) -> [(step: String, body: String)] {
        let agenda = ("agenda", agenda())
        let elaboration = ("elaboration", elaboration())
        let elaborated = ("elaborated-proposal", elaborated())
        return switch state {
        case .signalled, .proposed: []
        case .onAgenda: [agenda]
        case .notOnAgenda: [("agenda", Self.agenda("not-on-agenda"))]
        case .elaborating: [agenda, elaboration]
        case .elaborated: [agenda, elaboration, elaborated]
        case .adopted: [agenda, elaboration, elaborated, ("decision", decision())]
        case .rejected: [agenda, elaboration, elaborated, ("decision", decision("rejected"))]
        case .withdrawn: [("withdrawal", withdrawal())]
        }
    }

    /// A proposal brought to a state; a signal when that is its first.
    func proposal(
        in state: Proposal.State,
        _ body: String = ProposalDesk.text()
    ) async throws -> Identifier {
        let text = state == .signalled ? Self.text(kind: "signal") : body
        let id = try await propose(text).madeIdentifier
        for (step, body) in Self.way(to: state) { try await put(step, of: id, body) }
        return id
    }

    func state(of proposal: Identifier) async throws -> String? {
        try await api.send(.get, "\(Self.path)/\(proposal)").json["state"].text
    }
}
