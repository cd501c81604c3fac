internal import JSON

extension GivenAnswer {
    /// The answer as it is kept.
    ///
    /// - Returns: nil when this is not what was kept.
    init?(json: [UInt8]) {
        guard let document = try? JSONDocument(kept: json) else { return nil }
        var object = JSONObject(document.root, JSONErrors())
        guard let messageId = object.string("messageId", length: 1...12),
            let codes = object.codes()
        else { return nil }
        self.init(messageId: messageId, codes: codes)
        if object.contains("lines") {
            guard let cents = object.integer("totalGrantedCents", in: Int.min...Int.max),
                let lines = object.codesOfEach("lines")
            else { return nil }
            totalGrantedCents = cents
            self.lines = lines
        } else {
            guard let products = object.codesOfEach("products") else { return nil }
            self.products = products
        }
    }
}

extension JSONObject {
    fileprivate mutating func codes() -> [String]? {
        array("codes", count: 0...Int.max)?.compactMap(\.string)
    }

    fileprivate mutating func codesOfEach(_ name: StaticString) -> [[String]]? {
        array(name, count: 0...Int.max)?.map { value in
            var item = JSONObject(value, errors)
            return item.codes() ?? []
        }
    }
}

extension MessageEnvelope {
    /// The header as it is kept, without the clients.
    ///
    /// - Returns: nil when this is not what was kept.
    init?(headerJSON: [UInt8]) {
        guard let document = try? JSONDocument(parsing: headerJSON) else { return nil }
        var object = JSONObject(document.root, JSONErrors())
        guard let receiver = object.string("receiver"),
            let base = object.string("baseSchemaVersion"),
            let message = object.string("messageSchemaVersion")
        else { return nil }
        self.init(
            receiver: receiver,
            schemaVersions: SchemaVersions(base: base, message: message),
            clients: []
        )
    }
}

extension JSONDocument {
    /// What we wrote ourselves: as long as a message that was taken in may make it.
    convenience init(kept json: [UInt8]) throws(InputError) {
        var limits = JSONLimits.standard
        limits.bytes = .max
        limits.tokens = .max
        try self.init(parsing: json, limits: limits)
    }
}
