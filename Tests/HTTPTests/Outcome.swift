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

/// Reads bytes that come at once.
func read(_ bytes: [UInt8]) -> Outcome {
    var parser = RequestParser()
    do {
        guard let head = try parser.parse(bytes.span) else { return .more }
        let request = Request(head, in: bytes.span)
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
