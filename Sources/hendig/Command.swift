internal import Partnership

/// The command line, read.
struct Command {
    private let arguments: [String]
    private let signals: Signals

    init(_ arguments: [String], signals: Signals) {
        self.arguments = arguments
        self.signals = signals
    }

    func run() async throws(CommandFailure) {
        let rest = Array(arguments.dropFirst())
        switch (arguments.first, rest.first) {
        case ("help", nil), ("--help", nil): print(Self.help)
        case ("version", nil), ("--version", nil): print(API.version)
        case ("serve", nil): try await Serve(settings: settings(), signals: signals).run()
        case ("migrate", nil): try Migrate(settings: settings()).run()
        case ("tokens", .some): try Tokens(settings: settings()).run(rest)
        case ("ledger", "verify"):
            let options = try Options(Array(rest.dropFirst()))
            if options["sums"] != nil { return try VerifySums().run(options) }
            if options["receipts"] != nil { return try VerifyReceipts().run(options) }
            try VerifyLedger(settings: settings()).run(options)
        case ("trust", "tally"):
            let options = try Options(Array(rest.dropFirst()))
            try TallyBallots(settings: settings()).run(options)
        case ("demo", "load"):
            let options = try Options(Array(rest.dropFirst()))
            try await LoadDemo(settings: settings()).run(options)
        default: throw .usage("There is no such command; see hendig help.")
        }
    }

    private func settings() throws(CommandFailure) -> Settings {
        try Settings(Variables.ofProcess())
    }

    private static let help = """
        hendig \(API.version): the service of the Hendig partnership

          hendig serve               migrates and serves
          hendig migrate             brings the schema up to date
          hendig tokens issue --role ROLE [--partner ID] [--label TEXT] [--days N]
          hendig tokens list
          hendig tokens revoke ID
          hendig demo load --tokens FILE
          hendig ledger verify [--head FILE]
                                     compares the kept totals with the entries, these with
                                     what was entered, and all with a head that was kept
          hendig ledger verify --receipts FILE --head FILE
                                     shows granted lines to be in the ledger, without it
          hendig ledger verify --sums FILE [--receipts FILE]
                                     shows cells to be in the total of a year, with no less
                                     than receipts come to
          hendig trust tally --ballots FILE --key FILE [--phrase-file FILE]
                                     opens sealed ballots and adds them up, for the trust body
          hendig version
          hendig help

        Settings:
        \(columns(Settings.explanations))

        Limits of the server:
        \(columns(ServerLimit.all.map(\.explanation)))
        """

    private static func columns(_ rows: [(name: String, meaning: String)]) -> String {
        let width = rows.map(\.name.count).max() ?? 0
        return rows.map { name, meaning in
            "  \(name)\(String(repeating: " ", count: width - name.count))  \(meaning)"
        }.joined(separator: "\n")
    }
}

/// Options of the form `--name value`.
struct Options {
    private var values: [String: String] = [:]

    init(_ arguments: [String]) throws(CommandFailure) {
        var rest = arguments[...]
        while let name = rest.popFirst() {
            guard name.hasPrefix("--"), let value = rest.popFirst() else {
                throw .usage("\(name) is not an option with a value; see hendig help.")
            }
            values[String(name.dropFirst(2))] = value
        }
    }

    subscript(name: String) -> String? { values[name] }

    func allowOnly(_ names: Set<String>) throws(CommandFailure) {
        for name in values.keys.sorted() where !names.contains(name) {
            throw .usage("There is no option --\(name); see hendig help.")
        }
    }
}
