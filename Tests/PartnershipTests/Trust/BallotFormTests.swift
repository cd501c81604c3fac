import HTTP
@testable import Partnership
import Postgres
import TestSupport
import Testing

@Suite struct `The ballot form` {
    private static let path =
        "/v1/trust-measurements/019bb1d2-5c00-7a11-9e02-3f4a5b6c7d01/ballot-form"

    private static let digest = Statement(
        "test.digest",
        """
        select encode(sha256(convert_to($1, 'UTF8')), 'hex'),
            encode(sha256(convert_to($1, 'UTF8')), 'base64')
        """
    )

    /// The digest of a text as PostgreSQL makes it.
    private static func digest(
        _ text: String,
        _ connection: BlockingConnection
    ) throws -> (hex: String, base64: String) {
        let row = try connection.rows(digest) { $0.add(text) }[0]
        return (row.text(0), row.text(1))
    }

    @Test func `is what was published, and so are its style and its script`() throws {
        let connection = try TestDatabase(.nothing).connection()
        let page = String(decoding: BallotForm.page, as: UTF8.self)
        #expect(try Self.digest(page, connection).hex == BallotForm.sha256)
        #expect(try Self.digest(BallotForm.style, connection).base64 == BallotForm.styleSha256)
        #expect(try Self.digest(BallotForm.script, connection).base64 == BallotForm.scriptSha256)
        #expect(try Self.digest(page + " ", connection).hex != BallotForm.sha256)
    }

    @Test func `has its one style and its one script between their tags, byte for byte`() {
        let page = String(decoding: BallotForm.page, as: UTF8.self)
        #expect(page.components(between: "<style>", "</style>") == [BallotForm.style])
        #expect(page.components(between: "<script>", "</script>") == [BallotForm.script])
        #expect(!page.contains(" style=") && !page.contains(" onclick="))
    }

    @Test(arguments: [
        "http:", "https:", "//", "url(", "@import", "src=", "<link", "<iframe", "<img", "action=",
    ])
    func `takes nothing from elsewhere`(sign: String) {
        let page = String(decoding: BallotForm.page, as: UTF8.self)
        let lines = page.split(separator: "\n").filter { $0.contains(sign) }
        // A comment of the script stands alone on its line.
        let others = lines.filter { !$0.drop(while: { $0 == " " }).hasPrefix("// ") }
        #expect(others == [])
    }

    @Test(arguments: [
        "localStorage", "sessionStorage", "indexedDB", "cookie", "caches", "serviceWorker",
        "innerHTML", "outerHTML", "insertAdjacent", "document.write", "eval", "Function(",
        "sendBeacon", "console.",
    ])
    func `keeps nothing, and makes nothing of text but text`(word: String) {
        #expect(!BallotForm.script.contains(word))
    }

    @Test func `asks for two things beside itself`() {
        let asked = BallotForm.script.components(between: "fetch(\"", "\"")
        #expect(asked == ["ballots", "questionnaire"])
        #expect(BallotForm.script.components(between: "credentials: \"", "\"") == ["omit", "omit"])
        #expect(
            BallotForm.script.components(between: "cache: \"", "\"") == ["no-store", "no-store"]
        )
    }

    @Test func `is served to anyone, to be neither kept nor framed nor told of`() async throws {
        try await withSharedAPI { api in
            let answer = try await api.send(.get, Self.path, as: .nobody)
            #expect(answer.status == 200)
            #expect(answer.body == BallotForm.page)
            #expect(answer.headers["content-type"] == "text/html; charset=utf-8")
            #expect(answer.headers["cache-control"] == "no-store")
            #expect(answer.headers["referrer-policy"] == "no-referrer")
            #expect(answer.headers["cross-origin-opener-policy"] == "same-origin")
            let policy = try #require(answer.headers["content-security-policy"])
            #expect(
                policy.split(separator: "; ").map(String.init) == [
                    "default-src 'none'", "script-src 'sha256-\(BallotForm.scriptSha256)'",
                    "style-src 'sha256-\(BallotForm.styleSha256)'", "connect-src 'self'",
                    "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
                    "require-trusted-types-for 'script'", "trusted-types 'none'",
                ]
            )
        }
    }

    @Test func `is tagged with its digest`() async throws {
        try await withSharedAPI { api in
            let tag = "\"\(BallotForm.sha256)\""
            let answer = try await api.send(.get, Self.path, as: .nobody)
            #expect(answer.headers["etag"] == tag)
            let again = try await api.send(
                .get,
                Self.path,
                as: .nobody,
                headers: ["If-None-Match": tag]
            )
            #expect(again.status == 304)
            #expect(again.body == [])
        }
    }

    @Test func `is the same whatever the round, and is nowhere else`() async throws {
        try await withSharedAPI { api in
            for (path, status) in [
                (Self.path.replacing("7d01", with: "7d02"), 200),
                (Self.path.replacing("019bb1d2-", with: ""), 404),
                (Self.path + "?ticket=1", 400),
            ] {
                let answer = try await api.send(.get, path, as: .nobody)
                #expect(answer.status.code == status)
                #expect((answer.body == BallotForm.page) == (status == 200))
            }
        }
    }

    @Test(arguments: [("text/html,application/xml;q=0.9,*/*;q=0.8", 200), ("image/png", 406)])
    func `comes as browsers ask for it`(accept: String, status: Int) async throws {
        try await withSharedAPI { api in
            let answer = try await api.send(
                .get,
                Self.path,
                as: .nobody,
                headers: ["Accept": accept]
            )
            #expect(answer.status.code == status)
        }
    }
}

extension String {
    /// What stands between each opening and the closing that follows it.
    fileprivate func components(between opening: String, _ closing: String) -> [String] {
        split(separator: opening, omittingEmptySubsequences: false).dropFirst().compactMap { part in
            part.firstRange(of: closing).map { String(part[..<$0.lowerBound]) }
        }
    }
}
