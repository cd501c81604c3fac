/// The members of a comma-separated list without quoted strings (RFC 9110 §5.6.1).
struct ListMembers {
    private var index: Int
    private let end: Int
    private var isDone = false

    init(_ value: Range<Int>) {
        index = value.lowerBound
        end = value.upperBound
    }

    /// The next member without the blanks around it; an empty member is empty.
    mutating func next(_ bytes: Span<UInt8>) -> (Int, Int)? {
        if isDone { return nil }
        var from = index
        while index < end, bytes[index] != Octet.comma { index += 1 }
        var to = index
        isDone = index == end
        index += 1
        while from < to, Octet.isBlank(bytes[from]) { from += 1 }
        while to > from, Octet.isBlank(bytes[to - 1]) { to -= 1 }
        return (from, to)
    }
}
