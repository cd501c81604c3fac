import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct `An application and its commands` {
    @Test func `keep to the table, and what is not in it changes nothing`() async throws {
        try await withAPI { api in
            let house = House(api)
            let window = try await house.open()
            let play = LifecyclePlay<Application.State>(api: api) { state in
                "/v1/applications/\(try await house.application(in: state, of: window))"
            } send: { command, path in
                let read = try await api.send(.get, path)
                let id = try #require(read.json["id"].text.flatMap { Identifier($0) })
                // Another decision than the one that was made, which would be answered again.
                let (part, body) =
                    switch command {
                    case .recordIntake: ("intake", House.intake)
                    case .admit: ("decision", House.admission.replacing("0112", with: "0114"))
                    case .refuse: ("decision", House.refusal.replacing("0113", with: "0115"))
                    }
                let isThere = try await api.send(.get, "\(path)/\(part)").status == 200
                let headers: Headers = isThere ? ["If-Match": "*"] : ["If-None-Match": "*"]
                return try await house.put(part, of: id, body, headers: headers)
            }
            try await play.everyCommand()
        }
    }
}
