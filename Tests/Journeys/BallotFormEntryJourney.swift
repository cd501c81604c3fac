import TestSupport
import Testing

@Suite(.serialized) struct `Who comes to the ballot form` {
    private static let words = "return document.querySelector('main').innerText"
    private static let isOpen = "document.getElementById('ballot')?.hidden === false"
    private static let isTold = "!document.querySelector('main').innerText.includes('opgehaald')"

    /// Sends the form and gives the problems that it tells.
    private static let problems = """
        document.getElementById("send").click();
        return [...document.querySelectorAll("#problems li")].map((one) => one.textContent);
        """

    @Test func `before the opening, after the closure or at a wrong address is told so`()
        async throws
    {
        let folder = try Folder()
        let round = try await BallotRound(in: folder)
        let browser = try await Browser(in: folder)
        let wrong = round.address.replacing("7d01", with: "7d02")
        for (change, address, sentence) in [
            (
                "set opens_at = now() + interval '30 minutes'", round.address,
                "Deze meting begint op"
            ),
            (
                "set opens_at = now() - interval '1 hour', closed_at = now()", round.address,
                "Deze meting is gesloten."
            ),
            ("set published_at = now()", round.address, "Deze meting is gesloten."),
            ("set title = title", wrong, "Deze meting bestaat niet."),
        ] {
            try round.run("update trust_measurement \(change)")
            try browser.open(address)
            try await browser.wait(until: Self.isTold)
            let words = try browser.run(Self.words).text ?? ""
            #expect(words.contains(sentence), "\(words)")
            #expect(!words.contains("Uw ticket"))
        }
        #expect(try await round.serving.stop() == .status(0))
    }

    @Test func `by a link brings the ticket, and leaves it in no address`() async throws {
        let folder = try Folder()
        let round = try await BallotRound(in: folder)
        let browser = try await Browser(in: folder)
        let value = "return document.getElementById('ticket').value"
        try browser.open("\(round.address)#ticket=\(BallotRound.ticket)")
        try await browser.wait(until: Self.isOpen)
        #expect(try browser.run(value).text == BallotRound.ticket)
        #expect(try browser.run("return location.href").text == round.address)
        // Another link in the same window changes no more than what is behind the #.
        try browser.open("\(round.address)#ticket=\(BallotRound.otherTicket)")
        try await browser.wait(until: "location.hash === ''")
        #expect(try browser.run(value).text == BallotRound.otherTicket)
        #expect(try browser.run(PageAudit.traces).text == "0,0,0,0")
        #expect(try await round.serving.stop() == .status(0))
    }

    @Test func `after another finds nothing of what that one filled in`() async throws {
        let folder = try Folder()
        let round = try await BallotRound(in: folder)
        let browser = try await Browser(in: folder)
        let filled = """
            return document.getElementById("ticket").value.length
                + document.querySelectorAll("fieldset :checked").length;
            """
        for way in ["history.back()", "location.reload()"] {
            try browser.open(round.address)
            try await browser.wait(until: Self.isOpen)
            _ = try browser.run(
                """
                document.getElementById("ticket").value = "\(BallotRound.ticket)";
                document.querySelector("fieldset input").click();
                """
            )
            #expect(try browser.run(filled).number == 37)
            if way == "history.back()" { try browser.open("about:blank") }
            _ = try browser.run("window.before = true; \(way)")
            try await browser.wait(
                until: "window.before !== true && location.href !== 'about:blank'"
            )
            try await browser.wait(until: Self.isOpen)
            #expect(try browser.run(filled).number == 0, "\(way)")
        }
        #expect(try await round.serving.stop() == .status(0))
    }

    @Test func `is told all that is missing, and led to it`() async throws {
        let folder = try Folder()
        let round = try await BallotRound(in: folder)
        let browser = try await Browser(in: folder)
        try browser.open(round.address)
        try await browser.wait(until: Self.isOpen)
        #expect(
            try browser.run(Self.problems).texts == [
                "Vul de code op uw ticket in",
                "Mijn organisatie: kies een antwoord bij elke stelling",
                "Kies hoeveel partijen u beoordeelt",
            ]
        )
        let follow = """
            const links = [...document.querySelectorAll("#problems a")];
            return links.map((link) => {
                link.click();
                const at = document.activeElement;
                const error = at.closest("fieldset, section").querySelector(".error");
                return (at.name || at.id) + " " + error.textContent;
            });
            """
        #expect(
            try browser.run(follow).texts == [
                "ticket Vul de code op uw ticket in.", "own-1 Kies een antwoord.",
                "parties Kies hoeveel partijen u beoordeelt.",
            ]
        )
        #expect(try browser.run("return location.href").text == round.address)
        #expect(
            try browser.run(
                """
                for (const input of document.querySelectorAll("fieldset input:first-of-type")) {
                    if (!["own-7", "own-9"].includes(input.name)) input.click();
                }
                \(Self.problems)
                """
            )[1].text == "Mijn organisatie: kies een antwoord bij stellingen 7 en 9"
        )
        #expect(
            try browser.run(
                "document.querySelector('[name=own-9]').click(); \(Self.problems)"
            )[1].text == "Mijn organisatie: kies een antwoord bij stelling 7"
        )
        #expect(try await round.serving.stop() == .status(0))
    }

    @Test func `may write a ticket in many ways, and no other thing`() async throws {
        let folder = try Folder()
        let round = try await BallotRound(in: folder)
        let browser = try await Browser(in: folder)
        try browser.open(round.address)
        try await browser.wait(until: Self.isOpen)
        let ticket = BallotRound.ticket
        for (text, isTicket) in [
            (ticket, true), (ticket.uppercased(), true), (ticket.filter { $0 != "-" }, true),
            ("  " + ticket.replacing("-", with: " - ") + " ", true), (ticket.dropped, false),
            (ticket + "0", false), (ticket.replacing("5f", with: "5g"), false), ("", false),
        ] {
            let problems = try browser.run(
                "document.getElementById('ticket').value = '\(text)'; \(Self.problems)"
            )
            #expect((problems.texts.first != "Vul de code op uw ticket in") == isTicket, "\(text)")
        }
        #expect(try await round.serving.stop() == .status(0))
    }

    @Test func `can change how many others are rated without losing what was answered`()
        async throws
    {
        let folder = try Folder()
        let round = try await BallotRound(in: folder)
        let browser = try await Browser(in: folder)
        try browser.open(round.address)
        try await browser.wait(until: Self.isOpen)
        let counts = try browser.run(
            """
            const choice = document.getElementById("parties");
            const show = (count) => {
                choice.value = String(count);
                choice.dispatchEvent(new Event("change", { bubbles: true }));
                return document.getElementById("progress").textContent.match(/[0-9]+/g).join("/");
            };
            const first = show(4);
            for (const input of document.querySelectorAll("fieldset input:first-of-type")) {
                input.click();
            }
            return [choice.length - 1, first, show(4), show(1), show(4)].map(String);
            """
        )
        #expect(counts.texts == ["4", "0/50", "50/50", "20/20", "50/50"])
        #expect(try await round.serving.stop() == .status(0))
    }
}

extension String {
    fileprivate var dropped: String { String(dropLast()) }
}
