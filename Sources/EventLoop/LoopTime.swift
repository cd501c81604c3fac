internal import Glibc

/// One reading of the clocks, taken once per turn of a loop.
package struct LoopTime: Sendable, Equatable {
    /// Milliseconds of a clock that never jumps; for time-outs and durations.
    package var monotonicMilliseconds: UInt64
    /// Microseconds since 1970-01-01T00:00:00Z; for the Date header and for timestamps.
    package var unixMicroseconds: Int64

    /// A reading of both clocks.
    package init(monotonicMilliseconds: UInt64, unixMicroseconds: Int64) {
        self.monotonicMilliseconds = monotonicMilliseconds
        self.unixMicroseconds = unixMicroseconds
    }

    /// The clocks as they stand now.
    package static func read() -> LoopTime {
        var monotonic = timespec()
        var wall = timespec()
        clock_gettime(CLOCK_MONOTONIC, &monotonic)
        clock_gettime(CLOCK_REALTIME, &wall)
        return LoopTime(
            monotonicMilliseconds: UInt64(monotonic.tv_sec) * 1_000
                + UInt64(monotonic.tv_nsec) / 1_000_000,
            unixMicroseconds: Int64(wall.tv_sec) * 1_000_000 + Int64(wall.tv_nsec) / 1_000
        )
    }

    /// Whole seconds since 1970-01-01T00:00:00Z; for the Date header.
    package var unixSeconds: Int64 { unixMicroseconds / 1_000_000 }
}
