import Glibc
import TestSupport
import Testing

/// The executable without a database, which looks at its settings first.
private func ended(_ settings: [String: String]) async throws -> (end: Child.End, words: String) {
    let place = "host=/nowhere dbname=hendig"
    let service = Service(try Folder(), databaseURL: place, ownerURL: place)
    let child = try service.start("serve", settings: settings)
    let end = try await child.ended()
    return (end, child.errors)
}

@Suite struct `A limit of the server` {
    private struct Row {
        let name: String
        let least: Int
        let most: Int
        let ordinary: Int
    }

    /// The rows as `hendig help` shows them.
    private static func rows() async throws -> [Row] {
        let service = Service(try Folder(), databaseURL: "", ownerURL: "")
        let child = try service.start("help")
        #expect(try await child.ended() == .status(0))
        let lines = child.output.split(separator: "\n")
        let start = try #require(lines.firstIndex(of: "Limits of the server:"))
        return lines[(start + 1)...].compactMap { line in
            let words = line.split { " ,;".contains($0) }
            let numbers = words.suffix(5).compactMap { Int($0) }
            guard numbers.count == 3, line.contains(" to \(numbers[1]), default ") else {
                Issue.record("not understood: \(line)")
                return nil
            }
            return Row(
                name: String(words[0]),
                least: numbers[0],
                most: numbers[1],
                ordinary: numbers[2]
            )
        }
    }

    /// Room for whatever the others ask for.
    private static func settings(_ name: String, _ number: Int) -> [String: String] {
        var settings = [
            "HENDIG_LOOK_AHEAD_BYTES": "16777216", "HENDIG_HEADER_SECTION_BYTES": "1024",
        ]
        settings[name] = "\(number)"
        return settings
    }

    @Test func `has a name, a range and a default within it`() async throws {
        let rows = try await Self.rows()
        #expect(rows.count == 25)
        #expect(Set(rows.map(\.name)).count == rows.count)
        for row in rows {
            #expect((row.least...row.most).contains(row.ordinary), "\(row.name)")
            #expect(row.name.hasPrefix("HENDIG_"))
        }
    }

    @Test func `is taken at both ends of its range`() async throws {
        for row in try await Self.rows() {
            for number in [row.least, row.most] {
                let (end, words) = try await ended(Self.settings(row.name, number))
                #expect(end == .status(69), "\(row.name) \(number)")
                #expect(words.contains("database"), "\(words)")
            }
        }
    }

    @Test func `is refused beyond its range, by name and with the range`() async throws {
        for row in try await Self.rows() {
            for number in [row.least - 1, row.most + 1] {
                let (end, words) = try await ended(Self.settings(row.name, number))
                #expect(end == .status(78), "\(row.name) \(number)")
                let right = "\(row.name) must be a number from \(row.least) to \(row.most)."
                #expect(words == "hendig: \(right)\n")
            }
        }
    }

    @Test(arguments: [(40_963, 78), (40_964, 69)])
    func `that reads ahead holds the largest head`(bytes: Int, status: Int32) async throws {
        let (end, words) = try await ended([
            "HENDIG_LOOK_AHEAD_BYTES": "\(bytes)", "HENDIG_REQUEST_LINE_BYTES": "8192",
            "HENDIG_HEADER_SECTION_BYTES": "32768",
        ])
        #expect(end == .status(status))
        #expect(
            words.contains("HENDIG_LOOK_AHEAD_BYTES must be at least the 40964 bytes")
                == (status == 78)
        )
    }

    @Test func `holds when it is set`() async throws {
        let service = Service(try Folder(), try TestDatabase())
        let serving = try await service.serve(settings: [
            "HENDIG_IDLE_SECONDS": "1", "HENDIG_HEAD_SECONDS": "1",
        ])
        let idle = Caller(port: serving.port)
        #expect(try idle.ask("GET", "/v1/health").status == 200)
        let slow = Caller(port: serving.port)
        try slow.write("GET /v1/health HTTP/1.1\r\nHo")
        #expect(try slow.answer().status == 408)
        let broken = #expect(throws: Caller.Broken.self) { try idle.answer() }
        #expect(broken?.number == 0, "the service ended it")
        #expect(try await serving.stop() == .status(0))
    }
}

