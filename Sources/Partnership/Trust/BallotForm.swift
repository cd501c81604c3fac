/// The page on which a member fills in a ballot (stembiljet): the same bytes for every round.
///
/// It is whole in itself: nothing comes from elsewhere, and a browser that holds to the policy
/// runs no other script than this one, and sends what is filled in nowhere but to this service.
///
/// - Source: PO 7.2 promises anonymity. Decided by us: whoever serves the page could change what
///   it does with a ticket and the answers beside each other, so its digest is published, and
///   anyone can compare it with what was served.
enum BallotForm {
    /// Digests by SHA-256, which PostgreSQL finds again in the tests.
    ///
    /// That of the page is in hexadecimal digits, the others in base64, as the policy has them.
    static let sha256 = "f10928c6fc03204fe971de737cdf3317c0f6c9d650ff2dd33992767490149f48"
    static let styleSha256 = "3gtuaqqCwHVW2Q9GWIbQI2968vaFdoK1ewUnqB29O+Q="
    static let scriptSha256 = "0jlrrXsuM0saakepillyrgyuYhNOIcAJ4szLlpEVRno="

    static let page = Array(markup.utf8)

    /// What the page may do.
    ///
    /// - Source: Content Security Policy Level 3; Trusted Types.
    static let policy = """
        default-src 'none'; script-src 'sha256-\(scriptSha256)'; \
        style-src 'sha256-\(styleSha256)'; connect-src 'self'; base-uri 'none'; \
        form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; \
        trusted-types 'none'
        """
}
