/// How the texts of single fields are put together.
extension [UInt8] {
    mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { append(contentsOf: $0) }
    }

    /// Appends a number as lower-case hexadecimal digits.
    mutating func append(hexadecimal number: UInt64, digits: Int) {
        append(addingCapacity: digits) { output in
            for place in (0..<digits).reversed() {
                let digit = UInt8(truncatingIfNeeded: number &>> UInt64(place &* 4) & 15)
                output.append(digit < 10 ? 0x30 &+ digit : 0x57 &+ digit)
            }
        }
    }
}
