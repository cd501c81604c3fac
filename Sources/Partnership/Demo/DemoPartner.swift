/// A partner that does not exist.
struct DemoPartner: Equatable, Sendable {
    /// Its place in the list, 1...27, which its numbers are made of.
    let number: Int
    /// Short and without spaces; names its token.
    let slug: String
    let name: String
    let size: Partner.Size
    /// The month its assignment agreement starts in.
    let joined: Month
    /// How much it takes on, next to the others.
    let weight: Int
    /// What it asks, in hundredths of the maximum tariff.
    let ratePercent: Int
    /// Whether it claims minutes instead of hours.
    let countsMinutes: Bool
    let products: [DemoProduct]
    let expertise: [String]

    init(
        _ number: Int,
        _ slug: String,
        _ name: String,
        _ size: Partner.Size,
        joined: (year: Int, month: Int),
        weight: Int,
        ratePercent: Int = 100,
        countsMinutes: Bool = false,
        products: String,
        expertise: String
    ) {
        guard let month = Month(year: joined.year, month: joined.month) else {
            preconditionFailure("\(slug) joined in a month that is in no calendar")
        }
        self.number = number
        self.slug = slug
        self.name = name
        self.size = size
        self.joined = month
        self.weight = weight
        self.ratePercent = ratePercent
        self.countsMinutes = countsMinutes
        self.products = products.split(separator: " ").map { DemoProduct.product(String($0)) }
        self.expertise = expertise.split(separator: ",").map { String($0.drop { $0 == " " }) }
    }

    /// Trade register numbers this low were never given out.
    var kvkNumber: String { "000194" + twoDigits(number) }

    /// Behind 94, other providers of care, with a number of our own making.
    var agbCode: String { "941019" + twoDigits(number) }

    var pillars: [Pillar] {
        Pillar.allCases.filter { pillar in products.contains { $0.pillar == pillar } }
    }

    /// What it asks for an hour or an etmaal under a maximum, in steps of five cents.
    func tariffCents(under maximum: Int) -> Int {
        maximum * ratePercent / 100 / 5 * 5
    }

    /// Who works there, named after plants and birds.
    var professionals: [String] {
        let count =
            switch size {
            case .solo: 1
            case .small: 3
            case .large: 8
            }
        return (0..<count).map { place in
            let name = Self.surnames[(number * 5 + place * 3) % Self.surnames.count]
            let initial = Self.initials[(number * 3 + place) % Self.initials.count]
            return "\(initial). \(name)"
        }
    }

    private static let initials = Array("ABDEFHIJKLMNPRSTVW")
    private static let surnames = [
        "Zevenblad", "Winterkoning", "Lijsterbes", "Kwikstaart", "Meidoorn", "Boterbloem",
        "Ganzerik", "Klaproos", "Nachtegaal", "Vlinderstruik", "Wulp", "Sleedoorn", "Roodborst",
        "Duizendschoon", "Kardinaalsmuts", "Tureluur", "Vrouwenmantel",
    ]

    private func twoDigits(_ number: Int) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }
}
