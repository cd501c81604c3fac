internal import JSON

extension MessageClient {
    /// The client as it is sealed; never part of an answer.
    var json: [UInt8] {
        var writer = JSONWriter(capacity: 256)
        writer.object {
            $0.member("bsn", bsn)
            guard let person else { return }
            $0.member("birthDate", person.birthDate.text)
            $0.member("unknownPart", person.birthDate.unknownPart)
            $0.member("sex", person.sex)
            $0.member("surname", person.surname)
            $0.member("surnamePrefix", person.surnamePrefix)
            $0.member("givenNames", person.givenNames)
            $0.member("initials", person.initials)
        }
        return writer.bytes
    }

    /// The client that was sealed.
    ///
    /// - Returns: nil when this is not what was sealed.
    init?(json: [UInt8]) {
        guard let document = try? JSONDocument(parsing: json) else { return nil }
        var object = JSONObject(document.root, JSONErrors())
        guard let bsn = object.string("bsn", length: 9...9) else { return nil }
        self.init(bsn: bsn)
        guard object.contains("sex"), let text = object.string("birthDate", length: 10...10),
            let sex = object.string("sex", length: 1...1),
            let surname = object.string("surname", length: 1...200)
        else { return }
        let unknownPart = object.optionalString("unknownPart", length: 1...1)
        person = Person(
            birthDate: BirthDate(text: text, unknownPart: unknownPart),
            sex: sex,
            surname: surname,
            surnamePrefix: object.optionalString("surnamePrefix", length: 1...10),
            givenNames: object.optionalString("givenNames", length: 1...200),
            initials: object.optionalString("initials", length: 1...6)
        )
    }
}

extension MessageEnvelope {
    /// What is kept of the header in the clear; there is nothing personal in it.
    var headerJSON: String {
        var writer = JSONWriter(capacity: 128)
        writer.object {
            $0.member("receiver", receiver)
            $0.member("baseSchemaVersion", schemaVersions.base)
            $0.member("messageSchemaVersion", schemaVersions.message)
        }
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
