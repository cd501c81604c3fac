internal import JSON

extension AllocationClient {
    /// The most addresses of one client; the standard names no maximum.
    private static let maximumContacts = 10

    /// The client as it is sealed, and as those read it who may.
    var json: [UInt8] {
        var writer = JSONWriter(capacity: 512)
        write(to: &writer)
        return writer.bytes
    }

    /// The client that was sealed.
    ///
    /// - Returns: nil when this is not what was sealed.
    init?(json: [UInt8]) {
        guard let document = try? JSONDocument(parsing: json) else { return nil }
        let errors = JSONErrors()
        var object = JSONObject(document.root, errors)
        self.init(reading: &object)
        object.close()
        guard errors.isEmpty else { return nil }
    }

    /// The client as its case system tells it; every error at once.
    init?(reading object: inout JSONObject) {
        let bsn = object.parsed("bsn", "nine digits that pass the eleven-test (CS002)") { text in
            let digits = String(copying: text)
            return ElevenTest.passes(digits) ? digits : nil
        }
        let person = MessageClient.Person(reading: &object)
        partnerSurname = object.optionalString("partnerSurname")
        partnerSurnamePrefix = object.optionalString("partnerSurnamePrefix", length: 1...10)
        let nameUse: NameUse? = object.choice("nameUse")
        let values = object.array("contacts", count: 1...Self.maximumContacts)
        let contacts = values?.compactMap { value in
            var contact = JSONObject(value, object.errors)
            defer { contact.close() }
            return Contact(reading: &contact)
        }
        if partnerSurname == nil, partnerSurnamePrefix != nil {
            object.refuse("partnerSurnamePrefix", "unexpected", "goes with a partnerSurname")
        }
        if partnerSurname == nil, let nameUse, nameUse != .ownName {
            object.refuse("nameUse", "CS050", "must be 1 without a partnerSurname")
        }
        guard let bsn, let person, let nameUse, let contacts, contacts.count == values?.count
        else { return nil }
        self.bsn = bsn
        self.person = person
        self.nameUse = nameUse
        self.contacts = contacts
    }

    func write(to writer: inout JSONWriter) {
        writer.object {
            $0.member("bsn", bsn)
            person.writeMembers(to: &$0)
            $0.member("partnerSurname", partnerSurname)
            $0.member("partnerSurnamePrefix", partnerSurnamePrefix)
            $0.member("nameUse", nameUse.rawValue)
            $0.member("contacts", array: { for contact in contacts { contact.write(to: &$0) } })
        }
    }
}

extension MessageClient.Person {
    fileprivate init?(reading object: inout JSONObject) {
        let birthDate = object.day("birthDate")
        let unknownPart = object.optionalParsed("unknownPart", "1, 2 or 3") { text in
            text.count == 1 && (0x31...0x33).contains(text[0]) ? String(copying: text) : nil
        }
        let sex = object.parsed("sex", "0, 1 or 2") { text in
            text.count == 1 && (0x30...0x32).contains(text[0]) ? String(copying: text) : nil
        }
        let surname = object.string("surname")
        let surnamePrefix = object.optionalString("surnamePrefix", length: 1...10)
        let givenNames = object.optionalString("givenNames")
        let initials = object.optionalParsed("initials", "1 to 6 letters, without dots") { text in
            let letters = String(copying: text)
            return (1...6).contains(letters.unicodeScalars.count)
                && letters.unicodeScalars.allSatisfy(Self.isInitial) ? letters : nil
        }
        if let birthDate, !Self.agrees(birthDate, unknownPart) {
            object.refuse("unknownPart", "CS139", "what is unknown of a date is its first day")
        }
        guard let birthDate, let sex, let surname else { return nil }
        self.init(
            birthDate: .init(text: birthDate.description, unknownPart: unknownPart),
            sex: sex,
            surname: surname,
            surnamePrefix: surnamePrefix,
            givenNames: givenNames,
            initials: initials
        )
    }

    /// - Source: the pattern of LDT_Voorletters.
    private static func isInitial(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x41...0x5A, 0x61...0x7A, 0xC0...0x1EF3: true
        default: false
        }
    }

    /// - Source: CS139.
    private static func agrees(_ day: Day, _ unknownPart: String?) -> Bool {
        switch unknownPart {
        case "1": day.day == 1
        case "2": day.day == 1 && day.month == 1
        case "3": day == .first
        default: true
        }
    }

    fileprivate func writeMembers(to writer: inout JSONWriter) {
        writer.member("birthDate", birthDate.text)
        writer.member("unknownPart", birthDate.unknownPart)
        writer.member("sex", sex)
        writer.member("surname", surname)
        writer.member("surnamePrefix", surnamePrefix)
        writer.member("givenNames", givenNames)
        writer.member("initials", initials)
    }
}

