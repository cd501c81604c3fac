import HTTP
@testable import Partnership
import TestSupport
import Testing

/// Plays every command in every state of a resource, and sees whether its table is kept.
struct LifecyclePlay<State: Lifecycle> {
    let api: TestAPI
    /// Makes a resource in a state, and gives the path where that is read.
    let make: (State) async throws -> String
    /// Sends a command to the resource at a path.
    let send: (State.Command, String) async throws -> Response

    /// A command in the table leads where it says; another gets 409 with its article, and changes
    /// nothing.
    func everyCommand() async throws {
        for state in State.allCases {
            for command in State.Command.allCases {
                let path = try await make(state)
                let before = try await api.send(.get, path)
                try #require(before.json["state"].text == state.rawValue)
                let answer = try await send(command, path)
                let after = try await api.send(.get, path)
                if let next = state.after(command) {
                    #expect([200, 201].contains(answer.status.code), "\(command) when \(state)")
                    #expect(after.json["state"].text == next.rawValue, "\(command) when \(state)")
                } else {
                    #expect(answer.status == 409, "\(command) when \(state)")
                    #expect(answer.json["grounds"].count > 0, "\(command) when \(state)")
                    #expect(after.body == before.body, "\(command) when \(state)")
                }
            }
        }
    }
}
