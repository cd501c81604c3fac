import Foundation
import Glibc
import JSON
import TestSupport

/// A browser without a window, driven as a person does: Chromium, over W3C WebDriver.
///
/// It reaches this machine alone, and leaves nothing outside the folder of its test.
final class Browser {
    /// Gone after the browser is.
    private let folder: Folder
    private let driver: Child
    private let caller: Caller
    private let session: String

    /// Starts the browser, which ends with the test.
    init(in folder: Folder) async throws {
        self.folder = folder
        driver = try Child(
            ["chromedriver", "--port=0"],
            environment: [
                "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": folder.path, "TMPDIR": folder.path,
            ],
            in: folder
        )
        let lines = try await driver.lines(4)
        let marker = "successfully on port "
        guard let line = lines.first(where: { $0.contains(marker) }),
            let port = UInt16(line.split(separator: " ").last?.dropLast() ?? "")
        else { throw TestProblem("no chromedriver; Debian's is chromium-driver. \(driver.errors)") }
        caller = Caller(port: port)
        let answer = try caller.ask("POST", "/session", json: Self.capabilities)
        guard let session = answer.json["value"]["sessionId"].text else {
            throw TestProblem("no browser; Debian's is chromium. \(answer.text)")
        }
        self.session = "/session/\(session)"
    }

    deinit {
        _ = try? caller.ask("DELETE", session)
    }

    /// No sandbox, which root has none of and these pages need none of; over the pipe the browser
    /// hears it when its driver is killed.
    private static let capabilities = """
        {"capabilities": {"alwaysMatch": {
            "browserName": "chrome",
            "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
            "goog:chromeOptions": {"args": [
                "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--hide-scrollbars",
                "--remote-debugging-pipe", "--no-proxy-server", "--window-size=1000,900",
                "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"
            ]}
        }}}
        """

    // MARK: What a person does

    /// Loads a page and waits until it has.
    func open(_ address: String) throws {
        _ = try post("/url") { $0.member("url", address) }
    }

    /// Presses keys, one after the other.
    func press(_ keys: String) throws {
        _ = try post("/actions") { writer in
            writer.member(
                "actions",
                array: {
                    $0.object {
                        $0.member("type", "key")
                        $0.member("id", "keyboard")
                        $0.member("actions", array: { $0.strokes(keys) })
                    }
                }
            )
        }
    }

    // MARK: What can be seen

    /// Runs a script in the page.
    ///
    /// - Returns: what the script returns.
    func run(_ script: String) throws -> TestJSON {
        try post("/execute/sync") {
            $0.member("script", script)
            $0.member("args", array: { _ in })
        }
    }

    /// Waits until a script in the page returns true.
    func wait(until script: String) async throws {
        for _ in 0..<6_000 {
            if try run("return \(script)").boolean == true { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        throw TestProblem("not within a minute: \(script)")
    }

    /// The names that assistive technology reads for the elements of a selector.
    func labels(of selector: String) throws -> [String] {
        let elements = try post("/elements") {
            $0.member("using", "css selector")
            $0.member("value", selector)
        }
        return try elements.elements.map { element in
            let id = element[element.names[0]].text ?? ""
            return try value(caller.ask("GET", "\(session)/element/\(id)/computedlabel")).text ?? ""
        }
    }

    /// What the browser logged since it was last asked.
    func log(_ kind: String) throws -> [TestJSON] {
        try post("/se/log") { $0.member("type", kind) }.elements
    }

    /// Changes what the page is shown on: its width in CSS pixels, and by night or by day.
    func show(width: Int, isDark: Bool) throws {
        _ = try command(
            "Emulation.setDeviceMetricsOverride",
            "{\"width\": \(width), \"height\": 900, \"deviceScaleFactor\": 1, \"mobile\": false}"
        )
        let scheme = isDark ? "dark" : "light"
        _ = try command(
            "Emulation.setEmulatedMedia",
            "{\"features\": [{\"name\": \"prefers-color-scheme\", \"value\": \"\(scheme)\"}]}"
        )
    }

    /// Keeps a picture of the whole page in the folder that `HENDIG_SCREENSHOTS` names, if any.
    func picture(_ name: String) throws {
        guard let folder = getenv("HENDIG_SCREENSHOTS") else { return }
        let answer = try command("Page.captureScreenshot", "{\"captureBeyondViewport\": true}")
        let data = Data(base64Encoded: answer["data"].text ?? "") ?? Data()
        try data.write(to: URL(fileURLWithPath: "\(String(cString: folder))/\(name).png"))
    }

    // MARK: The protocol

    private func command(_ name: String, _ parameters: String) throws -> TestJSON {
        try post("/goog/cdp/execute") {
            $0.member("cmd", name)
            $0.member("params", raw: Array(parameters.utf8))
        }
    }

    private func post(_ path: String, _ body: (inout JSONWriter) -> Void) throws -> TestJSON {
        var writer = JSONWriter()
        writer.object(body)
        let json = String(decoding: writer.bytes, as: UTF8.self)
        return try value(caller.ask("POST", session + path, json: json))
    }

    private func value(_ answer: Caller.Answer) throws -> TestJSON {
        guard answer.status == 200 else { throw TestProblem(answer.text) }
        return answer.json["value"]
    }
}

/// Keys as WebDriver names them.
enum Key {
    static let tab = "\u{E004}"
    static let enter = "\u{E007}"
    static let right = "\u{E014}"
    static let down = "\u{E015}"
}

extension JSONWriter {
    fileprivate mutating func strokes(_ keys: String) {
        for key in keys {
            for type in ["keyDown", "keyUp"] {
                object {
                    $0.member("type", type)
                    $0.member("value", String(key))
                }
            }
        }
    }
}
