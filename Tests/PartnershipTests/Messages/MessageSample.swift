import Foundation
@testable import Partnership

/// A message in XML from `Tests/Corpus/messages`, where `bin/fuzz` begins too.
struct MessageSample: Sendable, CustomStringConvertible {
    let name: String
    private(set) var text: String

    var bytes: [UInt8] { Array(text.utf8) }
    var description: String { name }

    static let start = named("start")
    static let stop = named("stop")
    static let claim = named("claim")

    static let all: [MessageSample] = {
        let names = try? FileManager.default.contentsOfDirectory(atPath: folder)
        return (names ?? []).sorted().map(named)
    }()

    private static let folder: String = {
        let parts = #filePath.split(separator: "/").dropLast(3)
        return "/" + parts.joined(separator: "/") + "/Corpus/messages"
    }()

    /// The sample with a name; empty when there is none, which no test passes.
    static func named(_ name: String) -> MessageSample {
        let bytes = FileManager.default.contents(atPath: "\(folder)/\(name)") ?? Data()
        return MessageSample(name: name, text: String(decoding: bytes, as: UTF8.self))
    }

    /// The sample with each of some texts replaced; one that is not there spoils it.
    func replacing(_ old: String, _ new: String) -> MessageSample {
        var copy = self
        copy.text = text.contains(old) ? text.replacing(old, with: new) : "no \(old)"
        return copy
    }

    /// The sample with what stands in every element of a name, prefix included, replaced.
    func with(_ element: String, _ content: String) -> MessageSample {
        let parts = text.split(separator: "<\(element)>", omittingEmptySubsequences: false)
        var copy = self
        copy.text = parts.dropFirst().reduce(into: String(parts[0])) { text, part in
            let end = part.firstRange(of: "</\(element)>")?.lowerBound ?? part.endIndex
            text += "<\(element)>\(content)\(part[end...])"
        }
        if parts.count == 1 { copy.text = "no \(element)" }
        return copy
    }

    /// The sample without an element and what is in it.
    func without(_ element: String) -> MessageSample {
        let marked = with(element, "")
        return marked.replacing("<\(element)></\(element)>", "")
    }

    /// The message as it is read.
    func read(limits: MessageLimits = MessageLimits()) throws -> ReadMessage {
        try MessageReader.read(bytes, limits: limits)
    }

    /// `ok`, `other release`, or the place and code of each fault.
    func outcome(
        lists: CodeLists = CodeLists(),
        limits: MessageLimits = MessageLimits()
    ) -> [String] {
        do {
            _ = try MessageReader.read(bytes, MessageSchemas(lists), limits: limits)
            return ["ok"]
        } catch {
            switch error {
            case .otherRelease: return ["other release"]
            case .faults(let faults): return faults.map { "\($0.location) \($0.code)" }
            }
        }
    }
}
