internal import HTTP
internal import Postgres

extension Exchange {
    /// Whether the caller wants a message of the standard rather than JSON.
    var wantsXML: Bool { answerType == .xml }

    /// The key that opens who a client is, for a caller who may read it.
    ///
    /// - Throws: 403 for a role that reads no clients, or what `openVault` throws.
    func openVaultToReader() async throws -> VaultKey {
        guard let role = caller?.role, role.readsClients else { throw Problem.clientsWithheld }
        return try await openVault()
    }

    /// A message of the standard.
    func xml(_ status: Status = 200, _ body: [UInt8]) -> Response {
        Response(status, headers: ["Content-Type": "application/xml"], body: body)
    }
}

extension Role {
    /// Whether the role reads who a client is.
    ///
    /// That is who arranges the help, who relays its messages and who gives it; the others work
    /// with case references.
    ///
    /// - Source: none; decided by us, because a BSN is for who has to have it (UAVG art. 46).
    fileprivate var readsClients: Bool {
        switch self {
        case .municipality, .caseSystem, .partner: true
        case .finance, .frontend, .trustBody, .college, .auditor, .operator: false
        }
    }
}

extension Problem {
    static let caseErased = Problem(
        410,
        "case.erased",
        "The case was erased, so that nobody can tell any more whose it was."
    )
    fileprivate static let clientsWithheld = Problem(
        403,
        "access.clients-withheld",
        "In XML this names a client, whom this role does not read; JSON has the rest."
    )
}
