import Testing

@testable import JSON

@Suite struct `The writer` {
    @Test func `writes members of every kind`() {
        let json = written { writer in
            writer.object { writer in
                writer.member("text", "été")
                writer.member("number", -12)
                writer.member("flag", true)
                writer.member("maybeText", "x" as String?)
                writer.member("noText", nil as String?)
                writer.member("maybeNumber", 3 as Int?)
                writer.member("noNumber", nil as Int?)
                writer.member("maybeFlag", false as Bool?)
                writer.member("noFlag", nil as Bool?)
                writer.member("raw", raw: Array("[1]".utf8))
                writer.member("bytes", utf8: Array("a\"b".utf8).span)
                writer.member("object", object: { $0.member("a", 1) })
                writer.member("array", array: { $0.element(1) })
            }
        }
        #expect(
            json == """
                {"text":"été","number":-12,"flag":true,"maybeText":"x","noText":null,\
                "maybeNumber":3,"noNumber":null,"maybeFlag":false,"noFlag":null,"raw":[1],\
                "bytes":"a\\"b","object":{"a":1},"array":[1]}
                """
        )
    }

    @Test func `puts a comma between and nowhere else`() {
        #expect(written { $0.object { _ in } } == "{}")
        #expect(written { $0.array { _ in } } == "[]")
        let arrays = written { writer in
            writer.array { writer in
                writer.array { _ in }
                writer.array { $0.array { _ in } }
                writer.object { _ in }
                writer.value("a")
                writer.value(1)
                writer.value(true)
                writer.null()
                writer.value(raw: [0x30])
                writer.object { writer in
                    writer.member("a", array: { _ in })
                    writer.member("b", object: { _ in })
                    writer.name("c")
                    writer.value(1)
                    writer.name("d" as String)
                    writer.null()
                }
            }
        }
        #expect(
            arrays == #"[[],[[]],{},"a",1,true,null,0,{"a":[],"b":{},"c":1,"d":null}]"#
        )
    }

    @Test func `writes elements`() {
        let json = written { writer in
            writer.array { writer in
                writer.element("a")
                writer.element(-1)
                writer.value(nil as Int?)
                writer.value(nil as String?)
                writer.value(nil as Bool?)
                writer.value(false)
            }
        }
        #expect(json == #"["a",-1,null,null,null,false]"#)
    }

    @Test(arguments: [
        0, 1, -1, 9, 10, -10, 99, 100, 12345, -98765, 1_000_000_007, .max, .min, .max - 1,
        .min + 1,
    ])
    func `writes integers`(number: Int) throws {
        let json = written { $0.value(number) }
        #expect(json == "\(number)")
        #expect(try document(json).integer == number)
    }

    @Test(arguments: [
        ("", ""), ("a", "a"), ("\"", "\\\""), ("\\", "\\\\"), ("/", "/"), ("\n", "\\n"),
        ("\r\n", "\\r\\n"), ("\t", "\\t"), ("\u{8}\u{C}", "\\b\\f"), ("\u{0}", "\\u0000"),
        ("\u{1F}", "\\u001f"), ("\u{B}", "\\u000b"), ("\u{7F}", "\u{7F}"), ("é😀", "é😀"),
        ("a\"b\"c", "a\\\"b\\\"c"), ("\"\"", "\\\"\\\""), ("\u{2028}", "\u{2028}"),
        ("end\\", "end\\\\"), ("\nstart", "\\nstart"),
    ])
    func `escapes what must be escaped and nothing else`(text: String, escaped: String) {
        #expect(written { $0.value(text) } == "\"\(escaped)\"")
        #expect(written { $0.value(utf8: Array(text.utf8).span) } == "\"\(escaped)\"")
        let object = written { writer in
            writer.object { writer in
                writer.name(text)
                writer.value(1)
            }
        }
        #expect(object == "{\"\(escaped)\":1}")
    }

    @Test(arguments: 0...0x7F)
    func `writes each character so that it is read back`(code: Int) throws {
        let scalar = try #require(Unicode.Scalar(UInt32(code)))
        for length in [0, 1, 7, 8, 9, 20] {
            let letters = String(repeating: "a", count: length)
            let text = letters + String(Character(scalar)) + letters
            #expect(try document(written { $0.value(text) }).string == text)
        }
    }

    @Test func `writes a value from a document`() throws {
        let value = try document(#"{ "a" : [ 1 , "\u0062" ] }"#)
        let json = written { writer in
            writer.array { writer in
                writer.value(value)
                writer.value(value)
                writer.object { $0.member("copy", value) }
            }
        }
        #expect(json == #"[{"a":[1,"b"]},{"a":[1,"b"]},{"copy":{"a":[1,"b"]}}]"#)
    }

    @Test func `grows past its capacity`() throws {
        var writer = JSONWriter(capacity: 1)
        let long = String(repeating: "0123456789", count: 1000)
        writer.array { writer in
            for _ in 0..<10 { writer.value(long) }
        }
        let root = try JSONDocument(parsing: writer.bytes).root
        #expect(root.elements().allSatisfy { $0.string == long })
    }

    @Test func `writes a text that is no native string`() {
        let text = "prefix é suffix"
        #expect(written { $0.value(String(text.dropFirst(7))) } == "\"é suffix\"")
        #expect(written { $0.value(String(text.reversed().reversed())) } == "\"\(text)\"")
    }
}
