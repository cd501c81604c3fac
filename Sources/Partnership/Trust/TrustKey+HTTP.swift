internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let trustKeyRoutes = [
        Route(.listTrustKeys, .get, "/trust-keys", query: Route.listQuery) {
            try await $0.list($0.page(), TrustKeyStatement.list, TrustKeyStatement.count) {
                $0.trustKey($1)
            }
        },
        Route(.createTrustKey, .post, "/trust-keys") { try await $0.createTrustKey() },
        Route(.readTrustKey, .get, "/trust-keys/{trustKeyId}") {
            try await $0.read(TrustKeyStatement.read, of: "trustKeyId") { $0.trustKey($1) }
        },
    ]
}

extension Exchange {
    fileprivate func createTrustKey() async throws -> Response {
        let key = try decode(TrustKey.init(reading:))
        let id = newIdentifier()
        return try await write { transaction in
            do {
                let row = try await key.insert(id: id, in: transaction)
                return self.created("/trust-keys/\(id)") { $0.trustKey(row) }
            } catch let refusal as TrustKeyRefusal {
                throw Problem(refusal)
            }
        }
    }
}

extension TrustKey {
    fileprivate init?(reading object: inout JSONObject) {
        let length = 1...Self.maximumLength
        let publicKey = object.string("publicKey", length: length, characters: .lines)
        let label = object.string("label", length: 1...100)
        // Nothing of it is said again, since it may be a private key.
        if let publicKey, !Self.isArmour(publicKey) {
            object.refuse("publicKey", "format", "must be one public key in OpenPGP armour")
            return nil
        }
        guard let publicKey, let label else { return nil }
        self.init(publicKey: publicKey, label: label)
    }
}

extension JSONWriter {
    /// A row of `TrustKeyStatement.read` or `.list`; a key never changes.
    fileprivate mutating func trustKey(_ row: Row) {
        object {
            $0.member("id", text: row, 0)
            $0.member("label", text: row, 1)
            $0.member("keyId", text: row, 2)
            $0.member("sha256", text: row, 3)
            $0.member("publicKey", text: row, 4)
            $0.member("createdAt", text: row, 5)
            $0.member("version", 1)
        }
    }
}

extension Problem {
    fileprivate init(_ refusal: TrustKeyRefusal) {
        switch refusal {
        case .notSealable:
            self = .invalid([
                Place(
                    .body,
                    "/publicKey",
                    "format",
                    "must be a public key alone, with an RSA or ElGamal key to encrypt with"
                )
            ])
        case .filed:
            self.init(409, "trust-key.filed", "This key was filed before.")
            self = resting(on: "PO", "7.2")
        }
    }
}
