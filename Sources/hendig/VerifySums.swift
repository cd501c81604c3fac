internal import Partnership

/// `hendig ledger verify --sums`: shows that cells of a year are in its total, with no database and
/// no service.
struct VerifySums {
    func run(_ options: Options) throws(CommandFailure) {
        try options.allowOnly(["sums", "receipts"])
        guard let path = options["sums"] else { throw .usage("--sums takes a file.") }
        let sums: KeptSums
        var faults: [String]
        do {
            sums = try KeptSums(TokenFile(path).contents())
            faults = sums.faults
            if let path = options["receipts"] {
                let receipts = try LedgerReceipts(TokenFile(path).contents())
                faults += sums.faults(under: receipts)
                for remark in sums.remarks(under: receipts) { print(remark) }
            }
        } catch let failure as CommandFailure {
            throw failure
        } catch {
            throw .data("\(error)")
        }
        for fault in faults { print(fault) }
        guard faults.isEmpty else {
            throw .data("The sums do not stand: \(faults.count.counted("fault")).")
        }
        print(
            "\(sums.count) of \(sums.cellCount.counted("cell")) of \(sums.year) are in the total "
                + "of \(sums.totalCents) cents, under the root \(sums.rootHash) of a ledger of "
                + "\(sums.size) entries."
        )
    }
}
