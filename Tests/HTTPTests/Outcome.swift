@testable import HTTP

/// What became of some bytes: a head with its places, nothing yet, or a refusal.
enum Outcome: Equatable {
    case more
    case refused(RequestRefusal)
    case head(Summary)

    struct Summary: Equatable {
        let method: HTTP.Method
        let minorVersion: Int
        let path: String
        let query: String?
        let framing: BodyFraming
        let keepsAlive: Bool
        let expectsContinue: Bool
        let byteCount: Int
        let headers: Headers
    }

    var refusal: RequestRefusal? {
        if case .refused(let refusal) = self { refusal } else { nil }
    }

    var summary: Summary? {
        if case .head(let summary) = self { summary } else { nil }
    }
}

/// Reads bytes that come in pieces which end at some places and at the last byte.
func read(_ bytes: [UInt8], pieces: [Int] = []) -> Outcome {
    var parser = RequestParser()
    for end in pieces + [bytes.count] {
        do {
            let known = bytes.span.extracting(0..<end)
            guard let head = try parser.parse(known) else { continue }
            let request = Request(head, in: known)
            return .head(
                Outcome.Summary(
                    method: request.method,
                    minorVersion: request.minorVersion,
                    path: request.path,
                    query: request.query,
                    framing: head.framing,
                    keepsAlive: head.keepsAlive,
                    expectsContinue: head.expectsContinue,
                    byteCount: head.byteCount,
                    headers: request.headers
                )
            )
        } catch {
            return .refused(error)
        }
    }
    return .more
}

/// Reads a text, with every line feed in it standing for CRLF.
func read(lines: String) -> Outcome {
    read(Array(lines.replacingLineFeeds.utf8))
}

/// Reads a GET with some extra field lines.
func read(fields: String, version: String = "1.1", host: String = "Host: a\n") -> Outcome {
    read(lines: "GET / HTTP/\(version)\n\(host)\(fields)\n")
}

extension String {
    var replacingLineFeeds: String {
        // By scalars: as a Character, CRLF is not a line feed.
        var text = UnicodeScalarView()
        for scalar in unicodeScalars {
            if scalar == "\n" { text.append("\r") }
            text.append(scalar)
        }
        return String(text)
    }
}

/// Random numbers that are the same in every run (SplitMix64).
struct FixedRandom: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// Heads of many kinds, good and bad, for the tests that cut and change them.
let sampleHeads: [String] = [
    "GET / HTTP/1.1\nHost: a\n\n",
    "\nGET /v1/partners?limit=2&cursor=a%20b HTTP/1.1\nHost: localhost:8080\nAccept: */*\n\n",
    "POST /v1/matches HTTP/1.1\nHost: a\nContent-Length: 12\nExpect: 100-continue\n\nhello world!",
    "PUT /v1/x HTTP/1.1\nhost: [::1]:80\nTransfer-Encoding: chunked\n\n5\nhello\n0\n\n",
    "OPTIONS * HTTP/1.1\nHost: a\nConnection: close, upgrade\n\n",
    "GET http://example.nl/v1?x=1 HTTP/1.1\nHost: example.nl\nX-Long: \(aLongValue)\n\n",
    "HEAD / HTTP/1.0\nConnection: Keep-Alive\n\n",
    "GET / HTTP/1.1\nHost: a\nContent-Length: 1\nContent-Length: 1\n\n",
    "GET / HTTP/1.1\nHost: a\nContent-Length: 1\nTransfer-Encoding: chunked\n\n",
    "GET / HTTP/1.1\nHost: a\n folded\n\n",
    "GET / HTTP/1.1\nHost : a\n\n",
    "GET / HTTP/2.0\nHost: a\n\n",
    "GET /%zz HTTP/1.1\nHost: a\n\n",
    "GET /a/../b HTTP/1.1\nHost: a\n\n",
    "\n\nGET / HTTP/1.1\nHost: a\n\n",
    "GET / HTTP/1.1\nAccept: */*\n\n",
]

private let aLongValue = String(repeating: "abcdefgh \t", count: 20) + "end"
