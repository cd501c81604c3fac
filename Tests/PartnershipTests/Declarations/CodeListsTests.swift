import HTTP
import JSON
@testable import Partnership
import TestSupport
import Testing

extension CodeLists {
    /// Lists of the Wmo with two categories, one of them its own, and two reasons.
    fileprivate static func set() throws -> CodeLists {
        let lists = CodeLists().replacing(adultCategories: ["19", "02"])
        return try #require(lists?.replacing(adultReasons: ["31", "20"]))
    }
}

@Suite struct `The lists of codes that are taken` {
    @Test func `are those we have as long as nobody sets others`() {
        let lists = CodeLists()
        #expect(
            lists.categories(of: .adult) == [
                "01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12", "13", "14",
                "15", "16", "17", "18",
            ]
        )
        for pillar in Pillar.allCases {
            #expect(lists.reasons(of: pillar) == StopReason.reasons(of: pillar))
        }
        #expect(
            lists.reasons(of: nil).map(\.rawValue) == StopReason.allCases.map(\.rawValue).sorted()
        )
    }

    @Test func `are for the Wmo those that are set, in order and once each`() throws {
        let categories = CodeLists().replacing(adultCategories: ["99", "00", "19", "00"])
        #expect(try #require(categories).categories(of: .adult) == ["00", "19", "99"])
        let reasons = CodeLists().replacing(adultReasons: ["39", "02", "32", "02"])
        #expect(
            try #require(reasons).reasons(of: .adult)
                == [.clientDied, .endedByClient, .movedToOtherDomain]
        )
        let both = try CodeLists.set()
        #expect(both.categories(of: nil).prefix(3) == ["02", "19", "31"])
        #expect(both.reasons(of: nil) == StopReason.reasons(of: .youth))
        #expect(both.reasons(of: .adult) == [.temporarilyStopped, .endedAsPlanned])
    }

    @Test func `are never others for the youth act`() throws {
        for lists in [CodeLists(), try .set()] {
            #expect(lists.categories(of: .youth) == ProductCategory.codes)
            #expect(lists.reasons(of: .youth) == StopReason.reasons(of: .youth))
        }
    }

    @Test(arguments: [
        [], ["1"], ["019"], ["a1"], ["１"], ["19", ""], ["19", "1 "], ["19", "31"], ["55"], ["40"],
    ])
    func `have no category of the youth act and none but of two digits`(codes: [String]) {
        #expect(CodeLists().replacing(adultCategories: codes) == nil)
    }

    @Test(arguments: ["00", "30", "39", "56", "99"])
    func `have any other category`(code: String) {
        #expect(CodeLists().replacing(adultCategories: [code])?.categories(of: .adult) == [code])
    }

    @Test(arguments: [[], ["01"], ["18"], ["24"], ["30"], ["40"], ["2"], ["20", "x"]])
    func `have no reason without a meaning`(codes: [String]) {
        #expect(CodeLists().replacing(adultReasons: codes) == nil)
    }
}

@Suite struct `A message under lists that are set` {
    /// A code at a place in a message of an act, and whether it is taken by default and when set.
    struct Row: Sendable, CustomTestStringConvertible {
        let pillar: Pillar
        let member: String
        let code: String
        let isTaken: (byDefault: Bool, whenSet: Bool)

        init(_ pillar: Pillar, _ member: String, _ code: String, _ byDefault: Bool, _ set: Bool) {
            self.pillar = pillar
            self.member = member
            self.code = code
            isTaken = (byDefault, set)
        }

        var testDescription: String { "\(pillar) \(member) \(code)" }
    }

