internal import Glibc

/// The executable: reads the command line and the settings and starts what they ask for.
@main
struct Hendig {
    static func main() {
        // A caller that went away is an error of the write, not the end of the process.
        signal(SIGPIPE, SIG_IGN)
        let signals = Signals()
        carryOut(Array(CommandLine.arguments.dropFirst()), signals)
        signals.wait()
    }

    /// Carries the command out beside the main thread, and ends the process.
    nonisolated private static func carryOut(_ arguments: [String], _ signals: Signals) {
        Task {
            do throws(CommandFailure) {
                try await Command(arguments, signals: signals).run()
                exit(0)
            } catch {
                let line = Array("hendig: \(error.sentence)\n".utf8)
                _ = write(2, line, line.count)
                exit(error.status)
            }
        }
    }
}

/// Why a command ends without doing what it was asked, as one sentence and an exit status.
struct CommandFailure: Error {
    let sentence: String
    let status: Int32

    /// The command line is wrong (sysexits: EX_USAGE).
    static func usage(_ sentence: String) -> CommandFailure {
        CommandFailure(sentence: sentence, status: 64)
    }

    /// Something needed is not there or taken (EX_UNAVAILABLE).
    static func unavailable(_ sentence: String) -> CommandFailure {
        CommandFailure(sentence: sentence, status: 69)
    }

    /// A setting is wrong (EX_CONFIG).
    static func setting(_ sentence: String) -> CommandFailure {
        CommandFailure(sentence: sentence, status: 78)
    }
}
