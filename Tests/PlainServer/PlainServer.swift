import EventLoop
import Glibc
import HTTP
import HTTPServer

/// The HTTP server with nothing behind it: `bin/bench` puts it beside other servers.
///
/// It answers every request with the same 200 bytes of JSON, and writes its address first.
@main
struct PlainServer {
    static func main() throws {
        signal(SIGPIPE, SIG_IGN)
        let cores = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        let loops = try (0..<cores).map { _ in try EventLoop() }
        for loop in loops { try loop.start() }
        var settings = ServerSettings()
        settings.addresses = [.tcp(host: "127.0.0.1", port: 0)]
        let server = HTTPServer(
            settings: settings,
            loops: loops,
            writer: try ResponseWriter(everyAnswer: [
                "Server": "plain", "Cache-Control": "no-store",
            ])
        ) { _ in PlainResponder() }
        let line = Array("http://\(try server.listen()[0])/\n".utf8)
        server.start()
        _ = write(1, line, line.count)
        // A signal ends the process.
        while true { pause() }
    }
}

/// Makes an answer anew for every request, from what is constant in it.
private final class PlainResponder: Responder {
    private let headers: Headers = ["Content-Type": "application/json"]
    private let body = Array(#"{"name":"\#(String(repeating: "x", count: 189))"}"#.utf8)

    func reply(to request: Request, from peer: Peer) -> Reply {
        .now(Response(200, headers: headers, body: body))
    }

    func bodyDecision(for request: Request) -> BodyDecision { .decline }

    func bodyVerdict(for request: Request) async -> BodyVerdict { .read(maximumBytes: 0) }

    func response(to refusal: ServerRefusal) -> Response { Response(refusal.status) }
}
