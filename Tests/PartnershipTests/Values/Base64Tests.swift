@testable import Partnership
import Testing

@Suite struct `Base64` {
    /// RFC 4648 §10, and the last two digits.
    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
        ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"), ("~~?>>>", "fn4/Pj4+"),
    ])
    func `is that of the standard, and back`(text: String, base64: String) {
        let bytes = Array(text.utf8)
        #expect(bytes.base64 == base64)
        #expect([UInt8](base64: base64) == bytes)
    }

    @Test(arguments: [
        "Z", "Zg", "Zg=", "Zg===", "=Zg=", "Z===", "====", "Zg==Zg==", "Zm9v\n", " Zg=", "Zh==",
        "Zm9=", "Zm-_", "Zm9vYg==A", "é=",
    ])
    func `reads nothing else`(text: String) {
        #expect([UInt8](base64: text) == nil)
    }

    @Test func `has every byte at every place`() {
        var generator = SeededGenerator(state: 1)
        for count in 0..<200 {
            let bytes = (0..<count).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
            #expect([UInt8](base64: bytes.base64) == bytes)
        }
    }
}
