internal import HTTP
internal import JSON
internal import Postgres
internal import Scoring

extension API {
    static let individualTestCompletionRoutes = [
        Route(.readTestCompletion, .get, "/individual-tests/{individualTestId}/completion") {
            try await $0.read(
                IndividualTestCompletionStatement.read,
                of: "individualTestId",
                inReach: true
            ) { $0.completion($1) }
        },
        Route(.completeTest, .put, "/individual-tests/{individualTestId}/completion") {
            try await $0.completeTest()
        },
    ]
}

extension Exchange {
    fileprivate func completeTest() async throws -> Response {
        let phrase = try await keyPhrase()
        let id = try identifier("individualTestId")
        let completion = try decode(IndividualTestCompletion.init(reading:))
        return try await session.transaction { transaction in
            guard let test = try await LockedTest(id, in: transaction) else {
                throw Problem.notFound
            }
            let found = try await transaction.run([
                Call(TestFormStatement.check) {
                    $0.add(id)
                    $0.add(phrase)
                },
                Call(IndividualTestCompletionStatement.read) {
                    $0.add(id)
                    $0.addNull()
                },
            ])
            if let row = found[0].first, !row.boolean(0) { throw Problem.otherPhrase }
            return try await self.takeOnce(
                at: "/individual-tests/\(id)/completion",
                current: found[1].first,
                isSame: { IndividualTestCompletion($0) == completion },
                item: { $0.completion($1) }
            ) {
                try await self.complete(test, by: completion, phrase, in: transaction)
            }
        }
    }

    private func complete(
        _ test: LockedTest,
        by completion: IndividualTestCompletion,
        _ phrase: String,
        in transaction: Transaction
    ) async throws -> Row {
        let forms = try await transaction.rows(TestFormStatement.open) {
            $0.add(test.id)
            $0.add(phrase)
        }
        let results = TestResult.results(of: try forms.map(TestForm.init))
        let facts = try await completion.facts(of: test, results, in: transaction)
        do throws(IndividualTestRefusal) {
            try completion.check(in: test.state, facts)
        } catch {
            throw Problem(error)
        }
        let json = results.json
        // Whole blocks, so that the size of what is sealed does not tell the figures.
        let block = IndividualTestCompletion.paddedBytes
        let size = (json.count + block - 1) / block * block
        return try await completion.insert(
            of: test.id,
            json.padded(to: size),
            phrase,
            in: transaction
        )
    }
}

extension IndividualTestCompletion {
    fileprivate static let paddedBytes = 8_192
    /// As many parties as are in forty clusters.
    private static let maximumFindings = 200
    /// More than MDG I-F has members.
    private static let maximumReaders = 50

    fileprivate init?(reading object: inout JSONObject) {
        let completedOn = object.day("completedOn")
        let report = object.parsed("reportSha256", "64 lowercase hexadecimal digits") { text in
            let digits = String(copying: text)
            let isDigest = digits.utf8.allSatisfy {
                (0x30...0x39).contains($0) || (0x61...0x66).contains($0)
            }
            return isDigest && digits.utf8.count == 64 ? digits : nil
        }
        let documentReference = object.string("documentReference", length: 1...100)
        let values = object.array("findings", count: 1...Self.maximumFindings)
        var findings: [TestFinding] = []
        for value in values ?? [] {
            guard let finding = TestFinding(reading: value, object.errors) else { continue }
            if findings.contains(where: { $0.partnerId == finding.partnerId }) {
                object.errors.add(value.location, "format", "must not be of one party twice")
            }
            findings.append(finding)
        }
        let readers = Self.readers(in: &object)
        guard let completedOn, let report, let documentReference, let readers else { return nil }
        self.completedOn = completedOn
        reportSHA256 = report
        self.documentReference = documentReference
        self.findings = findings.sorted { $0.partnerId < $1.partnerId }
        self.readers = readers
    }

    private static func readers(in object: inout JSONObject) -> Readers? {
        guard var readers = object.object("readers") else { return nil }
        defer { readers.close() }
        let partnerIds = readers.distinctIdentifiers("partnerIds", count: 0...maximumReaders)
        let offices = 0...ReaderRole.allCases.count
        let roles = readers.choices("roles", count: offices, of: ReaderRole.self)
        guard let partnerIds, let roles else { return nil }
        return Readers(
            partnerIds: partnerIds.sorted(),
            roles: roles.sorted { $0.rawValue < $1.rawValue }
        )
    }
}

extension TestFinding {
    fileprivate init?(reading value: JSONValue, _ errors: JSONErrors) {
        var object = JSONObject(value, errors)
        defer { object.close() }
        let partnerId = object.identifier("partnerId")
        let intentional = object.choice("intentional", of: Band.self)
        let competential = object.choice("competential", of: Band.self)
        guard let partnerId, let intentional, let competential else { return nil }
        self.init(partnerId: partnerId, intentional: intentional, competential: competential)
    }
}

extension JSONWriter {
    /// A row of `IndividualTestCompletionStatement.read`, without the findings; its id is that of
    /// its test.
    fileprivate mutating func completion(_ row: Row) {
        let completion = IndividualTestCompletion(row)
        object {
            $0.member("id", text: row, 0)
            $0.member("completedOn", completion.completedOn)
            $0.member("reportSha256", completion.reportSHA256)
            $0.member("documentReference", completion.documentReference)
            $0.member(
                "readers",
                object: {
                    $0.member("partnerIds", completion.readers.partnerIds.map(\.description))
                    $0.member("roles", completion.readers.roles.map(\.rawValue))
                }
            )
            $0.member("createdAt", text: row, 7)
            // A test is completed once.
            $0.member("version", 1)
        }
    }
}
