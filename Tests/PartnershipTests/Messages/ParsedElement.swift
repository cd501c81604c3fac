import Foundation
import FoundationXML
@testable import Partnership

/// An element as another parser than ours reads it.
struct ParsedElement: Equatable {
    let name: String
    let namespace: String
    /// What stands in it; nothing of an element with elements.
    let text: String
    let children: [ParsedElement]

    /// The root of a document.
    init(_ bytes: [UInt8]) throws {
        let document = try XMLDocument(data: Data(bytes), options: .nodePreserveWhitespace)
        guard let root = document.rootElement() else { throw CocoaError(.fileReadCorruptFile) }
        self.init(root)
    }

    private init(_ element: XMLElement) {
        name = element.localName ?? ""
        namespace = element.uri ?? ""
        children = (element.children ?? []).compactMap { $0 as? XMLElement }.map(ParsedElement.init)
        text = children.isEmpty ? element.stringValue ?? "" : ""
    }

    /// Nothing at all.
    private init() {
        (name, namespace, text, children) = ("", "", "", [])
    }

    var isThere: Bool { !name.isEmpty }

    subscript(name: String) -> ParsedElement {
        children.first { $0.name == name } ?? ParsedElement()
    }

    func all(_ name: String) -> [ParsedElement] { children.filter { $0.name == name } }

    /// The text of a child; nil when it is not there.
    func textOf(_ name: String) -> String? { children.first { $0.name == name }?.text }

    func number(_ name: String) -> Int? { textOf(name).flatMap { Int($0) } }

    func day(_ name: String) -> Day? { textOf(name).flatMap { Day($0) } }

    /// The codes that stand directly in it.
    var codes: [String] { self["RetourCodes"].all("RetourCode").map(\.text) }

    /// Every namespace used in it.
    var namespaces: Set<String> {
        children.reduce(into: [namespace]) { $0.formUnion($1.namespaces) }
    }
}
