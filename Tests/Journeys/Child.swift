import Glibc
import Synchronization

/// A program that a test starts; when the tests end, however they end, it ends too.
final class Child: Sendable {
    /// How a program ended.
    enum End: Equatable, Sendable {
        case status(Int32)
        case signal(Int32)
    }

    struct NotStarted: Error { let number: Int32 }

    private enum State: Sendable {
        case starting
        case running(pid_t)
        case notStarted(Int32)
        case ended(End)
    }

    /// Shared with the thread that starts the program and waits for it.
    private final class Life: Sendable {
        let state = Mutex(State.starting)
    }

    private let life = Life()
    private let outputPath: String
    private let errorPath: String

    /// Starts a program; what it writes goes to two files of a folder.
    ///
    /// The kernel ends it with the thread that started it, so each has a thread of its own.
    ///
    /// - Parameter sockets: descriptors above 2, which it has as 3, 4 and so on.
    init(
        _ arguments: [String],
        environment: [String: String],
        sockets: [Int32] = [],
        in folder: Folder
    ) throws {
        let name = folder.nextName()
        outputPath = "\(folder.path)/\(name).out"
        errorPath = "\(folder.path)/\(name).err"
        let files = [("/dev/null", O_RDONLY), (outputPath, write), (errorPath, write)]
        let words = ["/usr/bin/setpriv", "--pdeathsig", "KILL", "--"] + arguments
        let variables = environment.map { "\($0)=\($1)" }
        let life = life
        _ = Threads.start {
            switch Self.spawn(words, variables, files, sockets) {
            case .failure(let error):
                life.state.withLock { $0 = .notStarted(error.number) }
            case .success(let number):
                life.state.withLock { $0 = .running(number) }
                let end = Self.wait(for: number)
                life.state.withLock { $0 = .ended(end) }
            }
        }
        while case .starting = life.state.withLock(\.self) { usleep(200) }
        if case .notStarted(let number) = life.state.withLock(\.self) {
            throw NotStarted(number: number)
        }
    }

    deinit {
        send(SIGKILL)
    }

    /// How it ended; nil while it runs.
    var end: End? {
        guard case .ended(let end) = life.state.withLock(\.self) else { return nil }
        return end
    }

    /// Its process number; nil when it does not run.
    var number: pid_t? {
        guard case .running(let number) = life.state.withLock(\.self) else { return nil }
        return number
    }

    var output: String { Folder.text(of: outputPath) }
    var errors: String { Folder.text(of: errorPath) }

    func send(_ signal: Int32) {
        // Under the lock the number cannot become another's: the state changes after the wait.
        life.state.withLock { state in
            if case .running(let number) = state { _ = kill(number, signal) }
        }
    }

    /// Waits until it has ended.
    func ended() async throws -> End {
        while true {
            if let end { return end }
            try await Task.sleep(for: .milliseconds(2))
        }
    }

    /// Waits until it has written so many lines, or has ended.
    func lines(_ count: Int) async throws -> [String] {
        while true {
            let hasEnded = end != nil
            let text = output
            if text.utf8.count(where: { $0 == 0x0A }) >= count || hasEnded {
                return text.split(separator: "\n").map(String.init)
            }
            try await Task.sleep(for: .milliseconds(2))
        }
    }

    private static func spawn(
        _ words: [String],
        _ variables: [String],
        _ files: [(path: String, flags: Int32)],
        _ sockets: [Int32]
    ) -> Result<pid_t, NotStarted> {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (number, file) in files.enumerated() {
            posix_spawn_file_actions_addopen(
                &actions,
                Int32(number),
                file.path,
                file.flags,
                0o600
            )
        }
        for (place, socket) in sockets.enumerated() {
            posix_spawn_file_actions_adddup2(&actions, socket, Int32(files.count + place))
        }
        var arguments = words.map { strdup($0) } + [nil]
        var environment = variables.map { strdup($0) } + [nil]
        defer { for pointer in arguments + environment { free(pointer) } }
        var number = pid_t()
        let status = posix_spawn(&number, words[0], &actions, nil, &arguments, &environment)
        return status == 0 ? .success(number) : .failure(NotStarted(number: status))
    }

    private static func wait(for number: pid_t) -> End {
        var status: Int32 = 0
        while waitpid(number, &status, 0) < 0, errno == EINTR {}
        let signal = status & 0x7F
        return signal == 0 ? .status((status >> 8) & 0xFF) : .signal(signal)
    }
}

private let write = O_WRONLY | O_CREAT | O_TRUNC

/// Threads for what waits without giving way.
enum Threads {
    private final class Body {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    static func start(_ work: @escaping @Sendable () -> Void) -> pthread_t {
        var thread = pthread_t()
        let body = Unmanaged.passRetained(Body(work))
        let status = pthread_create(
            &thread,
            nil,
            { argument in
                guard let argument else { return nil }
                Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run()
                return nil
            },
            body.toOpaque()
        )
        precondition(status == 0, "no thread for a test")
        pthread_detach(thread)
        return thread
    }
}