extension AllocationClient.Contact {
    fileprivate init?(reading object: inout JSONObject) {
        let kind: Kind? = object.choice("kind")
        if var part = object.optionalObject("address") {
            address = AllocationClient.Address(reading: &part)
            part.close()
        }
        if var part = object.optionalObject("phone") {
            phone = AllocationClient.Phone(reading: &part)
            part.close()
        }
        emailAddress = object.optionalString("emailAddress", length: 1...80)
        if kind == .registered || kind == .residence, address == nil {
            object.refuse("address", "CD034", "is needed for kinds 01 and 03")
        }
        guard let kind else { return nil }
        self.kind = kind
    }

    fileprivate func write(to writer: inout JSONWriter) {
        writer.object {
            $0.member("kind", kind.rawValue)
            $0.name("address")
            if let address { address.write(to: &$0) } else { $0.null() }
            $0.name("phone")
            if let phone { phone.write(to: &$0) } else { $0.null() }
            $0.member("emailAddress", emailAddress)
        }
    }
}

extension AllocationClient.Address {
    fileprivate init(reading object: inout JSONObject) {
        var hasHouse = false
        if var part = object.optionalObject("house") {
            hasHouse = true
            house = AllocationClient.House(reading: &part)
            part.close()
        }
        postalCode = object.optionalString("postalCode", length: 1...8)
        street = object.optionalString("street", length: 1...24)
        city = object.optionalString("city", length: 1...80)
        countryCode = object.optionalParsed("countryCode", "two capitals (ISO 3166)") { text in
            text.count == 2 && (0..<2).allSatisfy { (0x41...0x5A).contains(text[$0]) }
                ? String(copying: text) : nil
        }
        if (postalCode == nil) != (countryCode == nil) {
            object.refuse("countryCode", "CD005", "goes with a postalCode, and only with one")
        }
        guard countryCode == "NL" else { return }
        if !hasHouse {
            object.refuse("house", "CD025", "is needed in the Netherlands")
        }
        if let postalCode, !Self.isDutch(postalCode) {
            object.refuse("postalCode", "CS089", "must be four digits and two capitals")
        }
    }

    private static func isDutch(_ postalCode: String) -> Bool {
        let text = Array(postalCode.utf8)
        return text.count == 6 && (0x31...0x39).contains(text[0])
            && text[1..<4].allSatisfy { (0x30...0x39).contains($0) }
            && text[4...].allSatisfy { (0x41...0x5A).contains($0) }
    }

    fileprivate func write(to writer: inout JSONWriter) {
        writer.object {
            $0.name("house")
            if let house { house.write(to: &$0) } else { $0.null() }
            $0.member("postalCode", postalCode)
            $0.member("street", street)
            $0.member("city", city)
            $0.member("countryCode", countryCode)
        }
    }
}

extension AllocationClient.House {
    fileprivate init?(reading object: inout JSONObject) {
        let number = object.integer("number", in: 0...99_999)
        letter = object.optionalString("letter", length: 1...1)
        addition = object.optionalString("addition", length: 1...4)
        indication = object.optionalChoice("indication")
        guard let number else { return nil }
        self.number = number
    }

    fileprivate func write(to writer: inout JSONWriter) {
        writer.object {
            $0.member("number", number)
            $0.member("letter", letter)
            $0.member("addition", addition)
            $0.member("indication", indication?.rawValue)
        }
    }
}

extension AllocationClient.Phone {
    fileprivate init?(reading object: inout JSONObject) {
        let number = object.parsed("number", "1 to 15 digits") { text in
            (1...15).contains(text.count)
                && (0..<text.count).allSatisfy { (0x30...0x39).contains(text[$0]) }
                ? String(copying: text) : nil
        }
        let countryNumber = object.string("countryNumber", length: 1...4)
        guard let number, let countryNumber else { return nil }
        self.init(number: number, countryNumber: countryNumber)
    }

    fileprivate func write(to writer: inout JSONWriter) {
        writer.object {
            $0.member("number", number)
            $0.member("countryNumber", countryNumber)
        }
    }
}
