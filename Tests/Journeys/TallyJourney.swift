import Glibc
import Postgres
import TestSupport
import Testing

/// A machine of the trust body: a folder with its key, and a PostgreSQL that holds nothing.
private struct CountingRoom {
    static let north = "019afd3c-0728-709a-bf2a-74de452e6b43"
    static let south = "019afd3c-0728-709a-bf2a-74de452e6b44"
    /// What a ballot of five parties says: 20, 18 of oneself, 100, 75 of the others.
    static let ordinary = "1 20 18 100 075 05"

    let folder: Folder
    let database: TestDatabase
    private let service: Service

    /// - Parameter role: with whose rights the database is used; a superuser's for nil.
    init(role: String? = nil) throws {
        folder = try Folder()
        database = try TestDatabase(role == nil ? .nothing : .schema)
        let address = role == nil ? database.address : database.serviceAddress
        service = Service(folder, databaseURL: address, ownerURL: address)
    }

    static func demo(_ name: String) -> String { text(of: "db/demo/trust-body-\(name).asc") }

    /// Of a key that is itself sealed, with the phrase "een lange zin".
    static func sealedKey(_ name: String) -> String {
        text(of: "Tests/Corpus/keys/phrase-\(name).asc")
    }

    private static func text(of path: String) -> String {
        Folder.text(of: "\(TestDatabase.projectFolder ?? ".")/\(path)")
    }

    func write(_ text: String, to name: String) throws -> String {
        let path = "\(folder.path)/\(name)"
        let file = try #require(fopen(path, "w"))
        defer { fclose(file) }
        fputs(text, file)
        return path
    }

    /// The ballots as the service seals them, in base64.
    static func seal(
        _ ballots: [String],
        to key: String = demo("public")
    ) throws -> [String] {
        let sealing = try TestDatabase().connection()
        return try ballots.map { ballot in
            try sealing.rows(seal) {
                $0.add(ballot)
                $0.add(key)
            }[0].text(0)
        }
    }

    private static let seal = Statement(
        "test.seal",
        """
        select translate(
            encode(pgp_pub_encrypt($1, dearmor($2), 'compress-algo=0'), 'base64'), e'\\n', ''
        )
        """
    )

    static func box(_ cluster: String, _ ballots: [String], members: Int = 6) -> String {
        let list = ballots.map { "\"\($0)\"" }.joined(separator: ", ")
        return """
            {"clusterId": "\(cluster)", "members": \(members), "ballots": [\(list)]}
            """
    }

    static func file(_ boxes: String..., minimum: Int = 5) -> String {
        """
        {"measurementId": "\(north)", "minimumRespondents": \(minimum),
         "clusters": [\(boxes.joined(separator: ", "))]}
        """
    }

    /// Runs the command over a file and a key.
    func tally(
        _ file: String,
        key: String = demo("private"),
        phrase: String? = nil
    ) async throws -> (end: Child.End, output: String, errors: String) {
        var words = [
            "trust", "tally", "--ballots", try write(file, to: "ballots.json"), "--key",
            try write(key, to: "key.asc"),
        ]
        if let phrase { words += ["--phrase-file", try write(phrase, to: "phrase")] }
        return try await run(words)
    }

    func run(_ words: [String]) async throws -> (end: Child.End, output: String, errors: String) {
        let child = try service.start(words)
        let end = try await child.ended()
        return (end, child.output, child.errors)
    }
}

@Suite struct `The tally on the trust body's own machine` {
    private static let six = Result {
        try CountingRoom.seal(
            Array(repeating: CountingRoom.ordinary, count: 4)
                + ["1 05 25 025 125 05", "1 25 05 025 005 01"]
        )
    }

