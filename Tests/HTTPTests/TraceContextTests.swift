import Testing

@testable import HTTP

@Suite struct `A trace context` {
    private let text = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"

    @Test func `is read and written`() throws {
        let context = try #require(TraceContext(text))
        #expect(context.description == text)
        #expect(context.traceId == "4bf92f3577b34da6a3ce929d0e0e4736")
        #expect(context.spanId == "00f067aa0ba902b7")
        #expect(context.isSampled)
    }

    @Test(arguments: [
        ("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00", false),
        ("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-03", true),
        ("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-fe", false),
        ("00-00000000000000000000000000000001-0000000000000001-01", true),
        ("01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", true),
        ("cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more", true),
        ("01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-", true),
    ])
    func `of this version or a later one is taken`(text: String, isSampled: Bool) throws {
        let context = try #require(TraceContext(text))
        #expect(context.isSampled == isSampled)
        #expect(context.description.hasPrefix("00-" + text.dropFirst(3).prefix(50)))
        #expect(context.description.hasSuffix(isSampled ? "01" : "00"))
    }

    @Test(arguments: [
        "",
        "00",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-011",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
        "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01more",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "0g-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00F067AA0BA902B7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-011",
        "00_4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736_00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7_01",
        "00-4bf92f3577b34da6a3ce929d0e0e473x-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902bx-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0x",
        " 0-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    ])
    func `that is malformed is nothing`(text: String) {
        #expect(TraceContext(text) == nil)
    }

    @Test func `has children in the same trace`() throws {
        let parent = try #require(TraceContext(text))
        let child = parent.child(randomSpan: 0xABC)
        #expect(child.description == "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000abc-01")
        #expect(parent.child(randomSpan: 0).spanId == "0000000000000001")
        #expect(TraceContext(child.description) == child)
    }

    @Test func `can begin a trace`() {
        let context = TraceContext(randomTrace: (1, .max), randomSpan: 255)
        #expect(context.description == "00-0000000000000001ffffffffffffffff-00000000000000ff-00")
        #expect(!context.isSampled)
        let empty = TraceContext(randomTrace: (0, 0), randomSpan: 0, isSampled: true)
        #expect(empty.description == "00-00000000000000000000000000000001-0000000000000001-01")
        #expect(TraceContext(empty.description) == empty)
        #expect(
            TraceContext(randomTrace: (2, 0), randomSpan: 1).traceId.hasSuffix("20000000000000000")
        )
    }
}
