package import EventLoop

/// Why the server cannot listen where it is told to.
package enum ListenFailure: Error, Equatable, CustomStringConvertible {
    /// Another program listens there.
    case taken(ListenAddress)
    /// The host has no address, or the path is too long for a socket.
    case unknown(ListenAddress)
    /// What was handed over is no stream socket that listens.
    case notListening(descriptor: Int32)
    /// The kernel refuses for another reason.
    case refused(ListenAddress, SystemError)

    package var description: String {
        switch self {
        case .taken(let address): "Another program already listens on \(address)."
        case .unknown(let address): "There is no address \(address) to listen on."
        case .notListening(let descriptor):
            "Descriptor \(descriptor), which was handed over, is no listening stream socket."
        case .refused(let address, let error): "Cannot listen on \(address): \(error)."
        }
    }
}
