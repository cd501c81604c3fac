@testable import Partnership

/// What holds for any bytes that may be a message in XML.
enum MessageLaws {
    /// A law that does not hold, as a sentence about what was seen.
    struct Violation: Error, CustomStringConvertible {
        let description: String
    }

    static func check(_ bytes: [UInt8]) throws(Violation) {
        switch read(bytes) {
        case .success(let message):
            try check(message)
            try unless(read(bytes + [0x0A]) == .success(message), "a line end makes it another")
            try unless(
                read([0x20] + bytes) != .success(message) || bytes.first == 0x3C,
                "it begins"
            )
        case .failure(.otherRelease):
            try unless(!bytes.isEmpty, "nothing is of a release")
        case .failure(.faults(let faults)):
            try check(faults)
        }
        let few = MessageLimits(lines: 2, products: 2, depth: 8, elements: 60, faults: 3)
        if case .failure(.faults(let faults)) = read(bytes, few) {
            try unless(faults.count <= few.faults, "\(faults.count) faults are told")
        }
    }

    private static func read(
        _ bytes: [UInt8],
        _ limits: MessageLimits = MessageLimits()
    ) -> Result<ReadMessage, UnreadableMessage> {
        Result { () throws(UnreadableMessage) in try MessageReader.read(bytes, limits: limits) }
    }

    private static func unless(
        _ holds: Bool,
        _ sentence: @autoclosure () -> String
    ) throws(Violation) {
        if !holds { throw Violation(description: sentence()) }
    }

    /// A message is whole: what is in it is its clients', and every text is one line.
    private static func check(_ read: ReadMessage) throws(Violation) {
        let items = read.envelope.clients.reduce(0) { $0 + $1.items }
        try unless(items == read.message.allocationNumbers.count, "\(items) items are clients'")
        try unless(items > 0, "nothing is in it")
        for part in read.envelope.clients {
            let isDigits = part.client.bsn.utf8.allSatisfy { (0x30...0x39).contains($0) }
            try unless(isDigits && part.client.bsn.utf8.count == 9, "a BSN is none")
            try unless(part.items > 0, "a client has nothing")
            let isClaim = read.message.kind == .claim
            try unless((part.client.person == nil) == isClaim, "a person is in the wrong message")
        }
        for text in [read.message.messageId, read.message.agbCode, read.envelope.receiver] {
            try unless(!text.isEmpty, "a text is empty")
            try unless(text.unicodeScalars.allSatisfy { $0.value >= 0x20 }, "a text has two lines")
        }
    }

    /// Faults are few and have a place that a schema has, and a sentence.
    private static func check(_ faults: [MessageFault]) throws(Violation) {
        try unless((1...MessageLimits().faults).contains(faults.count), "\(faults.count) faults")
        for fault in faults {
            for name in fault.location.split(separator: "/") {
                let isKnown = name.utf8.allSatisfy { byte in
                    (0x41...0x5D).contains(byte) || (0x61...0x7A).contains(byte)
                        || (0x30...0x39).contains(byte)
                }
                try unless(isKnown && name.utf8.count < 40, "\(name) is no place")
            }
            try unless(fault.location.utf8.first.map { $0 == 0x2F } ?? true, "a place begins")
            try unless(!fault.code.isEmpty && fault.detail.utf8.count > 8, "\(fault) says nothing")
        }
    }
}
