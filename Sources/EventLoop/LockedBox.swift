internal import Glibc

/// A value that threads take turns at.
///
/// Made of a pthread mutex, which costs less than `Synchronization.Mutex` and which the thread
/// sanitizer understands.
final class LockedBox<Value>: @unchecked Sendable {
    // Unchecked: the value is touched with the mutex held alone.
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private var value: Value

    init(_ value: Value) {
        self.value = value
        mutex = .allocate(capacity: 1)
        mutex.initialize(to: pthread_mutex_t())
        pthread_mutex_init(mutex, nil)
    }

    deinit {
        pthread_mutex_destroy(mutex)
        mutex.deallocate()
    }

    func withLock<Result>(_ body: (inout Value) -> Result) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return body(&value)
    }
}
