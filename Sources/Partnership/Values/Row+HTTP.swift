internal import JSON
internal import Postgres

extension JSONWriter {
    /// Writes a member that is a column's text, copied straight from the result, or `null`.
    mutating func member(_ name: StaticString, text row: Row, _ column: Int) {
        self.name(name)
        let isNull = row.withBytes(column) { value(utf8: $0) } == nil
        if isNull { value(String?.none) }
    }

    /// Writes a member that is a column's JSON or number, as it stands in the result, or `null`.
    mutating func member(_ name: StaticString, raw row: Row, _ column: Int) {
        self.name(name)
        let json = row.withBytes(column) { $0.withUnsafeBufferPointer { [UInt8]($0) } }
        if let json { value(raw: json) } else { value(String?.none) }
    }
}
