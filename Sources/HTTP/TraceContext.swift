/// The place of a request in a trace over several services (W3C Trace Context §3.2).
package struct TraceContext: Hashable, Sendable, CustomStringConvertible {
    private let traceHigh: UInt64
    private let traceLow: UInt64
    private let span: UInt64
    private let flags: UInt8

    /// A new trace, from random values.
    package init(randomTrace: (UInt64, UInt64), randomSpan: UInt64, isSampled: Bool = false) {
        traceHigh = randomTrace.0
        // §3.2.2.3: all zeroes is no identifier.
        traceLow = randomTrace.0 | randomTrace.1 == 0 ? 1 : randomTrace.1
        span = max(randomSpan, 1)
        flags = isSampled ? 1 : 0
    }

    /// Reads a `traceparent`; nil when it is malformed, and then a new trace begins.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 55, let version = Self.number(bytes[0..<2]), version != 0xFF,
            [2, 35, 52].allSatisfy({ bytes[$0] == UInt8(ascii: "-") }),
            // §3.2.4: a later version may have more after another dash.
            bytes.count == 55 || version > 0 && bytes[55] == UInt8(ascii: "-"),
            let traceHigh = Self.number(bytes[3..<19]), let traceLow = Self.number(bytes[19..<35]),
            let span = Self.number(bytes[36..<52]), let flags = Self.number(bytes[53..<55]),
            traceHigh | traceLow != 0, span != 0
        else { return nil }
        self.init(traceHigh, traceLow, span, UInt8(truncatingIfNeeded: flags))
    }

    private init(_ traceHigh: UInt64, _ traceLow: UInt64, _ span: UInt64, _ flags: UInt8) {
        self.traceHigh = traceHigh
        self.traceLow = traceLow
        self.span = span
        // §3.2.2.5: of the flags we know one; the others are sent as zero.
        self.flags = flags & 1
    }

    /// The same trace with a span of our own.
    package func child(randomSpan: UInt64) -> TraceContext {
        TraceContext(traceHigh, traceLow, max(randomSpan, 1), flags)
    }

    /// The trace's identifier, 32 hexadecimal digits.
    package var traceId: String {
        var text: [UInt8] = []
        text.reserveCapacity(32)
        text.append(hexadecimal: traceHigh, digits: 16)
        text.append(hexadecimal: traceLow, digits: 16)
        return String(decoding: text, as: UTF8.self)
    }

    /// The span's identifier, 16 hexadecimal digits.
    package var spanId: String {
        var text: [UInt8] = []
        text.append(hexadecimal: span, digits: 16)
        return String(decoding: text, as: UTF8.self)
    }

    /// Whether the caller keeps this trace.
    package var isSampled: Bool { flags == 1 }

    /// The value of `traceparent`, in version 00.
    package var description: String {
        var text: [UInt8] = []
        text.reserveCapacity(55)
        text.append("00-")
        text.append(hexadecimal: traceHigh, digits: 16)
        text.append(hexadecimal: traceLow, digits: 16)
        text.append("-")
        text.append(hexadecimal: span, digits: 16)
        text.append("-")
        text.append(hexadecimal: UInt64(flags), digits: 2)
        return String(decoding: text, as: UTF8.self)
    }

    /// Reads lower-case hexadecimal digits; nil when there is any other byte.
    private static func number(_ digits: ArraySlice<UInt8>) -> UInt64? {
        var number: UInt64 = 0
        for byte in digits {
            guard let digit = Octet.hexadecimal(byte), byte == Octet.lowered(byte) else {
                return nil
            }
            number = number << 4 | UInt64(digit)
        }
        return number
    }
}
