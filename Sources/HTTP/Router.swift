/// Finds the route for a method and a path.
package struct Router<Route: Sendable>: Sendable {
    /// What there is for a method and a path.
    package enum Match: Sendable {
        /// A route, and the values of its parameters.
        case found(Route, PathParameters)
        /// An OPTIONS that no route takes: a 204 with these methods in Allow.
        case options([Method])
        /// No such path: a 404.
        case notFound
        /// The path, but not with this method: a 405 with these methods in Allow.
        case methodNotAllowed([Method])
    }

    /// The patterns, which lead to places among the routes.
    package private(set) var table = RouteTable()
    /// The routes in the order in which they were added.
    package private(set) var routes: [Route] = []

    /// No routes.
    package init() {}

    /// Adds a route.
    ///
    /// - Precondition: no route has the same method and path, and the parameters of patterns
    ///   with the same shape have the same names.
    package mutating func add(_ method: Method, _ pattern: PathPattern, _ route: Route) {
        table.add(method, pattern, routes.count)
        routes.append(route)
    }

    /// Finds the route for a request.
    @inlinable
    package func match(_ request: Request) -> Match {
        request.withPath { match(request.method, $0) }
    }

    /// Finds the route for a method and a path, percent-encoded and without its query.
    ///
    /// A literal segment wins over a parameter. An empty segment, a slash at the end and a
    /// parameter that cannot be decoded are not found.
    @inlinable
    package func match(_ method: Method, _ path: Span<UInt8>) -> Match {
        switch table.match(method, path) {
        case .found(let place, let parameters): .found(routes[place], parameters)
        case .options(let methods): .options(methods)
        case .notFound: .notFound
        case .methodNotAllowed(let methods): .methodNotAllowed(methods)
        }
    }
}
