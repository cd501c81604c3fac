import Glibc
import TestSupport
import Testing

@Suite struct `A service without descriptors left` {
    @Test func `goes on with who is connected and takes callers again later`() async throws {
        let service = Service(try Folder(), try TestDatabase())
        let serving = try await service.serve()
        let first = Caller(port: serving.port)
        #expect(try first.ask("GET", "/v1/health").status == 200)
        try await limit(serving, to: 3)
        // Far more than are turned away in the time that it takes to look.
        let late = (0..<10).map { _ in Caller(port: serving.port) }
        for caller in late { try? caller.begin("GET", "/v1/health") }
        for _ in 0..<3 { #expect(try first.ask("GET", "/v1/health").status == 200) }
        try await limit(serving, to: 1_024)
        let answered = late.count { (try? $0.answer())?.status == 200 }
        #expect(answered > 0, "who waited is answered when there is room")
        #expect(try Caller(port: serving.port).ask("GET", "/v1/health").status == 200)
        #expect(try await serving.stop() == .status(0))
    }

    /// Changes how many descriptors the service may have; those it has stay open.
    private func limit(_ serving: Serving, to count: Int) async throws {
        let number = try #require(serving.child.number)
        let words = ["/usr/bin/prlimit", "--pid", "\(number)", "--nofile=\(count):"]
        let change = try Child(words, environment: [:], in: Folder())
        #expect(try await change.ended() == .status(0), "\(change.errors)")
    }
}
