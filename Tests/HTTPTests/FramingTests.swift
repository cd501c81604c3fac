import Testing

@testable import HTTP

@Suite struct `The framing of a body` {
    @Test(arguments: [
        ("", BodyFraming.none),
        ("Content-Length: 0\n", .length(0)),
        ("Content-Length: 12\n", .length(12)),
        ("content-length:007\n", .length(7)),
        ("Content-Length: 9223372036854775807\n", .length(.max)),
        ("Transfer-Encoding: chunked\n", .chunked),
        ("transfer-encoding: CHUNKED\n", .chunked),
        ("Transfer-Encoding:\t chunked \t\n", .chunked),
        ("Content-Length:\t 5 \t\n", .length(5)),
        ("Content-Length: \(String(repeating: "0", count: 200))5\n", .length(5)),
    ])
    func `is known from the head`(fields: String, framing: BodyFraming) {
        #expect(read(fields: fields).summary?.framing == framing)
    }

    @Test(arguments: [
        ("Content-Length:", RequestRefusal.malformedContentLength),
        ("Content-Length: -1", .malformedContentLength),
        ("Content-Length: +1", .malformedContentLength),
        ("Content-Length: +0", .malformedContentLength),
        ("Content-Length: -0", .malformedContentLength),
        ("Content-Length: 1 2", .malformedContentLength),
        ("Content-Length: 1\t2", .malformedContentLength),
        ("Content-Length: 1_0", .malformedContentLength),
        ("Content-Length: 1;a", .malformedContentLength),
        ("Content-Length: ,", .malformedContentLength),
        ("Content-Length: 1,", .repeatedContentLength),
        ("Content-Length:\nContent-Length: 1", .malformedContentLength),
        ("Content-Length: 0x10", .malformedContentLength),
        ("Content-Length: 1.0", .malformedContentLength),
        ("Content-Length: 1e3", .malformedContentLength),
        ("Content-Length: \"1\"", .malformedContentLength),
        ("Content-Length: ,1", .malformedContentLength),
        ("Content-Length: ١", .malformedContentLength),
        ("Content-Length: 1, 1", .repeatedContentLength),
        ("Content-Length: 1,2", .repeatedContentLength),
        ("Content-Length: 1\nContent-Length: 1", .repeatedContentLength),
        ("Content-Length: 1\ncontent-length: 2", .repeatedContentLength),
        ("Content-Length: 9223372036854775808", .contentLengthTooLarge),
        ("Content-Length: 99999999999999999999999999999999999999", .contentLengthTooLarge),
        ("Content-Length: 18446744073709551617", .contentLengthTooLarge),
    ])
    func `is refused with a Content-Length that is`(fields: String, refusal: RequestRefusal) {
        #expect(read(fields: fields + "\n").refusal == refusal)
    }

    @Test(arguments: [
        ("Transfer-Encoding: gzip", RequestRefusal.unsupportedTransferCoding),
        ("Transfer-Encoding: identity", .unsupportedTransferCoding),
        ("Transfer-Encoding: gzip, chunked", .unsupportedTransferCoding),
        ("Transfer-Encoding: xchunked", .unsupportedTransferCoding),
        ("Transfer-Encoding: chunkedx", .unsupportedTransferCoding),
        ("Transfer-Encoding: gzip;level=9, chunked", .unsupportedTransferCoding),
        ("Transfer-Encoding: gzip\nTransfer-Encoding: chunked", .unsupportedTransferCoding),
        ("Transfer-Encoding: ,", .malformedTransferEncoding),
        ("Transfer-Encoding: gzip,,chunked", .malformedTransferEncoding),
        ("Transfer-Encoding: gzip x, chunked", .malformedTransferEncoding),
        ("Transfer-Encoding: ;a, chunked", .malformedTransferEncoding),
        ("Transfer-Encoding: x=\"a, chunked\"", .malformedTransferEncoding),
        ("Transfer-Encoding: gzip;a=\"b, chunked", .unsupportedTransferCoding),
        ("Transfer-Encoding:\nTransfer-Encoding: chunked", .malformedTransferEncoding),
        ("Transfer-Encoding: chunked\nTransfer-Encoding:", .malformedTransferEncoding),
        ("Transfer-Encoding: chunked\rX: y", .malformedFieldValue),
        ("Transfer-Encoding: chünked", .malformedTransferEncoding),
        ("Transfer-Encoding: chunked, identity", .malformedTransferEncoding),
        ("Transfer-Encoding: chunked, gzip", .malformedTransferEncoding),
        ("Transfer-Encoding: chunked, chunked", .malformedTransferEncoding),
        ("Transfer-Encoding: chunked,", .malformedTransferEncoding),
        ("Transfer-Encoding: ,chunked", .malformedTransferEncoding),
        ("Transfer-Encoding:", .malformedTransferEncoding),
        ("Transfer-Encoding: chunked;a=b", .malformedTransferEncoding),
        ("Transfer-Encoding: \"chunked\"", .malformedTransferEncoding),
        ("Transfer-Encoding: chun ked", .malformedTransferEncoding),
        ("Transfer-Encoding: chunked\nTransfer-Encoding: chunked", .malformedTransferEncoding),
        ("Transfer-Encoding: chunked\nTransfer-Encoding: identity", .malformedTransferEncoding),
        ("Transfer-Encoding: \u{B}chunked", .malformedFieldValue),
        ("Transfer-Encoding : chunked", .spaceBeforeColon),
        ("Transfer-Encoding\n : chunked", .malformedFieldName),
        ("X: y\n Transfer-Encoding: chunked", .foldedField),
        ("Content-Length: 5\nTransfer-Encoding: chunked", .twoFramings),
        ("Transfer-Encoding: chunked\nContent-Length: 5", .twoFramings),
        ("Transfer-Encoding: chunked\nContent-Length: 0", .twoFramings),
    ])
    func `is refused with a Transfer-Encoding that is`(fields: String, refusal: RequestRefusal) {
        #expect(read(fields: fields + "\n").refusal == refusal)
    }

