internal import Postgres

enum ProductStatement {
    static let list = Statement(
        "products.list",
        """
        select code, pillar, name_nl, name_en, unit, category,
            to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            version
        from product
        where $1::text is null or code > $1
        order by code
        limit $2::integer
        """
    )
    static let count = Statement(
        "products.count",
        """
        select count(*)
        from product
        """
    )
    static let read = Statement(
        "products.read",
        """
        select code, pillar, name_nl, name_en, unit, category,
            to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            version
        from product
        where code = $1
        """
    )
    /// Changes of one product's tariffs wait for each other here; claims on it do not.
    static let lock = Statement(
        "products.lock",
        """
        select code
        from product
        where code = $1
        for no key update
        """
    )
    static let insert = Statement(
        "products.insert",
        """
        insert into product (code, pillar, name_nl, name_en, unit, category)
        values ($1, $2, $3, $4, $5, $6)
        """
    )
    static let all = [list, count, read, lock, insert] + TariffStatement.all
}

extension Product {
    /// - Throws: `ProductRefusal`, or `DatabaseFailure`.
    /// - Returns: the row of `ProductStatement.read`.
    func insert(in transaction: Transaction) async throws -> Row {
        do {
            let insert = Call(ProductStatement.insert) {
                $0.add(code)
                $0.add(pillar.rawValue)
                $0.add(nameNl)
                $0.add(nameEn)
                $0.add(unit.rawValue)
                $0.add(category)
            }
            let read = Call(ProductStatement.read) { $0.add(code) }
            return try await transaction.run([insert, read])[1][0]
        } catch {
            throw ProductRefusal(error, of: self) ?? error
        }
    }
}

extension ProductRefusal {
    /// The refusal that a constraint stands for; nil when the failure is another.
    fileprivate init?(_ failure: DatabaseFailure, of product: Product) {
        switch failure.constraint {
        case "product_pkey": self = .codeTaken(product.code)
        default: return nil
        }
    }
}
