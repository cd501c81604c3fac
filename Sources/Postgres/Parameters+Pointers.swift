extension Parameters {
    /// Gives libpq the values as pointers that live as long as the call.
    func withPointers<Value>(
        _ body: (UnsafePointer<UnsafePointer<CChar>?>?, Int32) -> Value
    ) -> Value {
        bytes.withUnsafeBytes { buffer in
            withUnsafeTemporaryAllocation(
                of: UnsafePointer<CChar>?.self,
                capacity: max(1, count)
            ) { pointers in
                for (index, start) in starts.enumerated() {
                    pointers.initializeElement(
                        at: index,
                        to: start.flatMap {
                            buffer.baseAddress?.advanced(by: $0)
                                .assumingMemoryBound(to: CChar.self)
                        }
                    )
                }
                return body(UnsafePointer(pointers.baseAddress), Int32(count))
            }
        }
    }
}
