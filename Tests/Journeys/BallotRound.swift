import Postgres
import TestSupport

/// A round of the trust measurement with one cluster of four partners, whose tickets are out.
struct BallotRound {
    static let id = "019bb1d2-5c00-7a11-9e02-3f4a5b6c7d01"
    static let ticket = "5f0c6a52-9d1e-4c3b-8a77-2b1f4e6d8c90"
    static let otherTicket = "0b7d2c11-5a4e-4f90-9c33-71e8d2a6b5f4"

    let serving: Serving
    private let database: TestDatabase

    /// Where the form is.
    var address: String {
        "http://127.0.0.1:\(serving.port)/v1/trust-measurements/\(Self.id)/ballot-form"
    }

    /// Starts a service with a round that is open for another hour.
    init(in folder: Folder) async throws {
        database = try TestDatabase()
        let service = Service(folder, database)
        serving = try await service.serve()
        let caller = Caller(port: serving.port, token: try await service.issueToken())
        let partners = try (0..<4).map { try Self.partner($0, caller) }
        let list = partners.map { "\"\($0)\"" }.joined(separator: ", ")
        let cluster = try Self.make(
            caller,
            "clusters",
            """
            {"name": "Noord", "partnerIds": [\(list)], "delegateId": "\(partners[0])",
             "startsOn": "2026-02-01"}
            """
        )
        let key = Folder.text(
            of: "\(TestDatabase.projectFolder ?? ".")/db/demo/trust-body-public.asc"
        )
        let tickets = [Self.ticket, Self.otherTicket].map { "'\($0)'" }.joined(separator: ", ")
        try run(
            """
            insert into trust_key (id, public_key, key_id, label)
            values (gen_random_uuid(), '\(key)', pgp_key_id(dearmor('\(key)')), 'test');
            insert into trust_measurement
                (id, title, opens_at, closes_at, questionnaire_id, key_id)
            select '\(Self.id)', '2026', now() - interval '1 hour', now() + interval '1 hour',
                questionnaire.id, trust_key.id
            from questionnaire, trust_key;
            insert into trust_measurement_cluster
            values ('\(Self.id)', '\(cluster)', 0, tstzrange(now(), null));
            insert into trust_measurement_member
            select '\(Self.id)', cluster_id, partner_id from cluster_membership;
            insert into ballot_box (measurement_id, cluster_id, members)
            values ('\(Self.id)', '\(cluster)', 5);
            insert into trust_ticket
            select ticket_digest(ticket), '\(Self.id)', '\(cluster)'
            from unnest(array[\(tickets)]::uuid[]) as ticket
            """
        )
    }

    func run(_ script: String) throws {
        try database.connection().run(script: script)
    }

    /// How many ballots were taken.
    func ballotCount() throws -> Int {
        try database.connection().rows(Self.count)[0].integer(0)
    }

    private static let count = Statement(
        "test.ballots",
        "select sum(cardinality(sealed)) from ballot_box"
    )

    private static func partner(_ number: Int, _ caller: Caller) throws -> String {
        let code = "9400000\(number)"
        let id = try make(
            caller,
            "partners",
            """
            {"name": "Partner \(number)", "kvkNumber": "\(code)", "agbCode": "\(code)",
             "size": "small", "pillars": ["youth"], "expertise": ["autisme"]}
            """
        )
        _ = try make(
            caller,
            "agreements",
            """
            {"partnerId": "\(id)", "kind": "process", "signedOn": "2025-12-18",
             "startsOn": "2026-01-01", "documentReference": "PO-1"}
            """
        )
        return id
    }

    private static func make(_ caller: Caller, _ list: String, _ json: String) throws -> String {
        let answer = try caller.ask("POST", "/v1/\(list)", json: json)
        guard answer.status == 201, let id = answer.json["id"].text else {
            throw TestProblem("\(list): \(answer.text)")
        }
        return id
    }
}
