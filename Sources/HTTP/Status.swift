/// A status code (RFC 9110 §15).
package struct Status: Hashable, Sendable, ExpressibleByIntegerLiteral {
    /// The three digits.
    package let code: Int

    /// A status.
    ///
    /// - Precondition: the code has three digits.
    package init(_ code: Int) {
        precondition((100...999).contains(code), "a status code has three digits")
        self.code = code
    }

    /// A status as it is written in a rule.
    package init(integerLiteral code: Int) {
        self.init(code)
    }

    /// Whether an answer with this status can have content (RFC 9110 §6.4.1).
    package var allowsContent: Bool {
        code >= 200 && code != 204 && code != 304
    }

    /// The reason phrase; empty for a code we do not use ourselves.
    package var reason: String {
        switch code {
        case 100: "Continue"
        case 200: "OK"
        case 201: "Created"
        case 202: "Accepted"
        case 204: "No Content"
        case 207: "Multi-Status"
        case 303: "See Other"
        case 304: "Not Modified"
        case 307: "Temporary Redirect"
        case 308: "Permanent Redirect"
        case 400: "Bad Request"
        case 401: "Unauthorized"
        case 403: "Forbidden"
        case 404: "Not Found"
        default: laterReason
        }
    }

    private var laterReason: String {
        switch code {
        case 405: "Method Not Allowed"
        case 406: "Not Acceptable"
        case 408: "Request Timeout"
        case 409: "Conflict"
        case 410: "Gone"
        case 411: "Length Required"
        case 412: "Precondition Failed"
        case 413: "Content Too Large"
        case 414: "URI Too Long"
        case 415: "Unsupported Media Type"
        case 417: "Expectation Failed"
        case 421: "Misdirected Request"
        case 422: "Unprocessable Content"
        case 428: "Precondition Required"
        case 429: "Too Many Requests"
        case 431: "Request Header Fields Too Large"
        case 500: "Internal Server Error"
        case 501: "Not Implemented"
        case 503: "Service Unavailable"
        case 504: "Gateway Timeout"
        case 505: "HTTP Version Not Supported"
        default: ""
        }
    }
}
