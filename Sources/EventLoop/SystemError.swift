internal import Glibc

/// A system call that failed, with its name and its error number.
///
/// It says nothing about data: neither addresses nor contents belong in a log.
package struct SystemError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The call's name.
    package let call: StaticString
    package let number: Int32

    /// A failure of a call with its errno.
    package init(_ call: StaticString, _ number: Int32) {
        self.call = call
        self.number = number
    }

    package var description: String { "\(call): \(String(cString: strerror(number)))" }

    package static func == (left: SystemError, right: SystemError) -> Bool {
        left.number == right.number && left.call.description == right.call.description
    }
}

/// Calls a system function until it is not interrupted by a signal.
///
/// - Throws: `SystemError` when the call gives -1 for another reason than EINTR.
@discardableResult
package func uninterrupted(
    _ call: StaticString,
    _ body: () -> Int32
) throws(SystemError) -> Int32 {
    while true {
        let result = body()
        if result >= 0 { return result }
        if errno != EINTR { throw SystemError(call, errno) }
    }
}
