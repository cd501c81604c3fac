import Foundation
@testable import Partnership
import Testing

@Suite struct `The digest of the ballot form` {
    @Test(arguments: ["openapi.yaml", "README.md"])
    func `is published, and no other is`(name: String) throws {
        let folders = #filePath.split(separator: "/").dropLast(3)
        let path = "/" + (folders + [Substring(name)]).joined(separator: "/")
        let bytes = try #require(FileManager.default.contents(atPath: path))
        let text = String(decoding: bytes, as: UTF8.self)
        let lines = text.split(separator: "\n").filter { $0.contains("`\(BallotForm.sha256)`") }
        #expect(lines.count == 1)
    }
}
