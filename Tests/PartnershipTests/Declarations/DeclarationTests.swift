import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct `A declaration` {
    @Test func `is answered and reads as it was made`() async throws {
        try await withSharedAPI { api in
            let wilg = try await Declarant(api)
            let care = try await wilg.allocate()
            let made = try await wilg.declare(.start("S1", of: care.number))
            #expect(made.status == 201)
            let id = try made.madeIdentifier
            #expect(id.isVersion7)
            #expect(made.headers["location"] == "/v1/declarations/\(id)")
            #expect(
                made.json.names == [
                    "id", "kind", "messageId", "agbCode", "partnerId", "datedOn", "receivedAt",
                    "channel", "accepted", "message", "answer",
                ]
            )
            #expect(made.json["kind"].text == "start")
            #expect(made.json["partnerId"].identifier == wilg.id)
            #expect(made.json["channel"].text == "manual")
            #expect(made.json["message"]["agbCode"].text == wilg.agbCode)
            #expect(made.json["message"]["products"][0]["allocationNumber"].number == care.number)
            let read = try await api.send(.get, "/v1/declarations/\(id)")
            #expect(read.text == made.text)
            #expect(read.headers["etag"] == made.headers["etag"])
            let answer = try await api.send(.get, "/v1/declarations/\(id)/answer")
            #expect(answer.text == made.json["answer"].description)
            let tag = try #require(answer.headers["etag"])
            let same = try await api.send(
                .get,
                "/v1/declarations/\(id)/answer",
                headers: ["If-None-Match": tag]
            )
            #expect(same.status == 304 && same.body.isEmpty)
        }
    }

    @Test func `is answered under a number of our own that fits the standard`() async throws {
        try await withSharedAPI { api in
            let wilg = try await Declarant(api)
            let first = try await wilg.declare(.start("S1", of: 1)).json["answer"]
            let second = try await wilg.declare(.start("S1", of: 1)).json["answer"]
            let numbers = [first, second].compactMap { $0["messageId"].text }
            #expect(Set(numbers).count == 2)
            #expect(numbers.allSatisfy { $0.utf8.count == 12 && $0.hasPrefix("R20") })
        }
    }

    @Test func `keeps what was sent, letter for letter`() async throws {
        try await withSharedAPI { api in
            let wilg = try await Declarant(api)
            let care = try await wilg.allocate()
            let message = MessageText.start("S\\u00e9\\\"/", of: care.number)
            let made = try await wilg.declare(message)
            #expect(made.verdict == "accepted")
            #expect(made.json["messageId"].text == "Sé\"/")
            let read = try await api.send(.get, "/v1/declarations/\(try made.madeIdentifier)")
            #expect(read.text == made.text)
        }
    }

    @Test func `moves the care of its match`() async throws {
        try await withSharedAPI { api in
            let wilg = try await Declarant(api)
            let care = try await wilg.allocate()
            let number = care.number
            #expect(try await wilg.state(of: care) == "agreed")
            let steps: [(MessageText, String, String)] = [
                (.stop("P0", of: number), "refused 0200 9069", "agreed"),
                (.start("S1", of: number), "accepted", "running"),
                (.start("S2", of: number, on: "2025-04-04"), "refused 0200 9326", "running"),
                (.stop("P1", of: number, ended: "2025-05-01", reason: "20"), "accepted", "paused"),
                (
                    .stop("P2", of: number, ended: "2025-05-02", reason: "20"),
                    "refused 0200 9413", "paused"
                ),
                (.start("S3", of: number, on: "2025-06-01"), "accepted", "running"),
                (.stop("P3", of: number, on: "2025-06-01"), "accepted", "ended"),
                (
                    .stop("P4", of: number, on: "2025-06-01", ended: "2025-07-18"),
                    "refused 0200 9415", "ended"
                ),
                (.stop("P5", of: number, on: "2025-06-01", status: "3"), "accepted", "running"),
                (.start("S4", of: number, on: "2025-06-01", status: "3"), "accepted", "paused"),
                (
                    .stop("P6", of: number, ended: "2025-05-01", reason: "20", status: "3"),
                    "accepted", "running"
                ),
                (.start("S5", of: number, status: "3"), "accepted", "none"),
                (.start("S6", of: number, status: "3"), "refused 0200 9063", "none"),
                (.start("S7", of: number), "accepted", "running"),
            ]
            for (message, verdict, state) in steps {
                #expect(try await wilg.declare(message).verdict == verdict)
                // A match whose every start was taken back is where it was before.
                let expected = state == "none" ? "agreed" : state
                #expect(try await wilg.state(of: care) == expected, "\(message)")
            }
        }
    }

    @Test func `is accepted or refused with all its products`() async throws {
        try await withSharedAPI { api in
            let wilg = try await Declarant(api)
            let cares = [try await wilg.allocate(), try await wilg.allocate()]
            let products = cares.map { MessageText.product($0.number, on: "2025-04-03") }
            let unknown = MessageText.product(999_999_999, on: "2025-04-03")
            let refused = try await wilg.declare(
                .starts("S1", datedOn: "2025-04-03", products + [unknown])
            )
            #expect(refused.verdict == "refused 0200 0200 0200 9019")
            let explanation = refused.json["answer"]["explanations"][0]
            #expect(explanation["location"].text == "/products/2")
            #expect(explanation["source"].text == "TR019")
            #expect(explanation["text"].text?.isEmpty == false)
            for care in cares { #expect(try await wilg.state(of: care) == "agreed") }
            // What was refused did not use up its id.
            let accepted = try await wilg.declare(.starts("S1", datedOn: "2025-04-03", products))
            #expect(accepted.verdict == "accepted")
            for care in cares { #expect(try await wilg.state(of: care) == "running") }
        }
    }

    @Test func `is refused with 9056 when its id was used, for its kind alone`() async throws {
        try await withSharedAPI { api in
            let wilg = try await Declarant(api)
            let care = try await wilg.allocate()
            #expect(try await wilg.declare(.start("A", of: care.number)).verdict == "accepted")
            #expect(
                try await wilg.declare(.start("A", of: care.number)).verdict == "refused 9056"
            )
            #expect(try await wilg.declare(.stop("A", of: care.number)).verdict == "accepted")
            #expect(
                try await wilg.declare(.claim("A", .debit("L1", of: care.number))).verdict
                    == "accepted 8001"
            )
            #expect(
                try await wilg.declare(
                    .claim("B", .debit("L2", of: care.number), number: "A", month: "2025-06")
                ).verdict == "refused 9333 0233"
            )
            #expect(try await wilg.count() == 5)
            #expect(try await wilg.count("&accepted=true") == 3)
        }
    }

    @Test func `is refused when it is dated in the future`() async throws {
        try await withSharedAPI { api in
            let wilg = try await Declarant(api)
            let care = try await wilg.allocate()
            let answer = try await wilg.declare(.start("S1", of: care.number, on: "2199-12-31"))
            #expect(answer.verdict == "refused 8848")
        }
    }

    @Test func `signals what is late or odd and is accepted`() async throws {
        try await withSharedAPI { api in
            let wilg = try await Declarant(api)
            let care = try await wilg.allocate(from: "2025-05-01", until: "2025-06-30")
            // The allocation was announced today, so this start is not late.
            let start = try await wilg.declare(.start("S1", of: care.number))
            let stop = try await wilg.declare(.stop("P1", of: care.number))
            func signals(_ answer: Response) -> [String] {
                answer.json["answer"]["signals"].elements.compactMap { $0["code"].text }
            }
            #expect(signals(start) == ["start-before-allocation"])
            #expect(signals(stop) == ["stop-late", "stop-after-allocation-end"])
            #expect(stop.json["accepted"].boolean == true)
        }
    }

    // Claims.

    @Test func `of what was delivered reaches the ledger`() async throws {
        try await withSharedAPI { api in
            let wilg = try await Declarant(api)
            let care = try await wilg.allocate()
            let other = try await wilg.allocate()
            let claim = try await wilg.declare(
                .claim("D1", .debit("L1", of: care.number), .debit("L2", of: other.number))
            )
            #expect(claim.verdict == "accepted 8001")
            #expect(claim.json["answer"]["totalGrantedCents"].number == 192_000)
            let signals = claim.json["answer"]["signals"]
            #expect(signals.elements.compactMap { $0["code"].text } == ["start-missing"])
            #expect(try await wilg.ledgerCents() == 192_000)
            let ledger = try await api.send(.get, "/v1/ledger/2025")
            let cell = ledger.json["cells"].elements.first { $0["partnerId"].identifier == wilg.id }
            #expect(cell?["productCode"].text == "JB-04")
            #expect(cell?["cents"].number == 192_000)
        }
    }

    @Test func `is granted line by line`() async throws {
        try await withSharedAPI { api in
            let wilg = try await Declarant(api)
            let maasoever = try await Declarant(api)
            let care = try await wilg.allocate()
            let foreign = try await maasoever.allocate()
            var dear = LineText.debit("L3", of: try await wilg.allocate().number)
            dear.tariffCents = 8_001
            let claim = try await wilg.declare(
                .claim(
                    "D1",
                    .debit("L1", of: foreign.number),
                    .debit("L2", of: care.number),
                    dear
                )
            )
            #expect(claim.json["accepted"].boolean == false)
            let lines = claim.json["answer"]["lines"].elements
            #expect(lines.map { $0["granted"].boolean } == [false, true, false])
            #expect(lines.map { $0["grantedCents"].number } == [0, 96_000, 0])
            #expect(lines.map { $0["codes"].texts } == [["9338"], [], ["0611"]])
            #expect(claim.json["answer"]["totalGrantedCents"].number == 96_000)
            #expect(try await wilg.ledgerCents() == 96_000)
            #expect(try await maasoever.ledgerCents() == nil)
            // Part of it was granted, so its id is used.
            let again = try await wilg.declare(.claim("D1", .debit("L4", of: care.number)))
            #expect(again.verdict == "refused 9056 0233")
        }
    }

    @Test func `is corrected by a credit and a new debit`() async throws {
        try await withSharedAPI { api in
            let wilg = try await Declarant(api)
            let care = try await wilg.allocate()
            let number = care.number
            let steps: [(MessageText, String, Int)] = [
                (.claim("D1", .debit("L1", of: number)), "accepted 8001", 96_000),
                (.claim("D2", .debit("L2", of: number, hours: 10)), "refused 9389", 96_000),
                (
                    .claim("D2", .credit("L3", for: "L1", of: number, hours: 10)),
                    "refused 8017", 96_000
                ),
                (
                    .claim(
                        "D2",
                        .debit("L2", of: number, hours: 10),
                        .credit("L3", for: "L1", of: number)
                    ), "accepted 8001", 80_000
                ),
                (.claim("D3", .credit("L4", for: "L1", of: number)), "refused 9390", 80_000),
                (
                    .claim("D3", .credit("L3", for: "L2", of: number, hours: 10)), "refused 8021",
                    80_000
                ),
                (.claim("D3", .credit("L4", for: "L2", of: number, hours: 10)), "accepted 8001", 0),
                (.claim("D4", .debit("L5", of: number, hours: 1)), "accepted 8001", 8_000),
            ]
            for (message, verdict, cents) in steps {
                #expect(try await wilg.declare(message).verdict == verdict)
                #expect(try await wilg.ledgerCents() == cents, "\(message)")
            }
        }
    }

    // Whose it is.

    @Test func `of a partner is the partner's own`() async throws {
        try await withSharedAPI { api in
            let wilg = try await Declarant(api)
            let maasoever = try await Declarant(api)
            let care = try await wilg.allocate()
            let start = MessageText.start("S1", of: care.number)
            let foreign = try await wilg.declare(start, as: maasoever.sender)
            #expect(foreign.summary == "403 access.not-yours")
            let nobody = try await api.send(
                .post,
                "/v1/declarations",
                as: wilg.sender,
                json: start.json("00000000")
            )
            #expect(nobody.summary == "403 access.not-yours")
            #expect(try await wilg.count() == 0)
            let own = try await wilg.declare(start, as: wilg.sender)
            #expect(own.verdict == "accepted")
            let id = try own.madeIdentifier
            for path in ["/v1/declarations/\(id)", "/v1/declarations/\(id)/answer"] {
                let mine = try await api.send(.get, path, as: wilg.sender)
                #expect(mine.status == 200)
                let theirs = try await api.send(.get, path, as: maasoever.sender)
                #expect(theirs.summary == "404 resource.not-found")
                for role in [Role.finance, .frontend, .college, .operator, .trustBody] {
                    let other = try await api.send(.get, path, as: .role(role))
                    #expect(other.summary == "403 access.scope-missing")
                }
            }
        }
    }

    @Test func `of no partner is not taken in`() async throws {
        try await withSharedAPI { api in
            let answer = try await api.send(
                .post,
                "/v1/declarations",
                json: MessageText.start("S1", of: 1).json("00000000")
            )
            #expect(answer.summary == "409 declaration.unknown-partner")
            #expect(answer.json["grounds"][0]["article"].text == "OP254")
            #expect(answer.json["detail"].text?.contains("00000000") == true)
        }
    }

    @Test(arguments: ["019afd3c-0728-709a-bf2a-74de452e6b43", "1", "%00"])
    func `is not found under another id`(id: String) async throws {
        try await withSharedAPI { api in
            for path in ["/v1/declarations/\(id)", "/v1/declarations/\(id)/answer"] {
                let answer = try await api.send(.get, path)
                #expect(answer.summary == "404 resource.not-found")
            }
        }
    }
}
