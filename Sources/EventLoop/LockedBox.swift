internal import Glibc

/// A value that threads take turns at.
///
/// Made of a pthread mutex, which costs less than `Synchronization.Mutex` and which the thread
/// sanitizer understands.
package final class LockedBox<Value>: @unchecked Sendable {
    // Unchecked: the value is touched with the mutex held alone.
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private var value: Value

    /// A value that nobody holds yet.
    package init(_ value: Value) {
        self.value = value
        mutex = .allocate(capacity: 1)
        mutex.initialize(to: pthread_mutex_t())
        pthread_mutex_init(mutex, nil)
    }

    deinit {
        pthread_mutex_destroy(mutex)
        mutex.deallocate()
    }

    /// What the body makes of the value, which it may change; others wait meanwhile.
    package func withLock<Result, Failure: Error>(
        _ body: (inout Value) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return try body(&value)
    }
}
