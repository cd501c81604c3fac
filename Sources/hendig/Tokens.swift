internal import EventLoop
internal import Glibc
internal import Partnership
internal import Postgres

/// `hendig tokens`: gives callers their tokens and takes them back.
struct Tokens {
    let settings: Settings

    /// A token lasts a year unless it is issued for less: long enough not to be forgotten about,
    /// short enough that a lost one ends by itself.
    private static let ordinaryDays = 365
    private static let maximumDays = 1_100

    func run(_ arguments: [String]) throws(CommandFailure) {
        switch arguments.first {
        case "issue": try issue(Options(Array(arguments.dropFirst())))
        case "list" where arguments.count == 1: try list()
        case "revoke" where arguments.count == 2: try revoke(arguments[1])
        default: throw .usage("tokens takes issue, list or revoke ID; see hendig help.")
        }
    }

    private func issue(_ options: Options) throws(CommandFailure) {
        try options.allowOnly(["role", "partner", "label", "days"])
        guard let role = options["role"].flatMap(Role.init) else {
            let roles = Role.allCases.map(\.rawValue).joined(separator: ", ")
            throw .usage("--role must be one of \(roles).")
        }
        let partner = options["partner"].flatMap { Identifier($0) }
        guard (role == .partner) == (partner != nil) else {
            throw .usage("--partner with a partner's id goes with --role partner, and only there.")
        }
        let days = options["days"].flatMap { Int($0) } ?? Self.ordinaryDays
        guard (1...Self.maximumDays).contains(days) else {
            throw .usage("--days must be a number from 1 to \(Self.maximumDays).")
        }
        let token = Token.random()
        try onRegister { register throws(ScriptFailure) in
            try register.issue(
                token,
                id: Token.identifier(),
                role: role,
                partner: partner,
                label: options["label"] ?? role.rawValue,
                days: days
            )
        }
        print(token)
    }

    private func list() throws(CommandFailure) {
        try onRegister { register throws(ScriptFailure) in
            for line in try register.list() { print(line) }
        }
    }

    private func revoke(_ text: String) throws(CommandFailure) {
        guard let id = Identifier(text) else { throw .usage("\(text) is not a token's id.") }
        var isRevoked = false
        try onRegister { register throws(ScriptFailure) in isRevoked = try register.revoke(id) }
        guard isRevoked else { throw .unavailable("There is no token in force with this id.") }
    }

    private func onRegister(
        _ body: (TokenRegister) throws(ScriptFailure) -> Void
    ) throws(CommandFailure) {
        let connection = try Migrate(settings: settings).connection()
        do {
            try body(TokenRegister(connection))
        } catch {
            throw .unavailable(error.description)
        }
    }
}

/// New tokens and ids, from the kernel's random numbers.
enum Token {
    /// 256 random bits in base64url behind a prefix by which a leaked one is recognised.
    static func random() -> String {
        var generator = SystemRandomNumberGenerator()
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
        // 43 characters of 6 bits hold 256.
        return "hendig_"
            + String((0..<43).map { _ in alphabet[Int(generator.next() & 63)] })
    }

    static func identifier() -> Identifier {
        Identifier.version7(unixMicroseconds: LoopTime.read().unixMicroseconds)
    }
}
