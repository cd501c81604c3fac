import EventLoop
import Glibc
import HTTP
import HTTPServer

/// Servers without threads, for what can be seen before they start.
enum Servers {
    static func make(_ settings: ServerSettings) throws -> HTTPServer {
        let loop = try EventLoop()
        return HTTPServer(settings: settings, loops: [loop], writer: try ResponseWriter()) {
            StubResponder(Gate(), on: $0)
        }
    }
}

/// What this process uses.
enum Descriptors {
    /// The number that the next descriptor gets.
    static func lowestFree() throws -> Int32 {
        let descriptor = open("/dev/null", O_RDONLY)
        guard descriptor >= 0 else { throw Client.Broken(number: errno) }
        close(descriptor)
        return descriptor
    }

    /// Processor time of all threads so far.
    static func cpuMilliseconds() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return time.tv_sec * 1_000 + time.tv_nsec / 1_000_000
    }
}
