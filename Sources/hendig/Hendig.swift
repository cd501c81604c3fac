internal import Glibc

/// The executable: reads the command line and the settings and starts what they ask for.
@main
struct Hendig {
    static func main() async {
        // Before any thread is made, so that all of them leave these signals to `Signals`.
        Signals.block()
        do {
            try await Command(Array(CommandLine.arguments.dropFirst())).run()
        } catch {
            leave(error.sentence, status: error.status)
        }
    }

    private static func leave(_ sentence: String, status: Int32) {
        let line = Array("hendig: \(sentence)\n".utf8)
        _ = write(2, line, line.count)
        exit(status)
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
