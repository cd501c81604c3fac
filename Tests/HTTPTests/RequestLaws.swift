@testable import HTTP

/// What holds for any bytes on a connection.
///
/// The heads are read a second time here, as slowly and as close to RFC 9112 as possible.
enum RequestLaws {
    /// Limits so low that few bytes meet each of them.
    static let low = {
        var limits = RequestLimits()
        limits.requestLineBytes = 24
        limits.headerSectionBytes = 64
        limits.headerFields = 3
        limits.chunkExtensionBytes = 6
        limits.chunkExtensionTotalBytes = 9
        limits.trailerSectionBytes = 16
        return limits
    }()

    static func check(_ bytes: [UInt8], cuts: [[Int]]? = nil) throws(Violation) {
        let cuts = cuts ?? Cuts.few(bytes)
        try check(bytes, cuts, RequestLimits())
        try check(bytes, cuts, low)
    }

    private static func check(
        _ bytes: [UInt8],
        _ cuts: [[Int]],
        _ limits: RequestLimits
    ) throws(Violation) {
        let whole = Conversation(bytes, limits: limits)
        try Violation.unless(whole.fault == nil, "there was \(whole.fault ?? "")")
        try Violation.unlessSame(cut: cuts, as: whole) { places in
            Conversation(bytes, cuts: places, limits: limits)
        }
        for message in whole.messages { try check(message, bytes, limits) }
        if let refusal = whole.refusal {
            let isError = (400...505).contains(refusal.status.code) && !refusal.reason.isEmpty
            try Violation.unless(isError, "\(refusal) has no status that says so")
        }
    }

    private static func check(
        _ message: Conversation.Message,
        _ bytes: [UInt8],
        _ limits: RequestLimits
    ) throws(Violation) {
        let head = message.head
        let text = Array(bytes[message.start..<message.start + head.byteCount])
        let lines = try lines(of: text, limits)
        try checkLine(lines[0], head)
        let fields = try fields(lines.dropFirst(), head)
        try checkFraming(fields, message)
        try checkConnection(fields, head)
        try checkTarget(head, text)
        try checkSerialised(head, text)
    }

    /// The lines of a head without their ends and without the empty ones before and after it.
    private static func lines(
        of head: [UInt8],
        _ limits: RequestLimits
    ) throws(Violation) -> [ArraySlice<UInt8>] {
        try Violation.unless(head.suffix(4) == [13, 10, 13, 10], "a head without an empty line")
        var lines = head.dropLast(4).split(separator: 10, omittingEmptySubsequences: false)
        for index in lines.indices.dropLast() {
            try Violation.unless(lines[index].popLast() == 13, "a line that does not end in CRLF")
        }
        let empty = lines.prefix { $0.isEmpty }.count
        try Violation.unless(empty <= Limits.leadingEmptyLines, "\(empty) empty lines at first")
        lines.removeFirst(empty)
        let line = lines.first?.count ?? 0
        try Violation.unless(1...limits.requestLineBytes ~= line, "a first line of \(line) bytes")
        let section = head.endIndex - (lines.first?.endIndex ?? 0) - 2
        let isWithin =
            section <= limits.headerSectionBytes
            && lines.count - 1 <= limits.headerFields
        try Violation.unless(isWithin, "a section of \(section) bytes, \(lines.count) lines")
        return lines
    }

    private static func checkLine(
        _ line: ArraySlice<UInt8>,
        _ head: RequestHead
    ) throws(Violation) {
        let words = line.split(separator: 0x20, omittingEmptySubsequences: false)
        try Violation.unless(words.count == 3, "a request line of \(words.count) words")
        let method = String(decoding: words[0], as: UTF8.self)
        let isKnown =
            method == head.method.name && head.method != .connect
            && Method(method) == head.method && words[0].allSatisfy(Octet.isToken)
            && words[0].count <= Limits.methodBytes
        try Violation.unless(isKnown, "the method \(method) became \(head.method)")
        let version = String(decoding: words[2], as: UTF8.self)
        let isMinor =
            version.hasPrefix("HTTP/1.") && version.utf8.count == 8
            && (head.minorVersion == 0) == version.hasSuffix(".0")
        try Violation.unless(isMinor, "the version \(version) became \(head.minorVersion)")
        let target = words[1]
        let end = head.query?.upperBound ?? head.path.upperBound
        let query = target.firstIndex(of: 0x3F)
        let isWhole =
            end == target.endIndex && head.path.lowerBound >= target.startIndex
            && query == head.query.map { $0.lowerBound - 1 }
            && head.path.upperBound == query ?? target.endIndex
        try Violation.unless(isWhole, "a target \(target) of \(head.path), \(head.query ?? 0..<0)")
        // RFC 3986 §3: none of these stands in a target, escaped or not.
        try Violation.unless(
            !target.contains { $0 <= 0x20 || $0 >= 0x7F || $0 == 0x23 },
            "a target with a byte that does not belong there"
        )
    }

    private struct Field {
        let name: [UInt8]
        let value: [UInt8]
    }

