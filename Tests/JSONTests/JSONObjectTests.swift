import Testing

@testable import JSON

@Suite struct `A reader of an object` {
    @Test func `reads every kind of member`() throws {
        let text = """
            {"text":"été","number":-7,"flag":true,"day":"2024-07-14","inner":{"a":1},
            "list":[1,"x"],"other":[null]}
            """
        let found = try errors(text) { object in
            #expect(object.location == "")
            #expect(object.string("text") == "été")
            #expect(object.integer("number", in: -10...10) == -7)
            #expect(object.boolean("flag") == true)
            #expect(object.parsed("day", "a day") { $0.count } == 10)
            let reader = object.object("inner")
            var inner = try #require(reader)
            #expect(inner.integer("a", in: 1...1) == 1)
            #expect(inner.location == "/inner")
            inner.close()
            let elements = object.array("list", count: 1...2)
            let list = try #require(elements)
            #expect(list.map(canonical) == ["1", "\"x\""])
            #expect(object.raw("other").map(canonical) == "[null]")
        }
        #expect(found == [])
    }

    @Test func `reads members in any order and more than once`() throws {
        let found = try errors(#"{"a":1,"b":2,"c":3}"#) { object in
            #expect(object.integer("c", in: 0...9) == 3)
            #expect(object.integer("a", in: 0...9) == 1)
            #expect(object.integer("c", in: 0...9) == 3)
            #expect(object.integer("b", in: 0...9) == 2)
            #expect(object.integer("b", in: 0...9) == 2)
            #expect(object.raw("d") == nil)
        }
        #expect(found == [])
    }

    @Test func `finds a member whose name is escaped`() throws {
        let found = try errors(#"{"\u0061b\/c":1,"é":2}"#) { object in
            #expect(object.integer("ab/c", in: 0...9) == 1)
            #expect(object.integer("é", in: 0...9) == 2)
        }
        #expect(found == [])
    }

    @Test func `does not confuse names that begin or end alike`() throws {
        let found = try errors(#"{"ab":1,"abc":2,"b":3,"":4,"bc":5}"#) { object in
            #expect(object.integer("b", in: 0...9) == 3)
            #expect(object.integer("abc", in: 0...9) == 2)
            #expect(object.integer("bc", in: 0...9) == 5)
            #expect(object.integer("", in: 0...9) == 4)
            #expect(object.integer("ab", in: 0...9) == 1)
            #expect(!object.contains("a"))
            #expect(!object.contains("ABC"))
        }
        #expect(found == [])
    }

    @Test func `requires what is required`() throws {
        enum Choice: String, CaseIterable { case one }
        let found = try errors("{}") { object in
            #expect(object.string("a") == nil)
            #expect(object.integer("b", in: 0...9) == nil)
            #expect(object.boolean("c") == nil)
            #expect(object.parsed("d", "a day") { $0.count } == nil)
            #expect(object.object("e") == nil)
            #expect(object.array("f", count: 0...9) == nil)
            #expect(object.choice("g", of: Choice.self) == nil)
        }
        #expect(found == ["a", "b", "c", "d", "e", "f", "g"].map { "/\($0) required" })
    }