    @Test func `opens every ballot and prints sums, ready to be put`() async throws {
        let room = try CountingRoom()
        let ballots = try Self.six.get()
        let (end, output, errors) = try await room.tally(
            CountingRoom.file(
                CountingRoom.box(CountingRoom.north, ballots),
                CountingRoom.box(CountingRoom.south, try CountingRoom.seal(["1 25 25 025 025 01"]))
            )
        )
        #expect(end == .status(0), "\(errors)")
        let clusters = try TestJSON(output)["clusters"]
        let north = clusters[0]
        #expect(north.names == ["clusterId", "respondents", "sums"])
        #expect(north["clusterId"].text == CountingRoom.north)
        #expect(north["respondents"].number == 6)
        let sums = north["sums"].elements.map {
            "\($0["dimension"].text ?? "") \($0["whose"].text ?? "") "
                + "\($0["sum"].number ?? 0)/\($0["count"].number ?? 0)"
        }
        #expect(
            sums == [
                "intentional own 110/30", "intentional others 450/130",
                "competential own 102/30", "competential others 430/130",
            ]
        )
        #expect(clusters[1]["respondents"].number == 1)
        #expect(clusters[1]["sums"].count == 0 && clusters[1]["sums"].isThere)
        let left = try room.database.connection().rows(Self.left)
        #expect(left[0].integer(0) == 0, "nothing of it stays in the database")
    }

    private static let left = Statement(
        "test.left",
        """
        select (select count(*) from pg_extension where extname = 'pgcrypto')
            + (select count(*) from pg_class where relnamespace = 'public'::regnamespace)
        """
    )

    @Test(arguments: [(4, 4, 4), (5, 4, 0), (5, 5, 4), (7, 6, 0)])
    func `tells of a cluster where enough answered`(minimum: Int, count: Int, sums: Int)
        async throws
    {
        let ballots = Array(try Self.six.get().prefix(count))
        let box = CountingRoom.box(CountingRoom.north, ballots)
        let file = CountingRoom.file(box, minimum: minimum)
        let (end, output, _) = try await CountingRoom().tally(file)
        #expect(end == .status(0))
        #expect(try TestJSON(output)["clusters"][0]["sums"].count == sums)
    }

    @Test(arguments: [3, 8])
    func `takes no quorum that no round can have`(minimum: Int) async throws {
        let box = CountingRoom.box(CountingRoom.north, [])
        let file = CountingRoom.file(box, minimum: minimum)
        let (end, output, errors) = try await CountingRoom().tally(file)
        #expect(end == .status(65) && output == "")
        #expect(errors.contains("/minimumRespondents must be"), "\(errors)")
    }

    @Test(arguments: [
        "1 20 18 100 075 5", "2 20 18 100 075 05", "1 26 18 100 075 05", "1 20 04 100 075 05",
        "1 20 18 126 075 05", "1 20 18 100 024 05", "1 20 18 100 075 00", "1 20 18 120 120 06",
        "1 20 18 100 075 05 ", "", "own",
    ])
    func `is none when one ballot is no ballot of its cluster`(text: String) async throws {
        let ballots = try Self.six.get().prefix(5) + CountingRoom.seal([text])
        let file = CountingRoom.file(CountingRoom.box(CountingRoom.north, Array(ballots)))
        let (end, output, errors) = try await CountingRoom().tally(file)
        #expect(end == .status(65) && output == "")
        let words = "does not hold what a ballot of that cluster holds."
        #expect(errors == "hendig: Ballot 6 of cluster \(CountingRoom.north) \(words)\n")
    }

    @Test func `is none when a ballot is there twice, however it is written`() async throws {
        let six = try Self.six.get()
        let spaced = six[0].prefix(8) + " " + six[0].dropFirst(8)
        for ballots in [[six[0], six[1], six[0]], [six[0], six[1], String(spaced)]] {
            let file = CountingRoom.file(CountingRoom.box(CountingRoom.north, ballots))
            let (end, output, errors) = try await CountingRoom().tally(file)
            #expect(end == .status(65) && output == "")
            #expect(errors.contains("Ballot 3") && errors.contains("twice"), "\(errors)")
        }
        let file = CountingRoom.file(
            CountingRoom.box(CountingRoom.north, [six[0]]),
            CountingRoom.box(CountingRoom.south, [six[0]])
        )
        let (end, _, errors) = try await CountingRoom().tally(file)
        #expect(end == .status(65))
        #expect(errors.contains("Ballot 1 of cluster \(CountingRoom.south)"), "\(errors)")
    }

    @Test(arguments: ["AAAA", "no base64!", ""])
    func `is none when a ballot does not open`(ballot: String) async throws {
        let file = CountingRoom.file(CountingRoom.box(CountingRoom.north, [ballot]))
        let (end, output, errors) = try await CountingRoom().tally(file)
        #expect(end == .status(65) && output == "")
        let start = "hendig: Ballot 1 of cluster \(CountingRoom.north) cannot be opened: "
        #expect(errors.hasPrefix(start) && errors.hasSuffix(".\n"), "\(errors)")
        if !ballot.isEmpty { #expect(!errors.contains(ballot)) }
    }

    @Test func `needs the private key`() async throws {
        let file = CountingRoom.file(CountingRoom.box(CountingRoom.north, try Self.six.get()))
        let (end, output, errors) = try await CountingRoom().tally(
            file,
            key: CountingRoom.demo("public")
        )
        #expect(end == .status(65) && output == "")
        #expect(errors.contains("cannot be opened"), "\(errors)")
        let (other, _, words) = try await CountingRoom().tally(file, key: "my key")
        #expect(other == .status(65))
        #expect(words.contains("no OpenPGP key in armour"), "\(words)")
    }

    @Test(arguments: [
        ("een lange zin", 0), ("een lange zin\r\n", 0), ("een lange zin\nen meer", 0),
        ("een lange zi", 65), ("", 65), (nil, 65),
    ])
    func `opens with a key that has a phrase, by that phrase`(phrase: String?, status: Int32)
        async throws
    {
        let ballots = try CountingRoom.seal(
            [CountingRoom.ordinary],
            to: CountingRoom.sealedKey("public")
        )
        let (end, output, errors) = try await CountingRoom().tally(
            CountingRoom.file(CountingRoom.box(CountingRoom.north, ballots)),
            key: CountingRoom.sealedKey("private"),
            phrase: phrase
        )
        #expect(end == .status(status), "\(errors)")
        #expect(output.isEmpty == (status != 0))
        if let phrase, phrase.count > 1 { #expect(!errors.contains(phrase)) }
    }

    @Test func `takes a phrase that the key does not need`() async throws {
        let ballots = try Self.six.get()
        let file = CountingRoom.file(CountingRoom.box(CountingRoom.north, ballots))
        let (end, output, errors) = try await CountingRoom().tally(file, phrase: "anders\n")
        #expect(end == .status(0), "\(errors)")
        #expect(output.contains("\"respondents\":6"))
    }

    @Test(arguments: [
        ("{", "no JSON"), ("{}", "/minimumRespondents is required"),
        (CountingRoom.file(CountingRoom.box("x", [])), "/clusters/0/clusterId must be a UUID"),
        (
            CountingRoom.file(CountingRoom.box(CountingRoom.north, ["", ""], members: 1)),
            "/clusters/0/ballots must have"
        ),
        (
            CountingRoom.file(
                CountingRoom.box(CountingRoom.north, []),
                CountingRoom.box(CountingRoom.north, [])
            ), "twice"
        ),
    ])
    func `says what is wrong with a file`(file: String, words: String) async throws {
        let (end, output, errors) = try await CountingRoom().tally(file)
        #expect(end == .status(65) && output == "")
        #expect(errors.contains(words), "\(errors)")
    }

    @Test func `gives its key to no database that may log it`() async throws {
        let room = try CountingRoom(role: "hendig_service")
        let file = CountingRoom.file(CountingRoom.box(CountingRoom.north, try Self.six.get()))
        try room.database.connection().run(
            script: "alter database \(room.database.name) set log_parameter_max_length = -1"
        )
        let (end, output, errors) = try await room.tally(file)
        #expect(end == .status(69) && output == "")
        #expect(errors.contains("log_parameter_max_length"), "\(errors)")
        try room.database.connection().run(
            script: "alter database \(room.database.name) set log_parameter_max_length = 0"
        )
        #expect(try await room.tally(file).end == .status(0))
    }

    @Test func `takes its files by name`() async throws {
        let room = try CountingRoom()
        for words in [
            ["trust", "tally"], ["trust", "tally", "--ballots", "x"], ["trust"],
            ["trust", "tally", "--ballots", "x", "--key", "y", "--phrase", "z"],
        ] {
            #expect(try await room.run(words).end == .status(64), "\(words)")
        }
        let missing = ["trust", "tally", "--ballots", "/nowhere/x", "--key", "y"]
        let (end, _, errors) = try await room.run(missing)
        #expect(end == .status(66))
        #expect(errors == "hendig: /nowhere/x cannot be read.\n")
    }
}
