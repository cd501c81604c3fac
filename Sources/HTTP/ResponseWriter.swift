/// Writes answers as bytes (RFC 9112 §4).
package struct ResponseWriter: Sendable {
    /// Why an answer cannot be written.
    package enum Fault: Error, Hashable, Sendable {
        /// A name that is no token, or a value with CR, LF or another control character.
        case malformedField(name: String)
    }

    /// The interim answer to `Expect: 100-continue` (RFC 9110 §15.2.1).
    package static let interimContinue = Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)

    private let fixed: [UInt8]

    /// A writer that adds the same fields to every answer, serialised once.
    ///
    /// - Throws: `Fault.malformedField` when one of them cannot be sent.
    package init(everyAnswer headers: Headers = [:]) throws(Fault) {
        var lines: [UInt8] = []
        try Self.writeFields(headers, into: &lines)
        fixed = lines
    }

    /// Appends an answer to what goes out.
    ///
    /// - Parameters:
    ///   - isHead: whether it answers a HEAD: the same fields, no content (RFC 9110 §9.3.2).
    ///   - minorVersion: that of the request; an HTTP/1.0 caller must be told that we stay.
    /// - Throws: `Fault.malformedField`, and then nothing is appended.
    package func write(
        _ response: Response,
        date: HTTPDate,
        keepsAlive: Bool,
        minorVersion: Int = 1,
        isHead: Bool = false,
        into output: inout [UInt8]
    ) throws(Fault) {
        let start = output.count
        writeStatusLine(response.status, into: &output)
        output.append(contentsOf: fixed)
        do {
            try Self.writeFields(response.headers, into: &output)
        } catch {
            output.removeSubrange(start...)
            throw error
        }
        output.append("Date: ")
        output.append(contentsOf: date.bytes)
        if !keepsAlive {
            output.append("\r\nConnection: close")
        } else if minorVersion == 0 {
            // RFC 9112 §9.3: an HTTP/1.0 connection stays only when both sides say so.
            output.append("\r\nConnection: keep-alive")
        }
        // RFC 9110 §8.6: no Content-Length on 1xx and 204; on 304 it would be that of a 200.
        if response.status.allowsContent {
            output.append("\r\nContent-Length: ")
            output.append(decimal: response.body.count)
        }
        output.append("\r\n\r\n")
        if response.status.allowsContent && !isHead { output.append(contentsOf: response.body) }
    }

    private func writeStatusLine(_ status: Status, into output: inout [UInt8]) {
        output.append("HTTP/1.1 ")
        output.append(decimal: status.code)
        // RFC 9112 §4: the space stays when the phrase is empty.
        output.append(Octet.space)
        output.append(contentsOf: status.reason.utf8)
        output.append("\r\n")
    }

    /// Writes fields, without those that this writer decides on itself.
    private static func writeFields(
        _ headers: Headers,
        into output: inout [UInt8]
    ) throws(Fault) {
        let bytes = headers.bytes.span
        for field in headers.fields {
            let (start, nameEnd) = (Int(field.nameStart), Int(field.nameEnd))
            let (valueStart, end) = (Int(field.valueStart), Int(field.valueEnd))
            var isValid = start < nameEnd && bytes.isFieldValue(valueStart, end)
            for index in start..<nameEnd where !Octet.isToken(bytes[index]) { isValid = false }
            guard isValid else {
                throw .malformedField(name: bytes.text(start, nameEnd))
            }
            if isOurs(field, bytes) { continue }
            output.append(bytes, start, nameEnd)
            output.append(": ")
            output.append(bytes, valueStart, end)
            output.append("\r\n")
        }
    }

    private static func isOurs(_ field: Headers.Field, _ bytes: Span<UInt8>) -> Bool {
        switch field.nameEnd - field.nameStart {
        case 4: field.isNamed("date", bytes)
        case 10: field.isNamed("connection", bytes)
        case 14: field.isNamed("content-length", bytes)
        case 17: field.isNamed("transfer-encoding", bytes)
        default: false
        }
    }
}

extension [UInt8] {
    mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { append(contentsOf: $0) }
    }

    mutating func append(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) {
        bytes.extracting(start..<end).withUnsafeBufferPointer { append(contentsOf: $0) }
    }

    /// Appends a number that is not negative.
    mutating func append(decimal number: Int) {
        var divisor = 1
        while number / divisor >= 10 { divisor *= 10 }
        while divisor > 0 {
            append(UInt8(truncatingIfNeeded: 0x30 + number / divisor % 10))
            divisor /= 10
        }
    }

    /// Appends a number as lower-case hexadecimal digits.
    mutating func append(hexadecimal number: UInt64, digits: Int) {
        for place in (0..<digits).reversed() {
            let digit = UInt8(truncatingIfNeeded: number >> UInt64(place * 4) & 15)
            append(digit < 10 ? 0x30 + digit : 0x57 + digit)
        }
    }
}
