@testable import Partnership
import Testing

@Suite struct `An instant` {
    private static func read(_ text: String) -> Instant? {
        Instant(utf8: Array(text.utf8).span)
    }

    @Test(arguments: [
        ("1970-01-01T00:00:00Z", "1970-01-01T00:00:00.000000Z"),
        ("2026-04-07T06:40:03Z", "2026-04-07T06:40:03.000000Z"),
        ("2026-04-07T06:40:03.5Z", "2026-04-07T06:40:03.500000Z"),
        ("2026-04-07T06:40:03.050001Z", "2026-04-07T06:40:03.050001Z"),
        ("2024-02-29T23:59:59.999999Z", "2024-02-29T23:59:59.999999Z"),
        ("2199-12-31T23:59:59Z", "2199-12-31T23:59:59.000000Z"),
    ])
    func `is read to the microsecond and written with all six decimals`(
        text: String,
        written: String
    ) throws {
        #expect(try #require(Self.read(text)).description == written)
        #expect(Self.read(written)?.description == written)
    }

    @Test(arguments: [
        "", "2026-04-07", "2026-04-07T06:40Z", "2026-04-07T06:40:03", "2026-04-07 06:40:03Z",
        "2026-04-07T06:40:03z", "2026-04-07t06:40:03Z", "2026-04-07T06:40:03+00:00",
        "2026-04-07T24:00:00Z", "2026-04-07T23:60:00Z", "2026-04-07T23:59:60Z",
        "2026-02-29T00:00:00Z", "1969-12-31T23:59:59Z", "2200-01-01T00:00:00Z",
        "2026-04-07T06:40:03.Z", "2026-04-07T06:40:03.1234567Z", "2026-04-07T06:40:03,5Z",
        "2026-04-07T06:40:03.-1Z", "2026-04-07T06:40:03.1aZ", "2026-04-07T06-40-03Z",
        " 2026-04-07T06:40:03Z", "2026-04-07T06:40:03Z ",
    ])
    func `is nothing in another form, or outside its years`(text: String) {
        #expect(Self.read(text) == nil)
    }

    @Test(arguments: [
        ("2026-04-07T06:40:03Z", "2026-04-07T06:40:03.000000Z"),
        ("2026-04-07T08:40:03+02:00", "2026-04-07T06:40:03.000000Z"),
        ("2026-04-07T06:40:03.5-00:00", "2026-04-07T06:40:03.500000Z"),
        ("2026-04-07T23:40:03.000001-08:30", "2026-04-08T08:10:03.000001Z"),
        ("1970-01-01T00:00:00+00:00", "1970-01-01T00:00:00.000000Z"),
        ("1970-01-01T00:00:00+00:01", nil), ("1969-12-31T23:59:59-00:01", nil),
        ("2199-12-31T23:59:00-00:00", "2199-12-31T23:59:00.000000Z"),
        ("2199-12-31T23:59:00-00:01", nil), ("2026-04-07T06:40:03+24:00", nil),
        ("2026-04-07T06:40:03+02:60", nil), ("2026-04-07T06:40:03+0200", nil),
        ("2026-04-07T06:40:03 02:00", nil), ("2026-04-07T06:40:03Z+02:00", nil),
        ("+02:00", nil), ("", nil),
    ])
    func `may have an offset where a caller asks by it`(text: String, utc: String?) {
        #expect(Instant(withOffset: Array(text.utf8).span)?.description == utc)
    }

    @Test func `comes after an earlier one, by a microsecond too`() throws {
        let first = try #require(Self.read("2026-04-07T06:40:03.000001Z"))
        let second = try #require(Self.read("2026-04-07T06:40:03.000002Z"))
        #expect(first < second)
        #expect(second.unixMicroseconds - first.unixMicroseconds == 1)
    }
}