    private static func fields(
        _ lines: ArraySlice<ArraySlice<UInt8>>,
        _ head: RequestHead
    ) throws(Violation) -> [Field] {
        try Violation.unless(lines.count == head.fields.count, "fields that are not lines")
        var fields: [Field] = []
        for (line, field) in zip(lines, head.fields) {
            let name = line.prefix { $0 != 0x3A }
            var value = line.dropFirst(name.count + 1)
            value = value.drop { $0 == 0x20 || $0 == 0x09 }
            while let last = value.last, last == 0x20 || last == 0x09 { value.removeLast() }
            let isPlaced =
                name.startIndex == Int(field.nameStart)
                && name.endIndex == Int(field.nameEnd) && value.endIndex == Int(field.valueEnd)
                && value.startIndex == Int(field.valueStart)
            let isClean =
                !name.isEmpty && name.allSatisfy(Octet.isToken)
                && value.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }
            try Violation.unless(isPlaced && isClean, "a field \(field) of the line \(line)")
            fields.append(
                Field(name: name.map(Octet.lowered), value: value.map(Octet.lowered))
            )
        }
        return fields
    }

    /// The values of the lines with a name.
    private static func lines(_ name: String, _ fields: [Field]) -> [String] {
        fields.filter { $0.name.elementsEqual(name.utf8) }
            .map { String(decoding: $0.value, as: UTF8.self) }
    }

    /// The members of a list; empty ones count for nothing (RFC 9110 §5.6.1.2).
    private static func members(_ name: String, _ fields: [Field]) -> [String] {
        fields.filter { $0.name.elementsEqual(name.utf8) }
            .flatMap { field in field.value.split(separator: Octet.comma) }
            .map { member in member.split(whereSeparator: Octet.isBlank) }
            .filter { words in !words.isEmpty }
            .map { words in String(decoding: Array(words.joined(separator: [0x20])), as: UTF8.self)
            }
    }

    /// RFC 9112 §6.3, from the fields alone.
    private static func checkFraming(
        _ fields: [Field],
        _ message: Conversation.Message
    ) throws(Violation) {
        let head = message.head
        let lengths = Self.lines("content-length", fields)
        let codings = Self.lines("transfer-encoding", fields)
        let hosts = Self.lines("host", fields).count
        let holds =
            switch head.framing {
            case .none: lengths.isEmpty && codings.isEmpty
            case .length(let length):
                // RFC 9112 §6.3 item 5: more than one only when all say the same.
                codings.isEmpty && !lengths.isEmpty && message.body.count <= length
                    && Self.members("content-length", fields).allSatisfy { text in
                        Int(text) == length && text.utf8.allSatisfy(Octet.isDigit)
                    }
                    && message.isComplete == (message.body.count == length)
            case .chunked:
                lengths.isEmpty && head.minorVersion == 1
                    && Self.members("transfer-encoding", fields) == ["chunked"]
            }
        try Violation.unless(holds, "\(head.framing) from \(lengths) and \(codings)")
        try Violation.unless(message.body.count <= 100, "a body of \(message.body.count) bytes")
        try Violation.unless(hosts == 1 || hosts == 0 && head.minorVersion == 0, "\(hosts) hosts")
    }

    /// RFC 9112 §9.3 and RFC 9110 §10.1.1, from the fields alone.
    private static func checkConnection(
        _ fields: [Field],
        _ head: RequestHead
    ) throws(Violation) {
        let options = members("connection", fields)
        let stays =
            !options.contains("close")
            && (head.minorVersion == 1 || options.contains("keep-alive"))
        try Violation.unless(stays == head.keepsAlive, "keeps alive: \(head.keepsAlive)")
        let awaited =
            head.minorVersion == 1 && members("expect", fields).contains("100-continue")
            && head.framing != .none && head.framing != .length(0)
        try Violation.unless(awaited == head.expectsContinue, "expects \(head.expectsContinue)")
    }

    /// What was taken as a target can be decoded, but for what is said to be found out later.
    private static func checkTarget(_ head: RequestHead, _ text: [UInt8]) throws(Violation) {
        let request = Request(head, in: text.span)
        do throws(TargetRefusal) {
            _ = try request.target()
        } catch {
            let isLate = error == .notUTF8 || error == .tooManyQueryItems
            let isServer = head.method == .options && request.path == "*"
            try Violation.unless(isLate || isServer, "\(request.path) is taken and then \(error)")
        }
    }

    /// A head that is written again from what was read says the same again.
    private static func checkSerialised(_ head: RequestHead, _ text: [UInt8]) throws(Violation) {
        let request = Request(head, in: text.span)
        let query = request.query.map { "?" + $0 } ?? ""
        let host = head.authority.map { "http://" + String(decoding: text[$0], as: UTF8.self) }
        let target = (host ?? "") + request.path + query
        var again = Array("\(head.method.name) \(target) HTTP/1.\(head.minorVersion)\r\n".utf8)
        for field in head.fields {
            again += text[Int(field.nameStart)..<Int(field.nameEnd)] + [Octet.colon]
            again += text[Int(field.valueStart)..<Int(field.valueEnd)] + [13, 10]
        }
        again += [13, 10]
        let other = Conversation(again).messages.first
        let isSame = other.map { other in
            let second = Request(other.head, in: again.span)
            return other.head.byteCount == again.count && other.head.method == head.method
                && other.head.minorVersion == head.minorVersion && second.path == request.path
                && second.query == request.query && other.head.framing == head.framing
                && other.head.keepsAlive == head.keepsAlive
                && other.head.expectsContinue == head.expectsContinue
                && second.headers == request.headers
        }
        try Violation.unless(isSame == true, "written again it is not the same: \(again)")
    }
}
