import Postgres
import TestSupport
import Testing

@Suite struct `Whoever has all of a machine but the vault key` {
    private static let vaultKey = String(repeating: "5e", count: 32)

    /// A service of which every answer about clients is kept.
    private struct Town {
        let port: UInt16
        let token: String
        let caller: Caller
        let relay: Caller
        let agbCode: String
        static let first = 100_001

        init(_ service: Service, _ port: UInt16) async throws {
            self.port = port
            token = try await service.issueToken()
            caller = Caller(port: port, token: token)
            relay = try await Caller(port: port, token: service.issueToken("case-system"))
            let setting = try Setting(caller)
            agbCode = setting.agbCode
            for place in PersonalTraces.all.indices { try setting.allocate(Self.first + place) }
        }

        /// Names every client, and asks who they are, as those who may.
        func name() throws {
            for (place, traces) in PersonalTraces.all.enumerated() {
                let path = "/v1/cases/case-\(Self.first + place)/client"
                let none = ["If-None-Match: *"]
                let made = try relay.ask("PUT", path, json: traces.client, fields: none)
                #expect(made.status == 201, "\(made.text)")
                #expect(try caller.ask("GET", path).text.contains(traces.bsn))
                let wrong = traces.client.replacing(traces.bsn, with: traces.bsn + "1")
                #expect(try relay.ask("PUT", path, json: wrong, fields: none).status == 400)
            }
        }

        /// Has care start by messages that name the clients, where those are taken.
        func start() throws {
            let contract = try caller.ask("GET", "/v1/openapi.yaml").text
            guard contract.contains("application/xml") else { return }
            for (place, traces) in PersonalTraces.all.enumerated() {
                let number = Town.first + place
                let start = traces.start("S\(place)", agbCode: agbCode, allocation: number)
                #expect(try post(start) == 201)
                for broken in traces.brokenStarts(agbCode: agbCode, allocation: number) {
                    #expect(try [400, 415].contains(post(broken)))
                }
            }
        }

        private func post(_ text: String) throws -> Int {
            let caller = Caller(port: port)
            try caller.write(
                """
                POST /v1/declarations HTTP/1.1\r
                Host: 127.0.0.1\r
                Authorization: Bearer \(token)\r
                Content-Type: application/xml\r
                Content-Length: \(text.utf8.count)\r
                \r
                \(text)
                """
            )
            return try caller.answer().status
        }

        func erase(_ place: Int) throws -> Int {
            try caller.ask(
                "PUT",
                "/v1/cases/case-\(Self.first + place)/erasure",
                json: #"{"decidedOn": "2026-01-05", "documentReference": "AVG-1"}"#,
                fields: ["If-None-Match: *"]
            ).status
        }
    }

    @Test func `learns of no client who that is`() async throws {
        let folder = try Folder()
        let cluster = try await Cluster.startTalkative(in: folder)
        let address = cluster.superuserURL
        let connection = try BlockingConnection(address)
        let service = Service(
            folder,
            databaseURL: cluster.databaseURL,
            ownerURL: cluster.ownerURL
        )
        let key = ["HENDIG_VAULT_KEY": Self.vaultKey]
        let serving = try await service.serve(settings: key)
        let town = try await Town(service, serving.port)
        try town.name()
        try town.start()
        // Care that runs is stopped before its case is erased; none of the others was started.
        #expect([201, 409].contains(try town.erase(0)))
        let verified = try service.start("ledger", "verify")
        #expect(try await verified.ended() == .status(0), "\(verified.errors)")
        #expect(try await serving.stop() == .status(0))
        let needles = (PersonalTraces.all.flatMap(\.needles) + [Self.vaultKey]).map {
            Array($0.utf8)
        }
        let log = serving.child.errors
        #expect(log.contains("replaceCaseClient"))
        #expect(PersonalTraces.numbers(in: log) == [])
        let spoils = try await Spoils(of: cluster, address, serviceLog: log, in: folder)
        #expect(try await spoils.countLines(with: "checked_key($2)", in: "log") > 0)
        #expect(try await spoils.countLines(with: "case-100001", in: "dump") > 0)
        #expect(try await spoils.finds(needles) == [:])
        // The same search finds a client where one leaks: so it could have found them.
        try connection.run(
            script: "create table leak as select '\(PersonalTraces.all[1].bsn)'::text"
        )
        let leak = try await Spoils(
            of: cluster,
            address,
            serviceLog: PersonalTraces.all[2].surname,
            in: folder
        ).finds(needles)
        #expect(Set(leak.keys).isSuperset(of: ["dump", "wal", "pages", "log", "service"]))
        try await cluster.stop()
    }
}

@Suite struct `The vault key of a service` {
    private static let key = String(repeating: "5e", count: 32)

    @Test func `opens what it sealed, after a restart too, and no other does`() async throws {
        let service = Service(try Folder(), try TestDatabase())
        let path = "/v1/cases/case-100001/client"
        for (key, status, code) in [
            (Self.key, 201, nil), (Self.key.uppercased(), 200, nil), ("", 503, "vault.no-key"),
            (String(repeating: "5f", count: 32), 503, "vault.other-key"),
        ] as [(String, Int, String?)] {
            let serving = try await service.serve(settings: ["HENDIG_VAULT_KEY": key])
            let relay = try await Caller(
                port: serving.port,
                token: service.issueToken("case-system")
            )
            if status == 201 {
                let token = try await service.issueToken()
                try Setting(Caller(port: serving.port, token: token)).allocate(100_001)
                let made = try relay.ask(
                    "PUT",
                    path,
                    json: PersonalTraces.all[0].client,
                    fields: ["If-None-Match: *"]
                )
                #expect(made.status == 201, "\(made.text)")
            } else {
                let read = try relay.ask("GET", path)
                #expect(read.status == status && read.json["code"].text == code)
                #expect(read.text.contains(PersonalTraces.all[0].bsn) == (status == 200))
            }
            #expect(try await serving.stop() == .status(0))
        }
    }

    @Test(arguments: [
        ("HENDIG_VAULT_KEY", String(key.dropLast())), ("HENDIG_VAULT_KEY", key + "0"),
        ("HENDIG_VAULT_KEY", "x" + key.dropFirst()), ("HENDIG_MUNICIPALITY", "189"),
        ("HENDIG_MUNICIPALITY", "18940"), ("HENDIG_MUNICIPALITY", "١٨٩٤"),
    ])
    func `and its municipality end it with 78 when they are wrong`(
        name: String,
        value: String
    ) async throws {
        let place = "host=/nowhere dbname=hendig"
        let service = Service(try Folder(), databaseURL: place, ownerURL: place)
        let child = try service.start("serve", settings: [name: value])
        #expect(try await child.ended() == .status(78))
        #expect(child.errors.hasPrefix("hendig: \(name) must be "))
        #expect(!child.errors.contains(String(Self.key.prefix(20))))
    }
}
