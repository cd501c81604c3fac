@testable import Partnership
import Testing

@Suite struct `A vault key` {
    private static let digits = String(repeating: "0aF9", count: 16)

    @Test func `is 64 hexadecimal digits of either case`() throws {
        let key = try #require(VaultKey(Self.digits))
        #expect(key.hexadecimal == Self.digits.lowercased())
    }

    @Test(arguments: [
        "", String(digits.dropLast()), digits + "0", "g" + digits.dropFirst(),
        " " + digits.dropFirst(), "٣" + digits.dropFirst(),
    ])
    func `is nothing else`(text: String) {
        #expect(VaultKey(text) == nil)
    }

    @Test func `is not told by what is written about it`() throws {
        let key = try #require(VaultKey(Self.digits))
        #expect("\(key)" == "a vault key")
        #expect(!String(reflecting: key).contains(key.hexadecimal))
    }
}
