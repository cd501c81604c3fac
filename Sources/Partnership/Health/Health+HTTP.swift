internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let healthRoutes = [
        Route(
            .readRoot,
            "",
            atOnce: { exchange in
                exchange.json { writer in
                    writer.object {
                        $0.member("name", "Hendig")
                        $0.member("version", version)
                    }
                }
            }
        ),
        Route(.readHealth, "/health", atOnce: { $0.pass() }),
        Route(.readReadiness, .get, "/health/ready") { exchange in
            // Without a database this fails, and the boundary answers 503.
            _ = try await exchange.session.rows(HealthStatement.ask)
            return exchange.pass()
        },
    ]
}

extension Exchange {
    fileprivate func pass() -> Response {
        json { writer in writer.object { $0.member("status", "pass") } }
    }
}
