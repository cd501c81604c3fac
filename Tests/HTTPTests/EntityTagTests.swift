import Testing

@testable import HTTP

@Suite struct `An entity tag` {
    @Test(arguments: [
        ("\"a\"", EntityTag("a")),
        ("W/\"a\"", EntityTag("a", isWeak: true)),
        ("\"\"", EntityTag("")),
        ("\"!#$%&'()*+,/:;<=>?@[\\]^`{|}~\"", EntityTag("!#$%&'()*+,/:;<=>?@[\\]^`{|}~")),
        ("\"é\"", EntityTag("é")),
    ])
    func `is read and written`(text: String, tag: EntityTag) {
        #expect(EntityTag(parsing: text) == tag)
        #expect(tag.description == text)
    }

    @Test(arguments: [
        "",
        "a",
        "\"",
        "\"a",
        "a\"",
        "\"a\"b",
        " \"a\"",
        "\"a\" ",
        "\"a b\"",
        "\"a\"\"",
        "\"\u{7F}\"",
        "\"\t\"",
        "w/\"a\"",
        "W\"a\"",
        "W/a",
        "W/ \"a\"",
        "W/",
        "W",
        "*",
        "'a'",
    ])
    func `that is malformed is nothing`(text: String) {
        #expect(EntityTag(parsing: text) == nil)
    }

    @Test(arguments: [
        // The table of RFC 9110 §8.8.3.2.
        ("W/\"1\"", "W/\"1\"", false, true),
        ("W/\"1\"", "W/\"2\"", false, false),
        ("W/\"1\"", "\"1\"", false, true),
        ("\"1\"", "\"1\"", true, true),
        ("\"a\"", "\"A\"", false, false),
    ])
    func `is compared`(one: String, other: String, strongly: Bool, weakly: Bool) throws {
        let one = try #require(EntityTag(parsing: one))
        let other = try #require(EntityTag(parsing: other))
        #expect(one.matchesStrongly(other) == strongly)
        #expect(other.matchesStrongly(one) == strongly)
        #expect(one.matchesWeakly(other) == weakly)
        #expect(other.matchesWeakly(one) == weakly)
    }
}

@Suite struct `A condition on an entity tag` {
    @Test(arguments: [
        ("*", EntityTagCondition.any),
        (" * ", .any),
        ("\"a\"", .list([EntityTag("a")])),
        ("\"a\", \"b\"", .list([EntityTag("a"), EntityTag("b")])),
        ("\"a\",W/\"b\"", .list([EntityTag("a"), EntityTag("b", isWeak: true)])),
        (" ,\"a\" ,, \"b,c\" , ", .list([EntityTag("a"), EntityTag("b,c")])),
    ])
    func `is read`(text: String, condition: EntityTagCondition) {
        #expect(EntityTagCondition(text) == condition)
    }

    @Test(arguments: [
        "",
        " ",
        ",",
        "a",
        "\"a",
        "* *",
        "*, \"a\"",
        "\"a\", *",
        "\"a\" \"b\"",
        "\"a\"\"b\"",
        "\"a\", b",
        "\"a\"; x",
    ])
    func `that is malformed is nothing`(text: String) {
        #expect(EntityTagCondition(text) == nil)
    }

    @Test func `takes tags at the maximum number and not one more`() {
        let most = Array(repeating: "\"a\"", count: Limits.listMembers).joined(separator: ", ")
        #expect(EntityTagCondition(most) != nil)
        #expect(EntityTagCondition(most + ", \"a\"") == nil)
    }

    @Test(arguments: [
        ("*", "\"a\"", true),
        ("*", nil, false),
        ("\"a\"", "\"a\"", true),
        ("\"b\", \"a\"", "\"a\"", true),
        ("\"b\"", "\"a\"", false),
        ("\"a\"", nil, false),
        ("W/\"a\"", "\"a\"", false),
        ("\"a\"", "W/\"a\"", false),
        ("W/\"a\"", "W/\"a\"", false),
    ])
    func `of If-Match holds or not`(text: String, current: String?, holds: Bool) throws {
        let condition = try #require(EntityTagCondition(text))
        #expect(condition.holdsForMatch(current.flatMap(EntityTag.init(parsing:))) == holds)
    }

    @Test(arguments: [
        ("*", "\"a\"", false),
        ("*", nil, true),
        ("\"a\"", "\"a\"", false),
        ("\"b\", \"a\"", "\"a\"", false),
        ("\"b\"", "\"a\"", true),
        ("\"a\"", nil, true),
        ("W/\"a\"", "\"a\"", false),
        ("\"a\"", "W/\"a\"", false),
        ("W/\"a\"", "W/\"b\"", true),
    ])
    func `of If-None-Match holds or not`(text: String, current: String?, holds: Bool) throws {
        let condition = try #require(EntityTagCondition(text))
        #expect(condition.holdsForNoneMatch(current.flatMap(EntityTag.init(parsing:))) == holds)
    }
}
