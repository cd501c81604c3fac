internal import Partnership

/// `hendig ledger verify --receipts`: shows that granted lines are in the ledger of a head, with
/// no database and no service.
struct VerifyReceipts {
    func run(_ options: Options) throws(CommandFailure) {
        try options.allowOnly(["receipts", "head"])
        guard let path = options["receipts"], let headPath = options["head"] else {
            throw .usage("--receipts FILE takes --head FILE too; see hendig help.")
        }
        let head = try LedgerHead(file: headPath)
        let bytes = try TokenFile(path).contents()
        let receipts: LedgerReceipts
        do {
            receipts = try LedgerReceipts(bytes)
        } catch {
            throw .data(error.description)
        }
        let faults = receipts.faults(under: head)
        for fault in faults { print(fault) }
        guard faults.isEmpty else {
            throw .data(
                "The receipts do not stand under the head: \(faults.count.counted("fault"))."
            )
        }
        print("All of it is in the ledger of the head: \(receipts.count.counted("proof")).")
    }
}

extension Int {
    /// The number with what it counts: `1 fault`, `2 faults`.
    func counted(_ noun: String) -> String { self == 1 ? "1 \(noun)" : "\(self) \(noun)s" }
}
