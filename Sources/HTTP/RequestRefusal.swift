/// Why a request is not taken; but for `malformedForwarding` the connection cannot go on.
package enum RequestRefusal: Error, Hashable, Sendable {
    case requestLineTooLong(maximumBytes: Int), headerSectionTooLarge(maximumBytes: Int)
    case tooManyFields(maximum: Int)
    case malformedRequestLine, unsupportedVersion, unsupportedMethod
    case malformedTarget, target(TargetRefusal)
    case bareLineFeed, foldedField, spaceBeforeColon, malformedFieldName, malformedFieldValue
    case missingHost, repeatedHost, malformedHost
    case malformedContentLength, repeatedContentLength, contentLengthTooLarge
    case malformedTransferEncoding, unsupportedTransferCoding
    case transferEncodingOnOldVersion, twoFramings
    case unknownExpectation, malformedForwarding
    case malformedChunk, malformedChunkExtension, malformedTrailer
    case chunkExtensionTooLong(maximumBytes: Int), chunkExtensionsTooLong(maximumBytes: Int)
    case trailerSectionTooLarge(maximumBytes: Int)
    case bodyTooLarge(maximumBytes: Int)

    /// The status that answers it.
    package var status: Status {
        switch self {
        case .requestLineTooLong: 414
        case .headerSectionTooLarge, .tooManyFields, .trailerSectionTooLarge: 431
        case .unsupportedVersion: 505
        case .unsupportedMethod, .unsupportedTransferCoding: 501
        case .unknownExpectation: 417
        case .bodyTooLarge, .contentLengthTooLarge: 413
        case .malformedRequestLine, .malformedTarget, .target, .bareLineFeed, .foldedField,
            .spaceBeforeColon, .malformedFieldName, .malformedFieldValue, .missingHost,
            .repeatedHost, .malformedHost, .malformedContentLength, .repeatedContentLength,
            .malformedTransferEncoding, .transferEncodingOnOldVersion, .twoFramings,
            .malformedChunk, .malformedChunkExtension, .chunkExtensionTooLong,
            .chunkExtensionsTooLong, .malformedTrailer, .malformedForwarding:
            400
        }
    }

    /// One sentence for the caller, without anything it sent.
    package var reason: String {
        switch self {
        case .requestLineTooLong(let most): "The request line is longer than \(most) bytes."
        case .headerSectionTooLarge(let most): "The header section is larger than \(most) bytes."
        case .tooManyFields(let most): "There are more than \(most) header fields."
        case .malformedRequestLine: "The request line is not method, target and version."
        case .unsupportedVersion: "Only HTTP/1.1 and HTTP/1.0 are served here."
        case .unsupportedMethod: "The method is not served here."
        case .malformedTarget: "The request target has none of the forms that are allowed."
        case .target(let refusal): refusal.reason
        case .bareLineFeed: "A line ends in LF without CR."
        case .foldedField: "A header field goes on over a second line."
        case .spaceBeforeColon: "There is whitespace between a field name and its colon."
        case .malformedFieldName: "A header field has no valid name."
        case .malformedFieldValue: "A header field has a control character in its value."
        case .missingHost: "The Host field is missing."
        case .repeatedHost: "There is more than one Host field."
        case .malformedHost: "The Host field is not a host with an optional port."
        case .malformedContentLength: "Content-Length is not a decimal number."
        case .repeatedContentLength: "There is more than one Content-Length."
        case .contentLengthTooLarge: "Content-Length is larger than anything served here."
        case .malformedTransferEncoding: "Transfer-Encoding does not end in one chunked."
        case .unsupportedTransferCoding: "The only transfer coding served here is chunked."
        case .transferEncodingOnOldVersion: "HTTP/1.0 has no Transfer-Encoding."
        case .twoFramings: "There are both a Content-Length and a Transfer-Encoding."
        case .malformedForwarding: "The proxies do not name the caller in one well-formed way."
        case .unknownExpectation: "The only expectation served here is 100-continue."
        case .malformedChunk: "The chunked body is not framed as it must be."
        case .malformedChunkExtension: "A chunk extension is not a name with an optional value."
        case .chunkExtensionTooLong(let most):
            "The extensions of a chunk are longer than \(most) bytes."
        case .chunkExtensionsTooLong(let most):
            "The chunk extensions are longer than \(most) bytes together."
        case .malformedTrailer: "The trailer section is not made of header fields."
        case .trailerSectionTooLarge(let most):
            "The trailer section is larger than \(most) bytes."
        case .bodyTooLarge(let most): "The body is larger than \(most) bytes."
        }
    }
}
