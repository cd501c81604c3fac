internal import Partnership
internal import Postgres

/// `hendig ledger verify`: adds all entries up anew, and looks whether each is as it was entered.
struct VerifyLedger {
    let settings: Settings

    func run(_ options: Options) throws(CommandFailure) {
        try options.allowOnly(["head"])
        var head: LedgerHead?
        if let path = options["head"] { head = try LedgerHead(file: path) }
        let connection = try Migrate(settings: settings).connection()
        var differences: [LedgerDifference] = []
        var faults: [String] = []
        do {
            // All of it as it is at one moment, whatever is entered meanwhile.
            try connection.run(script: "begin isolation level repeatable read, read only")
            differences = try LedgerDifference.all(on: connection)
            var audit = try LedgerAudit(of: connection)
            if let head { try audit.compare(with: head, on: connection) }
            faults = audit.faults
        } catch {
            throw .unavailable(error.description)
        }
        for difference in differences { print(difference.description) }
        for fault in faults { print(fault) }
        guard differences.isEmpty else {
            throw .data(
                "The totals of the ledger differ from its entries in "
                    + "\(differences.count) places."
            )
        }
        guard faults.isEmpty else {
            throw .data("The ledger is not as it was entered: \(faults.count.counted("fault")).")
        }
        print("The totals of the ledger are those of its entries.")
        print("The entries of the ledger are as they were entered.")
        if let head { print("The first \(head.size) are those of the head.") }
    }
}

extension LedgerHead {
    /// The head in a file.
    ///
    /// - Throws: exit 66 when it cannot be read; exit 65 when it holds no checkpoint.
    init(file path: String) throws(CommandFailure) {
        let text = String(decoding: try TokenFile(path).contents(), as: UTF8.self)
        guard let head = LedgerHead(checkpoint: text) else {
            throw .data("\(path) holds no head as /v1/ledger/heads gives it as text.")
        }
        self = head
    }
}

extension TokenFile {
    /// - Throws: exit 66 when it cannot be read.
    func contents() throws(CommandFailure) -> [UInt8] {
        guard let bytes = read() else {
            // EX_NOINPUT.
            throw CommandFailure(sentence: "\(path) cannot be read.", status: 66)
        }
        return bytes
    }
}
