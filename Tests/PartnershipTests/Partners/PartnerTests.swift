import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct `A partner's name` {
    @Test(arguments: ["De Wilg", "3 Eiken", "Éva", "ørsted", "ɏ"])
    func `starts with a letter or a digit`(name: String) {
        #expect(Partner.isName(name))
    }

    @Test(arguments: ["", "=SUM(A1)", "+31", "-a", "@a", " a", "\ta", "ɐ"])
    func `starts with nothing a spreadsheet would compute`(name: String) {
        #expect(!Partner.isName(name))
    }
}

@Suite struct `A partner` {
    private static func body(
        name: String = "De Wilg jeugdhulp",
        kvk: String = "01234567",
        agb: String = "94999999"
    ) -> String {
        """
        {"name": "\(name)", "kvkNumber": "\(kvk)", "agbCode": "\(agb)", "size": "small",
         "pillars": ["youth", "adult"], "expertise": ["autisme", "rouw \\"en\\" verlies"]}
        """
    }

    @Test func `is made a candidate and reads as it was made`() async throws {
        try await withAPI { api in
            let made = try await api.send(.post, "/v1/partners", json: Self.body())
            #expect(made.status == 201)
            let id = try made.madeIdentifier
            #expect(id.isVersion7)
            #expect(made.headers["location"] == "/v1/partners/\(id)")
            let read = try await api.send(.get, "/v1/partners/\(id)", as: .role(.frontend))
            #expect(read.status == 200)
            #expect(read.body == made.body)
            #expect(read.headers["etag"] == made.headers["etag"])
            #expect(
                read.json.names == [
                    "id", "name", "kvkNumber", "agbCode", "size", "pillars", "expertise", "status",
                    "since", "excludedUntil", "createdAt", "version",
                ]
            )
            #expect(read.json["kvkNumber"].text == "01234567")
            #expect(read.json["pillars"].texts == ["youth", "adult"])
            #expect(read.json["expertise"].texts == ["autisme", "rouw \"en\" verlies"])
            #expect(read.json["status"].text == "candidate")
            #expect(read.json["since"].isNull)
            #expect(read.json["excludedUntil"].isNull)
            #expect(read.json["version"].number == 1)
            #expect(read.json["createdAt"].text?.hasSuffix("Z") == true)
        }
    }

    @Test func `is alone with its KvK number and its AGB code`() async throws {
        try await withAPI { api in
            _ = try await api.send(.post, "/v1/partners", json: Self.body())
            let sameKvk = try await api.send(
                .post,
                "/v1/partners",
                json: Self.body(agb: "94999998")
            )
            #expect(sameKvk.summary == "409 partner.kvk-number-taken")
            let sameAgb = try await api.send(
                .post,
                "/v1/partners",
                json: Self.body(kvk: "01234568")
            )
            #expect(sameAgb.summary == "409 partner.agb-code-taken")
            let list = try await api.send(.get, "/v1/partners?count=true")
            #expect(list.json["total"].number == 1)
        }
    }

    @Test func `is refused with every error at once`() async throws {
        try await withSharedAPI { api in
            let answer = try await api.send(
                .post,
                "/v1/partners",
                json: """
                    {"name": "=1+1", "kvkNumber": "1234567", "agbCode": 94999999, "size": "medium",
                     "pillars": ["youth", "youth", "old"], "expertise": ["", "a\\u0000", 3, " "],
                     "status": "active"}
                    """
            )
            #expect(answer.summary == "400 request.invalid")
            #expect(
                Set(answer.places) == [
                    "/name format", "/kvkNumber format", "/agbCode type", "/size enum",
                    "/pillars length", "/expertise/0 length", "/expertise/1 format",
                    "/expertise/2 type", "/expertise/3 format", "/status unknown-member",
                ]
            )
        }
    }

    @Test func `works for each pillar once`() async throws {
        try await withSharedAPI { api in
            let body = Self.body().replacing("[\"youth\", \"adult\"]", with: "[\"old\", \"youth\"]")
            let unknown = try await api.send(.post, "/v1/partners", json: body)
            #expect(unknown.places == ["/pillars/0 enum"])
            let twice = try await api.send(
                .post,
                "/v1/partners",
                json: Self.body().replacing("\"adult\"", with: "\"youth\"")
            )
            #expect(twice.places == ["/pillars/1 format"])
            let none = try await api.send(
                .post,
                "/v1/partners",
                json: Self.body().replacing("\"youth\", \"adult\"", with: "")
            )
            #expect(none.places == ["/pillars length"])
        }
    }

    @Test(arguments: [(50, 100, 201), (51, 100, 400), (50, 101, 400), (0, 0, 201)])
    func `has at most 50 kinds of expertise of 100 characters`(
        count: Int,
        length: Int,
        status: Int
    ) async throws {
        try await withSharedAPI { api in
            let one = "\"" + String(repeating: "é", count: length) + "\""
            let all = Array(repeating: one, count: count).joined(separator: ",")
            let number = api.nextNumber()
            let answer = try await api.send(
                .post,
                "/v1/partners",
                json: """
                    {"name": "A", "kvkNumber": "\(number)", "agbCode": "\(number)", "size": "solo",
                     "pillars": ["adult"], "expertise": [\(all)]}
                    """
            )
            #expect(answer.status.code == status)
        }
    }

    @Test(arguments: ["É", "ɏ", "3", "Zorg"])
    func `may have every name that the rule allows`(name: String) async throws {
        try await withSharedAPI { api in
            let number = "\(api.nextNumber())"
            let answer = try await api.send(
                .post,
                "/v1/partners",
                json: Self.body(name: name, kvk: number, agb: number)
            )
            #expect(answer.status == 201)
        }
    }

    @Test(arguments: ["019afd3c-0728-709a-bf2a-74de452e6b43", "1", "%00", "x'y"])
    func `is not found under another id`(id: String) async throws {
        try await withSharedAPI { api in
            let answer = try await api.send(.get, "/v1/partners/\(id)")
            #expect(answer.summary == "404 resource.not-found")
        }
    }

    @Test func `is active while both agreements are in force`() async throws {
        try await withSharedAPI { api in
            let id = try await api.makePartner()
            try await api.makeAgreement("process", of: id)
            let half = try await api.send(.get, "/v1/partners/\(id)")
            #expect(half.json["status"].text == "candidate")
            #expect(half.json["since"].isNull)
            try await api.makeAgreement("assignment", of: id, from: "2026-02-01")
            let whole = try await api.send(.get, "/v1/partners/\(id)")
            #expect(whole.json["status"].text == "active")
            #expect(whole.json["since"].text == "2026-02-01")
            #expect(whole.json["version"].number == 1)
        }
    }

    @Test func `is a partner since its first assignment, before 2026 also alone`() async throws {
        try await withSharedAPI { api in
            let id = try await api.makePartner()
            try await api.makeAgreement(
                "assignment",
                of: id,
                from: "2020-03-01",
                until: "2026-01-31"
            )
            let before = try await api.send(.get, "/v1/partners/\(id)")
            #expect(before.json["since"].text == "2020-03-01")
            #expect(before.json["status"].text == "ended")
            try await api.makeAgreement("process", of: id, from: "2026-02-01")
            let after = try await api.send(.get, "/v1/partners/\(id)")
            #expect(after.json["since"].text == "2020-03-01")
            #expect(after.json["status"].text == "candidate")
        }
    }

    @Test func `was never one while its agreements did not meet`() async throws {
        try await withSharedAPI { api in
            let id = try await api.makePartner()
            try await api.makeAgreement("assignment", of: id, until: "2026-01-31")
            try await api.makeAgreement("process", of: id, from: "2026-02-01")
            let answer = try await api.send(.get, "/v1/partners/\(id)")
            #expect(answer.json["since"].isNull)
            try await api.makeAgreement("assignment", of: id, from: "2026-03-01")
            let later = try await api.send(.get, "/v1/partners/\(id)")
            #expect(later.json["since"].text == "2026-03-01")
        }
    }
}
