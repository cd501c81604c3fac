/// A public key of the trust body (openbare sleutel van het vertrouwensorgaan), to which ballots
/// are sealed so that it alone opens them.
///
/// - Source: PO 7.2, which wants answers anonymous. That they are sealed is decided by us, because
///   whoever runs the service could read them otherwise.
struct TrustKey: Sendable, Equatable {
    /// More than the largest key that pgcrypto takes needs in its armour.
    static let maximumLength = 20_000

    /// In OpenPGP armour, as it was sent.
    let publicKey: String
    /// What the trust body calls it.
    let label: String

    /// Whether a text is the armour of one public key and nothing more.
    ///
    /// What is in the armour, pgcrypto alone can tell.
    ///
    /// - Source: RFC 4880 §6.2.
    static func isArmour(_ text: String) -> Bool {
        var lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
        if lines.last == "" { lines.removeLast() }
        return lines.first == "-----BEGIN PGP PUBLIC KEY BLOCK-----"
            && lines.last == "-----END PGP PUBLIC KEY BLOCK-----"
            && lines.count { $0.hasPrefix("-----") } == 2
    }
}

/// Why a key is refused.
enum TrustKeyRefusal: Error, Equatable, Sendable {
    /// pgcrypto cannot seal to it, or it holds a private key.
    case notSealable
    /// The key was filed before, maybe in another armour.
    case filed
}
