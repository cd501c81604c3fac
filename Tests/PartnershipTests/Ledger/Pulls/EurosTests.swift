@testable import Partnership
import Testing

@Suite struct `An amount in euros` {
    @Test(arguments: [
        (0, "0.00", "0.00"), (1, "0.01", "0.01"), (9, "0.09", "0.09"), (10, "0.10", "0.10"),
        (99, "0.99", "0.99"), (100, "1.00", "1.00"), (96_000, "960.00", "960.00"),
        (-1, "-0.01", "0.01"), (-100, "-1.00", "1.00"), (-123_456, "-1234.56", "1234.56"),
        (.max, "92233720368547758.07", "92233720368547758.07"),
        (.min, "-92233720368547758.08", "92233720368547758.08"),
    ])
    func `have a point and two decimals`(cents: Int, text: String, amount: String) {
        #expect(Euros(cents).description == text)
        #expect(Euros(cents).amount == amount)
    }
}
