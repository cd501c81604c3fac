internal import Glibc

/// The variables of the environment, each asked for by its name.
struct Variables {
    private let values: [String: String]

    init(_ values: [String: String]) {
        self.values = values
    }

    /// Those of this process.
    ///
    /// What is said of sockets that were handed over is said to us alone, and taken away so that
    /// no program that we start believes it.
    static func ofProcess() -> Variables {
        var values: [String: String] = [:]
        var entry = environ
        while let pointer = entry.pointee {
            let parts = String(cString: pointer).split(
                separator: "=",
                maxSplits: 1,
                omittingEmptySubsequences: false
            )
            if parts.count == 2 { values[String(parts[0])] = String(parts[1]) }
            entry += 1
        }
        for name in ListenSettings.handOver { unsetenv(name) }
        return Variables(values)
    }

    subscript(name: String) -> String? { values[name] }

    /// - Throws: exit 78 when there is no such number in the range.
    func number<Number: FixedWidthInteger>(
        _ name: String,
        _ range: ClosedRange<Number>
    ) throws(CommandFailure) -> Number? {
        guard let text = values[name] else { return nil }
        guard let number = Number(text), range.contains(number) else {
            throw .setting(
                "\(name) must be a number from \(range.lowerBound) to \(range.upperBound)."
            )
        }
        return number
    }

    /// What stands between commas, without spaces; nil when the variable is not there.
    func list(_ name: String) -> [String]? {
        values[name].map { text in
            text.split(separator: ",").map { String($0.filter { $0 != " " }) }
                .filter { !$0.isEmpty }
        }
    }

    /// - Throws: exit 78 when a variable has our prefix and no meaning.
    func allowOnly(_ names: Set<String>) throws(CommandFailure) {
        for name in values.keys.sorted() where name.hasPrefix("HENDIG_") {
            if !names.contains(name) {
                throw .setting("There is no setting \(name); see hendig help.")
            }
        }
    }
}
