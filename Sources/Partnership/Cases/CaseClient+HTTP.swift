internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let caseClientRoutes = [
        Route(.readCaseClient, .get, "/cases/{caseReference}/client") {
            try await $0.readCaseClient()
        },
        Route(.replaceCaseClient, .put, "/cases/{caseReference}/client") {
            try await $0.replaceCaseClient()
        },
    ]
}

extension Exchange {
    fileprivate func readCaseClient() async throws -> Response {
        let vaultKey = try await vaultKey()
        let reference = try await caseRow().text(0)
        let row = try await row(CaseStatement.readClient) {
            $0.add(reference)
            $0.add(vaultKey.hexadecimal)
        }
        return json { $0.value(raw: row.bytes(0)) }
    }

    fileprivate func replaceCaseClient() async throws -> Response {
        let vaultKey = try await vaultKey()
        let client = try decode(AllocationClient.init(reading:))
        return try await session.transaction { transaction in
            let state = CaseFile.State(try await self.holdCase(vaultKey, in: transaction))
            let reference = self.parameter("caseReference")
            let current = try await transaction.rows(CaseStatement.readClient) {
                $0.add(reference)
                $0.add(vaultKey.hexadecimal)
            }.first
            if let current {
                // RFC 9110 §13.1.2: who expects nobody there is told that somebody is.
                if self.request.headerEquals("if-none-match", "*") {
                    throw Problem.preconditionFailed
                }
                try self.requireMatch(of: current.bytes(0))
            } else {
                try self.requireNoneMatch()
            }
            do throws(CaseRefusal) {
                try state.check(.nameClient)
            } catch {
                throw Problem(error)
            }
            _ = try await transaction.rows(CaseStatement.keepClient) {
                $0.add(reference)
                $0.add(utf8: client.json)
                $0.add(client.bsn)
                $0.add(vaultKey.hexadecimal)
            }
            return current == nil
                ? self.created("/cases/\(reference)/client") { $0.value(raw: client.json) }
                : self.changed { $0.value(raw: client.json) }
        }
    }
}
