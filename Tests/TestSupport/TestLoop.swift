package import EventLoop

/// Runs the body as a task of a loop of its own, which ends when the body does.
///
/// What the body starts besides should have ended by then: a task that still waits never goes on.
///
/// - Throws: what the body throws, or `SystemError` when no loop can be made.
@discardableResult
package func withLoop<Value: Sendable>(
    _ body: @escaping @Sendable (EventLoop) async throws -> Value
) async throws -> Value {
    let loop = try EventLoop()
    try loop.start()
    defer {
        loop.stop()
        loop.join()
    }
    return try await Task(executorPreference: loop) { try await body(loop) }.value
}
