internal import JSON

extension JSONWriter {
    /// Writes a member that is what figures rest on.
    mutating func member(_ name: StaticString, _ grounds: [FigureGround]) {
        member(name, array: { for ground in grounds { $0.ground(ground) } })
    }

    private mutating func ground(_ ground: FigureGround) {
        object {
            $0.member("source", ground.source)
            $0.member("article", ground.article)
            $0.member("figure", ground.figure)
            $0.member("formula", ground.formula)
            $0.member("inputs", array: { for input in ground.inputs { $0.input(input) } })
            $0.member("policies", ground.policies)
        }
    }

    private mutating func input(_ input: FigureGround.Input) {
        object {
            $0.member("name", input.name)
            $0.member("value", input.value)
            if let day = input.day { $0.member("day", day) }
        }
    }
}
