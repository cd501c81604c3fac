/// Writes bytes one after the other into memory that is large enough for all of them.
///
/// An array looks at its room and its owners at every append; an answer has a dozen.
struct Pen {
    private let room: UnsafeMutableBufferPointer<UInt8>
    /// The number of bytes written.
    private(set) var count = 0

    init(_ room: UnsafeMutableBufferPointer<UInt8>) {
        self.room = room
    }

    @inline(__always)
    mutating func write(_ bytes: UnsafeBufferPointer<UInt8>) {
        // Traps when there is no room.
        _ = room.extracting(count..<room.count).initialize(fromContentsOf: bytes)
        count &+= bytes.count
    }

    @inline(__always)
    mutating func write(_ text: StaticString) {
        text.withUTF8Buffer { write($0) }
    }

    @inline(__always)
    mutating func write(_ bytes: [UInt8]) {
        bytes.withUnsafeBufferPointer { write($0) }
    }

    @inline(__always)
    mutating func write(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) {
        bytes.extracting(start..<end).withUnsafeBufferPointer { write($0) }
    }

    /// Writes a number that is not negative.
    mutating func write(decimal number: Int) {
        var digits = 1
        var rest = UInt(number) / 10
        while rest > 0 {
            digits &+= 1
            rest /= 10
        }
        let place = room.extracting(count..<count + digits)
        rest = UInt(number)
        for index in (0..<digits).reversed() {
            place[index] = UInt8(truncatingIfNeeded: 0x30 + rest % 10)
            rest /= 10
        }
        count &+= digits
    }
}
