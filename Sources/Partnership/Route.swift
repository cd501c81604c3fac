internal import HTTP

/// One operation at one place: what it takes, what it gives and who carries it out.
struct Route: Sendable {
    typealias Handler = @Sendable (Exchange) async throws -> Response

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
    let handle: Handler

    init(
        _ operation: Operation,
        _ method: Method,
        _ path: String,
        query: [String] = [],
        consumes: [MediaType]? = nil,
        produces: [MediaType] = [.json],
        bodyLimitBytes: Int = Route.ordinaryBodyBytes,
        _ handle: @escaping Handler
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
        self.handle = handle
    }

    /// Parameters of every list.
    static let listQuery = ["limit", "cursor", "count"]
}
