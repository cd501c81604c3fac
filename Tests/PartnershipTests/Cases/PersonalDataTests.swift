import EventLoop
import HTTP
@testable import Partnership
import Postgres
import TestSupport
import Testing

/// What the service told anybody who may not know who a client is.
private final class Hearsay: Sendable {
    private let parts = LockedBox<[String]>([])

    func add(_ text: String) { parts.withLock { $0.append(text) } }

    func add(_ answer: Response) {
        for name in ["location", "link", "etag", "www-authenticate"] {
            if let value = answer.headers[name] { add(value) }
        }
        add(answer.text)
    }

    var text: String { parts.withLock { $0.joined(separator: "\n") } }
}

/// Cases of clients who are nobody, with everything that can be asked about them.
private struct Neighbourhood {
    let api: TestAPI
    let hearsay: Hearsay
    let desks: [CaseDesk]

    private static let everybody: [TestAPI.Sender] =
        [.nobody] + Role.allCases.filter { $0 != .partner }.map { .role($0) }

    init(_ api: TestAPI, _ hearsay: Hearsay) async throws {
        self.api = api
        self.hearsay = hearsay
        let partner = try await Declarant(api)
        var desks: [CaseDesk] = []
        for traces in PersonalTraces.all {
            let desk = try await CaseDesk(api, of: partner)
            let named = try await desk.put("client", traces.client)
            try #require(named.status == 201)
            desks.append(desk)
        }
        self.desks = desks
    }

    /// Asks everything of everybody, but for who a client is; the contract has one as an example.
    func askEverything(about declarations: [Identifier]) async throws {
        let routes = API.routes.filter {
            $0.operation != .readCaseClient && $0.operation != .readContract
        }
        for (index, desk) in desks.enumerated() {
            let wrong = Self.wrong(PersonalTraces.all[index])
            let senders = index == 0 ? Self.everybody : [.role(.municipality)]
            for route in routes {
                let path = API.base + Self.path(of: route, desk, declarations[index])
                for sender in senders + [desk.partner.sender] {
                    hearsay.add(
                        try await api.send(
                            route.method,
                            path,
                            as: sender,
                            json: route.method == .get ? nil : wrong
                        )
                    )
                }
            }
        }
    }

    /// What is left open finds nothing.
    private static func path(
        of route: Route,
        _ desk: CaseDesk,
        _ declaration: Identifier
    ) -> String {
        var path = route.path
            .replacing("{caseReference}", with: desk.reference)
            .replacing("{matchId}", with: "\(desk.care.match)")
            .replacing("{partnerId}", with: "\(desk.partner.id)")
            .replacing("{declarationId}", with: "\(declaration)")
            .replacing("{year}", with: "2025")
        while let start = path.firstIndex(of: "{"), let end = path.firstIndex(of: "}") {
            path.replaceSubrange(start...end, with: "019afd3c-0728-709a-bf2a-74de452e6b43")
        }
        return path
    }

    /// What no route takes, with values that it should not repeat.
    private static func wrong(_ traces: PersonalTraces) -> String {
        """
        {"bsn": "\(traces.bsn)", "surname": ["\(traces.surname)"], "kind": "\(traces.surname)",
         "caseReference": "\(traces.bsn)", "name": {"street": "\(traces.street)"},
         "outsideMessaging": "\(traces.bsn)", "decidedOn": "\(traces.bsn)"}
        """
    }

    /// Refusals of a client, in each of its parts.
    func refuseClients() async throws {
        for (desk, traces) in zip(desks, PersonalTraces.all) {
            let client = traces.client
            for wrong in [
                client.replacing(traces.bsn, with: traces.bsn + "0"),
                client.replacing("2012-05-14", with: traces.surname),
                client.replacing("\"nameUse\": \"1\"", with: "\"nameUse\": \"\(traces.bsn)\""),
                client.replacing("5981AB", with: traces.bsn),
                client.replacing("Panningen", with: String(repeating: traces.street, count: 9)),
                String(client.dropLast(9)),
            ] {
                for headers in [["If-Match": "*"], ["If-None-Match": "*"]] as [Headers] {
                    let answer = try await desk.put("client", wrong, headers: headers)
                    #expect(answer.status == 400)
                    hearsay.add(answer)
                }
            }
            hearsay.add(try await desk.put("client", client, headers: [:]))
            hearsay.add(try await desk.put("client", client, headers: ["If-None-Match": "*"]))
        }
    }
}

