@testable import Partnership
import Testing

@Suite struct `A docket with messages in XML` {
    private static let digest = Scene.digest

    private func codes(_ scene: Scene) throws -> [String] {
        let answer = try scene.verdict().answer
        let lines = answer.outcome?.lines ?? []
        let parts = answer.products.flatMap(\.codes) + lines.flatMap(\.codes)
        return (answer.codes + parts).map(\.code)
    }

    // Whose allocation it is.

    @Test func `takes the first client of an allocation that nobody is known for`() throws {
        let verdict = try Scene.start().inXML().verdict()
        #expect(verdict.answer.isAccepted)
        #expect(verdict.deliveries.map(\.clientDigest) == [Self.digest])
        #expect(verdict.caseReferences == ["case-300201"])
        let plain = try Scene.start().verdict()
        #expect(plain.deliveries.map(\.clientDigest) == [nil])
        #expect(plain.caseReferences.isEmpty)
    }

    @Test(arguments: [true, false])
    func `knows an allocation for its client alone`(isRegistered: Bool) throws {
        let known: @Sendable (inout Scene) -> Void = {
            if isRegistered {
                $0.docket.grounds[300_201] = Scene.ground(digest: "c1")
                // What was registered counts for more than what starts said.
                $0.docket.clients[300_201] = "c2"
            } else {
                $0.docket.clients[300_201] = "c1"
            }
        }
        let start = Scene.start().with(known)
        #expect(try codes(start.inXML(digest: "c1")) == [])
        #expect(try codes(start.inXML(digest: "c2")) == ["0200", "9019"])
        // JSON says nothing of a client.
        #expect(try codes(start) == [])
        let stop = Scene.stop().with(known)
        #expect(try codes(stop.inXML(digest: "c1")) == [])
        #expect(try codes(stop.inXML(digest: "c2")) == ["0200", "9019"])
        let claim = Scene.claim().with(known)
        #expect(try codes(claim.inXML(digest: "c1")) == ["8001"])
        #expect(try codes(claim.inXML(digest: "c2")) == ["8187"])
        #expect(try codes(claim) == ["8001"])
        // The case of somebody else is not where the message belongs.
        #expect(try claim.inXML(digest: "c2").verdict().caseReferences == [nil])
        #expect(try claim.inXML(digest: "c1").verdict().caseReferences == ["case-300201"])
    }

    @Test func `holds each line of a claim against its own client`() throws {
        let other = ClaimLine.sample.with {
            $0.reference = "L2"
            $0.allocationNumber = 300_202
        }
        let scene = Scene.claim([.sample, other]).with {
            $0.docket.clients = [300_201: "c1", 300_202: "c2"]
            $0.form = MessageForm(
                receiver: "1894",
                clients: [.init(digest: "c1", items: 1), .init(digest: "c2", items: 1)],
                findings: []
            )
        }
        #expect(try codes(scene) == ["8001"])
        let turned = scene.with { $0.docket.clients = [300_201: "c2", 300_202: "c2"] }
        #expect(try codes(turned) == ["8187"])
        #expect(try turned.verdict().caseReferences == [nil, "case-300202"])
    }

    @Test func `refuses the credit of another client's line`() throws {
        let scene = Scene.claim([ClaimLine.sample.credit("L2")], after: [.sample]).with {
            $0.docket.clients[300_201] = "c2"
        }
        #expect(try codes(scene) == ["8001"])
        #expect(try codes(scene.inXML()) == ["8187"])
    }

    @Test func `forgets the client when no start stands any more`() throws {
        var docket = Scene.start().docket
        func decide(_ id: String, _ digest: String?, _ status: DeliveryStatus) throws -> [String] {
            var scene = Scene.start {
                $0.messageId = id
                $0.products[0].status = status
            }
            if let digest { scene = scene.inXML(digest: digest) }
            let verdict = try docket.decide(
                scene.message,
                form: scene.form,
                answerId: "R1",
                ownPartnerId: nil
            )
            return verdict.answer.products.flatMap(\.codes).map(\.code)
        }
        #expect(try decide("S1", "c1", .first) == [])
        #expect(docket.clients == [300_201: "c1"])
        #expect(try decide("S2", "c2", .delete) == ["9019"])
        // A deletion as JSON is the municipality's or the partner's own; it names nobody.
        #expect(try decide("S3", nil, .delete) == [])
        #expect(docket.clients == [:])
        #expect(try decide("S4", "c2", .first) == [])
        #expect(docket.clients == [300_201: "c2"])
    }

    @Test func `forgets the client when one message takes all back and starts anew`() throws {
        var docket = Scene.start(after: [.start(.on("2026-04-03"))]).docket
        docket.clients[300_201] = "c1"
        let correction = Scene.start {
            $0.products.append($0.products[0])
            $0.products[0].startedOn = "2026-04-02"
            $0.products[1].status = .delete
        }
        let verdict = try docket.decide(
            correction.message,
            answerId: "R1",
            ownPartnerId: nil
        )
        #expect(verdict.answer.isAccepted)
        #expect(docket.clients == [:])
    }

    // Which messages may be about it.

    @Test func `knows allocations of the message's own pillar alone`() throws {
        let start = Scene.start().with {
            $0.docket.grounds[300_201] = Scene.ground(pillar: .adult)
        }
        #expect(try codes(start) == [])
        #expect(try codes(start.inXML()) == ["0200", "9019"])
        let claim = Scene.claim().with {
            $0.docket.grounds[300_201] = Scene.ground(pillar: .adult)
        }
        #expect(try codes(claim) == ["8001"])
        #expect(try codes(claim.inXML()) == ["9338"])
        #expect(try claim.inXML().verdict().caseReferences == [nil])
    }

