/// What a caller wants to receive (RFC 9110 §12.5.1).
package struct Accept: Hashable, Sendable {
    private struct Choice: Hashable {
        let type: String
        let subtype: String
        let parameters: [MediaType.Parameter]
        let quality: Int

        /// How closely it describes a type; nil when it does not.
        func precision(for offer: MediaType) -> Int? {
            if type == "*" { return 0 }
            guard type == offer.type else { return nil }
            if subtype == "*" { return 1 }
            guard subtype == offer.subtype, parameters.allSatisfy(offer.parameters.contains)
            else { return nil }
            return 2 + parameters.count
        }
    }

    private let choices: [Choice]

    /// Reads the field; nil when it is malformed.
    ///
    /// An empty list asks for nothing in particular, like a field that is not there.
    package init?(_ text: String) {
        var reader = FieldReader(text)
        var choices: [Choice] = []
        reader.takeCommas()
        while !reader.isAtEnd {
            guard let choice = Self.choice(&reader), choices.count < Limits.listMembers
            else { return nil }
            choices.append(choice)
            reader.skipBlanks()
            guard reader.isAtEnd || reader.take(Octet.comma) else { return nil }
            reader.takeCommas()
        }
        self.choices = choices
    }

    /// The best of the types we can make; of equals the first.
    ///
    /// - Returns: nil when the caller takes none of them: a 406.
    package func preferred(of offers: [MediaType]) -> MediaType? {
        if choices.isEmpty { return offers.first }
        var best: (offer: MediaType, quality: Int)?
        for offer in offers {
            let quality = quality(of: offer)
            if quality > best?.quality ?? 0 { best = (offer, quality) }
        }
        return best?.offer
    }

    /// The weight in thousandths that the closest description gives a type.
    private func quality(of offer: MediaType) -> Int {
        var closest = (precision: -1, quality: 0)
        for choice in choices {
            guard let precision = choice.precision(for: offer) else { continue }
            if precision > closest.precision { closest = (precision, choice.quality) }
        }
        return closest.quality
    }

    private static func choice(_ reader: inout FieldReader) -> Choice? {
        guard let (type, subtype) = MediaType.names(&reader), type != "*" || subtype == "*"
        else { return nil }
        var parameters: [MediaType.Parameter] = []
        var weight: Int?
        while reader.takeSeparator(Octet.semicolon) {
            guard let parameter = MediaType.parameter(&reader) else { return nil }
            if weight != nil { continue }
            if parameter.name == "q" {
                guard let quality = Self.quality(parameter.value) else { return nil }
                weight = quality
            } else {
                parameters.append(parameter)
            }
        }
        return Choice(
            type: type,
            subtype: subtype,
            parameters: parameters,
            quality: weight ?? 1_000
        )
    }

    /// Reads a weight into thousandths (RFC 9110 §12.4.2); nil when it is malformed.
    private static func quality(_ text: String) -> Int? {
        let digits = Array(text.utf8)
        guard let first = digits.first, first == 0x30 || first == 0x31, digits.count <= 5,
            digits.count == 1 || digits[1] == Octet.dot
        else { return nil }
        var quality = Int(first - 0x30) * 1_000
        var unit = 100
        for digit in digits.dropFirst(2) {
            guard Octet.isDigit(digit) else { return nil }
            quality += Int(digit - 0x30) * unit
            unit /= 10
        }
        return quality <= 1_000 ? quality : nil
    }
}

extension Request {
    /// The best of the types we can make for this caller, the first when it does not say.
    ///
    /// - Returns: nil when it takes none of them or its Accept is malformed: a 406.
    package func preferred(of offers: [MediaType]) -> MediaType? {
        guard let text = header("accept") else { return offers.first }
        return Accept(text)?.preferred(of: offers)
    }

    /// The media type of the content; nil when there is none or it is malformed.
    package var contentType: MediaType? {
        header("content-type").flatMap(MediaType.init)
    }
}
