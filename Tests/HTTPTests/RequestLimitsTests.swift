import Testing

@testable import HTTP

@Suite struct `The limits of a request` {
    private func read(_ text: String, _ change: (inout RequestLimits) -> Void) -> RequestRefusal? {
        var limits = RequestLimits()
        change(&limits)
        var parser = RequestParser(limits: limits)
        let bytes = Array(text.replacingLineFeeds.utf8)
        do {
            // Twice, since the limits stay those of the connection.
            let head = try parser.parse(bytes.span)
            #expect(head != nil)
            #expect(try parser.parse(bytes.span) != nil)
            return nil
        } catch {
            return error
        }
    }

    @Test func `bound the request line`() {
        let text = "GET / HTTP/1.1\nHost: a\n\n"
        #expect(read(text) { $0.requestLineBytes = 14 } == nil)
        #expect(
            read(text) { $0.requestLineBytes = 13 } == .requestLineTooLong(maximumBytes: 13)
        )
    }

    @Test func `bound the header section`() {
        let text = "GET / HTTP/1.1\nHost: a\n\n"
        #expect(read(text) { $0.headerSectionBytes = 11 } == nil)
        #expect(
            read(text) { $0.headerSectionBytes = 10 } == .headerSectionTooLarge(maximumBytes: 10)
        )
    }

    @Test func `bound the number of fields`() {
        let text = "GET / HTTP/1.1\nHost: a\nA:\n\n"
        #expect(read(text) { $0.headerFields = 2 } == nil)
        #expect(read(text) { $0.headerFields = 1 } == .tooManyFields(maximum: 1))
        #expect(read(text) { $0.headerFields = 0 } == .tooManyFields(maximum: 0))
    }

    @Test func `bound the trailer section`() {
        var limits = RequestLimits()
        limits.trailerSectionBytes = 6
        #expect(ChunkedOutcome(lines: "0\nA:\n\n", limits: limits) == .body("", used: 9))
        let refused = ChunkedOutcome(lines: "0\nA:b\n\n", limits: limits)
        #expect(refused == .refused(.trailerSectionTooLarge(maximumBytes: 6)))
    }
}
