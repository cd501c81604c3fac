internal import Glibc

/// How many files and sockets this process may have open.
package enum Descriptors {
    /// The number that is in force.
    static var limit: Int {
        var limits = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limits) == 0 else {
            return fewest
        }
        return Int(clamping: limits.rlim_cur)
    }

    /// Takes as many as the process may give itself.
    package static func raiseLimit() {
        var limits = rlimit()
        let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        guard getrlimit(resource, &limits) == 0 else { return }
        limits.rlim_cur = limits.rlim_max
        // Where that is refused, the number stays what it was.
        _ = setrlimit(resource, &limits)
    }

    /// What POSIX promises to every process (limits.h, _POSIX_OPEN_MAX).
    private static let fewest = 20
}
