import HTTP
@testable import Partnership
import TestSupport

/// A round along every operation: what it gives, and what it commonly refuses.
struct Visit: Sendable {
    let witness: Witness
    /// A partner with a running agreement of both kinds.
    let partner: Identifier
    let agbCode: String
    let match: Identifier
    let allocationNumber: Int
    /// What stands where a path has a name, by that name.
    private var places: [String: String]

    private var api: TestAPI { witness.api }

    /// Makes one of everything.
    init(_ witness: Witness) async throws {
        let api = witness.api
        self.witness = witness
        partner = try await api.makePartner()
        try await api.makeAgreement("process", of: partner)
        let agreement = try await api.makeAgreement("assignment", of: partner, from: "2020-01-01")
        agbCode = "\(api.nextNumber() - 1)"
        match = try await witness.send(.post, "/matches", json: Bodies.match(partner))
            .madeIdentifier
        allocationNumber = api.nextNumber()
        try await witness.send(
            .put,
            "/matches/\(match)/allocation",
            json: Bodies.allocation(allocationNumber),
            headers: ["If-None-Match": "*"]
        )
        let declaration = try await witness.send(
            .post,
            "/declarations",
            json: Bodies.start("S0", agbCode, allocationNumber)
        ).madeIdentifier
        try await witness.send(
            .put,
            "/travel-budgets/2025",
            json: Bodies.budget(100),
            headers: ["If-None-Match": "*"]
        )
        places = [
            "partnerId": "\(partner)", "agreementId": "\(agreement)", "matchId": "\(match)",
            "declarationId": "\(declaration)", "code": "JB-04", "year": "2025",
        ]
        try await furnishOpenHouse()
        try await furnishTariffs()
        try await furnishTents()
        try await furnishTravel()
        places["step"] = "announcement"
        places["caseReference"] = "case-1"
        places["size"] = "1"
        try await furnishTables()
        try await furnishProposals()
        try await furnishClusters()
        try await furnishSessions()
        try await furnishAgreementEnds()
        try await furnishTrust()
        try furnishBallots()
        try await furnishTally()
        try await furnishIndividualTests()
        try await furnishWorkItems()
        try await furnishLedgerEntries()
    }

    /// Keeps what was made, for the paths that have its name.
    mutating func place(_ name: String, _ id: Identifier) {
        places[name] = "\(id)"
    }

    /// A path with ids of what is there.
    func path(_ template: String) -> String {
        places.reduce(template) { $0.replacing("{\($1.key)}", with: $1.value) }
    }

    /// A path with ids of nothing.
    func emptyPath(_ template: String) -> String {
        places.keys.reduce(template) { path, name in
            let nothing =
                switch name {
                case "code": "XX-99"
                case "year": "1999"
                default: "019afd3c-0728-709a-bf2a-74de452e6b43"
                }
            return path.replacing("{\(name)}", with: nothing)
        }
    }

    private var routes: [(route: Route, template: String)] {
        API.routes.map { ($0, $0.path.isEmpty ? "/" : $0.path) }
    }

    // Refusals that every operation has.

    func refuseEverywhere() async throws {
        for (route, template) in routes {
            let path = path(template)
            let body = route.method == .get ? nil : "{}"
            try await witness.send(route.method, path + "?colour=red", json: body)
            try await witness.send(
                route.method,
                path,
                json: body,
                headers: ["Accept": "image/png"]
            )
            try await witness.send(.delete, path)
            try await witness.send(.options, path)
            if route.operation.access.scope != nil {
                try await witness.send(route.method, path, as: .token("nobody's"), json: body)
                try await witness.send(route.method, path, as: .role(.operator), json: body)
            }
            if route.method == .get {
                try await witness.send(.get, path, headers: ["If-None-Match": "*"])
                if template.contains("{") { try await witness.send(.get, emptyPath(template)) }
            }
        }
    }

    /// Refusals of what has a body: of another type, broken, and of something that is not there.
    func refuseWhatIsSent() async throws {
        for (route, template) in routes where route.method != .get {
            let path = path(template)
            try await witness.send(
                route.method,
                path,
                json: "{}",
                headers: ["Content-Type": "text/plain"]
            )
            for broken in ["", "{", "[]", "3"] {
                try await witness.send(route.method, path, json: broken)
            }
        }
        try await refusePut("/matches/{matchId}/agreements", Bodies.agreed)
        try await refusePut("/matches/{matchId}/allocation", Bodies.allocation(allocationNumber))
        try await refusePut("/travel-budgets/{year}", Bodies.budget(100))
    }

    /// Refusals of what is put without its state, with an old one, and where nothing is.
    func refusePut(_ template: String, _ body: String) async throws {
        let star: Headers = ["If-Match": "*"]
        try await witness.send(.put, emptyPath(template), json: body, headers: star)
        try await witness.send(.put, path(template), json: body)
        let stale: Headers = ["If-Match": "\"stale\""]
        try await witness.send(.put, path(template), json: body, headers: stale)
    }

    /// Sends two different requests under one idempotency key.
    func reuseKey(_ path: String, _ first: String, _ second: String) async throws {
        let key: Headers = ["Idempotency-Key": "key-\(path)"]
        for body in [first, first, second] {
            try await witness.send(.post, path, json: body, headers: key)
        }
    }

    // What each feature gives.

