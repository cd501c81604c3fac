internal import HTTP

/// One operation at one place: what it takes, what it gives and who carries it out.
struct Route: Sendable {
    /// Who carries the operation out.
    enum Handler: Sendable {
        /// Nothing has to be waited for, and nobody has to be known.
        case atOnce(@Sendable (Exchange) throws -> Response)
        case waiting(@Sendable (Exchange) async throws -> Response)
    }

    /// A small resource; the largest, a partner with twenty kinds of expertise, is under 10 KiB.
    static let ordinaryBodyBytes = 1_048_576
    /// Ten thousand messages, and iJw files (OP192).
    static let batchBodyBytes = 26_214_400

    let operation: Operation
    /// The operation's row of the table of access, looked up once.
    let access: Access
    let method: Method
    /// The path with its parameters, as openapi.yaml has it behind the base.
    let path: String
    /// Query parameters that are known; any other is a 400.
    let query: [String]
    /// Content types of the request's body; empty when it has none.
    let consumes: [MediaType]
    /// Content types of the answer, the preferred one first.
    let produces: [MediaType]
    let bodyLimitBytes: Int
    /// Whether nothing tells afterwards that it was asked for: no line in the log, no trace.
    let isSilent: Bool
    let handler: Handler

    init(
        _ operation: Operation,
        _ method: Method,
        _ path: String,
        query: [String] = [],
        consumes: [MediaType]? = nil,
        produces: [MediaType] = [.json],
        bodyLimitBytes: Int = Route.ordinaryBodyBytes,
        isSilent: Bool = false,
        _ handle: @escaping @Sendable (Exchange) async throws -> Response
    ) {
        self.init(
            operation,
            method,
            path,
            query: query,
            consumes: consumes,
            produces: produces,
            bodyLimitBytes: bodyLimitBytes,
            isSilent: isSilent,
            .waiting(handle)
        )
    }

    /// A route that is open to everyone and answers at once.
    init(
        _ operation: Operation,
        _ path: String,
        produces: [MediaType] = [.json],
        isSilent: Bool = false,
        atOnce handle: @escaping @Sendable (Exchange) throws -> Response
    ) {
        precondition(operation.access.scope == nil, "to know a caller takes a look-up")
        self.init(
            operation,
            .get,
            path,
            produces: produces,
            isSilent: isSilent,
            .atOnce(handle)
        )
    }

    private init(
        _ operation: Operation,
        _ method: Method,
        _ path: String,
        query: [String] = [],
        consumes: [MediaType]? = nil,
        produces: [MediaType],
        bodyLimitBytes: Int = Route.ordinaryBodyBytes,
        isSilent: Bool,
        _ handler: Handler
    ) {
        self.operation = operation
        access = operation.access
        self.method = method
        self.path = path
        self.query = query
        switch method {
        case .post, .put: self.consumes = consumes ?? [.json]
        case .patch: self.consumes = consumes ?? [.mergePatch]
        default: self.consumes = []
        }
        self.produces = produces
        self.bodyLimitBytes = bodyLimitBytes
        self.isSilent = isSilent
        self.handler = handler
    }

    /// The longest body of a request: a file in XML may be larger than the same in JSON (OP192).
    func bodyLimitBytes(for request: Request) -> Int {
        let isXML = request.contentType?.essence == MediaType.xml.essence
        return isXML && consumes.contains(.xml) ? Self.batchBodyBytes : bodyLimitBytes
    }

    /// Parameters of every list.
    static let listQuery = ["limit", "cursor", "count"]
}
