/// A provider of care (aanbieder), partner or not, by its number in the trade register.
struct Provider: Sendable, Hashable {
    let kvkNumber: String
    let name: String
}