    @Test func `knows no allocation that was withdrawn`() throws {
        let withdrawn = AllocationFacts.sample.with { $0.isWithdrawn = true }
        let start = Scene.start().with { $0.docket.grounds[300_201] = Scene.ground(withdrawn) }
        #expect(try codes(start) == ["0200", "9019"])
        #expect(try codes(.claim(allocation: .sample.with { $0.isWithdrawn = true })) == ["9384"])
    }

    @Test func `takes in nothing with a BSN about a case outside messaging or erased`() throws {
        for (isOutside, isErased) in [(true, false), (false, true), (true, true)] {
            let scene = Scene.start().with {
                $0.docket.grounds[300_201] = Docket.Ground(
                    facts: .sample,
                    partnerId: Scene.wilg,
                    pillar: .youth,
                    isOutsideMessaging: isOutside,
                    isErased: isErased
                )
            }
            let refusal: MessageRefusal =
                isOutside
                ? .outsideMessaging(allocationNumber: 300_201)
                : .caseErased(allocationNumber: 300_201)
            #expect(throws: refusal) { try scene.inXML().verdict() }
            // Whatever else is wrong with it.
            #expect(throws: refusal) { try scene.inXML(receiver: "9999").verdict() }
            #expect(try codes(scene) == [])
        }
    }

    @Test func `tells a partner nothing of another's case`() throws {
        let scene = Scene.start().with {
            $0.docket.grounds[300_201] = Docket.Ground(
                facts: .sample,
                partnerId: Identifier(high: 1, low: 2),
                pillar: .youth,
                caseReference: "case-9",
                isErased: true
            )
        }
        #expect(try codes(scene.inXML()) == ["0200", "9019"])
        #expect(try scene.inXML().verdict().caseReferences == [nil])
    }

    @Test func `refuses what is for another municipality, in the header alone`() throws {
        let answer = try Scene.start().inXML(receiver: "0344").verdict().answer
        #expect(answer.codes.map(\.code) == ["S300"])
        #expect(answer.findings.map(\.location) == ["/receiver"])
        #expect(answer.products.isEmpty)
        let elsewhere = Scene.start().inXML(receiver: "0344").with {
            $0.docket.municipalityCode = "0344"
        }
        #expect(try codes(elsewhere) == [])
    }

    @Test func `refuses a message for what is wrong with its client`() throws {
        let scene = Scene.start().inXML(.sample.born("1890-01-01"))
        #expect(try codes(scene) == ["0001"])
        #expect(try scene.brokenRules() == ["TR002"])
        #expect(try scene.verdict().deliveries.isEmpty)
    }

    // What belongs to the agreed list.

    @Test func `looks up only what differs from the allocation`() {
        func codes(_ change: (inout StartProduct) -> Void) -> [String] {
            let scene = Scene.start { change(&$0.products[0]) }
            return scene.docket.unlistedCodes(in: scene.message)
        }
        #expect(codes { _ in } == [])
        #expect(codes { $0.productCode = "JB-03" } == ["JB-03"])
        #expect(codes { $0.category = "45" } == ["JB-04"])
        #expect(codes { $0.productCode = nil } == [])
        #expect(codes { $0.allocationNumber = 1 } == [])
        let claim = Scene.claim([ClaimLine.sample.with { $0.productCode = "JB-03" }])
        #expect(claim.docket.unlistedCodes(in: claim.message) == ["JB-03"])
    }

    @Test(
        arguments: [
            ("50", "JB-04", []), ("50", "JB-03", []), (nil, "JB-03", []), ("45", nil, []),
            ("45", "JB-04", ["S329"]), ("50", "JB-99", ["S329"]), (nil, "JB-99", ["S329"]),
            ("50", "JB-0 ", ["S329"]), ("02", "MH-04", []), ("50", "MH-04", ["S329"]),
        ] as [(String?, String?, [String])]
    )
    func `accepts a product of the list`(category: String?, code: String?, codes: [String]) throws {
        let answer = try Scene.start {
            $0.products[0].category = category
            $0.products[0].productCode = code
        }.verdict().answer
        #expect(answer.products.flatMap(\.codes).map(\.code) == codes)
    }

    @Test func `says what was sent before sooner than what the list says`() throws {
        let start = CareEvent.start(.on("2026-04-02"))
        #expect(
            try codes(.start(after: [start]) { $0.products[0].productCode = "JB-99" })
                == ["0200", "9326"]
        )
        // A deletion is matched on its key and not judged by the list (TR063).
        let odd = CareEvent.start(.on("2026-04-03", productCode: "JB-99"))
        #expect(
            try codes(
                .start(after: [odd]) {
                    $0.products[0].productCode = "JB-99"
                    $0.products[0].status = .delete
                }
            ) == []
        )
    }

    @Test func `holds a line against its allocation and the list`() throws {
        let other = ClaimLine.sample.with { $0.productCode = "JB-99" }
        #expect(try codes(.claim([other])) == ["9340", "S329"])
        #expect(try codes(.claim([other.with { $0.allocationNumber = 1 }])) == ["9338"])
        // What the municipality allocated together, it agreed.
        #expect(
            try codes(.claim([other], allocation: .sample.with { $0.productCode = "JB-99" })) == [
                "8001"
            ]
        )
        #expect(
            try codes(.claim([other.credit("L2")], after: [other])) == ["8001"]
        )
    }
}
