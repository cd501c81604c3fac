internal import HTTP

extension DemoLoader {
    /// Makes the tents with who was there and what came of it, one after the other.
    ///
    /// - Returns: the ids of the tents by the place of the match that came from each.
    func makeTents(of partners: [Identifier]) async throws -> [Int: Identifier] {
        var tents: [Int: Identifier] = [:]
        for (index, tent) in demo.tents.enumerated() {
            let key = "demo-tent-\(index)"
            let id = try await make("/tents", key: key, tent.json())
            let path = "/tents/\(id)"
            for (place, body) in tent.participantsJSON(of: partners).enumerated() {
                let ownKey = "\(key)-participant-\(place)"
                _ = try await make(path + "/participants", key: ownKey, body)
            }
            try await put(path + "/outcome", tent.outcomeJSON(), orFind: 200)
            tents[tent.matchIndex] = id
        }
        return tents
    }
}
