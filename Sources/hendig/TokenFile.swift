internal import Glibc

/// A file with tokens, which its owner alone may read.
struct TokenFile {
    let path: String

    init(_ path: String) {
        self.path = path
    }

    /// The content; nil when there is no such file.
    func read() -> [UInt8]? {
        guard let file = fopen(path, "r") else { return nil }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 65_536)
        while case let count = fread(&part, 1, part.count, file), count > 0 {
            bytes += part[..<count]
        }
        return bytes
    }

    /// Replaces the file as a whole: a reader sees the old one or the new one.
    func write(_ bytes: [UInt8]) throws(CommandFailure) {
        let temporary = "\(path).\(getpid())"
        let flags = O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC
        let descriptor = open(temporary, flags, 0o600)
        guard descriptor >= 0 else { throw failure() }
        // A file that was there keeps its mode when it is opened.
        let isWritten =
            fchmod(descriptor, 0o600) == 0 && writeAll(bytes, to: descriptor)
            && fsync(descriptor) == 0
        guard close(descriptor) == 0, isWritten, rename(temporary, path) == 0 else {
            let failure = failure()
            unlink(temporary)
            throw failure
        }
    }

    private func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var start = 0
        while start < bytes.count {
            let count = bytes[start...].withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress, $0.count)
            }
            if count < 0 && errno != EINTR { return false }
            start += max(0, count)
        }
        return true
    }

    private func failure() -> CommandFailure {
        .unavailable("\(path) cannot be written: \(String(cString: strerror(errno))).")
    }
}
