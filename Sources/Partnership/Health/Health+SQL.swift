internal import Postgres

enum HealthStatement {
    static let ask = Statement("health.ask", "select 1")
    static let all = [ask]
}
