/// Finds the number of a route; what `Router` does without knowing what a route is.
package struct RouteTable: Sendable {
    /// What there is for a method and a path.
    package enum Match: Sendable {
        /// The number of a route, and the values of its parameters.
        case found(Int, PathParameters)
        /// An OPTIONS that no route takes.
        case options([Method])
        /// No such path.
        case notFound
        /// The path, but not with this method.
        case methodNotAllowed([Method])
    }

    private struct Endpoint: Sendable {
        let parameters: [String]
        var methods: [Method] = []
        var routes: [Int] = []

        /// The methods that have a route, HEAD beside GET, and OPTIONS.
        var allowed: [Method] {
            var methods = methods
            if let get = methods.firstIndex(of: .get), !methods.contains(.head) {
                methods.insert(.head, at: get + 1)
            }
            return methods.contains(.options) ? methods : methods + [.options]
        }

        func route(_ method: Method) -> Int? {
            if let place = methods.firstIndex(of: method) { return routes[place] }
            // RFC 9110 §9.3.2: a HEAD is a GET without the content.
            return method == .head ? route(.get) : nil
        }
    }

    private var tree = PathTree()
    private var endpoints: [Endpoint] = []

    init() {}

    /// Adds a route by its number.
    mutating func add(_ method: Method, _ pattern: PathPattern, _ route: Int) {
        let place = tree.add(pattern, endpoint: endpoints.count)
        if place == endpoints.count {
            endpoints.append(Endpoint(parameters: pattern.parameters))
        }
        let known = endpoints[place]
        precondition(known.parameters == pattern.parameters, "two names for one parameter")
        precondition(!known.methods.contains(method), "two routes in one place")
        endpoints[place].methods.append(method)
        endpoints[place].routes.append(route)
    }

    /// Finds the number for a method and a path.
    package func match(_ method: Method, _ path: Span<UInt8>) -> Match {
        var captures = PathTree.Captures()
        guard let place = tree.endpoint(path, &captures) else {
            // RFC 9110 §9.3.7: OPTIONS * asks about the server as a whole.
            let isServer = method == .options && path.count == 1 && path[0] == UInt8(ascii: "*")
            return isServer ? .options(allMethods) : .notFound
        }
        var values: [String] = []
        if captures.count > 0 { values.reserveCapacity(captures.count) }
        for capture in 0..<captures.count {
            let (start, end) = captures[capture]
            guard let value = try? Target.segment(path, start, end) else { return .notFound }
            values.append(value)
        }
        guard let route = endpoints[place].route(method) else {
            let allowed = endpoints[place].allowed
            return method == .options ? .options(allowed) : .methodNotAllowed(allowed)
        }
        return .found(route, PathParameters(endpoints[place].parameters, values))
    }

    /// Every method that some path takes, in the order of the routes.
    private var allMethods: [Method] {
        endpoints.reduce(into: []) { methods, endpoint in
            for method in endpoint.allowed where !methods.contains(method) {
                methods.append(method)
            }
        }
    }
}
