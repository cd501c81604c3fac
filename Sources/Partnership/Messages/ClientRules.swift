/// Nobody is said to be older.
///
/// - Source: TR002.
private let longestLifeYears = 120

extension MessageEnvelope {
    /// What a message has wrong about its clients, by itself.
    ///
    /// - Parameter datedOn: the date of the message.
    /// - Source: CS002, CS139, TR002, TR134.
    func findings(datedOn: Day) -> [Finding] {
        clients.enumerated().flatMap { index, part in
            // A start or stop is about one client, who is more than a BSN.
            let location = part.client.person == nil ? "/clients/\(index)" : "/client"
            return part.client.findings(at: location, datedOn: datedOn)
        }
    }
}

extension MessageClient {
    fileprivate func findings(at location: String, datedOn: Day) -> [Finding] {
        var findings: [Finding] = []
        if !ElevenTest.passes(bsn) {
            findings.append(Finding(.bsnPassesElevenTest, at: location + "/bsn"))
        }
        guard let birthDate = person?.birthDate else { return findings }
        let location = location + "/birthDate"
        if !birthDate.fitsUnknownPart {
            findings.append(Finding(.birthDateFitsUnknownPart, at: location))
        }
        if birthDate.text > datedOn.description {
            findings.append(Finding(.datesNotAfterMessage, at: location))
        }
        if birthDate.isLongBefore(datedOn), !birthDate.isUnknown {
            findings.append(Finding(.birthDateWithin120Years, at: location))
        }
        return findings
    }
}

extension MessageClient.BirthDate {
    /// Days as text, `YYYY-MM-DD`, come in the order of time.
    fileprivate func isLongBefore(_ day: Day) -> Bool {
        text < "\(day.year - longestLifeYears)\(day.description.dropFirst(4))"
    }

    /// What is unknown of a date is written as a first: of the month, of the year or of 1900.
    ///
    /// - Source: CS139, COD170.
    fileprivate var fitsUnknownPart: Bool {
        switch unknownPart {
        case "1": text.hasSuffix("-01")
        case "2": text.hasSuffix("-01-01")
        case "3": isWholeUnknownDay
        default: true
        }
    }

    fileprivate var isUnknown: Bool { unknownPart == "3" && isWholeUnknownDay }

    private var isWholeUnknownDay: Bool { text == "1900-01-01" }
}
