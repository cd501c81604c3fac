internal import JSON

extension Provider {
    /// Reads the two members of a provider from an object that may have more.
    init?(reading object: inout JSONObject) {
        let kvkNumber = object.digits("kvkNumber", count: 8, "8 digits")
        let name = object.string("name")
        if let name, !Partner.isName(name) {
            object.refuse("name", "format", "must start with a letter or a digit")
        }
        guard let kvkNumber, let name else { return nil }
        self.kvkNumber = kvkNumber
        self.name = name
    }
}
