package import Partnership

extension Identifier {
    /// An identifier that nothing else has.
    package static func random() -> Identifier {
        Identifier(high: .random(in: 0...UInt64.max), low: .random(in: 0...UInt64.max))
    }
}
