/// Reads the extensions behind a chunk's size, which say nothing to us (RFC 9112 §7.1.1).
///
///     *( BWS ";" BWS name [ BWS "=" BWS ( token / quoted-string ) ] )
///
/// They are read in full, since a reader that only looks for the next CRLF and one that minds the
/// quotes must not come to different ends.
struct ChunkExtensions: Sendable {
    private enum State {
        /// After the size, or after blanks: waits for a semicolon.
        case blank
        case beforeName, name, afterName
        case beforeValue, value
        case quoted, escape, afterQuote
    }

    private var state = State.blank

    /// Whether the line may end here.
    var mayEnd: Bool {
        switch state {
        case .name, .value, .afterQuote: true
        case .blank, .beforeName, .afterName, .beforeValue, .quoted, .escape: false
        }
    }

    /// Takes one byte, which is not the CR at the end of the line.
    ///
    /// - Returns: false when it may not stand here.
    mutating func take(_ byte: UInt8) -> Bool {
        guard let next = next(byte) else { return false }
        state = next
        return true
    }

    private func next(_ byte: UInt8) -> State? {
        switch state {
        case .quoted where byte == Octet.quote: .afterQuote
        case .quoted where byte == Octet.backslash: .escape
        // RFC 9110 §5.6.4: no control character in quotes, escaped or not.
        case .quoted, .escape: Octet.isValue(byte) ? .quoted : nil
        case .beforeName: Octet.isToken(byte) ? .name : Octet.isBlank(byte) ? .beforeName : nil
        case .beforeValue where byte == Octet.quote: .quoted
        case .beforeValue: Octet.isToken(byte) ? .value : Octet.isBlank(byte) ? .beforeValue : nil
        case .name where Octet.isToken(byte): .name
        case .value where Octet.isToken(byte): .value
        case .name where byte == Octet.equals: .beforeValue
        case .afterName where byte == Octet.equals: .beforeValue
        case .blank, .name, .afterName, .value, .afterQuote: nextAfterPart(byte)
        }
    }

    private func nextAfterPart(_ byte: UInt8) -> State? {
        if byte == Octet.semicolon { return .beforeName }
        guard Octet.isBlank(byte) else { return nil }
        switch state {
        case .name, .afterName: return .afterName
        case .blank, .value, .afterQuote, .beforeName, .beforeValue, .quoted, .escape:
            return .blank
        }
    }
}
