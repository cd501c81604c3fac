import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct `The receipt of a granted line` {
    /// A partner with a line granted and one refused, as the service answers and keeps it.
    private struct Granted {
        let partner: Declarant
        let care: Declarant.Care
        let answer: Response
        let message: MessageText

        init(_ api: TestAPI) async throws {
            partner = try await Declarant(api)
            care = try await partner.allocate()
            message = .claim(
                "D1",
                .debit("L1", of: care.number),
                .debit("L2", of: 999_999_999)
            )
            answer = try await partner.declare(message, as: partner.sender, key: "k1")
            #expect(answer.status == 201, "\(answer.text)")
        }

        var receipt: TestJSON { answer.json["answer"]["lines"][0]["receipt"] }

        /// What the partner keeps: its declaration and the proof of each granted line.
        func file(_ api: TestAPI, size: Int? = nil) async throws -> String {
            let id = answer.json["id"].text ?? ""
            let declaration = try await api.send(.get, "/v1/declarations/\(id)", as: partner.sender)
            let entry = receipt["entryId"].text ?? ""
            let proof = try await api.readProof(of: entry, size.map { "?size=\($0)" } ?? "")
            return #"{"declaration": \#(declaration.text), "proofs": [\#(proof.text)]}"#
        }
    }

    private static func faults(_ file: String, _ head: LedgerHead) throws -> [String] {
        try LedgerReceipts(Array(file.utf8)).faults(under: head)
    }

    @Test func `is in the answer, and the same when it is asked for again`() async throws {
        try await withAPI { api in
            let granted = try await Granted(api)
            let lines = granted.answer.json["answer"]["lines"]
            #expect(lines[0]["granted"].boolean == true && lines[1]["granted"].boolean == false)
            #expect(lines[1]["receipt"].isNull)
            let receipt = granted.receipt
            #expect(receipt.names == ["entryId", "pillar", "salt", "commitment"])
            #expect(receipt["pillar"].text == "youth")
            #expect(receipt["salt"].text?.utf8.count == 32)
            let again = try await granted.partner.declare(
                granted.message,
                as: granted.partner.sender,
                key: "k1"
            )
            #expect(again.body == granted.answer.body)
            let id = granted.answer.json["id"].text ?? ""
            let read = try await api.send(.get, "/v1/declarations/\(id)")
            #expect(read.body == granted.answer.body)
            let proof = try await api.readProof(of: receipt["entryId"].text ?? "")
            #expect(proof.json["commitment"].text == receipt["commitment"].text)
            #expect(try api.entryIds() == [receipt["entryId"].text ?? ""])
        }
    }

    @Test func `stands under every later head, also when its case is erased`() async throws {
        try await withAPI { api in
            let granted = try await Granted(api)
            #expect(try await Self.faults(granted.file(api), api.head()) == [])
            try await api.enterOpening(3)
            #expect(try await Self.faults(granted.file(api), api.head()) == [])
            let before = try await api.head()
            let kept = try await granted.file(api)
            let stop = try await granted.partner.declare(.start("S1", of: granted.care.number))
            #expect(stop.verdict.hasPrefix("accepted"), "\(stop.verdict)")
            let stopped = try await granted.partner.declare(.stop("P1", of: granted.care.number))
            #expect(stopped.verdict.hasPrefix("accepted"), "\(stopped.verdict)")
            let erasure = try await api.send(
                .put,
                "/v1/cases/case-1/erasure",
                json: CaseDesk.erasure,
                headers: ["If-None-Match": "*"]
            )
            #expect(erasure.status == 201, "\(erasure.text)")
            #expect(try await granted.file(api) == kept)
            #expect(try Self.faults(kept, before) == [])
            #expect(try await api.head() == before)
            #expect(try api.audit(under: before) == [])
        }
    }

    @Test func `is of each line in a batch`() async throws {
        try await withAPI { api in
            let partner = try await Declarant(api)
            let care = try await partner.allocate()
            let claims = [
                MessageText.claim("D1", .debit("L1", of: care.number)),
                .claim("D2", .debit("L2", of: care.number), month: "2025-06"),
                .claim("D3", .credit("L3", for: "L1", of: care.number)),
            ]
            let answer = try await api.send(
                .post,
                "/v1/declaration-batches",
                json: "[\(claims.map { $0.json(partner.agbCode) }.joined(separator: ", "))]"
            )
            let ids = answer.json.elements.map {
                $0["answer"]["lines"][0]["receipt"]["entryId"].text ?? "none"
            }
            #expect(try ids == api.entryIds())
            #expect(Set(ids).count == 3)
        }
    }

    @Test func `shows what was changed in the declaration`() async throws {
        try await withAPI { api in
            let granted = try await Granted(api)
            let (file, head) = (try await granted.file(api), try await api.head())
            let id = granted.answer.json["id"].text ?? ""
            let line = "Line L1 of declaration \(id)"
            let salt = granted.receipt["salt"].text ?? ""
            for (old, new) in [
                (#""amountCents":96000"#, #""amountCents":96001"#),
                (#""productCode":"JB-04""#, #""productCode":"JB-05""#),
                (#""from":"2025-04-01""#, #""from":"2025-03-01""#),
                (#""pillar":"youth""#, #""pillar":"adult""#),
                (salt, String(salt.reversed())),
                (#""partnerId":"\#(granted.partner.id)""#, #""partnerId":"\#(id)""#),
            ] {
                #expect(file.contains(old), "\(old)")
                let faults = try Self.faults(file.replacing(old, with: new), head)
                #expect(faults == ["\(line) is not what its receipt commits to."], "\(new)")
            }
        }
    }

    @Test func `is counted in the sums of its year`() async throws {
        try await withAPI { api in
            let granted = try await Granted(api)
            let file = try await granted.file(api)
            let receipts = try LedgerReceipts(Array("[\(file), \(file)]".utf8))
            let path = "2025/sums?partnerId=\(granted.partner.id)"
            let text = try await api.ledger(path).text
            #expect(try KeptSums(Array(text.utf8)).faults(under: receipts) == [])
            let cell = "The cell youth, \(granted.partner.id), JB-04"
            #expect(try KeptSums(Array(text.utf8)).remarks(under: receipts) == [])
            try api.tamper("update ledger_year_total set credited_cents = 7")
            let taken = try await api.ledger(path).text
            #expect(
                try KeptSums(Array(taken.utf8)).remarks(under: receipts)
                    == ["\(cell) has 7 cents taken back without a receipt."]
            )
            try api.tamper("update ledger_year_total set credited_cents = 0")
            try api.tamper("update ledger_year_total set cents = cents - 1")
            let less = try await api.ledger(path).text
            #expect(
                try KeptSums(Array(less.utf8)).faults(under: receipts)
                    == ["\(cell) has less than its receipts come to."]
            )
            try api.tamper("delete from ledger_year_total")
            let none = try await api.ledger(path).text
            #expect(
                try KeptSums(Array(none.utf8)).faults(under: receipts)
                    == ["\(cell) has less than its receipts come to."]
            )
            let later = try await api.ledger("2026/sums").text
            #expect(try KeptSums(Array(later.utf8)).faults(under: receipts) == [])
        }
    }

    @Test func `shows what was changed in the ledger`() async throws {
        try await withAPI { api in
            let granted = try await Granted(api)
            try await api.enterOpening(2)
            let (good, head) = (try await granted.file(api), try await api.head())
            let id = granted.answer.json["id"].text ?? ""
            let line = "Line L1 of declaration \(id)"
            let entry = "Entry \(granted.receipt["entryId"].text ?? "")"
            try api.tamper(
                """
                update ledger_entry set cents = 1 where sequence = 1;
                update ledger_entry
                set leaf_hash = ledger_leaf(ledger_commitment(ledger_entry), recorded_at, sequence);
                """
            )
            let (bad, other) = (try await granted.file(api), try await api.head())
            #expect(
                try Self.faults(bad, head) == [
                    "\(line) is not what the ledger has for it.",
                    "\(entry): the proof has another root than the head.",
                ]
            )
            #expect(
                try Self.faults(bad, other) == ["\(line) is not what the ledger has for it."]
            )
            #expect(try Self.faults(good, head) == [])
            #expect(
                try Self.faults(good, other) == [
                    "\(entry): the proof has another root than the head."
                ]
            )
        }
    }

    @Test func `needs a proof for the head, whole and of its own`() async throws {
        try await withAPI { api in
            let granted = try await Granted(api)
            try await api.enterOpening(4)
            let (file, head) = (try await granted.file(api), try await api.head())
            let entry = "Entry \(granted.receipt["entryId"].text ?? "")"
            let early = try await granted.file(api, size: 3)
            #expect(
                try Self.faults(early, head) == [
                    "\(entry): the proof is for 3 entries and the head has 5: "
                        + "ask for it with ?size=5."
                ]
            )
            let later = file.replacing(#""sequence":1"#, with: #""sequence":2"#)
            #expect(
                try Self.faults(later, head)
                    == ["\(entry): the proof does not lead to the root of the head."]
            )
            let receipt = granted.receipt.description
            #expect(file.contains(receipt))
            let untold = file.replacing(receipt, with: "null")
            #expect(throws: LedgerReceiptsFault.self) { try Self.faults(untold, head) }
            let start = try #require(file.firstRange(of: #""proofs": "#))
            let without = file[..<start.upperBound] + "[]}"
            let id = granted.answer.json["id"].text ?? ""
            #expect(
                try Self.faults(String(without), head)
                    == ["Line L1 of declaration \(id) has no proof."]
            )
            #expect(try Self.faults("[\(file), \(file)]", head) == [])
        }
    }

    /// The id is no part of it: only who has the receipt can tell which entry was committed to.
    @Test func `has a proof of which nothing may be changed`() async throws {
        try await withAPI { api in
            try await api.enterOpening(5)
            let entry = try api.entryIds()[2]
            let (proof, head) = (try await api.readProof(of: entry).text, try await api.head())
            #expect(try Self.faults(proof, head) == [])
            let json = try await api.readProof(of: entry).json
            let (leaf, root) = (json["leafHash"].text ?? "", json["rootHash"].text ?? "")
            let commitment = json["commitment"].text ?? ""
            for (old, new) in [
                (#""sequence":3"#, #""sequence":2"#), (#""leafIndex":2"#, #""leafIndex":1"#),
                (#""size":5"#, #""size":4"#), (leaf, commitment), (commitment, leaf), (root, leaf),
                (json["auditPath"].elements[0].text ?? "", leaf),
                (json["recordedAt"].text ?? "", "2026-01-01T00:00:00.000000Z"),
            ] {
                #expect(proof.contains(old), "\(old)")
                let faults = try Self.faults(proof.replacing(old, with: new), head)
                #expect(faults.count == 1, "\(old)")
            }
        }
    }

    @Test(arguments: [
        "", "{", "[]", "{}", "3", #"{"declaration": {}, "proofs": []}"#,
        #"{"declaration": 3, "proofs": []}"#, #"{"declaration": null}"#,
        """
        {"entryId": "x", "sequence": 0, "recordedAt": "now", "commitment": "AA==", "size": 1,
         "rootHash": "", "auditPath": [1]}
        """,
    ])
    func `is read from nothing else`(file: String) {
        #expect(throws: LedgerReceiptsFault.self) { try LedgerReceipts(Array(file.utf8)) }
    }
}
