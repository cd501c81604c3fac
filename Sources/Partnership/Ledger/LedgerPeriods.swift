/// What each partner was granted for each product in a year, month by month, as far as it is told.
///
/// Revenue by partner and product is open for a whole year. By quarter or by month a figure may be
/// that of one child, so that it is told only where enough clients stand behind it, and nothing is
/// told from which one that is withheld could be worked out: not from the totals of the months,
/// and not by a partner that knows its own figures. A row is withheld as a whole, since a single
/// cell would follow from the rest of its row.
///
/// - Source: PO 5.1, A18. How cells are withheld we decided: by whole rows, because two of them
///   hide each other whatever else is known.
struct LedgerPeriods: Equatable, Sendable {
    /// How finely a row is told; a later case is coarser.
    enum Level: String, Comparable, CaseIterable, Sendable {
        case month
        case quarter
        case year

        static func < (left: Level, right: Level) -> Bool {
            allCases.firstIndex(of: left) ?? 0 < allCases.firstIndex(of: right) ?? 0
        }
    }

    /// One partner's product.
    struct Row: Equatable, Sendable {
        let pillar: Pillar
        let partnerId: Identifier
        /// Nil where a claim names its category alone.
        let productCode: String?
        /// Twelve months; nil where nothing was entered.
        var cents = [Int?](repeating: nil, count: 12)
        /// How many clients stand behind each of the twelve months.
        var monthClients = [Int](repeating: 0, count: 12)
        /// How many clients stand behind each of the four quarters.
        var quarterClients = [Int](repeating: 0, count: 4)

        /// By which rows are told in the same order for ever.
        var order: (Int, Identifier, String) {
            // What names its category alone comes last: a code has no such sign.
            (pillar == .youth ? 0 : 1, partnerId, productCode ?? "~")
        }

        /// The sums of the quarters; nil where nothing was entered.
        var quarters: [Int?] {
            (0..<4).map { quarter in
                let months = cents[3 * quarter..<3 * quarter + 3].compactMap(\.self)
                return months.isEmpty ? nil : months.reduce(0, +)
            }
        }

        /// What its own clients allow.
        fileprivate var ownLevel: Level {
            func areEnough(_ clients: [Int], behind cents: [Int?]) -> Bool {
                zip(clients, cents).allSatisfy { $0 >= minimumClients || $1 == nil }
            }
            if areEnough(monthClients, behind: cents) { return .month }
            return areEnough(quarterClients, behind: quarters) ? .quarter : .year
        }

        /// What it weighs when one more row has to be withheld.
        fileprivate var weight: Int { abs(cents.compactMap(\.self).reduce(0, +)) }
    }

    /// Fewer clients are never told of.
    ///
    /// - Source: A18.
    static let minimumClients = 5
    /// With fewer partners in a pillar no row could hide another from each of them.
    static let minimumPartners = 3

    let rows: [Row]
    /// How finely each of `rows` may be told to whoever does not read everything.
    let levels: [Level]

    init(rows: [Row]) {
        self.rows = rows
        var levels = rows.map(\.ownLevel)
        for pillar in Pillar.allCases {
            let places = rows.indices.filter { rows[$0].pillar == pillar }
            guard Self.canHide(among: Set(places.map { rows[$0].partnerId }).count) else {
                continue
            }
            for level in [Level.quarter, .month] {
                Self.complement(&levels, at: level, among: places, of: rows)
            }
        }
        self.levels = levels
    }

    /// Whether rows of so many partners can hide each other from whoever has totals of months from
    /// elsewhere; here only who reads every entry gets those.
    static func canHide(among partners: Int) -> Bool { partners >= minimumPartners }

    /// What the figures of a year rest on.
    static func grounds(of year: Int) -> [FigureGround] {
        [
            FigureGround(
                source: "PO",
                article: "5.1",
                figure: "cents",
                formula: "sum(cents); of the entries whose care is in the period",
                inputs: [.init(name: "year", value: year)],
                policies: ["A15"]
            ),
            FigureGround(
                source: "PO",
                article: "5.1",
                figure: "isWithheld",
                formula: "clients < minimumClients; in any period of the row, and where a row "
                    + "must hide another, or partners < minimumPartners in its pillar",
                inputs: [
                    .init(name: "minimumClients", value: minimumClients),
                    .init(name: "minimumPartners", value: minimumPartners),
                ],
                policies: ["A18"]
            ),
        ]
    }

    /// Withholds rows until for nobody exactly one of others is withheld: not for a stranger, and
    /// not for a partner, which knows its own.
    private static func complement(
        _ levels: inout [Level],
        at level: Level,
        among places: [Int],
        of rows: [Row]
    ) {
        let viewers: [Identifier?] = [nil] + Set(places.map { rows[$0].partnerId }).sorted()
        let coarser: Level = level == .month ? .quarter : .year
        var hasChanged = true
        while hasChanged {
            hasChanged = false
            for viewer in viewers {
                let others = places.filter { rows[$0].partnerId != viewer }
                guard others.count(where: { levels[$0] > level }) == 1,
                    let next = others.filter({ levels[$0] <= level }).min(by: {
                        (rows[$0].weight, $0) < (rows[$1].weight, $1)
                    })
                else { continue }
                levels[next] = coarser
                hasChanged = true
            }
        }
    }
}