@Suite struct `The lists of the Wmo` {
    private static let names = ["HENDIG_WMO_CATEGORIES", "HENDIG_WMO_STOP_REASONS"]

    @Test(arguments: [
        ("HENDIG_WMO_CATEGORIES", ","), ("HENDIG_WMO_CATEGORIES", "1"),
        ("HENDIG_WMO_CATEGORIES", "019"), ("HENDIG_WMO_CATEGORIES", "01,31"),
        ("HENDIG_WMO_CATEGORIES", "55"), ("HENDIG_WMO_CATEGORIES", "0a"),
        ("HENDIG_WMO_STOP_REASONS", ","), ("HENDIG_WMO_STOP_REASONS", "2"),
        ("HENDIG_WMO_STOP_REASONS", "20,40"), ("HENDIG_WMO_STOP_REASONS", "01"),
    ])
    func `are refused with 78 and what would be right`(name: String, value: String) async throws {
        let (end, words) = try await ended([name: value])
        #expect(end == .status(78))
        let right =
            name == Self.names[0]
            ? "codes of two digits with commas, none of them of JZ020 (31 to 38, 40 to 55)"
            : "codes with commas, of 02,19,20,21,22,23,31,32,33,34,35,36,37,38,39"
        #expect(words == "hendig: \(name) must be \(right).\n")
    }

    @Test(arguments: [
        ("HENDIG_WMO_CATEGORIES", "30, 39,56"), ("HENDIG_WMO_CATEGORIES", "00"),
        ("HENDIG_WMO_STOP_REASONS", "19"), ("HENDIG_WMO_STOP_REASONS", "02, 39,32"),
    ])
    func `are understood before there is a database`(name: String, value: String) async throws {
        let (end, words) = try await ended([name: value])
        #expect(end == .status(69))
        #expect(words.contains("database"), "\(words)")
    }

    @Test func `stand in the help with what they are by default`() async throws {
        let service = Service(try Folder(), databaseURL: "", ownerURL: "")
        let child = try service.start("help")
        #expect(try await child.ended() == .status(0))
        for (name, codes) in zip(
            Self.names,
            ["01 to 18", "02,19,20,21,22,23,31,36,37,38,39"]
        ) {
            let line = child.output.split(separator: "\n").first { $0.contains(name) }
            #expect(line?.hasSuffix("default \(codes)") == true)
        }
    }

    @Test func `hold when they are set`() async throws {
        let service = Service(try Folder(), try TestDatabase())
        let serving = try await service.serve(settings: [
            "HENDIG_WMO_CATEGORIES": "19", "HENDIG_WMO_STOP_REASONS": "20",
        ])
        let caller = try await Caller(port: serving.port, token: service.issueToken())
        // The partner is unknown, so a message that was understood ends with that.
        for (category, reason, status) in [
            ("19", "20", 409), ("18", "20", 400), ("19", "31", 400),
        ] {
            let answer = try caller.ask(
                "POST",
                "/v1/declarations",
                json: """
                    {"kind": "stop", "messageId": "P1", "agbCode": "94999997",
                     "datedOn": "2025-04-04", "products": [{"allocationNumber": 1,
                     "category": "\(category)", "productCode": "MH-04", "startedOn": "2025-04-03",
                     "endedOn": "2025-04-04", "reason": "\(reason)", "status": "1"}]}
                    """
            )
            #expect(answer.status == status, "\(answer.text)")
        }
        #expect(try await serving.stop() == .status(0))
    }
}

@Suite struct `The place to listen` {
    @Test(arguments: [
        (["HENDIG_PORT": "none"], "HENDIG_SOCKET"),
        (["HENDIG_PORT": "None"], "HENDIG_PORT"),
        (["HENDIG_PORT": "-1"], "HENDIG_PORT"),
        (["HENDIG_HOST": ","], "HENDIG_HOST"),
        (["HENDIG_SOCKET": "/" + String(repeating: "a", count: 107)], "HENDIG_SOCKET"),
        (["HENDIG_TRUSTED_PROXIES": "x"], "HENDIG_TRUSTED_PROXIES"),
        (["LISTEN_FDS": "0"], "LISTEN_FDS"), (["LISTEN_FDS": "x"], "LISTEN_FDS"),
        (["LISTEN_FDS": "65"], "LISTEN_FDS"),
        (["LISTEN_FDS": "1", "LISTEN_PID": "x"], "LISTEN_PID"),
        (["LISTEN_FDS": "1", "LISTEN_PID": "0"], "LISTEN_PID"),
    ])
    func `is refused with 78 and a sentence`(settings: [String: String], name: String) async throws
    {
        let (end, words) = try await ended(settings)
        #expect(end == .status(78))
        #expect(words.hasPrefix("hendig: \(name)") && words.hasSuffix(".\n"), "\(words)")
    }

