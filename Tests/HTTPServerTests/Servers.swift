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