    private static let rows = [
        Row(.adult, "category", "02", true, true), Row(.adult, "category", "01", true, false),
        Row(.adult, "category", "18", true, false), Row(.adult, "category", "19", false, true),
        Row(.adult, "category", "20", false, false), Row(.adult, "category", "50", false, false),
        Row(.youth, "category", "50", true, true), Row(.youth, "category", "31", true, true),
        Row(.youth, "category", "02", false, false), Row(.youth, "category", "19", false, false),
        Row(.adult, "reason", "31", true, true), Row(.adult, "reason", "20", true, true),
        Row(.adult, "reason", "19", true, false), Row(.adult, "reason", "02", true, false),
        Row(.adult, "reason", "32", false, false), Row(.youth, "reason", "02", true, true),
        Row(.youth, "reason", "32", true, true), Row(.youth, "reason", "19", false, false),
    ]

    @Test(arguments: rows)
    func `is read in XML by them, and refused with the element`(row: Row) throws {
        let isAdult = row.pillar == .adult
        let sample = MessageSample.named(isAdult ? "wmo-stop" : "stop")
        let place = "/Bericht/Client/StopProducten/StopProduct[1]"
        let (element, path) =
            row.member == "category"
            ? ("\(isAdult ? "iwmo" : "ijw"):Categorie", "\(place)/Product/Categorie")
            : ("\(isAdult ? "wmo" : "jw")307:RedenBeeindiging", "\(place)/RedenBeeindiging")
        let changed = sample.with(element, row.code)
        for (lists, isTaken) in [
            (CodeLists(), row.isTaken.byDefault), (try .set(), row.isTaken.whenSet),
        ] {
            #expect(changed.outcome(lists: lists) == [isTaken ? "ok" : "\(path) enum"])
        }
    }

    @Test(arguments: rows)
    func `is read in JSON by them, and refused with the member`(row: Row) throws {
        let product = row.pillar == .adult ? "MH-04" : "JB-04"
        let category = row.pillar == .adult ? "02" : "50"
        let usual = Self.stop(product, category, "31")
        let changed =
            row.member == "category"
            ? Self.stop(product, row.code, "31") : Self.stop(product, category, row.code)
        let refusal =
            "/products/0/\(row.member) \(row.member == "category" ? "format" : "enum")"
        for (lists, isTaken) in [
            (CodeLists(), row.isTaken.byDefault), (try .set(), row.isTaken.whenSet),
        ] {
            #expect(try Self.outcome(usual, lists) == "ok")
            #expect(try Self.outcome(changed, lists) == (isTaken ? "ok" : refusal))
        }
    }

    @Test(
        arguments: [
            ("02", "32", true), ("19", "32", true), ("18", "32", false), ("50", "20", true),
            ("50", "21", false),
        ] as [(String, String, Bool)]
    )
    func `that names no product has the codes of either act`(
        category: String,
        reason: String,
        isTaken: Bool
    ) throws {
        let message = Self.stop(nil, category, reason)
        #expect((try Self.outcome(message, .set()) == "ok") == isTaken)
    }

    @Test(arguments: ["wmo-start", "wmo-stop", "wmo-claim"])
    func `has them in every kind`(name: String) throws {
        let element = name == "wmo-claim" ? "wmo323:ProductCategorie" : "iwmo:Categorie"
        let sample = MessageSample.named(name).with(element, "19")
        #expect(sample.outcome(lists: try .set()) == ["ok"])
        #expect(sample.outcome().allSatisfy { $0.hasSuffix("Categorie enum") })
    }

    /// What was taken under other lists is read as it was.
    @Test func `that is kept is held against none`() throws {
        let sample = MessageSample.named("wmo-stop").with("iwmo:Categorie", "19")
        let message = try MessageReader.read(sample.bytes, MessageSchemas(.set())).message
        #expect(Message(kept: message.content, pillar: .adult) == message)
        let json = Array(Self.stop(nil, "19", "21").utf8)
        let kept = try #require(Message(kept: json, pillar: nil))
        #expect(kept.pillar == .adult)
        #expect(kept.content == (try JSONDocument(parsing: json)).root.compact())
    }

