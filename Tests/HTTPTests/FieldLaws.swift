@testable import HTTP

/// What holds for any text in a target or in the value of a header field.
enum FieldLaws {
    static func check(_ bytes: [UInt8]) throws(Violation) {
        let text = String(decoding: bytes, as: UTF8.self)
        try checkMediaType(text)
        try checkAccept(text)
        try checkEntityTags(text)
        try checkTrace(text)
        try checkQuery(bytes)
        try checkTarget(text)
        try checkAuthority(bytes)
        try checkAnswer(text)
        try checkDate(bytes)
    }

    private static func checkMediaType(_ text: String) throws(Violation) {
        guard let type = MediaType(text) else { return }
        let again = MediaType(type.description)
        try Violation.unless(again == type, "\(type) is read as \(String(describing: again))")
        let isLower = type.essence.utf8.allSatisfy { $0 == Octet.lowered($0) }
        try Violation.unless(isLower, "\(type) is not in lower case")
    }

    private static func checkAccept(_ text: String) throws(Violation) {
        let offers = [MediaType.json, .csv, .problem]
        let accept = Accept(text)
        if let best = accept?.preferred(of: offers) {
            try Violation.unless(offers.contains(best), "\(best) was not offered")
        }
        // RFC 9110 §5.6.1.2: empty members of a list count for nothing.
        try Violation.unless(Accept(", " + text) == accept, "a comma before it is not the same")
        if accept != nil {
            try Violation.unless(Accept(text + " ,") == accept, "a comma after it is not the same")
        }
    }

    private static func checkEntityTags(_ text: String) throws(Violation) {
        if let tag = EntityTag(parsing: text) {
            try Violation.unless(tag.description == text, "\(text) became \(tag)")
            try Violation.unless(tag.matchesWeakly(tag), "\(tag) is not itself")
            let isStrong = tag.matchesStrongly(tag)
            try Violation.unless(isStrong == !tag.isWeak, "\(tag) is strong: \(isStrong)")
        }
        guard let condition = EntityTagCondition(text) else { return }
        guard case .list(let tags) = condition else {
            try Violation.unless(text.utf8.contains(UInt8(ascii: "*")), "\(text) became *")
            return
        }
        let again = EntityTagCondition(tags.map(\.description).joined(separator: ", "))
        try Violation.unless(again == condition, "\(tags) is read as \(String(describing: again))")
        try Violation.unless(1...Limits.listMembers ~= tags.count, "\(tags.count) tags")
        try Violation.unless(!condition.holdsForNoneMatch(tags[0]), "\(tags[0]) is not in its list")
    }

    private static func checkTrace(_ text: String) throws(Violation) {
        guard let trace = TraceContext(text) else { return }
        let again = TraceContext(trace.description)
        try Violation.unless(again == trace, "\(trace) is read as \(String(describing: again))")
        let isSame = text.utf8.dropFirst(3).starts(with: "\(trace.traceId)-\(trace.spanId)-".utf8)
        try Violation.unless(
            isSame && trace.description.utf8.count == 55,
            "\(text) became \(trace)"
        )
    }

    private static func checkQuery(_ bytes: [UInt8]) throws(Violation) {
        guard let query = try? Query(bytes.span) else { return }
        try Violation.unless(query.items.count <= Limits.queryItems, "\(query.items.count) items")
        let again = try? Query(Array(escaped(query).utf8).span)
        try Violation.unless(again == query, "\(query) is read as \(String(describing: again))")
        for item in query.items {
            let isFound = query.values(item.name).contains(item.value) && query[item.name] != nil
            try Violation.unless(isFound, "\(item) is not found")
        }
    }

    private static func checkTarget(_ text: String) throws(Violation) {
        guard let target = try? Target(text) else { return }
        let isClean = !target.segments.contains { $0 == "." || $0 == ".." || $0.contains("\0") }
        try Violation.unless(isClean && !target.segments.isEmpty, "\(target) is no clean path")
        let path = target.segments.map { "/" + escaped($0) }.joined()
        let again = try? Target(path + "?" + escaped(target.query))
        try Violation.unless(again == target, "\(target) is read as \(String(describing: again))")
    }

    private static func checkAuthority(_ bytes: [UInt8]) throws(Violation) {
        guard Authority.isValid(bytes.span, 0, bytes.count) else { return }
        let isClean = !bytes.contains { $0 <= 0x20 || $0 >= 0x7F || "/?#@\\".utf8.contains($0) }
        try Violation.unless(isClean && bytes.count <= Limits.hostBytes, "\(bytes) is no host")
    }

    /// No text can break out of the line it is written on.
    private static func checkAnswer(_ text: String) throws(Violation) {
        for headers: Headers in [["X": text], [text: "x"]] {
            let response = Response(200, headers: headers)
            var output: [UInt8] = []
            guard let writer = try? ResponseWriter() else { continue }
            let date = HTTPDate(secondsSince1970: 0)
            guard (try? writer.write(response, date: date, keepsAlive: true, into: &output)) != nil
            else {
                try Violation.unless(output.isEmpty, "an answer that was half written")
                continue
            }
            let lines = output.split(separator: 10, omittingEmptySubsequences: false)
            let isWhole =
                5...6 ~= lines.count && lines.last == []
                && lines.dropLast().allSatisfy { $0.last == 13 && $0.count { $0 == 13 } == 1 }
            try Violation.unless(isWhole, "\(text) broke out of its line")
        }
    }

    private static func checkDate(_ bytes: [UInt8]) throws(Violation) {
        let seconds = bytes.prefix(8).reduce(0) { $0 << 8 | Int($1) }
        let date = HTTPDate(secondsSince1970: seconds)
        try Violation.unless(date.bytes.count == 29, "\(seconds) s is \(date)")
    }

    private static func escaped(_ query: Query) -> String {
        query.items.map { escaped($0.name) + "=" + escaped($0.value) }.joined(separator: "&")
    }

    /// A text with every byte percent-encoded.
    private static func escaped(_ text: String) -> String {
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            bytes.append(Octet.percent)
            bytes.append(hexadecimal: UInt64(byte), digits: 2)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
