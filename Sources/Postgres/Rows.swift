internal import CPostgres

/// The rows a statement gave, read in place: values are copied only when they are asked for.
///
/// Columns are counted from 0. Asking for a column that is not there, or for an integer where
/// there is none, is an error of the program and traps.
@usableFromInline
package final class Rows: @unchecked Sendable {
    // Unchecked: the result never changes after it is made, and is freed once, at the end.
    private let result: OpaquePointer
    /// How many rows there are.
    package let count: Int

    init(_ result: OpaquePointer) {
        self.result = result
        count = Int(PQntuples(result))
    }

    deinit {
        PQclear(result)
    }

    /// How many rows a statement without rows changed.
    package var changedCount: Int {
        guard let text = PQcmdTuples(result) else { return 0 }
        return Int(String(cString: text)) ?? 0
    }

    /// The row at a place, counted from 0.
    package subscript(row: Int) -> Row {
        precondition(row >= 0 && row < count, "a row that is not there")
        return Row(rows: self, index: Int32(row))
    }

    /// The first row; nil when there are none.
    package var first: Row? { count > 0 ? self[0] : nil }

    /// What the body makes of each row, in order.
    package func map<Value, Failure: Error>(
        _ body: (Row) throws(Failure) -> Value
    ) throws(Failure) -> [Value] {
        var values: [Value] = []
        values.reserveCapacity(count)
        for index in 0..<count { values.append(try body(self[index])) }
        return values
    }

    /// A value's bytes, which live as long as the rows; nil for null.
    @usableFromInline
    func bytes(_ row: Int32, _ column: Int) -> UnsafeBufferPointer<UInt8>? {
        precondition(column >= 0 && column < Int(PQnfields(result)), "a column that is not there")
        let column = Int32(column)
        guard PQgetisnull(result, row, column) == 0, let value = PQgetvalue(result, row, column)
        else { return nil }
        let length = Int(PQgetlength(result, row, column))
        return UnsafeBufferPointer(
            start: UnsafeRawPointer(value).assumingMemoryBound(to: UInt8.self),
            count: length
        )
    }
}

/// One row of a result.
@usableFromInline
package struct Row: Sendable {
    @usableFromInline let rows: Rows
    @usableFromInline let index: Int32

    /// Whether the value is null.
    package func isNull(_ column: Int) -> Bool { rows.bytes(index, column) == nil }

    /// Gives the value's bytes to the body as they stand in the result; null gives nil.
    @inlinable
    package func withBytes<Value>(_ column: Int, _ body: (Span<UInt8>) -> Value) -> Value? {
        rows.bytes(index, column).map { body($0.span) }
    }

    /// The value as text; nil for null.
    package func optionalText(_ column: Int) -> String? {
        rows.bytes(index, column).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The value as text where there is never a null.
    package func text(_ column: Int) -> String {
        guard let text = optionalText(column) else { preconditionFailure("a null for text") }
        return text
    }

    /// The value as an integer; nil for null.
    package func optionalInteger(_ column: Int) -> Int? {
        guard let bytes = rows.bytes(index, column) else { return nil }
        var digits = bytes[...]
        let isNegative = digits.first == UInt8(ascii: "-")
        if isNegative { digits = digits.dropFirst() }
        precondition(!digits.isEmpty, "no integer in this column")
        var value = 0
        for digit in digits {
            precondition(digit >= 0x30 && digit <= 0x39, "no integer in this column")
            value = value * 10 - Int(digit - 0x30)
        }
        return isNegative ? value : -value
    }

    /// The value as an integer where there is never a null.
    package func integer(_ column: Int) -> Int {
        guard let value = optionalInteger(column) else {
            preconditionFailure("a null for a number")
        }
        return value
    }

    /// The value as a boolean; nil for null.
    package func optionalBoolean(_ column: Int) -> Bool? {
        rows.bytes(index, column).map { $0.first == UInt8(ascii: "t") }
    }

    /// A boolean, false for null.
    package func boolean(_ column: Int) -> Bool { optionalBoolean(column) ?? false }

    /// A copy of the value's bytes; nil for null.
    package func optionalBytes(_ column: Int) -> [UInt8]? {
        rows.bytes(index, column).map { [UInt8]($0) }
    }

    /// A copy of the value's bytes where there is never a null.
    package func bytes(_ column: Int) -> [UInt8] {
        guard let bytes = optionalBytes(column) else { preconditionFailure("a null for bytes") }
        return bytes
    }
}
