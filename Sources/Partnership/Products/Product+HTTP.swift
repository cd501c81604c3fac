internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let productRoutes = [
        Route(.listProducts, .get, "/products", query: Route.listQuery) {
            try await $0.listProducts()
        },
        Route(.createProduct, .post, "/products") { try await $0.createProduct() },
        Route(.readProduct, .get, "/products/{code}") { exchange in
            let code = try exchange.productCode()
            let row = try await exchange.row(ProductStatement.read) { $0.add(code) }
            return exchange.json { $0.product(row) }
        },
    ]
}

extension Exchange {
    /// The code in the path.
    ///
    /// - Throws: 404, because no product has a code of another form.
    func productCode() throws(Problem) -> String {
        let code = parameter("code")
        guard Product.isCode(code) else { throw .notFound }
        return code
    }

    fileprivate func listProducts() async throws -> Response {
        try await list(page(), ProductStatement.list, ProductStatement.count, by: .productCode) {
            $0.product($1)
        }
    }

    fileprivate func createProduct() async throws -> Response {
        let product = try decode(Product.init(reading:))
        return try await write { transaction in
            do {
                let row = try await product.insert(in: transaction)
                return self.created("/products/\(product.code)") { $0.product(row) }
            } catch let refusal as ProductRefusal {
                throw Problem(refusal)
            }
        }
    }
}

extension Product {
    fileprivate init?(reading object: inout JSONObject) {
        let code = object.parsed("code", "two capitals, a dash and two digits, as JB-04") {
            Product.isCode($0) ? String(copying: $0) : nil
        }
        let pillar = object.choice("pillar", of: Pillar.self)
        let nameNl = object.string("nameNl")
        let nameEn = object.string("nameEn")
        let unit = object.choice("unit", of: Unit.self)
        category = object.optionalParsed("category", "a code of JZ020") {
            ProductCategory(rawValue: String(copying: $0))?.rawValue
        }
        guard let code, let pillar, let nameNl, let nameEn, let unit else { return nil }
        self.code = code
        self.pillar = pillar
        self.nameNl = nameNl
        self.nameEn = nameEn
        self.unit = unit
    }
}

extension ListKey {
    fileprivate static let productCode = ListKey { Product.isCode($0) ? $0 : nil }
}

extension JSONWriter {
    /// A row of `ProductStatement.read` or `.list`.
    fileprivate mutating func product(_ row: Row) {
        object {
            $0.member("code", text: row, 0)
            $0.member("pillar", text: row, 1)
            $0.member("nameNl", text: row, 2)
            $0.member("nameEn", text: row, 3)
            $0.member("unit", text: row, 4)
            $0.member("category", text: row, 5)
            $0.member("createdAt", text: row, 6)
            $0.member("version", row.integer(7))
        }
    }
}

extension Problem {
    fileprivate init(_ refusal: ProductRefusal) {
        switch refusal {
        case .codeTaken(let code):
            self.init(409, "product.code-taken", "There is already a product \(code).")
            self = resting(on: "KA", "2.2.1")
        }
    }
}