    private static func stop(_ product: String?, _ category: String, _ reason: String) -> String {
        MessageText.stop("P1", of: 300_201).json("94999997")
            .replacing("\"JB-04\"", with: product.map { "\"\($0)\"" } ?? "null")
            .replacing("\"50\"", with: "\"\(category)\"")
            .replacing("\"31\"", with: "\"\(reason)\"")
    }

    /// `ok`, or the place and code of each error.
    private static func outcome(_ json: String, _ lists: CodeLists) throws -> String {
        let errors = JSONErrors()
        var object = JSONObject(try JSONDocument(parsing: Array(json.utf8)).root, errors)
        let message = Message(reading: &object, in: lists)
        object.close()
        #expect(message != nil || !errors.isEmpty)
        return errors.isEmpty
            ? "ok" : errors.list.map { "\($0.location) \($0.code)" }.joined(separator: " ")
    }
}

@Suite struct `A service whose lists are set` {
    @Test func `allocates and judges by them, in either form`() async throws {
        var settings = API.Settings.ofTests
        settings.codeLists = try .set()
        try await withAPI(settings: settings) { api in
            let declarant = try await Declarant(api)
            let care = try await declarant.allocate("MH-04")
            let start = MessageText.start("S1", of: care.number).json(declarant.agbCode)
                .replacing("JB-04", with: "MH-04")
            func send(_ category: String) async throws -> Response {
                let json = start.replacing("\"50\"", with: "\"\(category)\"")
                return try await api.send(.post, "/v1/declarations", json: json)
            }
            let outside = try await send("01")
            #expect(outside.places == ["/products/0/category format"])
            #expect(try await send("19").verdict == "accepted")
            let stop = MessageSample.named("wmo-stop").with("wmo307:Afzender", declarant.agbCode)
                .replacing("300201", "\(care.number)").replacing("2026-", "2025-")
                .with("iwmo:Categorie", "19")
            func send(_ sample: MessageSample) async throws -> Response {
                try await api.send(.post, "/v1/declarations", xml: sample.bytes)
            }
            let died = try await send(stop.with("wmo307:RedenBeeindiging", "02"))
            #expect(
                died.places
                    == ["/Bericht/Client/StopProducten/StopProduct[1]/RedenBeeindiging enum"]
            )
            #expect(try await send(stop).verdict == "accepted")
            #expect(try await declarant.state(of: care) == "ended")
        }
    }

    @Test(arguments: [("MH-04", "19", 201), ("MH-04", "01", 400), ("JB-04", "19", 400)])
    func `allocates under a category of the pillar`(
        product: String,
        category: String,
        status: Int
    ) async throws {
        var settings = API.Settings.ofTests
        settings.codeLists = try .set()
        try await withAPI(settings: settings) { api in
            let declarant = try await Declarant(api)
            let match = try await api.makeMatch(with: declarant.id, product: product)
            let answer = try await api.send(
                .put,
                "/v1/matches/\(match)/allocation",
                json: """
                    {"number": \(api.nextNumber()), "productCode": "\(product)",
                     "category": "\(category)", "startsOn": "2025-04-01"}
                    """,
                headers: ["If-None-Match": "*"]
            )
            #expect(Int(answer.status.code) == status)
            #expect(answer.places == (status == 201 ? [] : ["/category format"]))
        }
    }

    @Test func `holds the lines of a batch against them`() async throws {
        var settings = API.Settings.ofTests
        settings.codeLists = try .set()
        try await withAPI(settings: settings) { api in
            let declarant = try await Declarant(api)
            let care = try await declarant.allocate("MH-04")
            let lines = ["01", "19"].map { category in
                MessageText.start("S\(category)", of: care.number).json(declarant.agbCode)
                    .replacing("JB-04", with: "MH-04").replacing("\"50\"", with: "\"\(category)\"")
            }
            let answer = try await api.send(
                .post,
                "/v1/declaration-batches",
                json: "[\(lines.joined(separator: ","))]"
            )
            #expect(answer.json[0]["problem"]["code"].text == "request.invalid")
            #expect(answer.json[1]["status"].number == 201)
        }
    }
}
