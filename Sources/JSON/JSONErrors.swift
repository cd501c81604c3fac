/// The errors of one document, in the order they were found.
///
/// A class, so that the readers of nested objects share it. It belongs to one task.
package final class JSONErrors {
    /// The most errors kept.
    ///
    /// Somebody who repairs a message by hand reads a screen of errors; a broken program
    /// repeats the same one. Past this number, more errors only make the answer large.
    package static let maximum = 100

    /// What was found, at most `maximum`.
    package private(set) var list: [InputError] = []

    /// No errors yet.
    package init() {}

    /// Whether nothing is wrong.
    package var isEmpty: Bool { list.isEmpty }

    /// Whether further errors are dropped.
    package var isFull: Bool { list.count >= Self.maximum }

    /// Keeps an error, unless the list is full.
    package func add(_ error: InputError) {
        guard !isFull else { return }
        list.append(error)
    }

    /// Keeps an error made of its parts, unless the list is full.
    package func add(_ location: String, _ code: String, _ detail: String) {
        add(InputError(location: location, code: code, detail: detail))
    }
}
