import Testing

@testable import HTTP

@Suite struct `A byte of HTTP` {
    private let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)
    private let digits = Array("0123456789".utf8)

    @Test func `is a token character when RFC 9110 §5·6·2 has it`() {
        let members = Set(letters + digits + Array("!#$%&'*+-.^_`|~".utf8))
        for byte in UInt8.min...UInt8.max {
            #expect(Octet.isToken(byte) == members.contains(byte), "\(byte)")
        }
    }

    @Test func `may stand in a path when RFC 3986 §3·3 has it`() {
        let members = Set(letters + digits + Array("-._~!$&'()*+,;=:@%/".utf8))
        for byte in UInt8.min...UInt8.max {
            let isMember = members.contains(byte)
            let isSpecial = byte == Octet.dot || byte == Octet.percent
            #expect(Octet.isPath(byte) == isMember, "\(byte)")
            #expect(Octet.isPlainPath(byte) == (isMember && !isSpecial), "\(byte)")
            #expect(Octet.isPlainQuery(byte) == (Octet.isQuery(byte) && byte != Octet.percent))
            #expect(Octet.isQuery(byte) == (isMember || byte == Octet.question), "\(byte)")
        }
    }

    @Test func `may stand in a host when RFC 3986 §3·2·2 has it`() {
        let members = Set(letters + digits + Array("-._~!$&'()*+,;=".utf8))
        for byte in UInt8.min...UInt8.max {
            #expect(Octet.isHost(byte) == members.contains(byte), "\(byte)")
        }
    }

    @Test func `is a digit, hexadecimal or not`() {
        for byte in UInt8.min...UInt8.max {
            let character = Character(UnicodeScalar(byte))
            let value = character.isASCII ? character.hexDigitValue : nil
            #expect(Octet.hexadecimal(byte).map(Int.init) == value)
            #expect(Octet.isDigit(byte) == digits.contains(byte))
        }
    }

    @Test func `is lowered when it is a letter`() {
        for byte in UInt8.min...UInt8.max {
            let isUpper = (0x41...0x5A).contains(byte)
            #expect(Octet.lowered(byte) == (isUpper ? byte + 32 : byte))
        }
    }

    @Test func `is found among others wherever it stands`() {
        for count in 0..<40 {
            for place in 0..<max(count, 1) {
                var bytes = [UInt8](repeating: 0x0B, count: count)
                #expect(bytes.span.lineFeed(from: 0) == nil)
                if place < count { bytes[place] = 0x0A }
                let found = bytes.span.lineFeed(from: 0)
                #expect(found == (place < count ? place : nil))
                #expect(bytes.span.lineFeed(from: min(place + 1, count)) == nil)
            }
        }
    }

    @Test func `ends a word wherever it stands and whatever it is`() {
        for byte in UInt8.min...UInt8.max {
            for place in 0..<20 {
                var bytes = [UInt8](repeating: 0x7A, count: 24)
                bytes[place] = byte
                let end = bytes.span.endOfWords(0, 22, where: Octet.isToken)
                #expect(end == (Octet.isToken(byte) ? 22 : place), "\(byte) at \(place)")
            }
        }
    }

    @Test func `ends a word that may have slashes wherever it stands`() {
        for byte in UInt8.min...UInt8.max {
            for place in 0..<12 {
                var bytes = [UInt8](repeating: Octet.slash, count: 16)
                bytes[place] = byte
                let end = bytes.span.endOfWords(0, 16, slashes: true, where: Octet.isPlainPath)
                #expect(end == (Octet.isPlainPath(byte) ? 16 : place), "\(byte) at \(place)")
            }
        }
    }

    @Test func `ends no word beyond the range`() {
        let bytes = Array("abcdefghijklmnop:".utf8)
        for end in 0...bytes.count {
            let found = bytes.span.endOfWords(0, end, where: Octet.isToken)
            #expect(found == min(end, 16))
        }
    }
}
