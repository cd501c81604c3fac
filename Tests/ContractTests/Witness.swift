import HTTP
import JSON
@testable import Partnership
import Synchronization
import TestSupport

/// Sends requests, and keeps which answers it saw and what in them the document does not have.
final class Witness: Sendable {
    private struct Notes {
        var seen: Set<String> = []
        var violations: [String] = []
        var ungrounded: Set<String> = []
    }

    let api: TestAPI
    private let notes = Mutex(Notes())

    init(_ api: TestAPI) {
        self.api = api
    }

    /// What was answered, as `GET /partners 200`.
    var seen: Set<String> { notes.withLock(\.seen) }
    /// What does not fit the document.
    var violations: [String] { notes.withLock(\.violations) }

    /// The codes of conflicts that cite no article.
    var ungrounded: Set<String> { notes.withLock(\.ungrounded) }

    /// Sends a request to a path behind the base.
    ///
    /// - Parameter isSound: whether what is sent fits the document too, if it is taken in.
    @discardableResult
    func send(
        _ method: Method,
        _ target: String,
        as sender: TestAPI.Sender = .role(.municipality),
        json: String? = nil,
        xml: [UInt8]? = nil,
        headers: Headers = [:],
        isSound: Bool = true
    ) async throws -> Response {
        let answer = try await api.send(
            method,
            API.base + target,
            as: sender,
            json: json,
            xml: xml,
            headers: headers
        )
        let path = String(target.prefix { $0 != "?" })
        guard let template = Published.contract.template(of: path) else {
            note(["\(target): no such path"])
            return answer
        }
        let status = answer.status.code
        if status == 409, answer.json["grounds"].count == 0 {
            notes.withLock { _ = $0.ungrounded.insert(answer.code ?? "none") }
        }
        notes.withLock { _ = $0.seen.insert("\(method.name) \(template) \(status)") }
        note(
            Published.contract.violations(
                method: method.name,
                path: template,
                status: status,
                mediaType: answer.headers["content-type"],
                body: answer.body
            )
        )
        if isSound, let json, status < 300 { check(json, of: method, path: template, headers) }
        return answer
    }

    /// Checks what was sent and taken in.
    private func check(_ json: String, of method: Method, path: String, _ headers: Headers) {
        let usual = method == .patch ? "application/merge-patch+json" : "application/json"
        note(
            Published.contract.requestViolations(
                method: method.name,
                path: path,
                mediaType: headers["content-type"] ?? usual,
                body: Array(json.utf8)
            )
        )
    }

    private func note(_ violations: [String]) {
        notes.withLock { $0.violations += violations }
    }
}
