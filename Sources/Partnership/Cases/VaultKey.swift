/// The key that seals the keys of all cases: 32 bytes, kept outside the database.
///
/// Whoever has the database without it can open nothing personal.
package struct VaultKey: Sendable, CustomStringConvertible {
    /// 64 hexadecimal digits, as PostgreSQL is given them.
    let hexadecimal: String

    /// The key that 64 hexadecimal digits spell.
    ///
    /// - Returns: nil for anything else.
    package init?(_ text: String) {
        guard text.utf8.count == 64, text.allSatisfy({ $0.isASCII && $0.isHexDigit }) else {
            return nil
        }
        hexadecimal = text.lowercased()
    }

    /// Never the key itself.
    package var description: String { "a vault key" }
}
