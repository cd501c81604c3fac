import Foundation
import JSON
@testable import Partnership

/// The document at the root of the project, read once.
enum Published {
    static let bytes: [UInt8] = {
        let folders = #filePath.split(separator: "/").dropLast(3)
        let path = "/" + folders.joined(separator: "/") + "/openapi.yaml"
        return [UInt8](FileManager.default.contents(atPath: path) ?? Data())
    }()

    /// The document; one without any path when it cannot be read, which its tests tell.
    static let document = (try? OpenAPIDocument(yaml: bytes)) ?? Self.empty
    static let contract = Contract(document)

    private static let empty: OpenAPIDocument = {
        guard let document = try? OpenAPIDocument(yaml: Array("paths: {}\n".utf8)) else {
            preconditionFailure("the smallest document is read")
        }
        return document
    }()
}

/// A document of one schema, `Value`, for tests of the checker itself.
func schema(_ yaml: String) throws -> Schema {
    let document = try OpenAPIDocument(yaml: Array(yaml.utf8))
    return Schema(.mapping(document.root["Value"]?.members ?? YAMLMapping()), in: document)
}

func value(_ json: String) throws -> JSONValue {
    try JSONDocument(parsing: Array(json.utf8)).root
}
