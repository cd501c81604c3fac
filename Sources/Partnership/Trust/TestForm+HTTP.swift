internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let testFormRoutes = [
        Route(
            .listTestForms,
            .get,
            "/individual-tests/{individualTestId}/forms",
            query: Route.listQuery
        ) { try await $0.listTestForms() },
        Route(.submitTestForm, .post, "/individual-tests/{individualTestId}/forms") {
            try await $0.submitTestForm()
        },
        Route(.readTestResults, .get, "/individual-tests/{individualTestId}/results") {
            try await $0.readTestResults()
        },
    ]
}

extension Exchange {
    fileprivate func listTestForms() async throws -> Response {
        let phrase = try await keyPhrase()
        let test = try await testRow().identifier(0)
        try await check(phrase, of: test)
        return try await list(page(), TestFormStatement.list, TestFormStatement.count) {
            $0.add(test)
            $0.add(phrase)
        } item: {
            let id = $1.identifier(0)
            let ratings = $1.bytes(1)
            $0.object {
                $0.member("id", id)
                $0.member("ratings", raw: ratings)
                $0.member("version", 1)
            }
        }
    }

    /// Takes a form and seals it; the answer is kept nowhere.
    fileprivate func submitTestForm() async throws -> Response {
        let phrase = try await keyPhrase()
        let test = try identifier("individualTestId")
        let form = try decode(TestForm.init(reading:))
        let ratings = form.json
        return try await session.transaction { transaction in
            guard let locked = try await LockedTest(test, in: transaction) else {
                throw Problem.notFound
            }
            let found = try await transaction.run([
                Call(TestFormStatement.check) {
                    $0.add(test)
                    $0.add(phrase)
                },
                Call(TestFormStatement.count) {
                    $0.add(test)
                    $0.add(phrase)
                },
            ])
            if let row = found[0].first, !row.boolean(0) { throw Problem.otherPhrase }
            do throws(IndividualTestRefusal) {
                try form.check(
                    in: locked.state,
                    parties: Set(locked.parties.keys),
                    count: found[1][0].integer(0)
                )
            } catch {
                throw Problem(error)
            }
            let id = try await transaction.rows(TestFormStatement.insert) {
                $0.add(test)
                $0.add(utf8: ratings.padded(to: TestForm.paddedBytes))
                $0.add(phrase)
            }[0].identifier(0)
            return self.created("/individual-tests/\(test)/forms") {
                $0.object {
                    $0.member("id", id)
                    $0.member("ratings", raw: ratings)
                    // A form is filled in once.
                    $0.member("version", 1)
                }
            }
        }
    }

    /// What the forms lead to; once the test is completed, as it was sealed then.
    fileprivate func readTestResults() async throws -> Response {
        let phrase = try await keyPhrase()
        let test = try await testRow()
        let id = test.identifier(0)
        try await check(phrase, of: id)
        let results: [UInt8]
        if IndividualTest.State(test).after(.complete) == nil {
            results = try await row(IndividualTestCompletionStatement.results) {
                $0.add(id)
                $0.add(phrase)
            }.bytes(0)
        } else {
            let forms = try await session.report(TestFormStatement.open) {
                $0.add(id)
                $0.add(phrase)
            }
            results = TestResult.results(of: try forms.map(TestForm.init)).json
        }
        return json {
            $0.object {
                $0.member("id", id)
                $0.member("results", raw: results)
            }
        }
    }

    private func testRow() async throws -> Row {
        try await row(IndividualTestStatement.read, of: "individualTestId", inReach: true)
    }

    /// Refuses a phrase that does not open what is sealed of a test: 403.
    private func check(_ phrase: String, of test: Identifier) async throws {
        let rows = try await session.rows(TestFormStatement.check) {
            $0.add(test)
            $0.add(phrase)
        }
        if let row = rows.first, !row.boolean(0) { throw Problem.otherPhrase }
    }
}

extension TestForm {
    fileprivate init?(reading object: inout JSONObject) {
        guard let values = object.array("ratings", count: 1...Self.maximumRatings) else {
            return nil
        }
        self.init(reading: values, object.errors)
    }

    private init?(reading values: [JSONValue], _ errors: JSONErrors) {
        var ratings: [Rating] = []
        for value in values {
            var object = JSONObject(value, errors)
            defer { object.close() }
            let partnerId = object.identifier("partnerId")
            let answers = object.answers()
            guard let partnerId, let answers else { continue }
            if ratings.contains(where: { $0.partnerId == partnerId }) {
                object.refuse("partnerId", "format", "must not stand here twice")
            }
            ratings.append(Rating(partnerId: partnerId, answers: answers))
        }
        self.ratings = ratings.sorted { $0.partnerId < $1.partnerId }
    }

    /// A form as it was sealed.
    ///
    /// - Parameter row: of `TestFormStatement.open`.
    /// - Throws: 403 when it does not open.
    init(_ row: Row) throws {
        guard let text = row.optionalText(0) else { throw Problem.otherPhrase }
        let document = try JSONDocument(parsing: Array(text.utf8))
        guard let form = TestForm(reading: Array(document.root.elements()), JSONErrors()) else {
            preconditionFailure("a form that was sealed is a form")
        }
        self = form
    }

    /// The ratings, always in the same order.
    fileprivate var json: [UInt8] {
        var writer = JSONWriter(capacity: Self.paddedBytes)
        writer.array {
            for rating in ratings {
                $0.object {
                    $0.member("partnerId", rating.partnerId)
                    $0.member("answers", array: { for one in rating.answers { $0.element(one) } })
                }
            }
        }
        return writer.bytes
    }
}

extension JSONObject {
    /// Ten answers of 1 to 5: all or none (annex 1).
    fileprivate mutating func answers() -> [Int]? {
        guard let values = array("answers", count: 10...10) else { return nil }
        let answers = values.compactMap { $0.integer }.filter((1...5).contains)
        if answers.count < 10 {
            refuse("answers", "range", "must be ten integers from 1 to 5")
            return nil
        }
        return answers
    }
}

extension [UInt8] {
    /// The bytes of a JSON text with spaces behind it, which do not change what it says.
    func padded(to count: Int) -> [UInt8] {
        precondition(self.count <= count, "more than there is room for")
        return self + [UInt8](repeating: 0x20, count: count - self.count)
    }
}
