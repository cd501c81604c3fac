/// The books of a year as an audit file (XML Auditfile Financieel), which accountants read.
///
/// With a partner it is that partner's bookkeeping, and its customer is the municipality; without,
/// it is the household book, and its suppliers are the partners.
///
/// - Source: XAF 3.2, XmlAuditfileFinancieel3.2.xsd.
struct AuditFile: Sendable {
    /// An account of the ledger.
    struct Account: Equatable, Sendable {
        let code: String
        let name: String
        let rgs: String

        /// B for an account of the balance, P for one of profit and loss, as its RGS code begins.
        var type: String { rgs.hasPrefix("W") ? "P" : "B" }
    }

    /// A partner as the file names it.
    struct Party: Equatable, Sendable {
        let id: Identifier
        let kvkNumber: String
        let name: String
    }

    /// The most entries of a file: seven mebibytes, which one answer may hold.
    ///
    /// A partner with more in a year, or who wants everybody's, pulls `/ledger/entries`.
    static let maximumEntries = 10_000
    /// A number of no month, for entries of which only the year is known.
    static let yearPeriod = 13
    private static let namespace = "http://www.auditfiles.nl/XAF/3.2"

    let year: Int
    let createdOn: Day
    let municipalityCode: String
    let accounts: [Account]
    /// Whose books they are; nil for the household book.
    let owner: Party?
    /// Everyone whose entries there are.
    let parties: [Party]
    let entries: [PostedEntry]

    /// The file.
    var xml: [UInt8] {
        XMLWriter.document(
            "auditfile",
            namespace: Self.namespace,
            capacity: 4_096 + 768 * entries.count
        ) {
            header(&$0)
            $0.element("company") {
                company(&$0)
                relations(&$0)
                generalLedger(&$0)
                periods(&$0)
                transactions(&$0)
            }
        }
    }

    private func header(_ writer: inout XMLWriter) {
        writer.element("header") {
            $0.element("fiscalYear", year)
            $0.element("startDate", Day(year: year, month: 1, day: 1))
            $0.element("endDate", Day(year: year, month: 12, day: 31))
            $0.element("curCode", "EUR")
            $0.element("dateCreated", createdOn)
            $0.element("softwareDesc", "Hendig")
            $0.element("softwareVersion", API.version)
        }
    }

    private func company(_ writer: inout XMLWriter) {
        writer.element("companyIdent", owner?.kvkNumber ?? municipalityCode)
        writer.element("companyName", owner?.name ?? "Huishoudboekje gemeente \(municipalityCode)")
        writer.element("taxRegistrationCountry", "NL")
        // It must be there, and the register does not have it.
        writer.element("taxRegIdent", "")
    }

    private func relations(_ writer: inout XMLWriter) {
        writer.element("customersSuppliers") {
            if owner == nil {
                for party in parties {
                    $0.relation(
                        party.kvkNumber,
                        party.name,
                        commerceNumber: party.kvkNumber,
                        type: "S"
                    )
                }
            } else {
                $0.relation(
                    municipalityCode,
                    "Gemeente \(municipalityCode)",
                    commerceNumber: nil,
                    type: "C"
                )
            }
        }
    }

    private func generalLedger(_ writer: inout XMLWriter) {
        writer.element("generalLedger") {
            for account in accounts {
                $0.element("ledgerAccount") {
                    $0.element("accID", account.code)
                    $0.element("accDesc", account.name)
                    $0.element("accTp", account.type)
                    $0.element("leadReference", account.rgs)
                }
            }
        }
    }

    private func periods(_ writer: inout XMLWriter) {
        writer.element("periods") {
            for number in 1...12 {
                guard let month = Month(year: year, month: number) else { continue }
                $0.period(number, nil, from: month.first, until: month.last)
            }
            let last = Day(year: year, month: 12, day: 31) ?? .last
            $0.period(Self.yearPeriod, "Alleen het jaar bekend", from: last, until: last)
        }
    }

    private func transactions(_ writer: inout XMLWriter) {
        let amounts = entries.flatMap(\.postings).map(\.cents)
        let debit = amounts.reduce(0) { $0 + max(0, $1) }
        let credit = amounts.reduce(0) { $0 - min(0, $1) }
        let names = Dictionary(parties.map { ($0.id, $0.kvkNumber) }, uniquingKeysWith: { $1 })
        writer.element("transactions") {
            $0.element("linesCount", amounts.count)
            $0.element("totalDebit", Euros(debit).description)
            $0.element("totalCredit", Euros(credit).description)
            for journal in LedgerJournal.allCases {
                let own = entries.filter { $0.journal == journal }
                if own.isEmpty { continue }
                $0.element("journal") {
                    $0.element("jrnID", journal.rawValue)
                    $0.element("desc", journal.name)
                    $0.element("jrnTp", journal.auditType)
                    for entry in own {
                        let relation =
                            owner == nil ? entry.partnerId.flatMap { names[$0] } : municipalityCode
                        $0.transaction(entry, relation: relation)
                    }
                }
            }
        }
    }
}

extension XMLWriter {
    fileprivate mutating func relation(
        _ id: String,
        _ name: String,
        commerceNumber: String?,
        type: String
    ) {
        element("customerSupplier") {
            $0.element("custSupID", id)
            // At most fifty characters fit.
            $0.element(
                "custSupName",
                String(String.UnicodeScalarView(name.unicodeScalars.prefix(50)))
            )
            $0.element("commerceNr", commerceNumber)
            $0.element("custSupTp", type)
        }
    }

    fileprivate mutating func period(_ number: Int, _ name: String?, from: Day, until: Day) {
        element("period") {
            $0.element("periodNumber", number)
            $0.element("periodDesc", name)
            $0.element("startDatePeriod", from)
            $0.element("endDatePeriod", until)
        }
    }

    fileprivate mutating func transaction(_ entry: PostedEntry, relation: String?) {
        element("transaction") {
            $0.element("nr", entry.number)
            $0.element("desc", entry.description)
            $0.element("periodNumber", entry.month?.month ?? AuditFile.yearPeriod)
            $0.element("trDt", entry.bookedOn)
            for (index, posting) in entry.postings.enumerated() {
                $0.element("trLine") {
                    $0.element("nr", index + 1)
                    $0.element("accID", posting.account)
                    $0.element("docRef", entry.reference)
                    $0.element("effDate", entry.bookedOn)
                    $0.element("amnt", Euros(posting.cents).amount)
                    $0.element("amntTp", posting.cents < 0 ? "C" : "D")
                    $0.element("custSupID", relation)
                    $0.element("prodID", entry.productCode)
                }
            }
        }
    }
}