@Suite struct `What is personal` {
    /// Runs the body with a service whose every word is kept.
    private static func listen(
        _ body: @escaping @Sendable (Neighbourhood) async throws -> [Identifier]
    ) async throws {
        let hearsay = Hearsay()
        var settings = API.Settings.ofTests
        settings.log = { line in hearsay.add(String(decoding: line.bytes(), as: UTF8.self)) }
        try await withAPI(settings: settings) { api in
            let houses = try await Neighbourhood(api, hearsay)
            let declarations = try await body(houses)
            try await houses.refuseClients()
            try await houses.askEverything(about: declarations)
            hearsay.add(try api.everything())
            // What is there to be read is read, so that what is not found is not there.
            let text = hearsay.text
            #expect(text.contains(houses.desks[2].reference))
            #expect(text.contains(#""operation":"readCase""#))
            #expect(text.contains(#""operation":"readAnswer""#))
            #expect(Set(PersonalTraces.found(in: text)) == [])
            // It is there for who may know.
            for (desk, traces) in zip(houses.desks, PersonalTraces.all) {
                let read = try await desk.read("client", as: .role(.caseSystem)).text
                #expect(Set(PersonalTraces.found(in: read)).isSuperset(of: [traces.bsn]))
                let erased = try await desk.put("erasure", CaseDesk.erasure)
                #expect(erased.summary == "409 case.care-running")
            }
            #expect(PersonalTraces.found(in: try api.everything()) == [])
        }
    }

    @Test func `stands nowhere but where it is sealed`() async throws {
        try await Self.listen { houses in
            try await SealedMessages.with(houses.api.database) { messages in
                var ids: [Identifier] = []
                for (desk, traces) in zip(houses.desks, PersonalTraces.all) {
                    let start = MessageText.start("S\(ids.count)", of: desk.care.number)
                    let sent = try await messages.send(
                        start.json(desk.partner.agbCode),
                        [(traces.bsn, 1)]
                    )
                    #expect(sent.verdict == "accepted")
                    ids.append(sent.id)
                }
                return ids
            }
        }
    }

    private static let takesXML = API.routes.contains {
        $0.operation == .createDeclaration && $0.consumes.contains(.xml)
    }

    @Test(.enabled(if: takesXML))
    func `stands nowhere either when it came in XML`() async throws {
        try await Self.listen { houses in
            var ids: [Identifier] = []
            for (desk, traces) in zip(houses.desks, PersonalTraces.all) {
                let (code, number) = (desk.partner.agbCode, desk.care.number)
                func send(_ text: String, _ headers: Headers = [:]) async throws -> Response {
                    var headers = headers
                    headers.append("Content-Type", "application/xml")
                    let answer = try await houses.api.send(
                        .post,
                        "/v1/declarations",
                        json: text,
                        headers: headers
                    )
                    houses.hearsay.add(answer)
                    return answer
                }
                for broken in traces.brokenStarts(agbCode: code, allocation: number) {
                    let answer = try await send(broken, ["Idempotency-Key": "k\(ids.count)"])
                    #expect(answer.status == 400 || answer.status == 415)
                }
                let start = traces.start("S1-\(ids.count)", agbCode: code, allocation: number)
                let key: Headers = ["Idempotency-Key": "s\(ids.count)"]
                let answers = [
                    try await send(start, key), try await send(start, key), try await send(start),
                    try await send(start.replacing("S1-", with: "S2-"), key),
                ]
                #expect(answers.map(\.status.code) == [201, 201, 201, 422])
                ids.append(try #require(answers[0].json["id"].identifier))
                // Of somebody else: refused, and kept with a key of its own.
                let other = PersonalTraces.all[(ids.count) % 3]
                let stray = other.start("S3-\(ids.count)", agbCode: code, allocation: number)
                #expect(try await send(stray).status == 201)
            }
            return ids
        }
    }

    @Test func `would be found if it stood anywhere`() async throws {
        try await withAPI { api in
            let desk = try await CaseDesk(api)
            #expect(PersonalTraces.found(in: try api.everything()) == [])
            for traces in PersonalTraces.all {
                for (leak, needle) in [
                    ("'\(traces.bsn)'", traces.bsn), ("'x-\(traces.bsn)-y'", traces.bsn),
                    ("'\(traces.surname.uppercased())'", traces.surname.uppercased()),
                    ("encode('\(traces.street)', 'hex')", traces.needles[11]),
                ] {
                    try api.database.connection().run(
                        script: "update match set professional = \(leak)"
                    )
                    #expect(PersonalTraces.found(in: try api.everything()).contains(needle))
                }
            }
            #expect(try await desk.read().status == 200)
        }
    }

    @Test(arguments: [
        ("bsn 123456782.", ["123456782"]), ("a123456782", []), ("1234567820", []),
        ("12345678", []), ("123456783", []),
        ("\"111222333\",999900031", ["111222333", "999900031"]),
    ])
    func `is also any other number that may be a BSN`(text: String, numbers: [String]) {
        #expect(PersonalTraces.numbers(in: text) == numbers)
    }
}
