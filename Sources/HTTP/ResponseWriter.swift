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
        try Self.checkFields(headers)
        let size = headers.bytes.count + 4 * headers.count
        fixed = [UInt8](capacity: size) { span in
            span.withUnsafeMutableBufferPointer { room, count in
                var pen = Pen(room)
                Self.writeFields(headers, with: &pen)
                count = pen.count
            }
        }
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
        try Self.checkFields(response.headers)
        let size =
            Self.mostBytesBesides + fixed.count + response.headers.bytes.count
            + 4 * response.headers.count + response.body.count
        output.append(addingCapacity: size) { span in
            span.withUnsafeMutableBufferPointer { room, count in
                var pen = Pen(room)
                Self.writeStatusLine(response.status, with: &pen)
                pen.write(fixed)
                Self.writeFields(response.headers, with: &pen)
                pen.write("Date: ")
                pen.write(date.bytes)
                if !keepsAlive {
                    pen.write("\r\nConnection: close")
                } else if minorVersion == 0 {
                    // RFC 9112 §9.3: an HTTP/1.0 connection stays only when both sides say so.
                    pen.write("\r\nConnection: keep-alive")
                }
                // RFC 9110 §8.6: no Content-Length on 1xx and 204; on 304 it would be that of
                // a 200.
                if response.status.allowsContent {
                    pen.write("\r\nContent-Length: ")
                    pen.write(decimal: response.body.count)
                }
                pen.write("\r\n\r\n")
                if response.status.allowsContent && !isHead { pen.write(response.body) }
                count = pen.count
            }
        }
    }

    /// More than the status line, Date, Connection, Content-Length and the empty line have.
    private static let mostBytesBesides = 256

    private static func writeStatusLine(_ status: Status, with pen: inout Pen) {
        if status == 200 { return pen.write("HTTP/1.1 200 OK\r\n") }
        pen.write("HTTP/1.1 ")
        pen.write(decimal: status.code)
        // RFC 9112 §4: the space stays when the phrase is empty.
        pen.write(" ")
        pen.write(Array(status.reason.utf8))
        pen.write("\r\n")
    }

    private static func checkFields(_ headers: Headers) throws(Fault) {
        let bytes = headers.bytes.span
        for field in headers.fields {
            let (start, nameEnd) = (Int(field.nameStart), Int(field.nameEnd))
            guard start < nameEnd,
                bytes.endOfWords(start, nameEnd, where: Octet.isToken) == nameEnd,
                bytes.isFieldValue(Int(field.valueStart), Int(field.valueEnd))
            else { throw .malformedField(name: bytes.text(start, nameEnd)) }
        }
    }

    /// Writes fields, without those that this writer decides on itself.
    private static func writeFields(_ headers: Headers, with pen: inout Pen) {
        let bytes = headers.bytes.span
        for field in headers.fields where !isOurs(field, bytes) {
            pen.write(bytes, Int(field.nameStart), Int(field.nameEnd))
            pen.write(": ")
            pen.write(bytes, Int(field.valueStart), Int(field.valueEnd))
            pen.write("\r\n")
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
