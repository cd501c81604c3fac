import Testing

@testable import HTTP

@Suite struct `A link` {
    @Test(arguments: [
        ("/v1/a?cursor=b", "next", "</v1/a?cursor=b>; rel=\"next\""),
        ("https://a.nl/b#c", "self", "<https://a.nl/b#c>; rel=\"self\""),
        ("/a%20b", "prev", "</a%20b>; rel=\"prev\""),
        ("/a b", "prev", "</a%20b>; rel=\"prev\""),
        ("/a>b", "next", "</a%3eb>; rel=\"next\""),
        ("/<a", "next", "</%3ca>; rel=\"next\""),
        ("/a\"", "next", "</a%22>; rel=\"next\""),
        ("/a\r\nb", "next", "</a%0d%0ab>; rel=\"next\""),
        ("/é", "next", "</%c3%a9>; rel=\"next\""),
        ("/a", "ne\"xt", "</a>; rel=\"next\""),
        ("/a", "first last", "</a>; rel=\"first last\""),
    ])
    func `is written`(target: String, relation: String, text: String) {
        #expect(Link(target, relation: relation).description == text)
    }
}
