/// What the texts of a message have filled so far, and what was made of them.
///
/// A part is made where its element ends, so that no tree of the message is ever held.
struct MessageParts {
    private var values = [ElementValue?](repeating: nil, count: MessageField.allCases.count)
    private var starts: [StartProduct] = []
    private var stops: [StopProduct] = []
    private var lines: [ClaimLine] = []
    private var clients: [MessageEnvelope.Part] = []
    private var clientItems = 0
    /// Whether no part lacked anything; a fault was told of what one lacked.
    private var isWhole = true

    /// The lines of all clients.
    var lineCount: Int { lines.count }

    mutating func fill(_ field: MessageField, with value: ElementValue) {
        values[field.rawValue] = value
    }

    /// Makes a part of what was filled in its element; nothing when something of it is missing.
    ///
    /// - Throws: what is wrong with the part as a whole, at an element in it.
    mutating func make(_ part: MessagePart) throws(MessageFault) {
        switch part {
        case .start:
            if let start { starts.append(start) } else { isWhole = false }
            endItem()
        case .stop:
            if let stop { stops.append(stop) } else { isWhole = false }
            endItem()
        case .line:
            if let line { lines.append(line) } else { isWhole = false }
            endItem()
        case .client:
            if let client {
                clients.append(.init(client: client, items: clientItems))
            } else {
                isWhole = false
            }
            clientItems = 0
            forget(MessageField.ofClient)
        case .period(let field):
            guard let from = day(.periodFrom), let until = day(.periodUntil) else {
                return forget([.periodFrom, .periodUntil])
            }
            forget([.periodFrom, .periodUntil])
            guard let period = Period(from: from, until: until) else {
                // No rule of the standard says so: we decided, because nothing else can be kept.
                throw MessageFault("/Einddatum", "range", "must not lie before Begindatum")
            }
            values[field.rawValue] = .period(period)
        }
    }

    private mutating func endItem() {
        clientItems += 1
        forget(MessageField.ofItem)
    }

    private mutating func forget(_ fields: [MessageField]) {
        for field in fields { values[field.rawValue] = nil }
    }

    // MARK: The whole

    /// The message and what it says beyond it.
    ///
    /// - Returns: nil when something is missing.
    func message(of schema: MessageSchema) -> ReadMessage? {
        guard isWhole, let messageId = text(.messageId), let agbCode = text(.sender),
            let datedOn = day(.datedOn), let receiver = text(.receiver),
            let base = text(.baseVersion), let own = text(.messageVersion)
        else { return nil }
        let message: Message
        switch schema.kind {
        case .start:
            message = .start(
                StartMessage(
                    pillar: schema.pillar,
                    messageId: messageId,
                    agbCode: agbCode,
                    datedOn: datedOn,
                    products: starts
                )
            )
        case .stop:
            message = .stop(
                StopMessage(
                    pillar: schema.pillar,
                    messageId: messageId,
                    agbCode: agbCode,
                    datedOn: datedOn,
                    products: stops
                )
            )
        case .claim:
            guard let claim = claim(schema.pillar, messageId, agbCode, datedOn) else { return nil }
            message = .claim(claim)
        }
        let envelope = MessageEnvelope(
            receiver: receiver,
            schemaVersions: .init(base: base, message: own),
            clients: clients
        )
        return ReadMessage(message: message, envelope: envelope)
    }

    private func claim(
        _ pillar: Pillar,
        _ messageId: String,
        _ agbCode: String,
        _ datedOn: Day
    ) -> ClaimMessage? {
        guard let number = text(.declarationNumber), let declaredOn = day(.declaredOn),
            let period = period(.claimPeriod), let total = integer(.totalCents),
            let sign = text(.totalSign).flatMap(DebitCredit.init(rawValue:))
        else { return nil }
        return ClaimMessage(
            pillar: pillar,
            messageId: messageId,
            agbCode: agbCode,
            datedOn: datedOn,
            declarationNumber: number,
            declaredOn: declaredOn,
            period: period,
            totalCents: total,
            debitCredit: sign,
            lines: lines
        )
    }

    // MARK: The parts

    private var start: StartProduct? {
        guard let startedOn = day(.startedOn), let status else { return nil }
        return StartProduct(
            allocationNumber: integer(.allocationNumber),
            category: text(.category),
            productCode: text(.productCode),
            allocationStartsOn: day(.allocationStartsOn),
            startedOn: startedOn,
            status: status
        )
    }

    private var stop: StopProduct? {
        guard let startedOn = day(.startedOn), let endedOn = day(.endedOn), let status,
            let reason = text(.reason).flatMap(StopReason.init(rawValue:))
        else { return nil }
        return StopProduct(
            allocationNumber: integer(.allocationNumber),
            category: text(.category),
            productCode: text(.productCode),
            allocationStartsOn: day(.allocationStartsOn),
            startedOn: startedOn,
            endedOn: endedOn,
            reason: reason,
            status: status
        )
    }

    private var line: ClaimLine? {
        guard let reference = text(.reference), let number = integer(.allocationNumber),
            let period = period(.linePeriod), let volume = integer(.volume),
            let unit = text(.unit).flatMap(CareUnit.init(rawValue:)),
            let amount = integer(.amountCents),
            let sign = text(.amountSign).flatMap(DebitCredit.init(rawValue:))
        else { return nil }
        return ClaimLine(
            reference: reference,
            previousReference: text(.previousReference),
            allocationNumber: number,
            category: text(.category),
            productCode: text(.productCode),
            period: period,
            volume: volume,
            unit: unit,
            tariffCents: integer(.tariffCents),
            amountCents: amount,
            debitCredit: sign
        )
    }

    private var client: MessageClient? {
        guard let bsn = text(.bsn) else { return nil }
        guard let birthDate = text(.birthDate), let sex = text(.sex), let surname = text(.surname)
        else { return MessageClient(bsn: bsn) }
        let person = MessageClient.Person(
            birthDate: .init(text: birthDate, unknownPart: text(.unknownPart)),
            sex: sex,
            surname: surname,
            surnamePrefix: text(.surnamePrefix),
            givenNames: text(.givenNames),
            initials: text(.initials)
        )
        return MessageClient(bsn: bsn, person: person)
    }

    private var status: DeliveryStatus? {
        text(.status).flatMap(DeliveryStatus.init(rawValue:))
    }

    // MARK: Values

    private func text(_ field: MessageField) -> String? {
        if case .text(let text) = values[field.rawValue] { text } else { nil }
    }

    private func integer(_ field: MessageField) -> Int? {
        if case .integer(let integer) = values[field.rawValue] { integer } else { nil }
    }

    private func day(_ field: MessageField) -> Day? {
        if case .day(let day) = values[field.rawValue] { day } else { nil }
    }

    private func period(_ field: MessageField) -> Period? {
        if case .period(let period) = values[field.rawValue] { period } else { nil }
    }
}

/// A message in XML as it was understood.
struct ReadMessage: Equatable, Sendable {
    let message: Message
    let envelope: MessageEnvelope
}
