import Glibc
import Synchronization

/// A folder of one test, which is gone after it.
final class Folder: Sendable {
    struct NotMade: Error { let number: Int32 }

    let path: String
    private let count = Atomic<Int>(0)

    init() throws {
        var template = Array("/tmp/hendig-journey.XXXXXX".utf8CString)
        guard let pointer = mkdtemp(&template) else { throw NotMade(number: errno) }
        path = String(cString: pointer)
        // PostgreSQL's user passes through when root runs the tests.
        chmod(path, 0o711)
    }

    deinit {
        var words = ["/bin/rm", "-rf", path].map { (word: String) in strdup(word) } + [nil]
        var number = pid_t()
        if posix_spawn(&number, "/bin/rm", nil, nil, &words, nil) == 0 {
            waitpid(number, nil, 0)
        }
        for pointer in words { free(pointer) }
    }

    /// A name that no other file of the folder has.
    func nextName() -> String {
        "\(count.add(1, ordering: .relaxed).newValue)"
    }

    /// What a file holds; nothing when it is not there.
    static func text(of path: String) -> String {
        guard let file = fopen(path, "r") else { return "" }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 65_536)
        while case let count = fread(&part, 1, part.count, file), count > 0 {
            bytes += part[..<count]
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
