internal import Partnership
internal import Postgres

/// `hendig ledger verify`: adds all entries up anew and compares them with the kept totals.
struct VerifyLedger {
    let settings: Settings

    func run() throws(CommandFailure) {
        let connection = try Migrate(settings: settings).connection()
        let differences: [LedgerDifference]
        do {
            differences = try LedgerDifference.all(on: connection)
        } catch {
            throw .unavailable(error.description)
        }
        for difference in differences { print(difference.description) }
        guard differences.isEmpty else {
            throw CommandFailure(
                sentence: "The totals of the ledger differ from its entries in "
                    + "\(differences.count) places.",
                // EX_DATAERR.
                status: 65
            )
        }
        print("The totals of the ledger are those of its entries.")
    }
}
