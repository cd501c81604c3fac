internal import Postgres

enum SealedClientsStatement {
    /// The keyed digests of BSNs, in their order.
    static let digest = Statement(
        "sealed-clients.digest",
        """
        select encode(bsn_digest(bsn, key), 'hex')
        from checked_key($2) as vault (key)
        cross join unnest($1::text[]) with ordinality as named (bsn, place)
        order by place
        """
    )
    /// Holds the cases of allocations that are the senders'; refused with 40001 when one of them
    /// was closed to messages since these were decided.
    static let hold = Statement(
        "sealed-clients.hold",
        "select hold_messaging_cases($1::integer[], $2::uuid[], $3)"
    )
    static let seal = Statement(
        "sealed-clients.seal",
        """
        insert into message_client (declaration_id, place, case_reference, wrapped_key,
            bsn_digest, items, sealed)
        select declaration_id, place, case_reference, wrapped, decode(digest, 'hex'), items, sealed
        from unnest($1::uuid[], $2::integer[], $3::text[], $4::text[], $5::integer[], $6::text[])
            as named (declaration_id, place, case_reference, digest, items, content)
        cross join lateral seal_message_client(case_reference, content, $7)
        """
    )
    /// The clients of a message in their order; without content once erased.
    static let open = Statement(
        "sealed-clients.open",
        """
        select items, pgp_sym_decrypt(
            sealed,
            pgp_sym_decrypt(coalesce(file.wrapped_key, client.wrapped_key), $2)
        )
        from message_client as client
        left join case_file as file on file.case_reference = client.case_reference
        where declaration_id = $1::uuid
        order by place
        """
    )
    static let all = [digest, hold, seal, open]
}

/// The clients of messages in XML, as they are kept: sealed with the key of their case.
enum SealedClients {
    /// The calls that seal the clients of messages that were taken in.
    ///
    /// - Precondition: a verdict names a case, or none, for each client of its message.
    static func calls(sealing kept: [(submission: Submission, verdict: Verdict)]) -> [Call] {
        var numbers = ArrayText()
        var partners = ArrayText()
        var columns = [ArrayText](repeating: ArrayText(), count: 6)
        var vaultKey: VaultKey?
        for (submission, verdict) in kept {
            guard let sealed = submission.sealed else { continue }
            vaultKey = sealed.vaultKey
            for number in submission.message.allocationNumbers.compactMap(\.self) {
                numbers.add(number)
                partners.add(verdict.partnerId)
            }
            for (place, part) in sealed.envelope.clients.enumerated() {
                columns[0].add(submission.declarationId)
                columns[1].add(place)
                columns[2].add(verdict.caseReferences[place])
                columns[3].add(sealed.form.clients[place].digest)
                columns[4].add(part.items)
                columns[5].add(utf8: part.client.json)
            }
        }
        guard let vaultKey else { return [] }
        return [
            Call(SealedClientsStatement.hold) {
                $0.add(numbers)
                $0.add(partners)
                $0.add(vaultKey.hexadecimal)
            },
            Call(SealedClientsStatement.seal) {
                for column in columns { $0.add(column) }
                $0.add(vaultKey.hexadecimal)
            },
        ]
    }
}
