import EventLoop
import Glibc
import Postgres
import TestSupport
import Testing

extension Statement {
    fileprivate static let missing = Statement("test.missing", "select number from missing")
}

extension TestDatabase {
    /// Cuts every other connection off.
    func cutOff() throws {
        try connection().run(script: Self.cut(name))
    }

    /// Cuts every other connection off and lets none come back.
    func shut(from other: TestDatabase) throws {
        let script = "alter database \(name) allow_connections false; \(Self.cut(name))"
        try other.connection().run(script: script)
    }

    /// Lets connections come again.
    func reopen(from other: TestDatabase) throws {
        try other.connection().run(script: "alter database \(name) allow_connections true")
    }

    private static func cut(_ name: String) -> String {
        """
        select pg_terminate_backend(pid)
        from pg_stat_activity
        where datname = '\(name)' and pid <> pg_backend_pid()
        """
    }
}

@Suite struct `A session that loses its connection` {
    @Test func `fails what is under way and connects again`() async throws {
        let database = try TestDatabase(.nothing)
        try await withSession(database.settings, statements: [.sleep, .echo]) { session in
            for _ in 0..<3 {
                let reads = (0..<5).map { _ in
                    session.loop.spawn {
                        await cause { _ = try await session.rows(.sleep) { $0.add(14_000) } }
                    }
                }
                try await Task.sleep(for: .milliseconds(50))
                try database.cutOff()
                for read in reads { #expect(await read.value == .connectionLost) }
                try await until { session.isReady }
                let rows = try await session.rows(.echo) { $0.add("again") }
                #expect(rows.first?.text(0) == "again")
            }
        }
    }

    @Test func `is not connected while the database is away`() async throws {
        let database = try TestDatabase(.nothing)
        let other = try TestDatabase(.nothing)
        try await withSession(database.settings, statements: [.echo]) { session in
            try database.shut(from: other)
            try await until { session.lastProblem?.contains("not currently accepting") == true }
            #expect(!session.isReady)
            let read = await cause { _ = try await session.rows(.echo) { $0.add("") } }
            #expect(read == .notConnected)
            let write = await cause {
                try await session.transaction { transaction in
                    _ = try await transaction.rows(.echo) { $0.add("") }
                }
            }
            #expect(write == .notConnected)
            try database.reopen(from: other)
            #expect(await session.open(withinMilliseconds: patienceMilliseconds))
            #expect(session.lastProblem == nil)
            let afterwards = await cause { _ = try await session.rows(.echo) { $0.add("") } }
            #expect(afterwards == nil)
        }
    }

    @Test func `sees while it rests that it was cut off`() async throws {
        let database = try TestDatabase(.nothing)
        try await withSession(database.settings, statements: [.moment]) { session in
            let before = try await session.rows(.moment)[0].integer(1)
            try database.cutOff()
            // Nothing is asked of it until it has had the time to see.
            try await Task.sleep(for: .milliseconds(20))
            for _ in 0..<6_000 {
                let now = try? await session.rows(.moment)[0].integer(1)
                if let now, now != before { return }
                try await Task.sleep(for: .milliseconds(10))
            }
            Issue.record("it never came back")
        }
    }
}

@Suite struct `A session that opens` {
    @Test func `says why it cannot within the time it has`() async throws {
        try await withLoop { loop in
            let session = Session(
                loop: loop,
                settings: PipeSettings(address: "host=/tmp/nowhere-at-all"),
                statements: [.echo]
            )
            let before = await cause { _ = try await session.rows(.echo) }
            #expect(before == .notConnected)
            #expect(await session.open(withinMilliseconds: 200) == false)
            try await until { session.lastProblem != nil }
            let problem = try #require(session.lastProblem)
            #expect(problem.contains("/tmp/nowhere-at-all"))
            #expect(!problem.contains("\n"))
            let afterwards = await cause { _ = try await session.rows(.echo) }
            #expect(afterwards == .notConnected)
            session.close()
        }
    }

    @Test func `says that an address is none`() async throws {
        try await withLoop { loop in
            let session = Session(
                loop: loop,
                settings: PipeSettings(address: "nonsense"),
                statements: []
            )
            #expect(await session.open(withinMilliseconds: 100) == false)
            #expect(session.lastProblem?.contains("nonsense") == true)
            session.close()
        }
    }

    @Test func `says which statement does not fit and tries again`() async throws {
        let database = try TestDatabase(.nothing)
        try await withLoop { loop in
            let session = Session(
                loop: loop,
                settings: database.settings,
                statements: [.echo, .missing]
            )
            #expect(await session.open(withinMilliseconds: 300) == false)
            let problem = #"test.missing: refused with 42P01: relation "missing" does not exist"#
            try await until { session.lastProblem == problem }
            try database.connection().run(script: "create table missing (number integer)")
            #expect(await session.open(withinMilliseconds: patienceMilliseconds))
            #expect(session.lastProblem == nil)
            #expect(try await session.rows(.missing).count == 0)
            session.close()
        }
    }

    @Test func `says that its role is not there`() async throws {
        let database = try TestDatabase(.nothing)
        try await withLoop { loop in
            var settings = database.settings
            settings.role = "nobody_at_all"
            let session = Session(loop: loop, settings: settings, statements: [])
            #expect(await session.open(withinMilliseconds: 300) == false)
            try await until { session.lastProblem?.contains("nobody_at_all") == true }
            session.close()
        }
    }

