import HTTP
@testable import Partnership
import Testing

@Suite struct `The routes` {
    private struct Served {
        let route: Route

        /// The method and the template as the document writes them.
        var name: String { "\(route.method.name) \(route.path.isEmpty ? "/" : route.path)" }
    }

    private static let served = API.routes.map(Served.init)
    private static let documented = Dictionary(
        uniqueKeysWithValues: Published.document.operations.map { ("\($0.method) \($0.path)", $0) }
    )

    @Test func `are those of the document, and each stands once`() {
        let names = Self.served.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(Set(names) == Published.contract.documentedOperations())
        #expect(API.version == Published.document.version)
    }

    @Test func `ask for the scope that the document names`() throws {
        for one in Self.served {
            let operation = try #require(Self.documented[one.name])
            let access = one.route.operation.access
            #expect(operation.scope == access.scope ?? "public", "\(one.name)")
            #expect(operation.isPublic == access.isPublic, "\(one.name)")
        }
    }

    @Test func `are silent where the document says so`() throws {
        for one in Self.served {
            let operation = try #require(Self.documented[one.name])
            #expect(operation.isSilent == one.route.isSilent, "\(one.name)")
        }
        #expect(Self.served.contains { $0.route.isSilent })
    }

    @Test func `take the query parameters that the document names`() throws {
        for one in Self.served {
            let operation = try #require(Self.documented[one.name])
            let parameters = (operation.value["parameters"]?.elements ?? [])
                .map(Published.document.resolved)
                .filter { $0["in"]?.string == "query" }
                .compactMap { $0["name"]?.string }
            #expect(Set(parameters) == Set(one.route.query), "\(one.name)")
        }
    }

    @Test func `take and give the media types that the document names`() throws {
        for one in Self.served {
            let operation = try #require(Self.documented[one.name])
            let body = operation.value["requestBody"].map(Published.document.resolved)
            let taken = body?["content"]?.members.names ?? []
            #expect(Set(taken) == Set(one.route.consumes.map(\.essence)), "\(one.name)")
            for status in operation.statuses where status == "200" || status == "201" {
                let answer = operation.value["responses"]?[status].map(Published.document.resolved)
                let given = answer?["content"]?.members.names ?? []
                #expect(Set(given) == Set(one.route.produces.map(\.essence)), "\(one.name)")
            }
        }
    }
}
