internal import JSON

/// Pieces of JSON that many cells have in common, one for each of a list, in one array of bytes.
struct CellText {
    private var bytes: [UInt8] = []
    private var starts: [Int] = [0]
    /// How long the longest piece is.
    private(set) var longest = 0

    /// The pieces that the body writes.
    init<Element>(_ list: [Element], _ write: (Element, inout JSONWriter) -> Void) {
        for element in list {
            var writer = JSONWriter(capacity: 96)
            write(element, &writer)
            bytes.append(contentsOf: writer.bytes)
            longest = max(longest, writer.bytes.count)
            starts.append(bytes.count)
        }
    }

    /// Appends one of the pieces.
    func append(_ number: Int, to json: inout [UInt8]) {
        let range = starts[number]..<starts[number + 1]
        bytes.withUnsafeBufferPointer {
            json.append(contentsOf: UnsafeBufferPointer(rebasing: $0[range]))
        }
    }

    /// Appends an integer in digits.
    static func append(_ number: Int, to json: inout [UInt8]) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
            var start = 20
            var rest = number.magnitude
            repeat {
                start -= 1
                digits[start] = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            } while rest > 0
            if number < 0 {
                start -= 1
                digits[start] = UInt8(ascii: "-")
            }
            json.append(contentsOf: UnsafeBufferPointer(rebasing: digits[start...]))
        }
    }
}
