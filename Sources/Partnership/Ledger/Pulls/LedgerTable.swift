/// Postings as a table that any bookkeeping software can read.
///
/// - Source: none; decided by us because every package names its own columns, and can map these.
enum LedgerTable {
    /// One line for each posting.
    static func csv(_ entries: some Sequence<PostedEntry>) -> [UInt8] {
        var table = CSV(
            columns: [
                "date", "period", "journal", "account", "rgs", "description", "debit", "credit",
                "reference",
            ]
        )
        for entry in entries {
            for posting in entry.postings { table.line(posting, of: entry) }
        }
        return table.bytes
    }

    /// A text that no spreadsheet takes for a formula.
    ///
    /// References come from the senders of claims.
    static func harmless(_ text: String) -> String {
        guard let first = text.utf8.first, "=+-@\t\r".utf8.contains(first) else { return text }
        return "'" + text
    }
}

extension CSV {
    fileprivate mutating func line(_ posting: PostedEntry.Posting, of entry: PostedEntry) {
        let amount = Euros(posting.cents).amount
        let isCredit = posting.cents < 0
        field(entry.bookedOn.description)
        field(entry.period)
        field(entry.journal.rawValue)
        field(posting.account)
        field(posting.rgs)
        field(entry.description)
        field(isCredit ? nil : amount)
        field(isCredit ? amount : nil)
        field(LedgerTable.harmless(entry.reference))
        endLine()
    }
}
