internal import HTTP
internal import JSON
internal import Postgres

/// One request on its way through the service, with what is known about it so far.
///
/// Belongs to the task that answers it.
final class Exchange {
    let api: API
    let request: Request
    let route: Route
    private let parameters: PathParameters
    let trace: TraceContext
    /// Who calls; nil where no token is needed and none came.
    var caller: Caller?
    /// How far the caller reaches with this operation.
    var reach = Reach.all
    private(set) var query = Query()

    init(
        _ api: API,
        _ request: Request,
        _ route: Route,
        _ parameters: PathParameters,
        _ trace: TraceContext
    ) {
        self.api = api
        self.request = request
        self.route = route
        self.parameters = parameters
        self.trace = trace
    }

    var session: Session { api.session }

    /// The partner to whom the caller is limited; nil when it is not.
    var ownPartnerId: Identifier? { reach == .own ? caller?.partnerId : nil }

    /// Reads the query and refuses what the route does not know.
    func readQuery() throws {
        guard request.query != nil else { return }
        query = try request.queryItems()
        var places: [Problem.Place] = []
        for item in query.items {
            if !route.query.contains(item.name) {
                places.append(.init(.query, item.name, "unknown", "There is no such parameter."))
            } else if query.values(item.name).count > 1 {
                places.append(.init(.query, item.name, "repeated", "It may be given once."))
            }
        }
        guard places.isEmpty else { throw Problem.unknownParameter(places) }
    }

    /// A path parameter as it stands there.
    func parameter(_ name: String) -> String { parameters[name] ?? "" }

    /// A path parameter that is a resource's id.
    ///
    /// - Throws: 404, because nothing has an id that is none.
    func identifier(_ name: String) throws(Problem) -> Identifier {
        guard let id = Identifier(parameter(name)) else { throw .notFound }
        return id
    }

    /// A query parameter, read by the caller.
    func queryValue<Value>(
        _ name: String,
        _ expectation: String,
        _ parse: (String) -> Value?
    ) throws(Problem) -> Value? {
        guard let text = query[name] else { return nil }
        guard let value = parse(text) else {
            throw .invalid([.init(.query, name, "format", "must be \(expectation)")])
        }
        return value
    }

    /// The body as one JSON object, read by the caller; every error at once.
    func decode<Value>(_ read: (inout JSONObject) -> Value?) throws(Problem) -> Value {
        try decode(document().root, read)
    }

    /// The body as JSON.
    func document() throws(Problem) -> JSONDocument {
        do {
            return try JSONDocument(parsing: request.body)
        } catch {
            throw .invalidJSON(error)
        }
    }

    func decode<Value>(
        _ value: JSONValue,
        _ read: (inout JSONObject) -> Value?
    ) throws(Problem) -> Value {
        let errors = JSONErrors()
        var object = JSONObject(value, errors)
        let result = read(&object)
        object.close()
        guard errors.isEmpty, let result else { throw .invalid(errors) }
        return result
    }

    /// A new id, in the order of the loop's clock.
    func newIdentifier() -> Identifier {
        api.newIdentifier()
    }

    /// A JSON answer that the body writes as one value.
    func json(_ status: Status = 200, _ body: (inout JSONWriter) -> Void) -> Response {
        var writer = JSONWriter(capacity: 1_024)
        body(&writer)
        return Response(status, headers: API.jsonHeaders, body: writer.bytes)
    }

    /// A 200 with what a change made of it.
    func changed(_ body: (inout JSONWriter) -> Void) -> Response {
        var response = json(200, body)
        response.headers.append("ETag", EntityTag(of: response.body).description)
        return response
    }

    /// A 201 with the place of what was made.
    func created(
        _ path: String,
        _ body: (inout JSONWriter) -> Void
    ) -> Response {
        var response = json(201, body)
        response.headers.append("Location", API.base + path)
        response.headers.append("ETag", EntityTag(of: response.body).description)
        return response
    }
}

extension Problem {
    static func invalidJSON(_ error: InputError) -> Problem {
        var problem = Problem(400, "request.invalid-json", "The body is not the JSON it should be.")
        problem.places = [Place(error)]
        return problem
    }

    static func unknownParameter(_ places: [Place]) -> Problem {
        var problem = Problem(
            400,
            "request.unknown-parameter",
            "The query has a parameter that is not known here."
        )
        problem.places = places
        return problem
    }
}
