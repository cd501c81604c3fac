/// Puts a message together from the elements and texts of its XML, in the order they come.
///
/// It finds every fault of the structure, up to a limit, and then says that it is over.
struct MessageAssembly {
    private let schemas: MessageSchemas
    private let limits: MessageLimits
    private var schema: MessageSchema?
    private var frames: [Frame] = []
    /// How deep inside an element that does not belong there; nothing in it is looked at.
    private var skipped = 0
    private var elementCount = 0
    private var parts = MessageParts()
    private var faults: [MessageFault] = []
    private var isOfOtherRelease = false
    private var hasEnded = false
    /// Prefixes that only ever stood for the namespace of XML Schema in instances.
    private var instancePrefixes: Set<String> = []
    private var otherPrefixes: Set<String> = []
    /// Whether there is no use in reading on.
    private(set) var isOver = false

    private static let instanceNamespace = "http://www.w3.org/2001/XMLSchema-instance"

    /// An element that has begun and not ended.
    private struct Frame {
        let element: MessageElement
        /// Its number among its equals, from 1.
        let number: Int
        /// The child that may come now, and how many of it came.
        var child = 0
        var childCount = 0
        var text = ""
        var hasTextOutside = false
        var isTooLong = false
    }

    init(
        _ schemas: MessageSchemas = .ordinary,
        limits: MessageLimits = MessageLimits()
    ) {
        self.schemas = schemas
        self.limits = limits
    }

    // MARK: What comes

    /// A prefix stands for a namespace from here.
    mutating func map(_ prefix: String, to namespace: String) {
        if namespace == Self.instanceNamespace, !otherPrefixes.contains(prefix) {
            instancePrefixes.insert(prefix)
        } else {
            otherPrefixes.insert(prefix)
            instancePrefixes.remove(prefix)
        }
    }

    /// An element begins.
    mutating func open(_ name: String, of namespace: String, attributes: [String]) {
        guard !isOver else { return }
        elementCount += 1
        guard elementCount <= limits.elements else {
            return end(with: fault("too-many", "must have at most \(limits.elements) elements"))
        }
        guard frames.count + skipped < limits.depth else {
            return end(with: fault("depth", "must have at most \(limits.depth) levels of elements"))
        }
        if skipped > 0 {
            skipped += 1
        } else if frames.isEmpty {
            openRoot(name, of: namespace)
        } else {
            openChild(name, of: namespace)
        }
        if skipped == 0, !isOver, !attributes.allSatisfy(mayStand) {
            add(fault("attribute", "must have no attribute but xsi:schemaLocation"))
        }
    }

    /// Text stands here; what belongs together may come in pieces.
    mutating func text(_ text: String) {
        guard !isOver, skipped == 0, let last = frames.indices.last else { return }
        switch frames[last].element.content {
        case .text:
            if frames[last].text.utf8.count + text.utf8.count <= limits.textBytes {
                frames[last].text += text
            } else {
                frames[last].isTooLong = true
            }
        case .elements:
            let isSpace = text.utf8.allSatisfy {
                $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D
            }
            if !isSpace, !frames[last].hasTextOutside {
                frames[last].hasTextOutside = true
                add(fault("text", "must hold elements, not text"))
            }
        }
    }

    /// The last element that began ends.
    mutating func close() {
        guard !isOver else { return }
        if skipped > 0 {
            skipped -= 1
            return
        }
        guard let frame = frames.last else { return }
        switch frame.element.content {
        case .text(let text, let field): closeText(frame, text, field)
        case .elements(let children, let part): closeElements(frame, children, part)
        }
        if !isOver { frames.removeLast() }
        hasEnded = frames.isEmpty
    }

    /// What comes is no XML from here.
    mutating func breakOff(line: Int) {
        guard !isOver else { return }
        end(with: fault("syntax", "must be well-formed XML, and is not at line \(line)"))
    }

    /// The message, once all of it has come.
    func finish() throws(UnreadableMessage) -> ReadMessage {
        if isOfOtherRelease { throw .otherRelease }
        guard faults.isEmpty else { throw .faults(faults) }
        guard hasEnded, let schema, let read = parts.message(of: schema) else {
            throw .faults([MessageFault("", "syntax", "must be a whole message")])
        }
        return read
    }

