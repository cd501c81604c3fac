@testable import Partnership
import Testing

@Suite struct `A checkpoint` {
    private static let root = [UInt8](0..<32)
    private static let text = "hendig ledger 1894\n3000000\n\(root.base64)\n"

    @Test func `is three lines, and back`() {
        let head = LedgerHead(municipalityCode: "1894", size: 3_000_000, rootHash: Self.root)
        #expect(head.checkpoint == Self.text)
        #expect(LedgerHead(checkpoint: Self.text) == head)
        #expect(LedgerHead(checkpoint: Self.text + "\n— auditor AAAA\n") == head)
    }

    @Test(arguments: [
        "", "hendig ledger 1894", "hendig ledger 1894\n3\n", String(text.dropLast()),
        "other ledger 1894\n3\n\(root.base64)\n", "hendig ledger 1894\n-3\n\(root.base64)\n",
        "hendig ledger 1894\n03\n\(root.base64)\n", "hendig ledger 1894\n+3\n\(root.base64)\n",
        "hendig ledger 1894\nx\n\(root.base64)\n",
        "hendig ledger 1894\n99999999999999999999\n\(root.base64)\n",
        "hendig ledger 1894\n3\n\(root.dropLast().map { $0 }.base64)\n",
        "hendig ledger 1894\n3\n\(root.base64) \n", "hendig ledger 1894\n3\n\(root.base64)\nmore\n",
        "\(text.replacing("\n", with: "\r\n"))", "\n\(text)",
    ])
    func `is nothing else`(text: String) {
        #expect(LedgerHead(checkpoint: text) == nil)
    }
}
