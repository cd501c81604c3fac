internal import HTTP

extension API {
    /// The contract itself, open to everyone and from everywhere.
    ///
    /// - Source: NL API Design Rules, publish-openapi.
    static let contractRoutes = [
        Route(
            .readContract,
            "/openapi.json",
            atOnce: { $0.contract($0.api.contract.json, .json) }
        ),
        Route(
            .readContract,
            "/openapi.yaml",
            produces: [.yaml],
            atOnce: { $0.contract($0.api.contract.yaml, .yaml) }
        ),
    ]
}

extension Exchange {
    fileprivate func contract(_ bytes: [UInt8], _ type: MediaType) -> Response {
        let headers: Headers = [
            "Content-Type": type.essence,
            "Access-Control-Allow-Origin": "*",
            "Cache-Control": "no-cache",
        ]
        return Response(200, headers: headers, body: bytes)
    }
}
