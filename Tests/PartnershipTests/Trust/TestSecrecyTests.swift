import EventLoop
import HTTP
@testable import Partnership
import Postgres
import TestSupport
import Testing

extension TestAPI {
    /// Every row of every table but those of tokens, as an administrator reads it; text in bytes is
    /// shown as text.
    func everything() throws -> String {
        let connection = try database.connection()
        try connection.run(
            script: """
                set bytea_output = 'escape';
                create or replace function pg_temp.everything() returns text
                language plpgsql
                as $$
                declare
                    name text;
                    part text;
                    found text := '';
                begin
                    for name in
                        select tablename from pg_tables
                        where schemaname = 'public' and tablename not like 'token%'
                        order by tablename
                    loop
                        execute format('select string_agg(t::text, chr(10)) from %I as t', name)
                            into part;
                        found := found || name || chr(10) || coalesce(part, '') || chr(10);
                    end loop;
                    return found;
                end
                $$
                """
        )
        return try connection.rows(Self.dump)[0].text(0)
    }

    private static let dump = Statement("test.everything", "select pg_temp.everything()")

    /// The partners that a test covers.
    func parties(of test: Identifier) throws -> [Identifier] {
        try database.connection().rows(Self.parties) { $0.add(test.description) }
            .map { $0.identifier(0) }
    }

    private static let parties = Statement(
        "test.parties",
        "select partner_id from individual_test_party where test_id = $1::uuid"
    )
}

@Suite struct `What an administrator reads of the second round` {
    /// What of a form and its results would be seen if it stood there as it was sent.
    private static let traces = [
        "\"answers\"", "[2,2,2,2,2", "\"ratings\"", "\"results\"", "\"shown\"", "\"2,2\"",
        "\"sum\"", TestDesk.phrase, "korrekt", "Key-Phrase",
    ]

    private static func found(in text: String) -> [String] {
        let hidden = text.replacing("insufficient", with: "")
        return traces.filter { hidden.contains($0) }
    }

    @Test func `is neither a form, nor a result, nor the phrase`() async throws {
        let log = LockedLines()
        var settings = API.Settings()
        settings.log = { line in log.add(String(decoding: line.bytes(), as: UTF8.self)) }
        try await withAPI(settings: settings) { api in
            let desk = TestDesk(api)
            let test = try await desk.makeTest()
            let party = test.cluster.partners[1]
            let form = TestDesk.form([(party, 2, 3)])
            let forms = [form, form.replacing("2, 2, 2, 2, 2", with: "2, 2, 2, 2, 4")]
            for form in forms { _ = try await desk.submit(form, to: test.id).madeIdentifier }
            _ = try await desk.submit(form, to: test.id, phrase: "some other phrase of mine")
            let results = try await desk.open("results", of: test.id)
            #expect(results.text.contains("\"shown\":\"2,2\""))
            let finding = (party, "insufficient", "attention")
            let made = try await desk.complete(test.id, TestDesk.completion([finding]))
            #expect(made.status == 201)
            #expect(try await desk.open("forms", of: test.id).json["items"].count == 2)
            let dump = try api.everything()
            // What is there to be read is read, so that what is not found is not there.
            #expect(dump.contains("VO-2026-11") && dump.contains("\(party)"))
            #expect(Self.found(in: dump) == [])
            let activity = try api.database.connection().rows(Self.activity)[0].text(0)
            #expect(activity.contains("unseal"))
            #expect(Self.found(in: activity) == [])
            let lines = log.text
            #expect(lines.contains("\"operation\":\"submitTestForm\""))
            #expect(Self.found(in: lines) == [])
        }
    }

    /// The last statement of every connection.
    private static let activity = Statement(
        "test.activity",
        """
        select string_agg(query, e'\\n')
        from pg_stat_activity
        where datname = current_database()
        """
    )

    @Test func `would be found if it stood anywhere`() async throws {
        try await withAPI { api in
            let desk = TestDesk(api)
            let test = try await desk.makeTest()
            let form = TestDesk.form([(test.cluster.partners[1], 2, 3)]).filter { $0 != " " }
            let script = """
                alter table test_form drop constraint test_form_of_one_size;
                insert into test_form (test_id, sealed) values ('\(test.id)', '\(form)')
                """
            try api.database.connection().run(script: script)
            #expect(Self.found(in: try api.everything()) == Array(Self.traces.prefix(3)))
        }
    }

    @Test func `is not taken by a database that would log it`() async throws {
        try await withAPI { api in
            let desk = TestDesk(api)
            let test = try await desk.makeTest()
            let party = test.cluster.partners[1]
            try api.database.connection().run(
                script: """
                    create or replace function logs_values() returns boolean
                    language sql stable
                    as $$ select true $$
                    """
            )
            for answer in [
                try await desk.submit(TestDesk.form([(party, 2, 3)]), to: test.id),
                try await desk.open("forms", of: test.id),
                try await desk.open("results", of: test.id),
                try await desk.complete(
                    test.id,
                    TestDesk.completion([(party, "insufficient", "attention")])
                ),
            ] {
                #expect(answer.summary == "503 individual-test.database-logs-values")
            }
        }
    }

    @Test(arguments: [
        "select unseal(sealed, 'korrekt paard batterij nietje ') is null from test_form",
        "select unseal(sealed, '') is null from test_form",
        "select unseal(sealed || '\\x00'::bytea, 'x') is null from test_form",
    ])
    func `opens with no other phrase`(query: String) async throws {
        try await withAPI { api in
            let desk = TestDesk(api)
            let test = try await desk.makeTest()
            let form = TestDesk.form([(test.cluster.partners[1], 2, 3)])
            _ = try await desk.submit(form, to: test.id).madeIdentifier
            try api.database.connection().run(
                script: """
                    do $do$ begin assert (\(query)), 'it opened'; end $do$
                    """
            )
        }
    }
}

/// Lines of a log, kept for a look at all of them.
private final class LockedLines: Sendable {
    private let lines = LockedBox<[String]>([])

    func add(_ line: String) { lines.withLock { $0.append(line) } }

    var text: String { lines.withLock { $0.joined() } }
}