    func changeProducts() async throws {
        try await reuseKey("/products", Bodies.product("JB-11"), Bodies.product("JB-12"))
        try await witness.send(.post, "/products", json: Bodies.product("JB-11"))
        let tariffs = "/products/JB-11/tariffs"
        try await reuseKey(tariffs, Bodies.tariff("2027-01-01"), Bodies.tariff("2027-02-01"))
        try await witness.send(.post, tariffs, json: Bodies.tariff("2027-01-02"))
        try await witness.send(
            .post,
            "/products/XX-99/tariffs",
            json: Bodies.tariff("2027-01-01")
        )
    }

    func changePartners() async throws {
        let numbers = (0..<2).map { _ in "\(api.nextNumber())" }
        try await reuseKey("/partners", Bodies.partner(numbers[0]), Bodies.partner(numbers[1]))
        try await witness.send(.post, "/partners", json: Bodies.partner(numbers[0]))
        let path = "/partners/\(partner)"
        try await witness.send(.patch, path, json: "{\"size\": \"solo\"}")
        try await witness.send(
            .patch,
            path,
            json: "{\"size\": \"solo\"}",
            headers: ["If-Match": "\"stale\""]
        )
        let star: Headers = ["If-Match": "*"]
        try await witness.send(.patch, path, json: "{\"size\": \"solo\"}", headers: star)
        let taken = "{\"agbCode\": \"\(numbers[0])\"}"
        try await witness.send(.patch, path, json: taken, headers: star)
        try await witness.send(
            .patch,
            emptyPath("/partners/{partnerId}"),
            json: "{\"size\": \"solo\"}",
            headers: star
        )
        let candidate = try await api.makePartner()
        try await reuseKey(
            "/agreements",
            Bodies.agreement(candidate, "process"),
            Bodies.agreement(candidate, "assignment")
        )
        try await witness.send(
            .post,
            "/agreements",
            json: Bodies.agreement(candidate, "process")
        )
    }

    func changeMatches() async throws {
        try await reuseKey(
            "/matches",
            Bodies.match(partner),
            Bodies.match(partner).replacing("case-1", with: "case-2")
        )
        try await witness.send(
            .post,
            "/matches",
            json: Bodies.match(Identifier(high: 1, low: 1))
        )
        let star: Headers = ["If-Match": "*"]
        let path = "/matches/\(match)"
        try await witness.send(.put, path + "/agreements", json: Bodies.agreed, headers: star)
        // Of another match, because something was declared on the first one's.
        let other = try await api.makeMatch(of: partner)
        let number = api.nextNumber()
        let allocation = "/matches/\(other)/allocation"
        try await witness.send(
            .put,
            allocation,
            json: Bodies.allocation(number),
            headers: ["If-None-Match": "*"]
        )
        try await witness.send(
            .put,
            allocation,
            json: Bodies.allocation(number),
            headers: star
        )
        try await witness.send(
            .put,
            path + "/allocation",
            json: Bodies.allocation(allocationNumber).replacing("2025-01-01", with: "2025-01-02"),
            headers: star
        )
    }

    func declare() async throws {
        let number = allocationNumber
        let claim = Bodies.claim("D1", agbCode, number)
        try await reuseKey("/declarations", claim, Bodies.stop("P1", agbCode, number))
        for message in [
            Bodies.start("S1", agbCode, number), Bodies.start("S2", agbCode, 1),
            Bodies.stop("P2", agbCode, number), Bodies.stop("P2", agbCode, number),
            Bodies.claim("D2", agbCode, number), Bodies.claim("D3", agbCode, 1),
            claim.replacing("\"totalCents\": 96000", with: "\"totalCents\": 1"),
            Bodies.start("S3", "00000000", number),
        ] {
            try await witness.send(.post, "/declarations", json: message)
        }
        try await witness.send(
            .post,
            "/declarations",
            as: .partner(partner),
            json: Bodies.start("S3", "00000000", number)
        )
        let batch = "[\(claim), \(Bodies.start("S4", "00000000", number))]"
        try await reuseKey("/declaration-batches", batch, "[\(claim)]")
        let line = claim.filter { $0 != "\n" }
        for lines in [line + "\n" + line, "{}\n3\n" + line + "\n"] {
            try await witness.send(
                .post,
                "/declaration-batches",
                json: lines,
                headers: ["Content-Type": "application/x-ndjson"],
                isSound: !lines.hasPrefix("{}")
            )
        }
        try await witness.send(
            .post,
            "/declaration-batches",
            json: "[\(claim), {}]",
            isSound: false
        )
    }

    func changeBudget() async throws {
        let path = "/travel-budgets/2025"
        let star: Headers = ["If-Match": "*"]
        try await witness.send(.put, path, json: Bodies.budget(200), headers: star)
        let wrong = Bodies.budget(200).replacing("\"cents\": 200", with: "\"cents\": 199")
        try await witness.send(.put, path, json: wrong, headers: star)
    }

    /// Reads all that is there by now, as everyone who may, in every form.
    func readEverything() async throws {
        for (route, template) in routes where route.method == .get {
            let path = path(template)
            for sender in [
                TestAPI.Sender.nobody, .role(.municipality), .role(.auditor), .role(.frontend),
                .partner(partner),
            ] {
                try await witness.send(.get, path, as: sender)
            }
            for type in ["text/csv", "application/json", "application/yaml"] {
                try await witness.send(.get, path, headers: ["Accept": type])
            }
            try await witness.send(.get, path + "?limit=1&count=true")
        }
        for query in ["pillar=youth", "pillar=adult", "pillar=old"] {
            try await witness.send(.get, "/ledger/2025?\(query)")
        }
    }
}

extension TestAPI {
    fileprivate func makeMatch(of partner: Identifier) async throws -> Identifier {
        try await send(.post, "/v1/matches", json: Bodies.match(partner)).madeIdentifier
    }
}
