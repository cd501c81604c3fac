/// All patterns as one tree, a level for each segment.
struct PathTree: Sendable {
    /// A literal segment, as a place in the texts, and the node it leads to.
    private struct Literal: Sendable {
        let start: Int
        let end: Int
        let node: Int
    }

    private struct Node: Sendable {
        var literals: [Literal] = []
        var parameter: Int?
        var endpoint: Int?
    }

    /// Where the parameters of one path stand in it.
    struct Captures {
        private var places: [8 of (Int, Int)] = .init(repeating: (0, 0))
        private(set) var count = 0

        subscript(place: Int) -> (start: Int, end: Int) { places[place] }

        mutating func push(_ start: Int, _ end: Int) {
            places[count] = (start, end)
            count += 1
        }

        mutating func pop() {
            count -= 1
        }
    }

    private var nodes = [Node()]
    private var texts: [UInt8] = []

    /// Adds a pattern, unless one of the same shape is there.
    ///
    /// - Returns: the endpoint's number, the given one when the shape is new.
    mutating func add(_ pattern: PathPattern, endpoint: Int) -> Int {
        var place = 0
        for segment in pattern.segments {
            switch segment {
            case .literal(let text):
                if let known = literal(at: place, text.span, 0, text.count) {
                    place = known
                } else {
                    let start = texts.count
                    texts += text
                    let literal = Literal(start: start, end: texts.count, node: nodes.count)
                    nodes[place].literals.append(literal)
                    place = addNode()
                }
            case .parameter:
                if let known = nodes[place].parameter {
                    place = known
                } else {
                    nodes[place].parameter = nodes.count
                    place = addNode()
                }
            }
        }
        let known = nodes[place].endpoint ?? endpoint
        nodes[place].endpoint = known
        return known
    }

    /// The endpoint for a path, and where its parameters stand; nil when there is none.
    func endpoint(_ path: Span<UInt8>, _ captures: inout Captures) -> Int? {
        guard path.count > 0, path[0] == Octet.slash else { return nil }
        if path.count == 1 { return nodes[0].endpoint }
        return descend(from: 0, path, 1, &captures)
    }

    private mutating func addNode() -> Int {
        nodes.append(Node())
        return nodes.count - 1
    }

    /// Goes down by the segment that starts at an index: by a literal first, else a parameter.
    ///
    /// The depth is that of the deepest pattern, whatever the length of the path.
    private func descend(
        from place: Int,
        _ path: Span<UInt8>,
        _ start: Int,
        _ captures: inout Captures
    ) -> Int? {
        var end = start
        var isEscaped = false
        while end < path.count, path[end] != Octet.slash {
            isEscaped = isEscaped || path[end] == Octet.percent
            end &+= 1
        }
        // An empty segment, between two slashes or after the last, matches nothing.
        guard end > start else { return nil }
        let next =
            isEscaped
            ? escapedLiteral(at: place, path, start, end) : literal(at: place, path, start, end)
        if let next {
            let found =
                end == path.count
                ? nodes[next].endpoint : descend(from: next, path, end + 1, &captures)
            if let found { return found }
        }
        guard let next = nodes[place].parameter else { return nil }
        captures.push(start, end)
        let found =
            end == path.count
            ? nodes[next].endpoint : descend(from: next, path, end + 1, &captures)
        if found == nil { captures.pop() }
        return found
    }

    private func literal(
        at place: Int,
        _ bytes: Span<UInt8>,
        _ start: Int,
        _ end: Int
    ) -> Int? {
        let texts = texts.span
        for literal in nodes[place].literals where literal.end - literal.start == end - start {
            var index = literal.start
            while index < literal.end, texts[index] == bytes[index - literal.start + start] {
                index &+= 1
            }
            if index == literal.end { return literal.node }
        }
        return nil
    }

    /// Finds a literal by the decoded text: an escaped letter is that letter (RFC 9110 §4.2.3).
    private func escapedLiteral(
        at place: Int,
        _ bytes: Span<UInt8>,
        _ start: Int,
        _ end: Int
    ) -> Int? {
        guard let text = try? Target.octets(bytes, start, end, plusIsSpace: false)
        else { return nil }
        return literal(at: place, text.span, 0, text.count)
    }
}
