/// Which module each place may import; SwiftPM does not hold anyone to the graph it is given.
enum Imports {
    static let ofTargets: [String: Set<String>] = [
        "EventLoop": ["CLinux", "Glibc", "Synchronization"],
        "JSON": [],
        "HTTP": [],
        "HTTPServer": ["CLinux", "EventLoop", "Glibc", "HTTP", "Synchronization"],
        "Postgres": ["CPostgres", "EventLoop", "Glibc", "Synchronization"],
        "Scoring": [],
        "hendig": [
            "EventLoop", "Glibc", "HTTP", "HTTPServer", "JSON", "Partnership", "Postgres",
            "Scoring", "Synchronization",
        ],
    ]

    /// The domain sees outside only through a file with a plus.
    static let ofAspects: [String: Set<String>] = [
        "+SQL": ["Postgres"],
        "+HTTP": ["HTTP", "JSON", "Postgres"],
        "+XML": ["Foundation", "FoundationXML"],
    ]

    static let ofTheDomain: Set<String> = ["Scoring"]

    /// Files beside the features, `API.swift` and `Boundary.swift` among them, join all sides.
    static let ofTheBase: Set<String> = [
        "EventLoop", "HTTP", "JSON", "Postgres", "Synchronization",
    ]

    /// Files that need more than their place may, and why.
    static let ofFiles: [String: Set<String>] = [
        // The kept answer is a Response.
        "Sources/Partnership/Access/Idempotency+SQL.swift": ["HTTP"],
        // Sums become scores where they are read, so that nothing else ever holds them.
        "Sources/Partnership/Trust/TrustTally+HTTP.swift": ["Scoring"],
        // Messages in XML are read on threads of their own.
        "Sources/Partnership/Messages/MessageWorkers.swift": ["Dispatch", "EventLoop"],
        // What no request enters takes its ids from the loop's clock.
        "Sources/Partnership/Demo/DemoLoader+HTTP.swift": [
            "EventLoop", "HTTP", "JSON", "Postgres",
        ],
        // Groups are decided by a task of their loop, and loops take turns.
        "Sources/Partnership/Declarations/MessageTurn.swift": ["EventLoop"],
        "Sources/Partnership/Declarations/MessageWriter+SQL.swift": ["EventLoop"],
        // Bands are read and written by their names.
        "Sources/Partnership/Trust/IndividualTestCompletion+HTTP.swift": ["Scoring"],
        "Sources/Partnership/Trust/IndividualTestCompletion+SQL.swift": ["Scoring"],
        "Sources/Partnership/Trust/TestFinding+HTTP.swift": ["Scoring"],
        "Sources/Partnership/Trust/TestResult+HTTP.swift": ["Scoring"],
    ]

    static func allowed(in file: SourceFile) -> Set<String> {
        let target = file.parts.count > 1 ? file.parts[1] : ""
        guard target == "Partnership" else { return ofTargets[target] ?? [] }
        let more = ofFiles[file.path] ?? []
        if file.parts.count == 3 {
            return more.union(ofTheBase)
        }
        let aspect = ofAspects.first { aspect, _ in
            file.name.contains("\(aspect).") || file.name.contains("\(aspect)+")
        }
        return more.union(aspect?.value ?? ofTheDomain)
    }

    static func violations(in file: SourceFile) -> [String] {
        let allowed = allowed(in: file)
        return file.code.indices.compactMap { index in
            guard let module = module(importedBy: file.code[index]), !allowed.contains(module)
            else { return nil }
            let permission = allowed.isEmpty ? "nothing" : allowed.sorted().joined(separator: ", ")
            return file.violation(index, "imports \(module), but may import \(permission)")
        }
    }

    /// `package import struct HTTP.Status` gives `HTTP`.
    static func module(importedBy line: String) -> String? {
        let words = line.words
        let modifiers: Set<Substring> = [
            "package", "internal", "private", "fileprivate", "public", "testable",
            "preconcurrency", "_exported", "_implementationOnly", "_spi",
        ]
        let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "func", "var", "let"]
        guard let place = words.firstIndex(of: "import"),
            words[..<place].allSatisfy(modifiers.contains)
        else { return nil }
        return words[(place + 1)...].first { !kinds.contains($0) }.map(String.init)
    }
}
