import Testing

@Suite struct `The files` {
    @Test(arguments: Rules.ofAllFiles.keys.sorted())
    func `keep to the rules of style`(_ name: String) throws {
        let rule = try #require(Rules.ofAllFiles[name])
        report(Repository.all.flatMap(rule))
    }

    @Test func `say in one sentence what each package declaration is`() {
        report(Repository.sources.flatMap(Rules.documentation))
    }

    @Test func `are found`() {
        #expect(Repository.sources.contains { $0.path == "Sources/HTTP/Headers.swift" })
        #expect(Repository.tests.contains { $0.path == "Tests/TidyTests/TidyTests.swift" })
        #expect(Repository.all.contains { $0.path == "Package.swift" })
    }
}

@Suite struct `The tree` {
    @Test func `has a short first page`() {
        let allowed: Set<String> = [
            "Package.swift", "Sources", "Tests", "openapi.yaml", "db", "docker-compose.yml",
            "README.md", "bin",
        ]
        let others = Repository.names(in: ".")
            .filter { !$0.hasPrefix(".") && !allowed.contains($0) }
        report(others.map { "\($0):1: stands beside what a newcomer needs" })
    }

    @Test func `of the tests mirrors that of the sources`() {
        let ofTheirOwn: Set<String> = [
            "TidyTests", "ContractTests", "Journeys", "TestSupport", "PlainServer",
        ]
        report(
            Repository.tests.compactMap { file in
                let target = file.parts[1]
                guard !ofTheirOwn.contains(target) else { return nil }
                let twin = (["Sources", target.withoutTests] + file.parts[2...].dropLast())
                    .joined(separator: "/")
                guard target.hasSuffix("Tests"), Repository.isFolder(twin) else {
                    return file.violation(0, "there is no folder \(twin)")
                }
                return nil
            }
        )
    }

    @Test func `plays every table of states against the service`() {
        let played = Repository.tests.flatMap(\.code).joined(separator: "\n")
        let tables = Repository.sources.filter { file in
            file.code.contains { $0.contains(": String, Lifecycle {") }
        }
        #expect(tables.contains { $0.name == "Application.swift" })
        report(
            tables.compactMap { file in
                let type = file.name.dropLast(".swift".count)
                return played.contains("LifecyclePlay<\(type).State>")
                    ? nil : file.violation(0, "no test plays the commands of \(type)")
            }
        )
    }

    @Test func `imports no more than each place may`() {
        report(Repository.sources.flatMap(Imports.violations))
    }
}

extension String {
    fileprivate var withoutTests: String {
        hasSuffix("Tests") ? String(dropLast("Tests".count)) : self
    }
}

/// One issue for each violation, with its file and line.
private func report(_ violations: [String]) {
    for violation in violations {
        Issue.record(Comment(rawValue: violation))
    }
}