    @Test(arguments: [
        ["HENDIG_PORT": "none", "HENDIG_SOCKET": "/" + String(repeating: "a", count: 106)],
        ["HENDIG_PORT": "65535"], ["HENDIG_HOST": "127.0.0.1, ::1,"],
        ["HENDIG_TRUSTED_PROXIES": "unix,127.0.0.1,10.0.0.0/8"],
        // Said to another process.
        ["LISTEN_FDS": "x", "LISTEN_PID": "1"],
        // Said to us, whose own place is then not asked for.
        ["LISTEN_FDS": "64", "HENDIG_PORT": "x"],
    ])
    func `is understood before there is a database`(settings: [String: String]) async throws {
        let (end, words) = try await ended(settings)
        #expect(end == .status(69))
        #expect(words.contains("database"), "\(words)")
    }

    @Test func `can be several, each on a line of its own`() async throws {
        let folder = try Folder()
        let path = "\(folder.path)/socket"
        let service = Service(folder, try TestDatabase())
        let serving = try await service.serve(settings: [
            "HENDIG_HOST": "127.0.0.1, [::1]", "HENDIG_SOCKET": path,
        ])
        let lines = try await serving.child.lines(3)
        let start = "http://[::1]:"
        #expect(lines.count == 3)
        #expect(lines[1].hasPrefix(start) && lines[1].hasSuffix("/v1"))
        #expect(lines[2] == "http://unix:\(path):/v1")
        let port = try #require(UInt16(lines[1].dropFirst(start.count).dropLast("/v1".count)))
        for place: Caller.Place in [.port(serving.port), .portOfIPv6(port), .path(path)] {
            let answer = try Caller(at: place).ask("GET", "/v1/health")
            #expect(answer.status == 200)
        }
        #expect(try await serving.stop() == .status(0))
        #expect(access(path, F_OK) != 0)
    }

    @Test func `can be a Unix socket alone`() async throws {
        let folder = try Folder()
        let path = "\(folder.path)/socket"
        let service = Service(folder, try TestDatabase())
        let settings = ["HENDIG_PORT": "none", "HENDIG_SOCKET": path]
        let child = try service.start("serve", settings: settings)
        #expect(try await child.lines(1) == ["http://unix:\(path):/v1"])
        #expect(try Caller(at: .path(path)).ask("GET", "/v1/health").status == 200)
        child.send(SIGTERM)
        #expect(try await child.ended() == .status(0))
    }

    @Test func `that was handed over goes before the others`() async throws {
        let service = Service(try Folder(), try TestDatabase())
        let socket = try HandedSocket()
        let serving = try await service.serve(on: socket, settings: ["HENDIG_PORT": "none"])
        #expect(serving.port == socket.port)
        #expect(serving.child.output.split(separator: "\n").count == 1)
        #expect(try Caller(port: socket.port).ask("GET", "/v1/health").status == 200)
        #expect(try await serving.stop() == .status(0))
        #expect(!Loopback.isClosed(socket.port), "whoever made it listens on")
    }

    @Test func `that was handed over to another is not used`() async throws {
        let service = Service(try Folder(), try TestDatabase())
        let socket = try HandedSocket()
        let serving = try await service.serve(on: socket, settings: ["LISTEN_PID": "1"])
        #expect(serving.port != socket.port)
        #expect(try await serving.stop() == .status(0))
    }

    @Test func `that was promised and is not there ends it with 69`() async throws {
        let service = Service(try Folder(), try TestDatabase())
        let child = try service.start("serve", settings: ["LISTEN_FDS": "1"])
        #expect(try await child.ended() == .status(69))
        let words = "Descriptor 3, which was handed over, is no listening stream socket."
        #expect(child.errors == "hendig: \(words)\n")
    }
}
