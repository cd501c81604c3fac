internal import EventLoop
package import HTTP
internal import Postgres

/// The way of every request through the service.
extension API {
    /// One request from its coming in to its line in the log.
    private struct Visit: Sendable {
        let request: Request
        let trace: TraceContext
        let started = LoopTime.read()
        /// Whether nothing may tell that it was there: no line, and no trace in its answer.
        var isSilent = false
        var line: RequestLine

        init(_ request: Request, _ trace: TraceContext) {
            self.request = request
            self.trace = trace
            line = RequestLine(method: request.method.name, traceId: trace.traceId)
        }
    }

    /// Answers a request; whatever goes wrong is an answer too.
    ///
    /// The answer is there at once when nothing has to be asked of the database.
    package func reply(to request: Request) -> Reply {
        var visit = Visit(request, traceContext(of: request))
        switch Self.match(request) {
        case .notFound:
            return .now(answer(to: visit, .failure(Problem.notFound)))
        case .options(let methods):
            visit.isSilent = Self.isSilent(at: request)
            return .now(answer(to: visit, .success(Self.allowed(methods))))
        case .methodNotAllowed(let methods):
            visit.isSilent = Self.isSilent(at: request)
            return .now(answer(to: visit, .failure(Problem.methodNotAllowed(methods))))
        case .found(let route, let parameters):
            visit.line.operation = route.operation.rawValue
            visit.isSilent = route.isSilent
            switch route.handler {
            case .atOnce(let handle):
                let exchange = Exchange(self, request, route, parameters, visit.trace)
                return .now(answer(to: visit, Result { try exchange.answer(by: handle) }))
            case .waiting(let handle):
                return .later { [self, visit] in
                    await carryOut(visit, route, parameters, handle)
                }
            }
        }
    }

    /// Judges a body whose caller has to be looked up.
    ///
    /// It is answered here when the caller may not send it, so that nobody is looked up twice, and
    /// nothing is ever carried out without its body.
    package func bodyVerdict(for request: Request) async -> BodyVerdict {
        guard let (route, parameters) = Self.routeWithBody(of: request) else {
            return .answer(await reply(to: request).response())
        }
        var visit = Visit(request, traceContext(of: request))
        visit.line.operation = route.operation.rawValue
        visit.isSilent = route.isSilent
        let exchange = Exchange(self, request, route, parameters, visit.trace)
        do {
            try await identify(exchange)
            return .read(maximumBytes: route.bodyLimitBytes(for: request))
        } catch {
            visit.line.role = exchange.caller?.role.rawValue
            return .answer(answer(to: visit, .failure(error)))
        }
    }

    /// Says whether the body of a request is read, and how much of it.
    ///
    /// A stranger cannot make us read anything: without a token that is known, and a role that
    /// may do what is asked, the answer does not wait for the body.
    package func bodyDecision(for request: Request) -> BodyDecision {
        guard let (route, _) = Self.routeWithBody(of: request) else { return .decline }
        if route.access.scope != nil {
            guard let credentials = request.header("authorization") else { return .decline }
            guard let caller = knownCaller(credentials) else { return .ask }
            if route.access.reach(of: caller.role) == .nothing { return .decline }
        }
        return .read(maximumBytes: route.bodyLimitBytes(for: request))
    }

    private static func routeWithBody(of request: Request) -> (Route, PathParameters)? {
        guard case .found(let route, let parameters) = match(request), !route.consumes.isEmpty
        else { return nil }
        return (route, parameters)
    }

    private func carryOut(
        _ visit: Visit,
        _ route: Route,
        _ parameters: PathParameters,
        _ handle: (Exchange) async throws -> Response
    ) async -> Response {
        let exchange = Exchange(self, visit.request, route, parameters, visit.trace)
        let result: Result<Response, any Error>
        do {
            try await identify(exchange)
            result = .success(try await exchange.answer(by: handle))
        } catch {
            result = .failure(error)
        }
        var visit = visit
        visit.line.role = exchange.caller?.role.rawValue
        return answer(to: visit, result)
    }

    /// Gives an answer what every answer has, and the log its line.
    private func answer(to visit: Visit, _ result: Result<Response, any Error>) -> Response {
        var line = visit.line
        var response: Response
        switch result {
        case .success(let success): response = success
        case .failure(let error):
            let problem = Boundary.problem(for: error)
            line.code = problem.code
            line.cause = Boundary.cause(of: error)
            response = problem.response(
                instance: visit.request.path,
                traceId: visit.isSilent ? nil : visit.trace.traceId
            )
        }
        if !visit.isSilent { response.headers.append("traceparent", visit.trace.description) }
        allowOrigin(of: visit.request, in: &response)
        if !response.headers.contains("cache-control") {
            response.headers.append("Cache-Control", "no-store")
        }
        line.status = response.status.code
        log(line, of: visit)
        return response
    }

    private func log(_ line: RequestLine, of visit: Visit) {
        var line = line
        line.unixMicroseconds = LoopTime.read().unixMicroseconds
        if visit.isSilent {
            guard line.operation == Operation.castBallot.rawValue else { return }
            ballotCounts.count(status: line.status, unixMicroseconds: line.unixMicroseconds)
            return
        }
        logBallots(before: line.unixMicroseconds)
        line.durationMicroseconds = line.unixMicroseconds - visit.started.unixMicroseconds
        settings.log(.request(line))
    }

    /// Tells the log of the ballots of hours that are over.
    private func logBallots(before unixMicroseconds: Int64) {
        for count in ballotCounts.takeEnded(unixMicroseconds: unixMicroseconds) {
            settings.log(.ballots(count))
        }
    }

    /// Tells the log of every ballot that it was not told of; callable from any thread.
    package func logLastBallots() async {
        await session.loop.spawn { self.logBallots(before: .max) }.value
    }

    /// Whether something at the place of a request is silent: then all that is asked there is,
    /// also what has no route.
    private static func isSilent(at request: Request) -> Bool {
        [Method.get, .post].contains { method in
            var other = request
            other.method = method
            guard case .found(let route, _) = match(other) else { return false }
            return route.isSilent
        }
    }
}

extension Exchange {
    fileprivate func answer(by handle: (Exchange) throws -> Response) throws -> Response {
        try check()
        return complete(try handle(self))
    }

    fileprivate func answer(
        by handle: (Exchange) async throws -> Response
    ) async throws -> Response {
        try check()
        return complete(try await handle(self))
    }

    /// Refuses what the route does not take.
    private func check() throws {
        try readQuery()
        try checkMediaTypes()
    }

    /// Gives the answer of a route what it has by being asked for.
    private func complete(_ response: Response) -> Response {
        var response = response
        // RFC 9110 §12.5.5: what else decides which answer this is.
        if route.produces.count > 1 { response.headers.append("Vary", "Accept") }
        return conditional(response)
    }
}

extension Problem {
    fileprivate static func methodNotAllowed(_ methods: [Method]) -> Problem {
        var problem = Problem(
            405,
            "resource.method-not-allowed",
            "There is something here, but not with this method; see Allow."
        )
        problem.headers.append("Allow", methods.map(\.name).joined(separator: ", "))
        return problem
    }
}