    @Test func `is never chunked on 1·0`() {
        let outcome = read(fields: "Transfer-Encoding: chunked\n", version: "1.0")
        #expect(outcome.refusal == .transferEncodingOnOldVersion)
    }

    @Test func `takes a length at the maximum and not one byte more`() throws {
        try BodyFraming.length(10).check(maximumBytes: 10)
        try BodyFraming.chunked.check(maximumBytes: 0)
        try BodyFraming.none.check(maximumBytes: 0)
        #expect(throws: RequestRefusal.bodyTooLarge(maximumBytes: 10)) {
            try BodyFraming.length(11).check(maximumBytes: 10)
        }
        #expect(RequestRefusal.bodyTooLarge(maximumBytes: 10).status == 413)
    }
}

@Suite struct `A connection` {
    @Test(arguments: [
        ("1.1", "", true),
        ("1.1", "close", false),
        ("1.1", "CLOSE", false),
        ("1.1", "keep-alive", true),
        ("1.1", "keep-alive, close", false),
        ("1.1", "upgrade , Close", false),
        ("1.1", "closed", true),
        ("1.1", "\"close\"", true),
        ("1.1", ",, close,", false),
        ("1.1", "close;a=b", true),
        ("1.1", "close close", true),
        ("1.1", "a=\"b, close, c\"", false),
        ("1.0", "\"keep-alive\"", false),
        ("1.0", "keep-alive;a", false),
        ("1.0", "", false),
        ("1.0", "keep-alive", true),
        ("1.0", "Keep-Alive", true),
        ("1.0", "keep-alive, close", false),
        ("1.0", "foo, keep-alive", true),
    ])
    func `stays open or not`(version: String, options: String, stays: Bool) {
        let outcome = read(fields: "Connection: \(options)\n", version: version)
        #expect(outcome.summary?.keepsAlive == stays)
    }

    @Test func `takes options from several lines`() {
        let fields = "Connection: keep-alive\nConnection: close\n"
        #expect(read(fields: fields).summary?.keepsAlive == false)
        #expect(read(fields: "").summary?.keepsAlive == true)
        #expect(read(fields: "", version: "1.0").summary?.keepsAlive == false)
    }
}

@Suite struct `An expectation` {
    @Test(arguments: [
        ("Content-Length: 1\n", "1.1", true),
        ("Transfer-Encoding: chunked\n", "1.1", true),
        ("Content-Length: 0\n", "1.1", false),
        ("", "1.1", false),
        ("Content-Length: 1\n", "1.0", false),
    ])
    func `of 100-continue counts when a body follows`(fields: String, version: String, waits: Bool)
    {
        for name in [
            "100-continue", "100-Continue", "100-continue, 100-CONTINUE", ",100-continue ,",
        ] {
            let outcome = read(fields: "Expect: \(name)\n\(fields)", version: version)
            #expect(outcome.summary?.expectsContinue == waits)
        }
    }

    @Test(arguments: ["", ",", " , ,"])
    func `of nothing is none`(value: String) {
        let outcome = read(fields: "Expect: \(value)\nContent-Length: 1\n")
        #expect(outcome.summary?.expectsContinue == false)
    }

    @Test(arguments: [
        "200-ok", "100-continue, x", "100-continue;a=b", "100", "\"100-continue\"",
        "a=\"b, 100-continue\"", "100-continue 100-continue",
    ])
    func `of anything else is a 417`(value: String) {
        let refusal = read(fields: "Expect: \(value)\nContent-Length: 1\n").refusal
        #expect(refusal == .unknownExpectation)
        #expect(refusal?.status == 417)
    }
}
