internal import HTTP

extension API {
    /// The page needs no token: who has a ticket has nothing else.
    static let ballotFormRoutes = [
        Route(
            .readBallotForm,
            "/trust-measurements/{measurementId}/ballot-form",
            produces: [.html],
            isSilent: true,
            atOnce: { try $0.ballotForm() }
        )
    ]
}

extension Exchange {
    /// Of which round it is, the page asks itself: what is served depends on nothing.
    fileprivate func ballotForm() throws(Problem) -> Response {
        _ = try identifier("measurementId")
        let headers: Headers = [
            "Content-Type": "\(MediaType.html.essence); charset=utf-8",
            "ETag": "\"\(BallotForm.sha256)\"",
            "Content-Security-Policy": BallotForm.policy,
            "Cross-Origin-Opener-Policy": "same-origin",
            "Referrer-Policy": "no-referrer",
        ]
        return Response(200, headers: headers, body: BallotForm.page)
    }
}
