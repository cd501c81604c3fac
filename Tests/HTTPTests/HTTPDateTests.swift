import Testing

@testable import HTTP

@Suite struct `An HTTP date` {
    @Test(arguments: [
        (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
        (1, "Thu, 01 Jan 1970 00:00:01 GMT"),
        (59, "Thu, 01 Jan 1970 00:00:59 GMT"),
        (60, "Thu, 01 Jan 1970 00:01:00 GMT"),
        (3_599, "Thu, 01 Jan 1970 00:59:59 GMT"),
        (3_600, "Thu, 01 Jan 1970 01:00:00 GMT"),
        (86_399, "Thu, 01 Jan 1970 23:59:59 GMT"),
        (86_400, "Fri, 02 Jan 1970 00:00:00 GMT"),
        (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"),
        (951_782_399, "Mon, 28 Feb 2000 23:59:59 GMT"),
        (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"),
        (951_868_800, "Wed, 01 Mar 2000 00:00:00 GMT"),
        (1_709_164_800, "Thu, 29 Feb 2024 00:00:00 GMT"),
        (1_735_689_599, "Tue, 31 Dec 2024 23:59:59 GMT"),
        (1_735_689_600, "Wed, 01 Jan 2025 00:00:00 GMT"),
        (4_107_542_399, "Sun, 28 Feb 2100 23:59:59 GMT"),
        (4_107_542_400, "Mon, 01 Mar 2100 00:00:00 GMT"),
        (253_402_300_799, "Fri, 31 Dec 9999 23:59:59 GMT"),
    ])
    func `is written from Unix time`(seconds: Int, text: String) {
        #expect(HTTPDate(secondsSince1970: seconds).description == text)
        #expect(HTTPDate(secondsSince1970: seconds).bytes == Array(text.utf8))
    }

    @Test(arguments: [
        (-1, 0),
        (Int.min, 0),
        (253_402_300_800, 253_402_300_799),
        (Int.max, 253_402_300_799),
    ])
    func `stays within the years it can tell`(seconds: Int, nearest: Int) {
        let date = HTTPDate(secondsSince1970: seconds)
        #expect(date == HTTPDate(secondsSince1970: nearest))
        #expect(date.bytes.count == 29)
    }

    @Test func `goes to the next day of the week and month, every day of 400 years`() throws {
        let names = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        var place = 4
        var day = 1
        for number in 0..<146_097 {
            let parts = HTTPDate(secondsSince1970: number * 86_400).description.split(
                separator: " "
            )
            #expect(parts[0].dropLast() == names[place])
            let next = try #require(Int(parts[1]))
            #expect(next == day || next == 1 && day > 28)
            day = next + 1
            place = (place + 1) % 7
        }
    }
}
