internal import JSON

extension JSONWriter {
    /// Writes a member that is the articles an answer rests on.
    mutating func member(_ name: StaticString, _ grounds: [Problem.Ground]) {
        member(
            name,
            array: {
                for ground in grounds {
                    $0.object {
                        $0.member("source", ground.source)
                        $0.member("article", ground.article)
                    }
                }
            }
        )
    }
}
