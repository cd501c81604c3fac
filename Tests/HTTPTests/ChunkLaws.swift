@testable import HTTP

/// What holds for any bytes after a head that says `Transfer-Encoding: chunked`.
enum ChunkLaws {
    /// A body as far as it came.
    private struct Reading: Equatable {
        var body: [UInt8] = []
        var used = 0
        var isComplete = false
        var refusal: RequestRefusal?
    }

    static func check(_ bytes: [UInt8], cuts: [[Int]]? = nil) throws(Violation) {
        let cuts = cuts ?? Cuts.few(bytes)
        try Violation.unlessSame(cut: cuts, as: try reading(bytes, cut: [], 100, RequestLaws.low)) {
            places throws(Violation) in
            try reading(bytes, cut: places, 100, RequestLaws.low)
        }
        let unlimited = try check(bytes, cuts: cuts, maximumBytes: .max)
        let limited = try check(bytes, cuts: cuts, maximumBytes: 100)
        if limited.refusal?.status.code == 413 {
            let isBefore = unlimited.body.starts(with: limited.body)
            try Violation.unless(isBefore, "a maximum that changes the content")
        } else {
            try Violation.unless(limited == unlimited, "a maximum that changes the framing")
        }
    }

    private static func check(
        _ bytes: [UInt8],
        cuts: [[Int]],
        maximumBytes: Int
    ) throws(Violation) -> Reading {
        func read(_ places: [Int]) throws(Violation) -> Reading {
            try reading(bytes, cut: places, maximumBytes)
        }
        let whole = try read([])
        try Violation.unless(whole.body.count <= maximumBytes, "\(whole.body.count) bytes")
        try Violation.unlessSame(cut: cuts, as: whole, read)
        if whole.isComplete {
            let plain = content(of: bytes[..<whole.used])
            try Violation.unless(plain == whole.body, "\(whole.body) that should be \(plain ?? [])")
            let again = framed(whole.body)
            let second = try reading(again, cut: [], maximumBytes)
            let isSame = second.isComplete && second.body == whole.body
            try Violation.unless(isSame && second.used == again.count, "framed again \(second)")
        }
        return whole
    }

    private static func reading(
        _ bytes: [UInt8],
        cut places: [Int],
        _ maximumBytes: Int,
        _ limits: RequestLimits = RequestLimits()
    ) throws(Violation) -> Reading {
        var decoder = ChunkedDecoder(maximumBytes: maximumBytes, limits: limits)
        var reading = Reading()
        for end in places + [bytes.count, bytes.count] where reading.used <= end {
            let known = reading
            let rest = bytes.span.extracting(reading.used..<end)
            do throws(RequestRefusal) {
                reading.used += try decoder.decode(rest, into: &reading.body)
            } catch {
                reading.refusal = error
            }
            reading.isComplete = decoder.isComplete
            let goesOn = known.refusal == nil && !known.isComplete
            try Violation.unless(goesOn || reading == known, "\(known) became \(reading)")
            let isUsed = reading.used == end || reading.isComplete && reading.used < end
            let isRefused = reading.refusal != nil && !reading.isComplete
            try Violation.unless(isUsed || isRefused, "\(reading) of \(end) bytes")
        }
        // How far it came before a refusal is nobody's concern, and depends on the pieces.
        if reading.refusal != nil { reading.used = 0 }
        return reading
    }

    /// The content of a body that is complete, as simply as it can be read; nil when it is none.
    private static func content(of framed: ArraySlice<UInt8>) -> [UInt8]? {
        var rest = framed
        var content: [UInt8] = []
        func line() -> ArraySlice<UInt8>? {
            guard let end = rest.firstIndex(of: 10), end > rest.startIndex, rest[end - 1] == 13
            else { return nil }
            defer { rest = rest[(end + 1)...] }
            return rest[..<(end - 1)]
        }
        while let size = line() {
            let digits = String(
                decoding: size.prefix { Octet.hexadecimal($0) != nil },
                as: UTF8.self
            )
            guard let count = Int(digits, radix: 16), count <= rest.count else { return nil }
            if count == 0 {
                while let trailer = line() {
                    if trailer.isEmpty { return rest.isEmpty ? content : nil }
                }
                return nil
            }
            content += rest.prefix(count)
            rest = rest.dropFirst(count)
            guard line() == [] else { return nil }
        }
        return nil
    }

    /// Content in chunks of at most seven bytes.
    private static func framed(_ content: [UInt8]) -> [UInt8] {
        var framed: [UInt8] = []
        for start in stride(from: 0, to: content.count, by: 7) {
            let chunk = content[start..<min(start + 7, content.count)]
            framed += "\(chunk.count)\r\n".utf8
            framed += chunk + [13, 10]
        }
        return framed + Array("0\r\n\r\n".utf8)
    }
}
