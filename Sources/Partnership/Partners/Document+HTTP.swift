internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let documentRoutes = [
        Route(.listDocuments, .get, "/documents", query: Route.listQuery) {
            try await $0.listDocuments()
        },
        Route(.createDocument, .post, "/documents") { try await $0.createDocument() },
        Route(.readDocument, .get, "/documents/{documentId}") {
            try await $0.read(DocumentStatement.read, of: "documentId") { $0.document($1) }
        },
    ]
}

extension Exchange {
    fileprivate func listDocuments() async throws -> Response {
        try await list(page(), DocumentStatement.list, DocumentStatement.count) {
            $0.document($1)
        }
    }

    fileprivate func createDocument() async throws -> Response {
        let document = try decode(Document.init(reading:))
        let id = newIdentifier()
        return try await write { transaction in
            guard let row = try await document.insert(id: id, in: transaction) else {
                throw Problem(
                    409,
                    "document.reference-taken",
                    "There is already a document with this reference."
                )
                .resting(on: "PO", "2.2")
            }
            return self.created("/documents/\(id)") { $0.document(row) }
        }
    }
}

extension Document {
    fileprivate init?(reading object: inout JSONObject) {
        let reference = object.string("reference", length: 1...100)
        let title = object.string("title")
        let kind = object.choice("kind", of: Kind.self)
        let datedOn = object.day("datedOn")
        documentVersion = object.optionalString("documentVersion", length: 1...50)
        sha256 = object.optionalParsed("sha256", "64 hexadecimal digits in lower case") {
            Document.isHash($0) ? String(copying: $0) : nil
        }
        guard let reference, let title, let kind, let datedOn else { return nil }
        self.reference = reference
        self.title = title
        self.kind = kind
        self.datedOn = datedOn
    }
}

extension JSONWriter {
    /// A row of `DocumentStatement.read` or `.list`.
    fileprivate mutating func document(_ row: Row) {
        object {
            $0.member("id", text: row, 0)
            $0.member("reference", text: row, 1)
            $0.member("title", text: row, 2)
            $0.member("kind", text: row, 3)
            $0.member("datedOn", text: row, 4)
            $0.member("documentVersion", text: row, 5)
            $0.member("sha256", text: row, 6)
            $0.member("signals", raw: row, 7)
            $0.member("createdAt", text: row, 8)
            // A document that changes is another one.
            $0.member("version", 1)
        }
    }
}
