internal import EventLoop
package import HTTP

/// The way of every request through the service.
extension API {
    /// One request from its coming in to its line in the log.
    private struct Visit: Sendable {
        let request: Request
        let trace: TraceContext
        let started = LoopTime.read()
        var line: LogLine

        init(_ request: Request, _ trace: TraceContext) {
            self.request = request
            self.trace = trace
            line = LogLine(method: request.method.name, traceId: trace.traceId)
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
            return .now(answer(to: visit, .success(Self.allowed(methods))))
        case .methodNotAllowed(let methods):
            return .now(answer(to: visit, .failure(Problem.methodNotAllowed(methods))))
        case .found(let route, let parameters):
            visit.line.operation = route.operation.rawValue
            if case .atOnce(let handle) = route.handler {
                let exchange = Exchange(self, request, route, parameters, visit.trace)
                return .now(answer(to: visit, Result { try carryOut(exchange, handle) }))
            }
            return .later { [self, visit] in await carryOut(visit, route, parameters) }
        }
    }

    private func carryOut(
        _ visit: Visit,
        _ route: Route,
        _ parameters: PathParameters
    ) async -> Response {
        let exchange = Exchange(self, visit.request, route, parameters, visit.trace)
        let result: Result<Response, any Error>
        do {
            result = .success(try await carryOut(exchange))
        } catch {
            result = .failure(error)
        }
        var visit = visit
        visit.line.role = exchange.caller?.role.rawValue
        return answer(to: visit, result)
    }

    private func carryOut(_ exchange: Exchange) async throws -> Response {
        try await identify(exchange)
        switch exchange.route.handler {
        case .atOnce(let handle):
            return try carryOut(exchange, handle)
        case .waiting(let handle):
            try exchange.check()
            return exchange.complete(try await handle(exchange))
        }
    }

    private func carryOut(
        _ exchange: Exchange,
        _ handle: (Exchange) throws -> Response
    ) throws -> Response {
        try exchange.check()
        return exchange.complete(try handle(exchange))
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
                traceId: visit.trace.traceId
            )
        }
        response.headers.append("traceparent", visit.trace.description)
        allowOrigin(of: visit.request, in: &response)
        if !response.headers.contains("cache-control") {
            response.headers.append("Cache-Control", "no-store")
        }
        let ended = LoopTime.read()
        line.unixMicroseconds = ended.unixMicroseconds
        line.status = response.status.code
        line.durationMicroseconds = ended.unixMicroseconds - visit.started.unixMicroseconds
        settings.log(line)
        return response
    }
}

extension Exchange {
    /// Refuses what the route does not take.
    fileprivate func check() throws {
        try readQuery()
        try checkMediaTypes()
    }

    /// Gives the answer of a route what it has by being asked for.
    fileprivate func complete(_ response: Response) -> Response {
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
