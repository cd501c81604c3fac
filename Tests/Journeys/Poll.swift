import Postgres
import TestSupport

/// Many rounds of two members, who answer at random, and some of five that are published.
struct Poll {
    /// One ballot with all that is known of it only here.
    struct Cast {
        let ticket: String
        /// The place of the ticket among those given out.
        let givenPlace: Int
        /// Whether it says the most of itself, or the least.
        let isContent: Bool
        let body: String
        /// What is sealed.
        let text: String
        /// The seal, as somebody who looks into the box after every ballot sees it come.
        let seal: String
    }

    /// How many rounds are closed, counted and published.
    static let published = 25

    /// The ballots of each round in the order in which they came.
    private(set) var rounds: [[Cast]] = []
    /// The sums of those that were published.
    private(set) var tallies: [String] = []

    var casts: [Cast] { Array(rounds.joined()) }

    private static let script = """
        insert into trust_key (id, public_key, key_id, label)
        select gen_random_uuid(), key, pgp_key_id(dearmor(key)), 'Test'
        from (values ('%')) as keys (key);
        create temporary table plan as
        select number, gen_random_uuid() as round, gen_random_uuid() as cluster,
            case when number <= & then 4 else 1 end as partners
        from generate_series(1, #) as number;
        create temporary table plan_partner as
        select gen_random_uuid() as partner, cluster, 10 * number + place as number
        from plan
        cross join generate_series(1, partners) as place;
        insert into trust_measurement (id, title, opens_at, closes_at, questionnaire_id)
        select round, '2026', '2026-01-01', '2199-01-01', questionnaire.id
        from plan
        cross join questionnaire;
        insert into cluster (id, name, starts_on) select cluster, 'Noord', '2020-01-01' from plan;
        insert into partner (id, name, kvk_number, agb_code, size, pillars, expertise)
        select partner, 'De Es', 10000000 + number, 10000000 + number, 'small', '{youth}', '{}'
        from plan_partner;
        insert into cluster_membership (cluster_id, partner_id, valid)
        select cluster, partner, '[2020-01-01,)' from plan_partner;
        insert into trust_measurement_cluster (measurement_id, cluster_id, place, during)
        select round, cluster, 0, '[2026-01-01, 2199-01-01)' from plan;
        """

    private static let plan = Statement(
        "test.plan",
        "select round, cluster from plan order by number"
    )
    private static let box = Statement(
        "test.box",
        "select encode(unnest(sealed), 'hex') from ballot_box where measurement_id = $1::uuid"
    )

    /// Has everybody vote.
    init(
        rounds count: Int,
        _ connection: BlockingConnection,
        _ trustBody: Caller,
        _ voter: Caller,
        seed: UInt64
    ) throws {
        var numbers = RepeatableNumbers(seed: seed)
        let script = Self.script.replacing("%", with: try TestRound.publicKey)
            .replacing("#", with: "\(count)").replacing("&", with: "\(Self.published)")
        try connection.run(script: script)
        for row in try connection.rows(Self.plan).map({ ($0.text(0), $0.text(1)) }) {
            let path = "/v1/trust-measurements/\(row.0)"
            let answer = try trustBody.ask(
                "POST",
                path + "/tickets",
                json: #"{"clusterId": "\#(row.1)"}"#
            )
            guard answer.status == 200 else { throw TestProblem(answer.text) }
            var casts: [Cast] = []
            let given = Array(answer.json["tickets"].texts.enumerated())
            for ticket in given.shuffled(using: &numbers) {
                casts.append(
                    try Self.cast(ticket, &numbers) { body in
                        let fields = ["Ticket: \(ticket.element)"]
                        let cast = try voter.ask(
                            "POST",
                            path + "/ballots",
                            json: body,
                            fields: fields
                        )
                        guard cast.status == 204 else { throw TestProblem(cast.text) }
                        let known = Set(casts.map(\.seal))
                        return try connection.rows(Self.box) { $0.add(row.0) }
                            .map { $0.text(0) }.first { !known.contains($0) }
                    }
                )
            }
            rounds.append(casts)
            if rounds.count <= Self.published {
                tallies.append(try Self.publish(path, cluster: row.1, casts, trustBody))
            }
        }
    }

