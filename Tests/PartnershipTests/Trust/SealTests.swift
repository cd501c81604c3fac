import Postgres
import TestSupport
import Testing

@Suite struct `The seal` {
    private static let database = Result { try TestDatabase() }

    private static func text(_ sql: StaticString, _ values: String...) throws -> String {
        try database.get().connection().rows(Statement("test.seal", sql)) {
            for value in values { $0.add(value) }
        }[0].text(0)
    }

    @Test(arguments: ["", "1 20 20 015 015 01", "een stembiljet van het huis \u{2014} \u{1F5F3}"])
    func `is opened by the private key`(message: String) throws {
        let opened = try Self.text(
            "select pgp_pub_decrypt(seal($1, dearmor($2)), dearmor($3))",
            message,
            TestRound.publicKey,
            TestRound.privateKey
        )
        #expect(opened == message)
    }

    /// RFC 4880 §4.2: packets with a length of one, two, four and, in the newer form, two and five
    /// bytes; user ids, which are none of its business.
    @Test(arguments: [
        "", "b403414243", "b50003414243", "b600000003414243", "cd03414243",
        "cdff00000003414243", "cdc000" + String(repeating: "41", count: 192),
        "cdc105" + String(repeating: "41", count: 453),
    ])
    func `finds the key among packets of every form`(packet: String) throws {
        let opened = try Self.text(
            """
            select pgp_pub_decrypt(
                seal('ABC', decode($1, 'hex') || dearmor($2) || decode($1, 'hex')),
                dearmor($3)
            )
            """,
            packet,
            TestRound.publicKey,
            TestRound.privateKey
        )
        #expect(opened == "ABC")
    }

    @Test func `needs a key that it can seal to`() throws {
        #expect(throws: ScriptFailure.self) {
            try Self.text("select seal('ABC', decode('b403414243', 'hex'))::text")
        }
    }

    @Test func `is another each time, and always of one length`() throws {
        let counts = try Self.text(
            """
            with seals as (
                select seal('1 20 20 015 015 01', dearmor($1)) as seal
                from generate_series(1, 600)
            )
            select count(distinct seal) || ' ' || min(length(seal)) || ' ' || max(length(seal))
            from seals
            """,
            TestRound.publicKey
        )
        // A first byte of zero comes about twice among so many; it may not shorten the seal.
        #expect(counts == "600 475 475")
    }

    @Test func `has no date inside`() throws {
        // RFC 4880 §5.13: what the cipher makes of the block before, over the block.
        let inside = try Self.text(
            """
            with recursive packet as (
                select substr(sealed_message('1 20 20 015 015 01', sha256('key')), 8) as bytes
            ),
            opened (place, clear) as (
                select 0, ''::text
                union all
                select place + 16, clear || (
                    select string_agg(
                        lpad(to_hex(get_byte(block, byte) # get_byte(mask, byte)), 2, '0'),
                        '' order by byte
                    )
                    from (
                        values (
                            substr(bytes, place + 1, 16),
                            encrypt(
                                case place
                                    when 0 then decode(repeat('00', 16), 'hex')
                                    else substr(bytes, place - 15, 16)
                                end,
                                sha256('key'),
                                'aes-ecb/pad:none'
                            )
                        )
                    ) as parts (block, mask)
                    cross join generate_series(0, length(block) - 1) as byte
                )
                from opened
                cross join packet
                where place < length(bytes)
            )
            select substr(clear, 37, 16) || ' '
                || convert_from(decode(substr(clear, 53, 36), 'hex'), 'UTF8')
            from opened
            order by place desc
            limit 1
            """
        )
        // RFC 4880 §5.9: literal data of 24 bytes, text, without a name and without a date.
        #expect(inside == "cb18740000000000 1 20 20 015 015 01")
    }

    @Test(arguments: [0, 1, 255, 281_474_976_710_655, 281_474_976_710_656, Int.max])
    func `counts in bytes`(number: Int) throws {
        let text = try Self.text(
            """
            select number_of(bytes_of($1::numeric, 9)) || ' ' || length(bytes_of($1::numeric, 9))
            """,
            "\(number)"
        )
        #expect(text == "\(number) 9")
    }

    @Test(arguments: [(3, 0, 7), (3, 1, 7), (3, 6, 7), (6, 5, 7), (2, 65_537, 1_000_003)])
    func `raises to a power`(base: Int, exponent: Int, modulus: Int) throws {
        let text = try Self.text(
            "select power_of($1::numeric, $2::numeric, $3::numeric)::text",
            "\(base)",
            "\(exponent)",
            "\(modulus)"
        )
        var expected = 1
        for _ in 0..<exponent { expected = expected * base % modulus }
        #expect(text == "\(expected)")
    }

    /// The settings that make PostgreSQL write values of statements into its log.
    @Test(arguments: [
        ("log_error_verbosity = verbose", false), ("log_min_messages = debug5", false),
        ("log_duration = on", false), ("log_statement = mod", true),
        ("log_statement = 'all'", true), ("log_min_duration_statement = 0", true),
        ("log_min_duration_statement = 60000", true), ("log_min_duration_sample = 0", true),
        ("log_transaction_sample_rate = 0.001", true),
        ("log_parameter_max_length_on_error = 1", true),
        ("log_parameter_max_length_on_error = -1", true),
        ("debug_print_plan = on", true), ("debug_print_rewritten = on", false),
        ("auto_explain.log_min_duration = 0", true),
        ("auto_explain.log_min_duration = 0; set auto_explain.log_parameter_max_length = 0", true),
        ("auto_explain.log_parameter_max_length = -1", false),
        ("pgaudit.log_parameter = on", true), ("pgaudit.log_parameter = off", false),
        ("log_statement = 'all'; set log_parameter_max_length = 0", false),
        ("log_min_duration_statement = 0; set log_parameter_max_length = 0", false),
        ("log_statement = 'all'; set log_parameter_max_length = 1", true),
    ])
    func `is not put to what the database would log`(settings: String, logs: Bool) throws {
        let connection = try Self.database.get().connection()
        try connection.run(script: "set log_parameter_max_length = -1; set \(settings)")
        let found = try connection.rows(Statement("test.logs", "select logs_values()"))
        #expect(found[0].boolean(0) == logs)
    }
}