    @Test(arguments: ["{}", #"{"a":null,"b":null,"c":null,"d":null,"e":null,"f":null,"g":null}"#])
    func `does not require what is optional`(text: String) throws {
        enum Choice: String, CaseIterable { case one }
        let found = try errors(text) { object in
            #expect(object.optionalString("a") == nil)
            #expect(object.optionalInteger("b", in: 0...9) == nil)
            #expect(object.optionalBoolean("c") == nil)
            #expect(object.optionalParsed("d", "a day") { $0.count } == nil)
            #expect(object.optionalObject("e") == nil)
            #expect(object.optionalArray("f", count: 0...9) == nil)
            #expect(object.optionalChoice("g", of: Choice.self) == nil)
        }
        #expect(found == [])
    }

    @Test func `reads what is optional when it is there`() throws {
        enum Choice: String, CaseIterable { case one }
        let text = #"{"a":"x","b":1,"c":false,"d":"y","e":{},"f":[],"g":"one"}"#
        let found = try errors(text) { object in
            #expect(object.optionalString("a") == "x")
            #expect(object.optionalInteger("b", in: 0...9) == 1)
            #expect(object.optionalBoolean("c") == false)
            #expect(object.optionalParsed("d", "a day") { $0.count } == 1)
            #expect(object.optionalObject("e") != nil)
            #expect(object.optionalArray("f", count: 0...9)?.isEmpty == true)
            #expect(object.optionalChoice("g") == Choice.one)
        }
        #expect(found == [])
    }

    @Test(arguments: ["null", "true", "1", "1.5", "\"\"", "[]", "{}"])
    func `refuses the wrong kind`(value: String) throws {
        let members = ["a", "b", "c", "d", "e", "f"].map { "\"\($0)\":\(value)" }
        let found = try errors("{\(members.joined(separator: ","))}") { object in
            if value != "\"\"" {
                #expect(object.string("a", length: 0...1) == nil)
                #expect(object.parsed("b", "any text") { $0.count } == nil)
            }
            if value != "1" { #expect(object.integer("c", in: 0...9) == nil) }
            if value != "true" { #expect(object.boolean("d") == nil) }
            if value != "{}" { #expect(object.object("e") == nil) }
            if value != "[]" { #expect(object.array("f", count: 0...9) == nil) }
        }
        let right = ["\"\"": ["a", "b"], "1": ["c"], "true": ["d"], "{}": ["e"], "[]": ["f"]]
        for name in ["a", "b", "c", "d", "e", "f"] {
            let isRight = right[value, default: []].contains(name)
            #expect(found.contains("/\(name) type") == !isRight)
            #expect(found.contains("/\(name) unknown-member") == isRight)
        }
    }

    @Test func `refuses the wrong kind where null would do`() throws {
        let found = try errors(#"{"a":1,"b":"1","c":0}"#) { object in
            #expect(object.optionalString("a") == nil)
            #expect(object.optionalInteger("b", in: 0...9) == nil)
            #expect(object.optionalBoolean("c") == nil)
        }
        #expect(found == ["/a type", "/b type", "/c type"])
    }

    @Test func `notes every error and every member nobody asked for`() throws {
        let text = #"{"x/y":1,"a":"","b":11,"z":{"q":1},"c":{"d":true,"e":[{"f":0}],"~":0}}"#
        let found = try errors(text) { object in
            #expect(object.string("a") == nil)
            #expect(object.integer("b", in: 0...10) == nil)
            let reader = object.object("c")
            var inner = try #require(reader)
            #expect(inner.string("d") == nil)
            let list = inner.array("e", count: 1...1)
            for value in try #require(list) {
                var element = JSONObject(value, object.errors)
                #expect(element.string("g") == nil)
                element.close()
            }
            inner.close()
        }
        #expect(
            found == [
                "/a length", "/b range", "/c/d type", "/c/e/0/g required",
                "/c/e/0/f unknown-member", "/c/~0 unknown-member", "/x~1y unknown-member",
                "/z unknown-member",
            ]
        )
    }

    @Test(arguments: ["[]", "1", "\"a\"", "null", "true"])
    func `of no object notes that once`(text: String) throws {
        let found = try errors(text) { object in
            #expect(object.string("a") == nil)
            #expect(object.optionalInteger("a", in: 0...1) == nil)
            #expect(object.raw("a") == nil)
            #expect(!object.contains("a"))
        }
        #expect(found == [" type"])
    }

    @Test func `reads sixty-four members and refuses sixty-five`() throws {
        let members = (0..<65).map { "\"n\($0)\":\($0)" }
        let most = "{\(members[..<64].joined(separator: ","))}"
        let found = try errors(most) { object in
            #expect(object.integer("n63", in: 63...63) == 63)
            #expect(object.integer("n0", in: 0...0) == 0)
        }
        #expect(found.count == 62)
        #expect(found.first == "/n1 unknown-member")
        #expect(found.last == "/n62 unknown-member")
        let more = "{\(members.joined(separator: ","))}"
        let refused = try errors(more) { object in
            #expect(object.integer("n0", in: 0...0) == nil)
        }
        #expect(refused == [" too-many"])
    }

    @Test func `tells absent from null without reading`() throws {
        let found = try errors(#"{"a":null,"b":1}"#) { object in
            #expect(object.contains("a"))
            #expect(object.contains("b"))
            #expect(!object.contains("c"))
            #expect(object.raw("a")?.isNull == true)
        }
        #expect(found == ["/b unknown-member"])
    }

    @Test func `takes errors of rules over several members`() throws {
        let found = try errors(#"{"inner":{"first":2,"last":1}}"#) { object in
            let reader = object.object("inner")
            var inner = try #require(reader)
            let one = inner.integer("first", in: 0...9)
            let first = try #require(one)
            let other = inner.integer("last", in: 0...9)
            let last = try #require(other)
            if last < first { inner.refuse("last", "range", "must not be before the first") }
            inner.close()
        }
        #expect(found == ["/inner/last range"])
    }

    @Test func `keeps a hundred errors`() throws {
        let list = Array(repeating: #"{"a":1,"b":2}"#, count: 60).joined(separator: ",")
        let found = try errors(#"{"list":[\#(list)]}"#) { object in
            let list = object.array("list", count: 0...100)
            for value in try #require(list) {
                var element = JSONObject(value, object.errors)
                #expect(element.string("c") == nil)
                element.close()
            }
            #expect(object.errors.isFull)
        }
        #expect(found.count == JSONErrors.maximum)
        #expect(found.last == "/list/33/c required")
    }

    @Test func `of an element fails by itself`() throws {
        let root = try document(#"[{"a":1},{"a":"x"},7,{"a":3,"b":0},{"a":4}]"#)
        var results: [String] = []
        for element in root.elements() {
            let errors = JSONErrors()
            var object = JSONObject(element, errors)
            let number = object.integer("a", in: 0...9)
            object.close()
            let codes = errors.list.map { "\($0.location) \($0.code)" }
            results.append(errors.isEmpty ? "\(number ?? -1)" : codes.joined(separator: ","))
        }
        #expect(results == ["1", "/1/a type", "/2 type", "/3/b unknown-member", "4"])
    }
}
