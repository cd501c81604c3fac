internal import HTTP
internal import JSON

/// Why a request is not carried out, as its caller reads it.
///
/// - Source: RFC 9457; API.md's manners.
struct Problem: Error, Sendable, Equatable {
    /// One thing that is wrong with what was sent, and where.
    struct Place: Sendable, Equatable {
        enum Part: String, Sendable { case body, query, path, header }

        let part: Part
        /// A JSON Pointer in the body, else a name.
        let location: String
        let code: String
        let detail: String

        init(_ part: Part, _ location: String, _ code: String, _ detail: String) {
            self.part = part
            self.location = location
            self.code = code
            self.detail = detail
        }
    }

    /// The article a refusal rests on.
    struct Ground: Sendable, Equatable {
        /// PO (procesovereenkomst), KA (Uitgediept Kader), CB (decision of the college), IJW.
        let source: String
        let article: String
        /// The first day on which the article no longer stands in the way, where it says so.
        let until: Day?

        init(_ source: String, _ article: String, until: Day? = nil) {
            self.source = source
            self.article = article
            self.until = until
        }
    }

    let status: Status
    /// Stable and dotted, never used again for something else.
    let code: String
    let detail: String
    var places: [Place] = []
    var grounds: [Ground] = []
    var headers: Headers = [:]

    init(_ status: Status, _ code: String, _ detail: String) {
        self.status = status
        self.code = code
        self.detail = detail
    }

    /// The same problem with the article it rests on.
    func resting(on source: String, _ article: String, until: Day? = nil) -> Problem {
        var problem = self
        problem.grounds.append(Ground(source, article, until: until))
        return problem
    }

    /// Wrong input: every place at once.
    static func invalid(_ places: [Place]) -> Problem {
        let count = places.count
        var problem = Problem(
            400,
            "request.invalid",
            count == 1
                ? "One thing in the request is not right: see errors."
                : "\(count) things in the request are not right: see errors."
        )
        problem.places = places
        return problem
    }

    static func invalid(_ errors: JSONErrors) -> Problem {
        invalid(errors.list.map(Place.init))
    }

    static let notFound = Problem(
        404,
        "resource.not-found",
        "There is nothing here, or nothing that this token may see."
    )
}

extension Problem.Place {
    init(_ error: InputError) {
        self.init(.body, error.location, error.code, error.detail)
    }
}

extension Problem {
    /// The answer, with the path and the trace it belongs to.
    ///
    /// - Parameter instance: the path, without its query; nil when it is not known.
    func response(instance: String?, traceId: String?) -> Response {
        var headers = headers
        headers.append("Content-Type", "application/problem+json")
        return Response(status, headers: headers, body: body(instance, traceId))
    }

    private func body(_ instance: String?, _ traceId: String?) -> [UInt8] {
        var writer = JSONWriter(capacity: 512)
        write(to: &writer, instance: instance, traceId: traceId)
        return writer.bytes
    }

    /// Writes the problem as one JSON object.
    func write(to writer: inout JSONWriter, instance: String?, traceId: String?) {
        writer.object {
            $0.member("type", "urn:hendig:problem:" + code)
            $0.member("title", status.reason)
            $0.member("status", status.code)
            $0.member("detail", detail)
            if let instance { $0.member("instance", instance) }
            $0.member("code", code)
            if !places.isEmpty { $0.member("errors", array: writePlaces) }
            if !grounds.isEmpty { $0.member("grounds", array: writeGrounds) }
            if let traceId { $0.member("traceId", traceId) }
        }
    }

    private func writePlaces(_ writer: inout JSONWriter) {
        for place in places {
            writer.object {
                $0.member("in", place.part.rawValue)
                $0.member("location", place.location)
                $0.member("code", place.code)
                $0.member("detail", place.detail)
            }
        }
    }

    private func writeGrounds(_ writer: inout JSONWriter) {
        for ground in grounds {
            writer.object {
                $0.member("source", ground.source)
                $0.member("article", ground.article)
                if let until = ground.until { $0.member("until", until) }
            }
        }
    }
}
