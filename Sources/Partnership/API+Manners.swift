package import HTTP

/// What every answer has, whatever it says.
extension API {
    /// Fields of every answer, errors included; the server writes them once and for all.
    ///
    /// - Source: NL API Design Rules, version-header and transport/security-headers.
    package static let everyAnswer: Headers = [
        "API-Version": version,
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Content-Security-Policy": "frame-ancestors 'none'",
        "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    ]

    static let jsonHeaders: Headers = ["Content-Type": "application/json"]

    /// The answer to what could not be read as a request at all.
    package func response(toUnreadable status: Status, reason: String) -> Response {
        let code =
            switch status.code {
            case 413: "request.too-large"
            case 414, 431: "request.head-too-large"
            case 408: "request.timed-out"
            case 429: "request.too-many"
            case 503: "service.overloaded"
            default: "request.malformed"
            }
        var response = Problem(status, code, reason)
            .response(instance: nil, traceId: nil)
        response.headers.append("Cache-Control", "no-store")
        return response
    }

    static func allowed(_ methods: [Method]) -> Response {
        let names = methods.map(\.name).joined(separator: ", ")
        return Response(204, headers: ["Allow": names])
    }

    /// The opaque token of `Authorization: Bearer`.
    ///
    /// - Throws: 401 when the credentials are of another kind.
    static func bearerToken(_ credentials: String) throws(Problem) -> String {
        // RFC 9110 §11.1: the scheme's name is compared without regard to case.
        guard credentials.count > 7, credentials.prefix(7).lowercased() == "bearer " else {
            throw .tokenInvalid
        }
        return String(credentials.dropFirst(7))
    }

    /// Lets a browser show the answer to a front end that may see it.
    func allowOrigin(of request: Request, in response: inout Response) {
        guard let origin = request.header("origin") else { return }
        if response.headers.contains("access-control-allow-origin") { return }
        response.headers.append("Vary", "Origin")
        guard settings.corsOrigins.contains(origin) else { return }
        response.headers.append("Access-Control-Allow-Origin", origin)
        response.headers.append(
            "Access-Control-Expose-Headers",
            "API-Version, ETag, Link, Location, Retry-After, traceparent"
        )
        guard request.method == .options, let methods = response.headers["allow"] else { return }
        response.headers.append("Access-Control-Allow-Methods", methods)
        response.headers.append(
            "Access-Control-Allow-Headers",
            "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, traceparent"
        )
        response.headers.append("Access-Control-Max-Age", "600")
    }
}

extension Exchange {
    /// Refuses a body or an answer of a type the route does not have: 415, 406.
    func checkMediaTypes() throws(Problem) {
        if !route.consumes.isEmpty {
            let essence = request.contentType?.essence
            guard route.consumes.contains(where: { $0.essence == essence }) else {
                let known = route.consumes.map(\.essence).joined(separator: " or ")
                throw Problem(
                    415,
                    "request.unsupported-media-type",
                    "The body must come as \(known)."
                )
            }
        }
        guard request.preferred(of: route.produces) != nil else {
            let known = route.produces.map(\.essence).joined(separator: " or ")
            throw Problem(406, "request.not-acceptable", "The answer can be had as \(known).")
        }
    }

    /// The type in which the caller wants the answer.
    var answerType: MediaType { request.preferred(of: route.produces) ?? .json }

    /// Gives a GET its tag, and a 304 to who has it already.
    func conditional(_ response: Response) -> Response {
        guard request.method == .get || request.method == .head, response.status == 200 else {
            return response
        }
        var response = response
        // What is remembered has its tag already.
        let known = response.headers["etag"].flatMap { EntityTag(parsing: $0) }
        let tag = known ?? EntityTag(of: response.body)
        if known == nil { response.headers.append("ETag", tag.description) }
        guard let text = request.header("if-none-match"),
            let condition = EntityTagCondition(text), !condition.holdsForNoneMatch(tag)
        else { return response }
        response.status = 304
        response.body = []
        return response
    }

    /// Refuses a change of something that is no longer what the caller saw: 428, 412.
    ///
    /// - Parameter current: the content as a GET would give it now.
    func requireMatch(of current: [UInt8]) throws(Problem) {
        guard let text = request.header("if-match") else { throw .preconditionRequired }
        guard let condition = EntityTagCondition(text),
            condition.holdsForMatch(EntityTag(of: current))
        else { throw .preconditionFailed }
    }

    /// Refuses to make what may already be there unless the caller says it expects nothing.
    func requireNoneMatch() throws(Problem) {
        guard request.headerEquals("if-none-match", "*") else {
            throw request.hasHeader("if-match") ? .preconditionFailed : .preconditionRequired
        }
    }
}

extension Problem {
    static let tokenMissing = Problem(
        401,
        "access.token-missing",
        "This needs a token: Authorization: Bearer <token>."
    ).challenging("Bearer")

    static let tokenInvalid = Problem(
        401,
        "access.token-invalid",
        "The token is unknown, expired or revoked."
    ).challenging("Bearer error=\"invalid_token\"")

    static func scopeMissing(_ scope: String) -> Problem {
        Problem(403, "access.scope-missing", "This token does not have the scope \(scope).")
            .challenging("Bearer error=\"insufficient_scope\", scope=\"\(scope)\"")
    }

    static let notYours = Problem(
        403,
        "access.not-yours",
        "This belongs to another partner than the token's."
    )

    static let preconditionRequired = Problem(
        428,
        "resource.precondition-required",
        "A change needs If-Match with the ETag that was read, a new one If-None-Match: *."
    )

    static let preconditionFailed = Problem(
        412,
        "resource.precondition-failed",
        "It is no longer what the caller last read; read it again first."
    )

    private func challenging(_ challenge: String) -> Problem {
        var problem = self
        problem.headers.append("WWW-Authenticate", challenge)
        return problem
    }
}
