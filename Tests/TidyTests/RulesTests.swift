import Testing

@Suite struct `A rule of style` {
    private func file(_ text: String, path: String = "Sources/HTTP/A.swift") -> SourceFile {
        SourceFile(path: path, text)
    }

    @Test(arguments: [
        ("let a = b!", true), ("try! run()", true), ("x as! Int", true), ("var a: Int!", true),
        ("list[0]!.name", true), ("make()!", true), ("\"\\(a!)\"", true),
        ("if !a && a != b || !(c) {", false), ("say(\"Stop!\") // now!", false), ("a!=b", false),
        ("#if !DEBUG", false), ("func `stops!`() {", false), ("#\"a \"b\"!\"#", false),
    ])
    func `finds what traps without a sentence`(line: String, isFound: Bool) {
        #expect(Rules.force(file(line)).isEmpty == !isFound, "\(line)")
    }

    @Test func `names the file and the line`() {
        let found = Rules.force(file("let a = 1\nlet b = a!\n"))
        #expect(found.count == 1 && found[0].hasPrefix("Sources/HTTP/A.swift:2: "))
    }

    @Test(arguments: [(100, 0), (101, 1)])
    func `allows 100 columns and not 101`(columns: Int, count: Int) {
        #expect(Rules.length(file(String(repeating: "ë", count: columns))).count == count)
    }

    @Test(arguments: [(400, 0), (401, 1)])
    func `allows 400 lines and not 401`(lines: Int, count: Int) {
        #expect(Rules.length(file(String(repeating: "a\n", count: lines))).count == count)
    }

    @Test(arguments: [(48, 0), (49, 1)])
    func `allows a function of 50 lines and not of 51`(lines: Int, count: Int) {
        let body = String(repeating: "    if a { b(\"}\") }\n", count: lines)
        let text = "func a(\n".dropLast() + "_ b: () -> Void = {}) {\n\(body)}\nlet c = 1\n"
        #expect(Rules.functionLength(file(String(text))).count == count)
    }

    @Test func `does not count the function of a protocol`() {
        let text = "protocol A {\n    func a()\n    init?(b: Int)\n}\nfunc b() {\n}\n"
        let extents = Functions(in: file(text)).extents()
        #expect(extents == [.init(firstLine: 4, lastLine: 5)])
    }

    @Test(arguments: [
        ("/// A thing.\npackage struct A {}", 0), ("package struct A {}", 1),
        ("/// A thing\npackage struct A {}", 1),
        ("/// A thing.\n///\n/// More\n@a\npackage let b", 0),
        ("package import HTTP", 0), ("/// A.\n@inlinable package func a()", 0),
        ("@inlinable package func a()", 1), ("package private(set) var a = 1", 1),
        ("/// Two.\npackage let a = 1\npackage let b = 2", 0),
        ("/// One.\npackage let a = 1\n\npackage let b = 2", 1),
        ("/// A.\npackage struct A {\n    package let b = 2", 1),
        ("package var description: String {", 0), ("package extension A {}", 0),
        ("let package = Package(", 0), ("case package", 0),
    ])
    func `wants one sentence above a package declaration`(text: String, count: Int) {
        #expect(Rules.documentation(file(text)).count == count, "\(text)")
    }

    @Test(arguments: [
        ("final class A: @unchecked Sendable {}", 1),
        ("// Only its loop touches it.\nfinal class A: @unchecked Sendable {}", 0),
        ("nonisolated(unsafe) var a = 1  // behind the mutex", 0),
        ("nonisolated(unsafe) var a = 1", 1), ("let a = \"@unchecked\"", 0),
    ])
    func `wants a word on what protects what is unchecked`(text: String, count: Int) {
        #expect(Rules.protection(file(text)).count == count, "\(text)")
    }

    @Test(arguments: [
        ("// A.swift", 1), ("/* a */", 1), ("/// A thing.", 0), ("// swift-tools-version: 6.2", 0),
        ("let a = 1\n// TO" + "DO: b", 1),
    ])
    func `finds headers and leftovers`(text: String, count: Int) {
        #expect(Rules.leftovers(file(text)).count == count, "\(text)")
    }

    @Test(arguments: [
        ("public struct A {}", 1), ("open class A {}", 1), ("let publicity = 1 // public", 0),
        ("func open() {}", 0),
    ])
    func `finds what is offered to nobody`(text: String, count: Int) {
        #expect(Rules.publicity(file(text)).count == count, "\(text)")
    }

    @Test(arguments: [
        ("Sources/Scoring/A.swift", "import Glibc", 1), ("Sources/HTTP/A.swift", "import JSON", 1),
        ("Sources/Postgres/A.swift", "internal import CPostgres", 0),
        ("Sources/EventLoop/A.swift", "import CPostgres", 1),
        ("Sources/Partnership/API.swift", "package import HTTP", 0),
        ("Sources/Partnership/A/B.swift", "import Scoring", 0),
        ("Sources/Partnership/A/B.swift", "import struct HTTP.Status", 1),
        ("Sources/Partnership/A/B+SQL.swift", "package import Postgres", 0),
        ("Sources/Partnership/A/B+SQL.swift", "import HTTP", 1),
        ("Sources/Partnership/A/B+HTTP+List.swift", "import JSON", 0),
        ("Sources/Unknown/A.swift", "import Glibc", 1), ("Sources/HTTP/A.swift", "let i = 1", 0),
    ])
    func `holds each place to its imports`(path: String, line: String, count: Int) {
        #expect(Imports.violations(in: file(line, path: path)).count == count, "\(path): \(line)")
    }
}
