import HTTP
@testable import Partnership
import Postgres
import TestSupport
import Testing

@Suite struct `The client of a case` {
    @Test func `is named, read by who may, and corrected`() async throws {
        try await withSharedAPI { api in
            let desk = try await CaseDesk(api)
            let made = try await desk.put("client", CaseDesk.client())
            #expect(made.status == 201)
            #expect(made.headers["location"] == "\(desk.path)/client")
            for sender in [
                TestAPI.Sender.role(.municipality), .role(.caseSystem), desk.partner.sender,
            ] {
                let read = try await desk.read("client", as: sender)
                #expect(read.body == made.body)
                #expect(read.headers["cache-control"] == "no-store")
                #expect(read.headers["etag"] == made.headers["etag"])
                #expect(read.json["bsn"].text == "999900006")
                #expect(read.json["contacts"][0]["address"]["street"].text == "Kerkstraat")
            }
            for role in [Role.auditor, .finance, .frontend, .college, .trustBody, .operator] {
                #expect(try await desk.read("client", as: .role(role)).status == 403)
            }
            let other = CaseDesk.client("999900018", surname: "Ander")
            #expect(try await desk.put("client", other).status == 200)
            #expect(try await desk.read("client").json["surname"].text == "Ander")
        }
    }

    @Test func `is named once and changed by who saw it`() async throws {
        try await withSharedAPI { api in
            let desk = try await CaseDesk(api)
            let (star, none): (Headers, Headers) = (["If-Match": "*"], ["If-None-Match": "*"])
            func put(_ headers: Headers, _ surname: String = "A") async throws -> Int {
                let body = CaseDesk.client(surname: surname)
                return try await desk.put("client", body, headers: headers).status.code
            }
            #expect(try await put([:]) == 428)
            #expect(try await put(star) == 412)
            #expect(try await put(none) == 201)
            #expect(try await put(none) == 412)
            #expect(try await put([:]) == 428)
            let tag = try #require(try await desk.read("client").headers["etag"])
            #expect(try await put(["If-Match": tag], "B") == 200)
            #expect(try await put(["If-Match": tag], "C") == 412)
            #expect(try await desk.read("client").json["surname"].text == "B")
        }
    }

    @Test func `is named once by many at once`() async throws {
        try await withAPI(loops: 2) { api in
            let desk = try await CaseDesk(api)
            try await desk.put("client", CaseDesk.client())
            _ = try await desk.keepOutside(true)
            _ = try await desk.keepOutside(false)
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<64 {
                    group.addTask {
                        try await desk.put(
                            "client",
                            CaseDesk.client(surname: "A\(number)"),
                            headers: ["If-None-Match": "*"],
                            loop: number
                        ).status.code
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses.count { $0 == 201 } == 1)
            #expect(statuses.count { $0 == 412 } == 63)
            #expect(try await desk.read().json["version"].number == 5)
        }
    }

    @Test func `is taken with no idempotency key, which would remember it`() async throws {
        try await withSharedAPI { api in
            let desk = try await CaseDesk(api)
            let headers: Headers = ["If-None-Match": "*", "Idempotency-Key": "a"]
            let put = try await desk.put("client", CaseDesk.client(), headers: headers)
            #expect(put.status == 400 && put.places == ["Idempotency-Key forbidden"])
            #expect(try await desk.read().json["hasClient"].boolean == false)
        }
    }

    @Test(arguments: [
        ("999900007", "/bsn format"), ("000000000", "/bsn format"), ("99990000", "/bsn format"),
    ])
    func `has a BSN that can be one, which no refusal repeats`(
        bsn: String,
        place: String
    ) async throws {
        try await withSharedAPI { api in
            let desk = try await CaseDesk(api)
            let put = try await desk.put("client", CaseDesk.client(bsn))
            #expect(put.status == 400 && put.places == [place])
            #expect(!put.text.contains(bsn))
        }
    }

    @Test func `stands nowhere in the clear`() async throws {
        try await withAPI { api in
            let desk = try await CaseDesk(api)
            try await desk.put("client", CaseDesk.client())
            let dump = try api.everything()
            #expect(dump.contains(desk.reference))
            for word in ["999900006", "Voorbeeld", "Kerkstraat", "5981AB"] {
                #expect(!dump.contains(word))
            }
            if let key = CaseDesk.vaultKey?.hexadecimal { #expect(!dump.contains(key)) }
        }
    }

    @Test func `is neither taken nor shown without a vault key`() async throws {
        try await withAPI(settings: API.Settings()) { api in
            let desk = try await CaseDesk(api)
            let put = try await desk.put("client", CaseDesk.client())
            #expect(put.summary == "503 vault.no-key")
            #expect(try await desk.read("client").summary == "503 vault.no-key")
            // What needs no key goes on.
            #expect(try await desk.read().json["state"].text == "unnamed")
            #expect(try await desk.keepOutside(true).status == 200)
            #expect(try await desk.put("erasure", CaseDesk.erasure).status == 201)
        }
    }

    @Test func `is neither taken nor shown while the database would log it`() async throws {
        try await withAPI { api in
            let desk = try await CaseDesk(api)
            try await desk.put("client", CaseDesk.client())
            try api.database.connection().run(
                script: """
                    create or replace function logs_values() returns boolean
                    language sql stable
                    as $$ select true $$
                    """
            )
            for answer in [
                try await desk.read("client"), try await desk.put("client", CaseDesk.client()),
            ] {
                #expect(answer.summary == "503 vault.database-logs-values")
            }
        }
    }

    @Test func `is neither taken nor shown under another vault key`() async throws {
        try await withAPI { api in
            let desk = try await CaseDesk(api)
            let other = try await CaseDesk(api, of: desk.partner)
            try await desk.put("client", CaseDesk.client())
            try api.database.connection().run(
                script: """
                    update vault_check set digest = '\\x00';
                    update case_file
                    set wrapped_key = new_wrapped_key('another')
                    """
            )
            let none: Headers = ["If-None-Match": "*"]
            for answer in [
                try await desk.read("client"),
                try await desk.put("client", CaseDesk.client(), headers: ["If-Match": "*"]),
                try await other.put("client", CaseDesk.client(), headers: none),
            ] {
                #expect(answer.summary == "503 vault.other-key")
            }
            #expect(try await other.read().json["hasClient"].boolean == false)
        }
    }
}
