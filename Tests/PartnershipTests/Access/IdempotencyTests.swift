import HTTP
@testable import Partnership
import Postgres
import TestSupport
import Testing

@Suite struct `An idempotency key` {
    private static func partner(kvk: String = "01234567") -> String {
        """
        {"name": "De Wilg", "kvkNumber": "\(kvk)", "agbCode": "\(kvk)", "size": "solo",
         "pillars": ["youth"], "expertise": []}
        """
    }

    private func post(
        _ api: TestAPI,
        _ json: String,
        key: String,
        as sender: TestAPI.Sender = .role(.municipality),
        to target: String = "/v1/partners"
    ) async throws -> Response {
        try await api.send(
            .post,
            target,
            as: sender,
            json: json,
            headers: ["Idempotency-Key": key]
        )
    }

    /// Answers may differ in what belongs to one request only.
    private func kept(_ answer: Response) -> [String?] {
        [
            "\(answer.status.code)", answer.text, answer.headers["location"],
            answer.headers["etag"], answer.headers["content-type"],
        ]
    }

    private func countPartners(_ api: TestAPI) async throws -> Int? {
        try await api.send(.get, "/v1/partners?count=true&limit=1").json["total"].number
    }

    @Test func `gives the first answer again`() async throws {
        try await withAPI { api in
            let first = try await post(api, Self.partner(), key: "a")
            #expect(first.status == 201)
            let second = try await post(api, Self.partner(), key: "a")
            #expect(kept(second) == kept(first))
            #expect(try await countPartners(api) == 1)
        }
    }

    @Test func `gives a refusal again, also when it would no longer be refused`() async throws {
        try await withAPI { api in
            let agreement = """
                {"partnerId": "019afd3c-0728-709a-bf2a-74de452e6b43", "kind": "process",
                 "signedOn": "2025-12-18", "startsOn": "2026-01-01", "documentReference": "A"}
                """
            let first = try await post(api, agreement, key: "a", to: "/v1/agreements")
            #expect(first.summary == "409 agreement.partner-unknown")
            try api.database.connection().run(
                script: """
                    insert into partner (id, name, kvk_number, agb_code, size, pillars, expertise)
                    values ('019afd3c-0728-709a-bf2a-74de452e6b43', 'A', '00000001', '00000001',
                        'solo', '{youth}', '{}')
                    """
            )
            let second = try await post(api, agreement, key: "a", to: "/v1/agreements")
            #expect(kept(second) == kept(first))
            let third = try await post(api, agreement, key: "b", to: "/v1/agreements")
            #expect(third.status == 201)
        }
    }

    @Test func `refuses another body, and another place`() async throws {
        try await withAPI { api in
            _ = try await post(api, Self.partner(), key: "a")
            let body = try await post(api, Self.partner(kvk: "01234568"), key: "a")
            #expect(body.summary == "422 idempotency.key-reused")
            let place = try await post(
                api,
                """
                {"code": "JB-11", "pillar": "youth", "nameNl": "A", "nameEn": "B", "unit": "hour"}
                """,
                key: "a",
                to: "/v1/products"
            )
            #expect(place.summary == "422 idempotency.key-reused")
            #expect(try await countPartners(api) == 1)
            let again = try await post(api, Self.partner(), key: "a")
            #expect(again.status == 201)
        }
    }

    @Test func `belongs to its caller`() async throws {
        try await withAPI { api in
            let tariff = """
                {"maxTariffCents": 1, "validFrom": "2027-01-01", "decisionReference": "A"}
                """
            let target = "/v1/products/JB-04/tariffs"
            let first = try await post(api, tariff, key: "a", as: .role(.finance), to: target)
            #expect(first.status == 201)
            let other = try await post(api, tariff, key: "a", to: target)
            #expect(other.summary == "409 tariff.not-after-current")
            let again = try await post(api, tariff, key: "a", as: .role(.finance), to: target)
            #expect(kept(again) == kept(first))
        }
    }

    @Test func `is not used up by a request that was wrong in itself`() async throws {
        try await withAPI { api in
            let wrong = try await post(api, "{}", key: "a")
            #expect(wrong.status == 400)
            let right = try await post(api, Self.partner(), key: "a")
            #expect(right.status == 201)
        }
    }

    @Test(arguments: [("", 400), ("a b", 400), ("é", 400), ("~", 201)])
    func `has visible characters`(key: String, status: Int) async throws {
        try await withSharedAPI { api in
            let answer = try await post(api, Self.partner(kvk: "\(api.nextNumber())"), key: key)
            #expect(answer.status.code == status)
            if status == 400 { #expect(answer.places == ["Idempotency-Key format"]) }
        }
    }

    @Test(arguments: [(255, 201), (256, 400)])
    func `has at most 255 characters`(length: Int, status: Int) async throws {
        try await withSharedAPI { api in
            let key = String(repeating: "k", count: length)
            let answer = try await post(api, Self.partner(kvk: "\(api.nextNumber())"), key: key)
            #expect(answer.status.code == status)
        }
    }

    @Test(arguments: [1, 2])
    func `makes one partner of 64 equal requests at once`(loops: Int) async throws {
        try await withAPI(loops: loops) { api in
            let answers = try await api.sendAtOnce(
                64,
                .post,
                "/v1/partners",
                json: Self.partner(),
                headers: ["Idempotency-Key": "a"]
            )
            #expect(answers.count == 64)
            #expect(answers.allSatisfy { $0.status == 201 })
            let first = try #require(answers.first)
            #expect(answers.allSatisfy { kept($0) == kept(first) })
            #expect(try await countPartners(api) == 1)
        }
    }

    @Test(arguments: [1, 2])
    func `gives 64 equal refusals of a request that is refused`(loops: Int) async throws {
        try await withAPI(loops: loops) { api in
            _ = try await api.send(.post, "/v1/partners", json: Self.partner())
            let answers = try await api.sendAtOnce(
                64,
                .post,
                "/v1/partners",
                json: Self.partner(),
                headers: ["Idempotency-Key": "a"]
            )
            let first = try #require(answers.first)
            #expect(first.summary == "409 partner.kvk-number-taken")
            #expect(answers.allSatisfy { kept($0) == kept(first) })
            #expect(try await countPartners(api) == 1)
        }
    }

    @Test(arguments: [1, 2])
    func `left out of 64 equal requests lets one win`(loops: Int) async throws {
        try await withAPI(loops: loops) { api in
            let answers = try await api.sendAtOnce(
                64,
                .post,
                "/v1/partners",
                json: Self.partner()
            )
            #expect(answers.count { $0.status == 201 } == 1)
            #expect(answers.count { $0.summary == "409 partner.kvk-number-taken" } == 63)
            #expect(try await countPartners(api) == 1)
        }
    }

    @Test func `survives a change of loop and of order`() async throws {
        try await withAPI(loops: 2) { api in
            let first = try await post(api, Self.partner(), key: "a")
            let second = try await api.send(
                .post,
                "/v1/partners",
                json: Self.partner(),
                headers: ["Idempotency-Key": "a"],
                loop: 1
            )
            #expect(kept(second) == kept(first))
        }
    }
}
