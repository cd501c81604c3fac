/// A body with one document per line, as `application/x-ndjson` has it.
package enum JSONLines {
    /// Where the lines of a body are, without their line ends.
    ///
    /// A line ends with LF or CR LF. The last may lack its end; an empty line elsewhere is an
    /// error, because the numbers of the answers would no longer be those of the questions.
    ///
    /// - Throws: `syntax` at an empty line, `too-many` above `limits.lines` lines.
    /// - Source: none; decided by us because NDJSON leaves empty lines to the parser.
    package static func ranges(
        of bytes: [UInt8],
        limits: JSONLimits = .standard
    ) throws(InputError) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var start = 0
        for position in 0..<bytes.count where bytes[position] == 0x0A {
            try append(start..<position, of: bytes, to: &ranges, limits)
            start = position + 1
        }
        if start < bytes.count {
            try append(start..<bytes.count, of: bytes, to: &ranges, limits)
        }
        return ranges
    }

    private static func append(
        _ line: Range<Int>,
        of bytes: [UInt8],
        to ranges: inout [Range<Int>],
        _ limits: JSONLimits
    ) throws(InputError) {
        var end = line.upperBound
        if end > line.lowerBound, bytes[end - 1] == 0x0D { end -= 1 }
        guard end > line.lowerBound else {
            throw InputError(
                location: "",
                code: "syntax",
                detail: "must not be empty at line \(ranges.count + 1)"
            )
        }
        guard ranges.count < limits.lines else {
            throw InputError(
                location: "",
                code: "too-many",
                detail: "must have at most \(limits.lines) lines"
            )
        }
        ranges.append(line.lowerBound..<end)
    }
}
