/// Writes a table as comma-separated values in UTF-8, with a header and CRLF after every line.
///
/// - Source: RFC 4180.
struct CSV {
    /// What was written so far.
    private(set) var bytes: [UInt8] = []
    private let columnCount: Int
    private var fieldCount = 0

    /// A table with its header.
    init(columns: [StaticString], capacity: Int = 1_024) {
        columnCount = columns.count
        bytes.reserveCapacity(capacity)
        for column in columns { field(column.description) }
        endLine()
    }

    /// Writes a field that is text; nil and empty text look the same.
    mutating func field(_ text: String?) {
        guard var text else { return empty() }
        text.withUTF8 { write($0) }
    }

    /// Writes a field that is a number; nil is empty.
    mutating func field(_ number: Int?) {
        field(number.map(\.description))
    }

    /// Writes a field that is a uuid.
    mutating func field(_ id: Identifier) {
        separate()
        id.append(to: &bytes)
    }

    /// Writes a field without anything.
    mutating func empty() {
        separate()
    }

    /// Ends a line.
    ///
    /// - Precondition: it has a field for every column.
    mutating func endLine() {
        precondition(fieldCount == columnCount, "a line has a field for every column")
        bytes.append(0x0D)
        bytes.append(0x0A)
        fieldCount = 0
    }

    private mutating func separate() {
        if fieldCount > 0 { bytes.append(UInt8(ascii: ",")) }
        fieldCount += 1
    }

    private mutating func write(_ text: UnsafeBufferPointer<UInt8>) {
        separate()
        guard text.contains(where: Self.needsQuotes) else {
            bytes.append(contentsOf: text)
            return
        }
        bytes.append(UInt8(ascii: "\""))
        for byte in text {
            if byte == UInt8(ascii: "\"") { bytes.append(byte) }
            bytes.append(byte)
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// RFC 4180 §2: commas, quotes and both line ends.
    private static func needsQuotes(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == 0x0D || byte == 0x0A
    }
}
