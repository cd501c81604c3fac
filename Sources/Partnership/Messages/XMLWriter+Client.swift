extension XMLWriter {
    /// Writes the elements of a client before what is theirs.
    ///
    /// - Source: IJW §2.3; a claim names the BSN alone (§2.5).
    mutating func client(_ client: MessageClient) {
        element("Bsn", client.bsn)
        guard let person = client.person else { return }
        self.person(person) { _ in }
    }

    /// Writes the elements of a client as an allocation names them.
    ///
    /// - Source: IJW §2.4.
    mutating func client(_ client: AllocationClient) {
        element("Bsn", client.bsn)
        person(client.person, nameUse: client.nameUse) {
            guard let surname = client.partnerSurname else { return }
            $0.name("Partnernaam", surname, prefix: client.partnerSurnamePrefix)
        }
        element("Contactgegevens") {
            for contact in client.contacts { $0.contact(contact) }
        }
    }

    /// - Parameter afterSurname: what a full name has between the surname and the given names.
    private mutating func person(
        _ person: MessageClient.Person,
        nameUse: AllocationClient.NameUse? = nil,
        afterSurname: (inout XMLWriter) -> Void
    ) {
        element("Geboortedatum") {
            $0.part("Datum", person.birthDate.text)
            $0.part("DatumGebruik", person.birthDate.unknownPart)
        }
        element("Geslacht", person.sex)
        element("Naam") {
            $0.name("Geslachtsnaam", person.surname, prefix: person.surnamePrefix)
            afterSurname(&$0)
            $0.part("Voornamen", person.givenNames)
            $0.part("Voorletters", person.initials)
            $0.part("NaamGebruik", nameUse?.rawValue)
        }
    }

    private mutating func name(_ name: StaticString, _ surname: String, prefix: String?) {
        part(name) {
            $0.part("Achternaam", surname)
            $0.part("Voorvoegsel", prefix)
        }
    }

    private mutating func contact(_ contact: AllocationClient.Contact) {
        element("Contact") {
            $0.element("Soort", contact.kind.rawValue)
            if let address = contact.address { $0.address(address) }
            if let phone = contact.phone {
                $0.element("Telefoon") {
                    $0.part("Telefoon01") {
                        $0.part("Telefoonnummer", phone.number)
                        $0.part("Landnummer", phone.countryNumber)
                    }
                }
            }
            $0.element("Emailadres", contact.emailAddress)
        }
    }

    private mutating func address(_ address: AllocationClient.Address) {
        element("Adres") {
            if let house = address.house {
                $0.part("Huis") {
                    $0.part("Huisnummer", house.number)
                    $0.part("Huisletter", house.letter)
                    $0.part("HuisnummerToevoeging", house.addition)
                    $0.part("AanduidingWoonadres", house.indication?.rawValue)
                }
            }
            $0.part("Postcode", address.postalCode)
            $0.part("Straatnaam", address.street)
            $0.part("Plaatsnaam", address.city)
            $0.part("LandCode", address.countryCode)
        }
    }
}
