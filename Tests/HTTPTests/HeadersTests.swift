import Testing

@testable import HTTP

@Suite struct `Header fields` {
    private let headers: Headers = ["Accept": "a", "X-One": "1", "accept": "b", "Empty": ""]

    @Test(arguments: ["accept", "Accept", "ACCEPT", "aCCEPT"])
    func `are found whatever the case of the name`(name: String) {
        #expect(headers[name] == "a, b")
        #expect(headers.values(name) == ["a", "b"])
        #expect(headers.contains(name))
    }

    @Test(arguments: ["", "accep", "accepts", "x_one", "x-one ", "X\u{D}One"])
    func `are not found by another name`(name: String) {
        #expect(headers[name] == nil)
        #expect(headers.values(name).isEmpty)
        #expect(!headers.contains(name))
    }

    @Test func `are not folded beyond letters`() {
        let odd: Headers = ["[": "1", "@": "2"]
        #expect(odd["{"] == nil)
        #expect(odd["`"] == nil)
        #expect(odd["["] == "1")
    }

    @Test func `keep their order and the case of their names`() {
        #expect(headers.map(\.name) == ["Accept", "X-One", "accept", "Empty"])
        #expect(headers.map(\.value) == ["a", "1", "b", ""])
        #expect(headers.count == 4)
        #expect(!headers.isEmpty)
        #expect(Headers().isEmpty)
    }

    @Test func `of three lines are joined in order`() {
        var headers: Headers = ["A": "1", "B": "x", "a": "2"]
        headers.append("A", "3")
        #expect(headers["a"] == "1, 2, 3")
    }

    @Test func `are replaced when they are set`() {
        var headers = headers
        headers["ACCEPT"] = "c"
        #expect(headers.values("accept") == ["c"])
        #expect(headers.map(\.name) == ["X-One", "Empty", "ACCEPT"])
        headers["x-one"] = nil
        #expect(headers.map(\.name) == ["Empty", "ACCEPT"])
        headers["new"] = "n"
        #expect(headers["New"] == "n")
    }

    @Test func `can be added from another list`() {
        var all = headers
        all.append(contentsOf: ["Z": "26", "Accept": "c"])
        #expect(all["z"] == "26")
        #expect(all["accept"] == "a, b, c")
    }

    @Test func `are equal when names, but for their case, values and order are`() {
        #expect(Headers(dictionaryLiteral: ("A", "1"), ("B", "2")) == ["a": "1", "b": "2"])
        #expect(Headers(dictionaryLiteral: ("A", "1"), ("B", "2")) != ["b": "2", "a": "1"])
        #expect(Headers(dictionaryLiteral: ("A", "x")) != ["A": "X"])
        #expect(Headers(dictionaryLiteral: ("A", "x")) != [:])
    }

    @Test func `equal a text when there is one line with exactly that`() {
        #expect(headers.equals("x-one", "1"))
        #expect(!headers.equals("x-one", "2"))
        #expect(!headers.equals("x-one", "11"))
        #expect(!headers.equals("accept", "a"))
        #expect(headers.equals("empty", ""))
        #expect(!headers.equals("none", ""))
    }

    @Test func `are copies of their own`() {
        var copy = headers
        copy["Accept"] = nil
        #expect(headers["accept"] == "a, b")
        #expect(copy["accept"] == nil)
    }
}
