@testable import Partnership
import Postgres
import TestSupport
import Testing

/// The days of the process agreement (PO 11), computed here and by PostgreSQL.
@Suite struct `Every day of the model` {
    private static let database = Result { try TestDatabase() }

    /// The rows of a statement with a row for each day, which is its first column.
    private static func rows(
        _ statement: Statement,
        after script: String = "select"
    ) throws -> [Row] {
        let connection = try database.get().connection()
        try connection.run(script: script)
        let rows = try connection.rows(statement).map(\.self)
        #expect(rows.count == 3_652)
        #expect(rows.first?.day(0) == Agreement.firstProcessDay)
        #expect(rows.last?.day(0) == Agreement.lastDay)
        return rows
    }

    private static let notices = Statement(
        "test.notices",
        """
        select day,
            least((date_trunc('month', at) + interval '13 months' - interval '1 day')::date,
                date '2035-12-31'),
            least((at + interval '12 months')::date, date '2035-12-31')
        from generate_series(date '2026-01-01', date '2035-12-31', interval '1 day')
                as moment (at)
        cross join lateral (select at::date as day) as calendar
        order by day
        """
    )

    @Test func `ends a notice as PostgreSQL does, in both readings`() throws {
        let term = Period.days("2026-01-01", "2035-12-31")
        for row in try Self.rows(Self.notices) {
            let notice = Termination(
                kind: .partnerNotice,
                scope: nil,
                ground: nil,
                receivedOn: row.day(0),
                endsOn: nil,
                documentReference: "BRIEF-1",
                adviceId: nil,
                decisionId: nil
            )
            let termination = try notice.ending(term)
            let other = termination.otherEnd(of: term) ?? termination.endsOn
            try #require(termination.endsOn == row.day(1), "\(row.day(0))")
            try #require(other == row.day(2), "\(row.day(0))")
        }
    }

    /// The column of the table itself, and the day as it is written down.
    private static let exclusions = Statement(
        "test.exclusions",
        """
        select dissolved_on, eligible_from,
            case to_char(dissolved_on, 'MM-DD')
                when '02-29' then make_date(year + 2, 3, 1)
                else make_date(year + 2, extract(month from dissolved_on)::integer,
                    extract(day from dissolved_on)::integer)
            end
        from dissolution
        cross join lateral (select extract(year from dissolved_on)::integer as year) as calendar
        order by dissolved_on
        """
    )

    @Test func `excludes for two years as the table does`() throws {
        let rows = try Self.rows(
            Self.exclusions,
            after: """
                create temporary table dissolution (like exclusion including generated);
                alter table dissolution alter agreement_id drop not null;
                insert into dissolution (kvk_number, dissolved_on, created_at)
                select '', at::date, now()
                from generate_series(date '2026-01-01', date '2035-12-31', interval '1 day')
                    as moment (at)
                """
        )
        for row in rows {
            let exclusion = Exclusion(dissolvedOn: row.day(0))
            try #require(exclusion.eligibleFrom == row.day(1), "\(row.day(0))")
            try #require(exclusion.eligibleFrom == row.day(2), "\(row.day(0))")
        }
    }

    private static let parts = Statement(
        "test.parts",
        """
        select day, day - 1, day + 1, day + 30, day + 56, day + 365, day + 36525,
            (date_trunc('month', at) + interval '1 month' - interval '1 day')::date,
            date_trunc('month', at)::date, extract(isodow from day), extract(year from day),
            extract(month from day), extract(day from day), day - date '1970-01-01'
        from generate_series(date '2026-01-01', date '2035-12-31', interval '1 day')
                as moment (at)
        cross join lateral (select at::date as day) as calendar
        order by day
        """
    )

    @Test func `adds days, ends months and counts weekdays as PostgreSQL does`() throws {
        var leapDays: [String] = []
        for row in try Self.rows(Self.parts) {
            let day = row.day(0)
            for (column, count) in [(1, -1), (2, 1), (3, 30), (4, 56), (5, 365), (6, 36_525)] {
                try #require(day.adding(days: count) == row.day(column), "\(day) + \(count)")
            }
            try #require(day.monthOf.last == row.day(7))
            try #require(day.monthOf.first == row.day(8))
            try #require(day.weekday == row.integer(9))
            try #require([day.year, day.month, day.day] == (10...12).map { row.integer($0) })
            try #require(day.number == row.integer(13))
            if day.month == 2, day.day == 29 { leapDays.append("\(day)") }
        }
        #expect(leapDays == ["2028-02-29", "2032-02-29"])
    }

    // The night of every day, when it is another day in UTC, and the hours that clocks change.

    private static let nights = Statement(
        "test.nights",
        """
        select day,
            array_to_string(array(
                select today_at(day::timestamp at time zone 'UTC' + minutes * interval '1 minute'
                    - microseconds * interval '1 microsecond')
                from unnest(array[0, 60, 120, 1320, 1380]) with ordinality as hour (minutes, place)
                cross join unnest(array[1, 0]) with ordinality as side (microseconds, before)
                order by place, before
            ), ' ')
        from generate_series(date '2026-01-01', date '2035-12-31', interval '1 day')
                as moment (at)
        cross join lateral (select at::date as day) as calendar
        order by day
        """
    )

    @Test func `begins in Europe/Amsterdam when clocks there say so`() throws {
        // The function that the service asks, at any moment instead of now.
        let rows = try Self.rows(
            Self.nights,
            after: """
                do $script$
                begin
                    execute format(
                        'create or replace function today_at(at timestamptz) returns date '
                            'language sql as %L',
                        replace((select prosrc from pg_proc where proname = 'today'), 'now()',
                            'at')
                    );
                end
                $script$
                """
        )
        var early = 0
        for row in rows {
            let day = row.day(0)
            var expected: [String] = []
            for minutes in [0, 60, 120, 1_320, 1_380] {
                for microseconds in [-1, 0] {
                    let instant = Instant(
                        unixMicroseconds: Int64(day.number * 1_440 + minutes) * 60_000_000
                            + Int64(microseconds)
                    )
                    let local = try Self.localDay(of: instant)
                    expected.append(local.description)
                    if local > day, minutes == 1_320 { early += 1 }
                }
            }
            try #require(row.text(1) == expected.joined(separator: " "), "\(day)")
        }
        // In summer the day begins at 22:00 UTC: about seven months of every year.
        #expect((2_100...2_160).contains(early))
    }

    /// The day in the Netherlands: an hour later than UTC, in summer two.
    ///
    /// - Source: Directive 2000/84/EC: from the last Sunday of March to the last of October, both
    ///   at 01:00 UTC.
    private static func localDay(of instant: Instant) throws -> Day {
        let hour: Int64 = 3_600_000_000
        let utc = try #require(Day(number: Int(instant.unixMicroseconds / (24 * hour))))
        let from = try Self.lastSunday(utc.year, 3)
        let until = try Self.lastSunday(utc.year, 10)
        let isSummer =
            instant.unixMicroseconds >= Int64(from.number) * 24 * hour + hour
            && instant.unixMicroseconds < Int64(until.number) * 24 * hour + hour
        let local = instant.unixMicroseconds + (isSummer ? 2 : 1) * hour
        return try #require(Day(number: Int(local / (24 * hour))))
    }

    private static func lastSunday(_ year: Int, _ month: Int) throws -> Day {
        let last = try #require(Month(year: year, month: month)).last
        return last.adding(days: -(last.weekday % 7))
    }
}