    @Test func `gives up a server that does not greet`() async throws {
        let server = try SilentServer()
        try await withLoop { loop in
            var settings = PipeSettings(address: server.address)
            settings.limits.connectMilliseconds = 100
            let session = Session(loop: loop, settings: settings, statements: [])
            #expect(await session.open(withinMilliseconds: 200) == false)
            try await until { session.lastProblem == "connecting took too long" }
            session.close()
        }
    }

    @Test func `has the time of an answer to prepare in`() async throws {
        let database = try TestDatabase(.nothing)
        try await withLoop { loop in
            let other = try database.connection()
            try other.run(script: "create table missing (number integer)")
            try other.run(script: "begin; lock table missing")
            let watcher = try database.connection()
            var settings = database.settings
            settings.limits.connectMilliseconds = 300
            let session = Session(loop: loop, settings: settings, statements: [.missing])
            session.beginOpening()
            try await until { (try? watcher.rows(.waiting).count) == 3 }
            let waiting = try watcher.rows(.waiting).map { $0.integer(0) }
            try await Task.sleep(for: .milliseconds(1_000))
            #expect(try watcher.rows(.waiting).map { $0.integer(0) } == waiting)
            try other.run(script: "commit")
            #expect(await session.open(withinMilliseconds: patienceMilliseconds))
            session.close()
        }
    }

    @Test func `can begin from any thread`() async throws {
        let database = try TestDatabase(.nothing)
        let loop = try EventLoop()
        try loop.start()
        let session = Session(loop: loop, settings: database.settings, statements: [.echo])
        session.beginOpening()
        let text = await loop.spawn {
            await session.open()
            defer { session.close() }
            return try? await session.rows(.echo) { $0.add("here") }.first?.text(0)
        }.value
        loop.stop()
        loop.join()
        #expect(text == "here")
    }

    @Test func `lets those who wait go on when it is closed`() async throws {
        try await withLoop { loop in
            let session = Session(
                loop: loop,
                settings: PipeSettings(address: "host=/tmp/nowhere-at-all"),
                statements: []
            )
            let waiting = (0..<3).map { _ in loop.spawn { await session.open() } }
            try await Task.sleep(for: .milliseconds(100))
            session.close()
            for task in waiting { await task.value }
            #expect(!session.isReady)
        }
    }

    @Test func `fails what is under way when it is closed and opens again`() async throws {
        let database = try TestDatabase(.nothing)
        try await withSession(database.settings, statements: [.sleep, .echo]) { session in
            let read = session.loop.spawn {
                await cause { _ = try await session.rows(.sleep) { $0.add(14_000) } }
            }
            let writes = (0..<3).map { _ in
                session.loop.spawn {
                    await cause {
                        try await session.transaction { transaction in
                            _ = try await transaction.rows(.sleep) { $0.add(14_000) }
                        }
                    }
                }
            }
            try await Task.sleep(for: .milliseconds(100))
            session.close()
            #expect(await read.value == .connectionLost)
            #expect(await writes[0].value == .connectionLost)
            #expect(await writes[1].value == .notConnected)
            #expect(await writes[2].value == .notConnected)
            #expect(await session.open(withinMilliseconds: patienceMilliseconds))
            let afterwards = await cause { _ = try await session.rows(.echo) { $0.add("") } }
            #expect(afterwards == nil)
        }
    }

    @Test func `is freed once it is closed`() async throws {
        let database = try TestDatabase(.nothing)
        weak let gone = try await withLoop { loop in
            let session = Session(loop: loop, settings: database.settings, statements: [.echo])
            #expect(await session.open(withinMilliseconds: patienceMilliseconds))
            _ = try await session.rows(.echo) { $0.add("") }
            session.close()
            return Weak(session)
        }.session
        #expect(gone == nil)
    }
}

private struct Weak: Sendable {
    weak let session: Session?

    init(_ session: Session) { self.session = session }
}

/// Takes connections and says nothing.
private final class SilentServer: Sendable {
    let address: String
    private let descriptor: Int32
    private let folder: String

    init() throws {
        var template = Array("/tmp/hendig-test-XXXXXX\0".utf8CString)
        guard mkdtemp(&template) != nil else { throw TestProblem("There is no folder to be had.") }
        folder = String(decoding: template.prefix { $0 != 0 }.map { UInt8($0) }, as: UTF8.self)
        address = "host=\(folder) port=5432"
        descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var name = sockaddr_un()
        name.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &name.sun_path) { path in
            path.copyBytes(from: Array("\(folder)/.s.PGSQL.5432".utf8))
        }
        let length = socklen_t(MemoryLayout<sockaddr_un>.size)
        let status = withUnsafeBytes(of: &name) { bytes in
            bytes.baseAddress.map {
                bind(descriptor, $0.assumingMemoryBound(to: sockaddr.self), length)
            }
        }
        guard status == 0, listen(descriptor, 16) == 0 else {
            throw TestProblem("There is no socket to be had.")
        }
    }

    deinit {
        close(descriptor)
        unlink("\(folder)/.s.PGSQL.5432")
        rmdir(folder)
    }
}
