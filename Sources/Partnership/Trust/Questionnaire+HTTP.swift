internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let questionnaireRoutes = [
        Route(.listQuestionnaires, .get, "/questionnaires", query: Route.listQuery) {
            try await $0.listQuestionnaires()
        },
        Route(.createQuestionnaire, .post, "/questionnaires") {
            try await $0.createQuestionnaire()
        },
        Route(.readQuestionnaire, .get, "/questionnaires/{questionnaireId}") {
            try await $0.read(QuestionnaireStatement.read, of: "questionnaireId") {
                $0.questionnaire($1)
            }
        },
    ]
}

extension Exchange {
    fileprivate func listQuestionnaires() async throws -> Response {
        try await list(page(), QuestionnaireStatement.list, QuestionnaireStatement.count) {
            $0.questionnaire($1)
        }
    }

    fileprivate func createQuestionnaire() async throws -> Response {
        let questionnaire = try decode(Questionnaire.init(reading:))
        let id = newIdentifier()
        return try await write { transaction in
            let row = try await questionnaire.insert(id: id, in: transaction)
            return self.created("/questionnaires/\(id)") { $0.questionnaire(row) }
        }
    }
}

extension Questionnaire {
    fileprivate init?(reading object: inout JSONObject) {
        let source = object.string("source", length: 1...200)
        let items = object.questionnaireItems("items")
        guard let source, let items else { return nil }
        self.init(source: source, items: items)
    }
}

extension JSONObject {
    /// Every item of a form once, in whatever order.
    fileprivate mutating func questionnaireItems(_ name: StaticString) -> [Questionnaire.Item]? {
        let count = Questionnaire.itemCount
        guard let values = array(name, count: count...count) else { return nil }
        var items: [Int: Questionnaire.Item] = [:]
        for value in values {
            var object = JSONObject(value, errors)
            defer { object.close() }
            let number = object.integer("item", in: 1...count)
            let labelNl = object.string("labelNl", length: 1...500)
            let labelEn = object.string("labelEn", length: 1...500)
            guard let number, let labelNl, let labelEn else { continue }
            if items[number] != nil {
                object.refuse("item", "format", "must not stand here twice")
            }
            items[number] = Questionnaire.Item(labelNl: labelNl, labelEn: labelEn)
        }
        return items.sorted { $0.key < $1.key }.map(\.value)
    }
}

extension JSONWriter {
    /// A row of `QuestionnaireStatement.read` or `.list`; a version never changes.
    fileprivate mutating func questionnaire(_ row: Row) {
        object {
            $0.member("id", text: row, 0)
            $0.member("number", raw: row, 1)
            $0.member("source", text: row, 2)
            $0.member("items", raw: row, 3)
            $0.member("createdAt", text: row, 4)
            $0.member("version", 1)
        }
    }
}
