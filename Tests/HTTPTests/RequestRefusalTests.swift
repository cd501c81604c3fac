import Testing

@testable import HTTP

@Suite struct `A refusal to read` {
    @Test(arguments: [
        (RequestRefusal.requestLineTooLong(maximumBytes: 77), 414),
        (.headerSectionTooLarge(maximumBytes: 77), 431),
        (.tooManyFields(maximum: 77), 431),
        (.malformedRequestLine, 400),
        (.unsupportedVersion, 505),
        (.unsupportedMethod, 501),
        (.malformedTarget, 400),
        (.target(.badEscape), 400),
        (.bareLineFeed, 400),
        (.foldedField, 400),
        (.spaceBeforeColon, 400),
        (.malformedFieldName, 400),
        (.malformedFieldValue, 400),
        (.missingHost, 400),
        (.repeatedHost, 400),
        (.malformedHost, 400),
        (.malformedContentLength, 400),
        (.repeatedContentLength, 400),
        (.contentLengthTooLarge, 413),
        (.malformedTransferEncoding, 400),
        (.unsupportedTransferCoding, 501),
        (.transferEncodingOnOldVersion, 400),
        (.twoFramings, 400),
        (.unknownExpectation, 417),
        (.malformedChunk, 400),
        (.chunkExtensionTooLong(maximumBytes: 77), 400),
        (.chunkExtensionsTooLong(maximumBytes: 77), 400),
        (.malformedChunkExtension, 400),
        (.malformedTrailer, 400), (.malformedForwarding, 400),
        (.trailerSectionTooLarge(maximumBytes: 77), 431),
        (.bodyTooLarge(maximumBytes: 77), 413),
    ])
    func `has one status and one sentence`(refusal: RequestRefusal, code: Int) {
        #expect(refusal.status.code == code)
        #expect(!refusal.status.reason.isEmpty)
        #expect(refusal.reason.hasSuffix(".") && refusal.reason.count > 10)
    }

    @Test(arguments: [
        RequestRefusal.requestLineTooLong(maximumBytes: 77),
        .headerSectionTooLarge(maximumBytes: 77),
        .tooManyFields(maximum: 77),
        .chunkExtensionTooLong(maximumBytes: 77),
        .chunkExtensionsTooLong(maximumBytes: 77),
        .trailerSectionTooLarge(maximumBytes: 77),
        .bodyTooLarge(maximumBytes: 77),
    ])
    func `names the limit that was in force`(refusal: RequestRefusal) {
        #expect(refusal.reason.contains(" 77 "))
    }
}
