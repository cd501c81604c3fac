/// The values that a path has for the parameters of its pattern.
package struct PathParameters: Hashable, Sendable {
    private let names: [String]
    private let values: [String]

    /// Values with their names, in the order of the path.
    package init(_ names: [String] = [], _ values: [String] = []) {
        precondition(names.count == values.count, "every parameter has one value")
        self.names = names
        self.values = values
    }

    /// The decoded value of a parameter; nil when the pattern has none with this name.
    package subscript(name: String) -> String? {
        for (place, known) in names.enumerated() where known == name { return values[place] }
        return nil
    }
}
