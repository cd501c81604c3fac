internal import Foundation
internal import FoundationXML

/// Reads messages in XML as they stream through FoundationXML's parser.
///
/// It takes as long as the message is large, so it belongs on a thread of `MessageWorkers`.
enum MessageReader {
    /// The message that bytes hold.
    ///
    /// - Parameter schemas: the kinds of messages it may be.
    /// - Throws: `UnreadableMessage` with all that is wrong at once.
    static func read(
        _ bytes: [UInt8],
        _ schemas: MessageSchemas = .ordinary,
        limits: MessageLimits = MessageLimits()
    ) throws(UnreadableMessage) -> ReadMessage {
        do {
            try MessageBytes.check(bytes)
        } catch {
            throw .faults([error])
        }
        let delegate = Delegate(schemas, limits)
        bytes.withUnsafeBytes { bytes in
            guard let start = bytes.baseAddress else { return }
            // Not copied; the stream only reads, and ends before the bytes do.
            let data = Data(
                bytesNoCopy: UnsafeMutableRawPointer(mutating: start),
                count: bytes.count,
                deallocator: .none
            )
            // Given the data itself, the parser gives up on a long text.
            let parser = XMLParser(stream: InputStream(data: data))
            parser.shouldProcessNamespaces = true
            parser.shouldReportNamespacePrefixes = true
            parser.delegate = delegate
            // What it returns is true for a document that breaks off; the delegate is told.
            _ = parser.parse()
        }
        return try delegate.assembly.finish()
    }

    private final class Delegate: NSObject, XMLParserDelegate {
        var assembly: MessageAssembly

        init(_ schemas: MessageSchemas, _ limits: MessageLimits) {
            assembly = MessageAssembly(schemas, limits: limits)
        }

        func parser(
            _ parser: XMLParser,
            didStartMappingPrefix prefix: String,
            toURI namespace: String
        ) {
            assembly.map(prefix, to: namespace)
        }

        func parser(
            _ parser: XMLParser,
            didStartElement name: String,
            namespaceURI: String?,
            qualifiedName: String?,
            attributes: [String: String]
        ) {
            assembly.open(name, of: namespaceURI ?? "", attributes: Array(attributes.keys))
            if assembly.isOver { parser.abortParsing() }
        }

        func parser(_ parser: XMLParser, foundCharacters text: String) {
            assembly.text(text)
        }

        func parser(_ parser: XMLParser, foundCDATA block: Data) {
            assembly.text(String(decoding: block, as: UTF8.self))
        }

        func parser(
            _ parser: XMLParser,
            didEndElement name: String,
            namespaceURI: String?,
            qualifiedName: String?
        ) {
            assembly.close()
            if assembly.isOver { parser.abortParsing() }
        }

        func parser(_ parser: XMLParser, parseErrorOccurred error: any Error) {
            // It is told again when this end is our own.
            assembly.breakOff(line: parser.lineNumber)
        }
    }
}
