/// How large a provider must be to sit at a development table (deelnamedrempel), in each of two
/// years in a row.
///
/// - Source: ZHZ 3.3; A34.
struct ParticipationThreshold: Sendable, Equatable {
    /// How the threshold is read.
    ///
    /// - Source: A34. The main text says `tenminste 150`, the head of its table `>150`; that both
    ///   figures count together is how we read it.
    enum Reading: String, CaseIterable, Sendable {
        /// Revenue and clients, each at least as much.
        case chosen = "revenue-and-clients-at-least"
        /// More clients than the threshold.
        case moreClients = "clients-more-than"
        /// Revenue or clients.
        case either = "revenue-or-clients"
    }

    /// What is measured.
    enum Figure: String, CaseIterable, Sendable {
        case revenue, clients
    }

    /// Years in which it is reached, in a row.
    static let yearCount = 2

    let table: DevelopmentTable.Kind
    let revenueCents: Int
    let clients: Int

    /// That of every table.
    ///
    /// Whoever reaches the second reaches the first: board members sit at the physical table too.
    static let all = [
        ParticipationThreshold(table: .physical, revenueCents: 50_000_000, clients: 150),
        ParticipationThreshold(table: .board, revenueCents: 100_000_000, clients: 150),
    ]

    /// Whether every year reaches it.
    func isReached(in years: [ProviderYear], by reading: Reading = .chosen) -> Bool {
        years.allSatisfy { year in
            let hasRevenue = year.revenueCents >= revenueCents
            switch reading {
            case .chosen: return hasRevenue && year.clients >= clients
            case .moreClients: return hasRevenue && year.clients > clients
            case .either: return hasRevenue || year.clients >= clients
            }
        }
    }
}

/// What a provider did in a year.
struct ProviderYear: Sendable, Equatable {
    /// Fewer clients than this might be recognised.
    ///
    /// - Source: A18.
    static let fewestShown = 5

    let year: Int
    let revenueCents: Int
    let clients: Int

    /// The number of clients, if it says nothing of any of them.
    var shownClients: Int? { clients < Self.fewestShown ? nil : clients }
}

/// At which tables a provider sits by its figures, and why not at the others.
struct TableParticipation: Sendable, Equatable {
    /// A figure of a year that is too small for a table.
    struct Shortfall: Sendable, Equatable {
        let table: DevelopmentTable.Kind
        let year: Int
        let figure: ParticipationThreshold.Figure
    }

    /// Tables by a reading that is not chosen, and differs.
    struct OtherReading: Sendable, Equatable {
        let reading: ParticipationThreshold.Reading
        let tables: [DevelopmentTable.Kind]
    }

    let tables: [DevelopmentTable.Kind]
    let shortfalls: [Shortfall]
    let otherReadings: [OtherReading]

    /// - Parameter years: both reference years.
    init(_ years: [ProviderYear]) {
        func tables(by reading: ParticipationThreshold.Reading) -> [DevelopmentTable.Kind] {
            ParticipationThreshold.all
                .filter { $0.isReached(in: years, by: reading) }
                .map(\.table)
        }
        let chosen = tables(by: .chosen)
        self.tables = chosen
        otherReadings = ParticipationThreshold.Reading.allCases.compactMap { reading in
            let others = tables(by: reading)
            return others == chosen ? nil : OtherReading(reading: reading, tables: others)
        }
        shortfalls = ParticipationThreshold.all.flatMap { threshold in
            years.flatMap { year in
                var short: [ParticipationThreshold.Figure] = []
                if year.revenueCents < threshold.revenueCents { short.append(.revenue) }
                if year.clients < threshold.clients { short.append(.clients) }
                return short.map {
                    Shortfall(table: threshold.table, year: year.year, figure: $0)
                }
            }
        }
    }
}