    // MARK: Elements

    private mutating func openRoot(_ name: String, of namespace: String) {
        guard schema == nil, let found = schemas[namespace] else {
            isOfOtherRelease = true
            isOver = true
            return
        }
        schema = found
        guard name == found.root.name else {
            return end(with: fault("unknown-element", "must be \(found.root.name)"))
        }
        frames.append(Frame(element: found.root, number: 1))
    }

    private mutating func openChild(_ name: String, of namespace: String) {
        let last = frames.count - 1
        guard case .elements(let children, _) = frames[last].element.content, let schema else {
            return skip(fault("text", "must hold text, not elements"))
        }
        let isNamed = { (child: MessageElement) in
            child.name == name
                && namespace
                    == (child.space == .base ? schema.baseNamespace : schema.namespace)
        }
        let current = frames[last].child
        guard let found = children[current...].firstIndex(where: isNamed) else {
            let isLate = children[..<current].contains(where: isNamed)
            return skip(
                isLate
                    ? fault("order", "has \(name) too late", in: name)
                    : fault("unknown-element", "has an element that does not belong in it")
            )
        }
        let child = children[found]
        if found > current {
            requireChildren(children, current..<found)
            frames[last].child = found
            frames[last].childCount = 0
        }
        guard !isOver else { return }
        guard frames[last].childCount < child.occurs.upperBound else {
            let detail = "may stand here at most \(child.occurs.upperBound) times"
            return skip(fault("too-many", detail, in: name))
        }
        frames[last].childCount += 1
        frames.append(Frame(element: child, number: frames[last].childCount))
    }

    private mutating func closeText(_ frame: Frame, _ text: ElementText, _ field: MessageField?) {
        guard !frame.isTooLong else { return add(fault("length", "is far too long")) }
        do {
            let value = try text.value(of: frame.text)
            if let field { parts.fill(field, with: value) }
        } catch {
            add(fault(error.code, error.detail))
        }
    }

    private mutating func closeElements(
        _ frame: Frame,
        _ children: [MessageElement],
        _ part: MessagePart?
    ) {
        requireChildren(children, frame.child..<children.count)
        guard let part, !isOver else { return }
        do {
            try parts.make(part)
        } catch {
            add(MessageFault(path + error.location, error.code, error.detail))
        }
        if parts.lineCount > limits.lines {
            end(with: fault("too-many", "must have at most \(limits.lines) lines in all"))
        }
    }

    /// Tells which of the children that should have come by now did not.
    private mutating func requireChildren(_ children: [MessageElement], _ passed: Range<Int>) {
        guard let frame = frames.last else { return }
        for index in passed {
            let count = index == frame.child ? frame.childCount : 0
            guard count < children[index].occurs.lowerBound else { continue }
            add(fault("required", "must be there", in: children[index].name))
        }
    }

    private func mayStand(_ attribute: String) -> Bool {
        let names = attribute.split(separator: ":", omittingEmptySubsequences: false)
        return names.count == 2 && instancePrefixes.contains(String(names[0]))
            && (names[1] == "schemaLocation" || names[1] == "noNamespaceSchemaLocation")
    }

    // MARK: Faults

    /// Where the last element that began stands.
    private var path: String {
        frames.reduce(into: "") { path, frame in
            path += "/" + frame.element.name
            if frame.element.isRepeated { path += "[\(frame.number)]" }
        }
    }

    /// A fault of the last element that began, or of one in it that a schema has.
    private func fault(_ code: String, _ detail: String, in child: String? = nil) -> MessageFault {
        MessageFault(child.map { path + "/" + $0 } ?? path, code, detail)
    }

    private mutating func skip(_ fault: MessageFault) {
        skipped = 1
        add(fault)
    }

    private mutating func end(with fault: MessageFault) {
        add(fault)
        isOver = true
    }

    private mutating func add(_ fault: MessageFault) {
        guard faults.count < limits.faults else { return }
        faults.append(fault)
        if faults.count == limits.faults { isOver = true }
    }
}