    /// Closes a round and has its tally put, as the trust body does.
    ///
    /// - Returns: the sums of the tally, as they are sent.
    private static func publish(
        _ path: String,
        cluster: String,
        _ casts: [Cast],
        _ trustBody: Caller
    ) throws -> String {
        let numbers = casts.map { $0.text.split(separator: " ").compactMap { Int($0) } }
        func sum(_ place: Int, _ dimension: String, _ whose: String) -> String {
            let sum = numbers.reduce(0) { $0 + $1[place] }
            return """
                {"dimension":"\(dimension)","whose":"\(whose)","sum":\(sum),\
                "count":\(5 * casts.count)}
                """
        }
        let sums = [
            sum(1, "intentional", "own"), sum(2, "competential", "own"),
            sum(3, "intentional", "others"), sum(4, "competential", "others"),
        ].joined(separator: ",")
        let tally = """
            {"clusters":[{"clusterId":"\(cluster)","respondents":\(casts.count),"sums":[\(sums)]}]}
            """
        for (part, body) in [("closure", "{}"), ("tally", tally)] {
            let fields = ["If-None-Match: *"]
            let answer = try trustBody.ask("PUT", "\(path)/\(part)", json: body, fields: fields)
            guard answer.status == 201 else { throw TestProblem(answer.text) }
        }
        return sums
    }

    /// - Parameter send: gives the seal of what it sent.
    private static func cast(
        _ ticket: (offset: Int, element: String),
        _ numbers: inout RepeatableNumbers,
        _ send: (String) throws -> String?
    ) throws -> Cast {
        let isContent = Bool.random(using: &numbers)
        let own = Array(repeating: isContent ? 5 : 1, count: 10)
        let other = (0..<10).map { _ in Int.random(in: 1...5, using: &numbers) }
        let body = "{\"own\": \(own), \"others\": [\(other)]}"
        guard let seal = try send(body) else { throw TestProblem("a ballot that is not there") }
        return Cast(
            ticket: ticket.element,
            givenPlace: ticket.offset,
            isContent: isContent,
            body: body,
            text: text(own, other),
            seal: seal
        )
    }

    private static func text(_ own: [Int], _ other: [Int]) -> String {
        func sum(_ ratings: ArraySlice<Int>, _ width: Int) -> String {
            let digits = "\(ratings.reduce(0, +))"
            return String(repeating: "0", count: width - digits.count) + digits
        }
        return "1 \(sum(own[..<5], 2)) \(sum(own[5...], 2)) \(sum(other[..<5], 3)) "
            + "\(sum(other[5...], 3)) 01"
    }

    /// Every form in which a ticket or an answer might stand somewhere.
    static func needles(of casts: some Sequence<Cast>) -> [[UInt8]] {
        var needles: Set<[UInt8]> = []
        for cast in casts {
            let digits = cast.ticket.filter { $0 != "-" }
            for text in [
                cast.ticket, cast.ticket.uppercased(), digits, digits.uppercased(), cast.text,
                hex(Array(cast.text.utf8)), cast.body, cast.body.filter { $0 != " " },
            ] {
                needles.insert(Array(text.utf8))
            }
            // Eight bytes of it that can be searched for as they are.
            let raw = bytes(digits)
            let starts = (0...8).filter { start in
                raw[start..<start + 8].allSatisfy { $0 != 0 && $0 != 0x0A }
            }
            if let start = starts.first { needles.insert(Array(raw[start..<start + 8])) }
        }
        return Array(needles)
    }

    static func bytes(_ hex: String) -> [UInt8] {
        let digits = Array(hex.utf8).map { $0 < 0x3A ? $0 - 0x30 : $0 - 0x57 }
        return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }

    private static func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

/// Numbers that are the same in every run.
struct RepeatableNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    /// - Source: SplitMix64, Steele, Lea and Flood, 2014.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
