@testable import Partnership
import Postgres
import TestSupport
import Testing

@Suite struct `A SHA-256 digest` {
    /// FIPS 180-4's examples, and lengths about those where padding takes a block more.
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
        (
            String(repeating: "a", count: 1_000_000),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
        ),
    ])
    func `is that of the standard`(text: String, digest: String) {
        #expect(SHA256.digest(of: Array(text.utf8)).hexadecimal == digest)
    }

    @Test func `is PostgreSQL's, at every length`() throws {
        let connection = try TestDatabase().connection()
        let rows = try connection.rows(
            Statement(
                "test.digests",
                """
                select encode(sha256(convert_to(repeat('x', length), 'UTF8')), 'hex')
                from generate_series(0, 300) as length
                order by length
                """
            )
        )
        for length in 0...300 {
            let bytes = [UInt8](repeating: UInt8(ascii: "x"), count: length)
            #expect(SHA256.digest(of: bytes).hexadecimal == rows[length].text(0))
        }
    }
}

@Suite struct `Hexadecimal digits` {
    @Test(
        arguments: [
            ("", []), ("00", [0]), ("0aF9", [10, 249]), ("0", nil), ("0g", nil), ("+1", nil),
        ] as [(String, [UInt8]?)]
    )
    func `stand for bytes`(text: String, bytes: [UInt8]?) {
        #expect([UInt8](hexadecimal: text) == bytes)
    }

    @Test func `come back as they were`() {
        let bytes = (0...255).map { UInt8($0) }
        #expect([UInt8](hexadecimal: bytes.hexadecimal) == bytes)
    }
}
