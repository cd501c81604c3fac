import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct `A case` {
    @Test func `keeps to its table of commands`() async throws {
        try await withAPI { api in
            let play = LifecyclePlay<CaseFile.State>(api: api) { state in
                let desk = try await CaseDesk(api)
                switch state {
                case .unnamed: break
                case .named: try await desk.put("client", CaseDesk.client())
                case .outsideMessaging: _ = try await desk.keepOutside(true)
                case .erased: try await desk.put("erasure", CaseDesk.erasure)
                }
                return desk.path
            } send: { command, path in
                // Another decision than the one that was made, which would be answered again.
                let (part, body) =
                    switch command {
                    case .nameClient: ("client", CaseDesk.client(surname: "Ander"))
                    case .keepOutsideMessaging: ("messaging", #"{"outsideMessaging": true}"#)
                    case .letIntoMessaging: ("messaging", #"{"outsideMessaging": false}"#)
                    case .erase: ("erasure", CaseDesk.erasure.replacing("AVG-1", with: "AVG-2"))
                    }
                let isThere = try await api.send(.get, "\(path)/\(part)").status == 200
                return try await api.send(
                    .put,
                    "\(path)/\(part)",
                    as: .role(command == .nameClient ? .caseSystem : .municipality),
                    json: body,
                    headers: isThere ? ["If-Match": "*"] : ["If-None-Match": "*"]
                )
            }
            try await play.everyCommand()
        }
    }

    @Test func `is known from its first match on`() async throws {
        try await withSharedAPI { api in
            let partner = try await Declarant(api)
            let path = "/v1/cases/C-\(api.nextNumber())"
            let none: Headers = ["If-None-Match": "*"]
            func answers() async throws -> [Int] {
                var answers: [Int] = []
                for (part, body) in [
                    ("", ""), ("/client", CaseDesk.client()), ("/erasure", CaseDesk.erasure),
                    ("/messaging", #"{"outsideMessaging": false}"#),
                ] {
                    let read = try await api.send(.get, path + part)
                    answers.append(read.status.code)
                    guard !body.isEmpty else { continue }
                    let sender = TestAPI.Sender.role(
                        part == "/client" ? .caseSystem : .municipality
                    )
                    let headers: Headers = part == "/messaging" ? ["If-Match": "*"] : none
                    let put = try await api.send(
                        .put,
                        path + part,
                        as: sender,
                        json: body,
                        headers: headers
                    )
                    answers.append(put.status.code)
                }
                return answers
            }
            #expect(try await answers() == [404, 404, 404, 404, 404, 404, 404])
            let reference = String(path.dropFirst("/v1/cases/".count))
            _ = try await api.makeMatch(with: partner.id, caseReference: reference)
            #expect(try await answers() == [200, 404, 201, 404, 201, 200, 409])
        }
    }

    @Test func `tells what is kept, and never of whom`() async throws {
        try await withSharedAPI { api in
            let desk = try await CaseDesk(api)
            let before = try await desk.read()
            #expect(before.json["caseReference"].text == desk.reference)
            #expect(before.json["state"].text == "unnamed")
            #expect(before.json["hasClient"].boolean == false)
            #expect(before.json["version"].number == 1)
            try await desk.put("client", CaseDesk.client())
            for sender in [
                TestAPI.Sender.role(.municipality), .role(.caseSystem), .role(.auditor),
                desk.partner.sender,
            ] {
                let after = try await desk.read(as: sender)
                #expect(after.json["state"].text == "named")
                #expect(after.json["hasClient"].boolean == true)
                #expect(after.json["erasedAt"].isNull)
                #expect(after.json["version"].number == 2)
                #expect(after.json["createdAt"].text == before.json["createdAt"].text)
                #expect(!after.text.contains("999900006") && !after.text.contains("Voorbeeld"))
            }
        }
    }

    @Test func `is out of reach of a partner without a match in it`() async throws {
        try await withSharedAPI { api in
            let desk = try await CaseDesk(api)
            let other = try await Declarant(api)
            try await desk.put("client", CaseDesk.client())
            for part in ["", "client", "messaging"] {
                #expect(try await desk.read(part, as: desk.partner.sender).status == 200)
                #expect(try await desk.read(part, as: other.sender).status == 404)
            }
            _ = try await api.makeMatch(with: other.id, caseReference: desk.reference)
            #expect(try await desk.read("client", as: other.sender).status == 200)
        }
    }

    @Test func `outside messaging forgets its client, and can be let in again`() async throws {
        try await withSharedAPI { api in
            let desk = try await CaseDesk(api)
            try await desk.put("client", CaseDesk.client())
            let outside = try await desk.keepOutside(true)
            #expect(outside.status == 200 && outside.json["outsideMessaging"].boolean == true)
            #expect(try await desk.read("client").status == 404)
            let refused = try await desk.put("client", CaseDesk.client())
            #expect(refused.summary == "409 case.outside-messaging")
            #expect(refused.json["grounds"][0]["article"].text == "OP003")
            #expect(try await desk.keepOutside(false).json["outsideMessaging"].boolean == false)
            #expect(try await desk.read("client").status == 404)
            #expect(try await desk.put("client", CaseDesk.client()).status == 201)
        }
    }

    @Test func `is changed by who saw it as it is`() async throws {
        try await withSharedAPI { api in
            let desk = try await CaseDesk(api)
            let body = #"{"outsideMessaging": true}"#
            #expect(try await desk.put("messaging", body, headers: [:]).status == 428)
            let tag = try #require(try await desk.read("messaging").headers["etag"])
            #expect(try await desk.put("messaging", body, headers: ["If-Match": tag]).status == 200)
            #expect(try await desk.put("messaging", body, headers: ["If-Match": tag]).status == 412)
        }
    }

    @Test(arguments: ["999900006", "123456782"])
    func `has no BSN for its reference`(bsn: String) async throws {
        try await withSharedAPI { api in
            let partner = try await Declarant(api)
            let answer = try await api.send(
                .post,
                "/v1/matches",
                json: """
                    {"caseReference": "\(bsn)", "partnerId": "\(partner.id)",
                     "professional": "S. de Vries", "productCode": "JB-04",
                     "agreed": {"family": "2024-12-02", "coach": "2024-12-03",
                                "professional": "2024-12-04"}}
                    """
            )
            #expect(answer.status == 400)
            #expect(answer.places == ["/caseReference format"])
            #expect(!answer.text.contains(bsn))
            // One that fails the eleven-test is a number like any other.
            let other = "\(Int(bsn).map { $0 + 1 } ?? 0)"
            _ = try await api.makeMatch(with: partner.id, caseReference: other)
        }
    }
}
