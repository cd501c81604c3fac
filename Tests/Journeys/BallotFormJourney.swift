import TestSupport
import Testing

@Suite(.serialized) struct `The ballot form in a browser` {
    /// Answers to the ten statements about oneself and about two others.
    private static let answers = (0..<3).map { party in (0..<10).map { 1 + ($0 + party) % 5 } }

    /// Chooses an answer for each statement that is shown, and two other parties.
    private static let fillIn = """
        const choice = document.getElementById("parties");
        choice.value = "2";
        choice.dispatchEvent(new Event("change", { bubbles: true }));
        document.getElementById("ticket").value = "\(BallotRound.ticket)";
        for (const group of document.querySelectorAll("fieldset")) {
            group.querySelectorAll("input")[3].click();
        }
        """

    private static let isOpen = "document.getElementById('ballot')?.hidden === false"

    /// What is told of a ballot: the heading of the page, that of the problems, and all sentences.
    private static let told = """
        return {
            title: document.querySelector("h1").textContent,
            problem: document.querySelector("#problems h2")?.textContent ?? "",
            text: document.querySelector("main").textContent,
            isThere: document.getElementById("ballot") !== null,
            chosen: document.querySelectorAll(":checked:not(option)").length,
            focus: document.activeElement.id,
        };
        """

    /// Lets the browser answer the next ballot itself.
    private static func answering(_ response: String) -> String {
        """
        window.fetch = async () => { \(response) };
        document.getElementById("send").click();
        """
    }

    // The way through the form.

    @Test func `is filled in and sent with the keyboard alone, to this service alone`()
        async throws
    {
        let folder = try Folder()
        let round = try await BallotRound(in: folder)
        let browser = try await Browser(in: folder)
        try browser.open(round.address)
        try await browser.wait(until: Self.isOpen)
        try Self.walk(browser, to: "ticket", pressing: BallotRound.ticket.uppercased())
        try Self.answer(Self.answers[0], about: "own", browser)
        try Self.walk(browser, to: "parties", pressing: Key.down + Key.down)
        try Self.answer(Self.answers[1], about: "other-1", browser)
        try Self.answer(Self.answers[2], about: "other-2", browser)
        try Self.walk(browser, to: "send", pressing: Key.enter)
        try await browser.wait(until: "document.activeElement.id === 'title'")
        let told = try browser.run(Self.told)
        #expect(told["title"].text == "Uw antwoorden zijn geteld")
        #expect(told["isThere"].boolean == false)
        #expect(try round.ballotCount() == 1)
        #expect(try browser.run(PageAudit.traces).text == "0,0,0,0")
        try Self.checkRequests(browser, round)
        #expect(try browser.log("browser").map(\.description) == [])
        #expect(try await round.serving.stop() == .status(0))
    }

    /// Goes to the next control, which has to be this one and to be seen, and presses keys there.
    private static func walk(
        _ browser: Browser,
        to name: String,
        pressing keys: String
    ) throws {
        try browser.press(Key.tab)
        let focus = try browser.run(PageAudit.focus)
        #expect(focus["name"].text == name)
        #expect(focus["isVisible"].boolean == true, "\(name)")
        try browser.press(keys)
    }

    private static func answer(_ answers: [Int], about key: String, _ browser: Browser) throws {
        for (place, answer) in answers.enumerated() {
            let steps = String(repeating: Key.right, count: answer - 1)
            try walk(browser, to: "\(key)-\(place + 1)", pressing: " " + steps)
        }
    }

    /// The page asked for itself, for the questions, and sent one ballot; nothing else.
    private static func checkRequests(_ browser: Browser, _ round: BallotRound) throws {
        let requests = try browser.log("performance").map { entry in
            try TestJSON(entry["message"].text ?? "")["message"]
        }.filter { $0["method"].text == "Network.requestWillBeSent" }
            .map { $0["params"]["request"] }
        let place = round.address.dropLast("ballot-form".count)
        let asked = requests.compactMap { $0["url"].text }.filter { !$0.hasPrefix("data:") }
        #expect(asked == ["ballot-form", "questionnaire", "ballots"].map { place + $0 })
        let ballot = try #require(requests.first { $0["method"].text == "POST" })
        #expect(ballot["headers"]["Ticket"].text == BallotRound.ticket)
        #expect((ballot["headers"]["Referer"].text ?? "") == "")
        let others = answers[1...].map { "\($0)" }.joined(separator: ",")
        let body = "{\"own\":\(answers[0]),\"others\":[\(others)]}".filter { $0 != " " }
        #expect(ballot["postData"].text == body)
    }

    // Whoever reads it, and on whatever.

    @Test func `can be read and used by everyone, by day and by night, on wide and narrow`()
        async throws
    {
        let folder = try Folder()
        let round = try await BallotRound(in: folder)
        let browser = try await Browser(in: folder)
        for (name, width, isDark) in [
            ("light", 1_000, false), ("dark", 1_000, true), ("narrow", 320, false),
            ("narrow-dark", 320, true),
        ] {
            try browser.show(width: width, isDark: isDark)
            try browser.open(round.address)
            try await browser.wait(until: Self.isOpen)
            try Self.audit(browser, "\(name)-empty")
            _ = try browser.run(Self.fillIn)
            try Self.audit(browser, "\(name)-filled")
            _ = try browser.run(
                """
                document.getElementById("ticket").value = "";
                for (const place of [3, 6, 12]) {
                    const group = document.querySelectorAll("fieldset")[place];
                    for (const input of group.querySelectorAll("input")) input.checked = false;
                    group.dispatchEvent(new Event("change", { bubbles: true }));
                }
                document.getElementById("send").click();
                """
            )
            #expect(try browser.run(Self.told)["focus"].text == "problems")
            try Self.audit(browser, "\(name)-problems")
            _ = try browser.run(Self.fillIn)
            _ = try browser.run(Self.answering("return new Response(null, { status: 204 });"))
            try await browser.wait(until: "document.activeElement.id === 'title'")
            try Self.audit(browser, "\(name)-counted")
        }
        #expect(try await round.serving.stop() == .status(0))
    }

    private static func audit(_ browser: Browser, _ name: String) throws {
        try browser.picture(name)
        let contrast = try browser.run(PageAudit.contrast)
        #expect(contrast["weak"].texts == [], "\(name)")
        #expect(contrast["count"].number ?? 0 > 3, "\(name)")
        let size = try browser.run(PageAudit.size)
        #expect(size["small"].texts == [], "\(name)")
        #expect(size["wide"].texts == [], "\(name)")
        #expect(size["scrolls"].boolean == false, "\(name)")
    }

    @Test func `names every control, and every group, for who hears it`() async throws {
        let folder = try Folder()
        let round = try await BallotRound(in: folder)
        let browser = try await Browser(in: folder)
        try browser.open(round.address)
        try await browser.wait(until: Self.isOpen)
        _ = try browser.run(Self.fillIn)
        #expect(try browser.run("return document.documentElement.lang").text == "nl")
        #expect(try browser.labels(of: "#ticket") == ["Code op uw ticket"])
        #expect(try browser.labels(of: "#parties") == ["Hoeveel andere partijen beoordeelt u?"])
        #expect(try browser.labels(of: "button") == ["Antwoorden versturen"])
        let answers = ["1 geheel oneens", "2", "3", "4", "5 geheel eens"]
        let radios = try browser.labels(of: "[name^=own-], [name^=other-2-]")
        #expect(radios == (0..<20).flatMap { _ in answers })
        let groups = try browser.labels(of: "fieldset")
        #expect(groups.count == 30)
        #expect(groups[0] == "1. Hendig gaat voor eigen belang")
        #expect(groups[29] == "10. Reageert tijdig en passend")
        let parties = ["Mijn organisatie", "Andere partij 1", "Andere partij 2"]
        #expect(try browser.labels(of: ".party") == parties)
        #expect(
            try browser.labels(of: "input, select, button, a, fieldset").allSatisfy { $0 != "" }
        )
        #expect(try await round.serving.stop() == .status(0))
    }

    // What became of it, in words.

    private struct End {
        let response: String
        let title: String
        let problem: String
        let sentence: String
        /// Whether the answers are still there.
        let isKept: Bool

        static func refusal(_ status: Int, _ code: String) -> String {
            "return new Response('{\"code\": \"\(code)\"}', { status: \(status) });"
        }
    }

    private static let open = "Vertrouwensmeting 2026"
    private static let notCounted = "Uw antwoorden zijn nog niet geteld"
    private static let ends = [
        End(
            response: "return new Response(null, { status: 204 });",
            title: "Uw antwoorden zijn geteld",
            problem: "",
            sentence: "deze pagina is uw antwoorden vergeten",
            isKept: false
        ),
        End(
            response: End.refusal(409, "ballot.ticket-used"),
            title: "Dit ticket is al gebruikt",
            problem: "",
            sentence: "Met een ticket telt één formulier.",
            isKept: false
        ),
        End(
            response: End.refusal(409, "ballot.closed"),
            title: "Deze meting is gesloten",
            problem: "",
            sentence: "Uw antwoorden zijn niet geteld.",
            isKept: false
        ),
        End(
            response: End.refusal(409, "ballot.ticket-unknown"),
            title: open,
            problem: notCounted,
            sentence: "Dit ticket hoort niet bij deze meting.",
            isKept: true
        ),
        End(
            response: End.refusal(409, "ballot.too-many-parties"),
            title: open,
            problem: notCounted,
            sentence: "Uw cluster heeft minder andere partijen.",
            isKept: true
        ),
        End(
            response: End.refusal(503, "service.overloaded"),
            title: open,
            problem: notCounted,
            sentence: "Uw antwoorden staan er nog.",
            isKept: true
        ),
        End(
            response: "return new Response('<p>', { status: 502 });",
            title: open,
            problem: notCounted,
            sentence: "Uw antwoorden staan er nog.",
            isKept: true
        ),
        End(
            response: "throw new TypeError('Failed to fetch');",
            title: open,
            problem: "Er is geen verbinding",
            sentence: "Uw antwoorden staan er nog.",
            isKept: true
        ),
    ]

    @Test func `tells what became of a ballot, and keeps what has to be sent again`() async throws {
        let folder = try Folder()
        let round = try await BallotRound(in: folder)
        let browser = try await Browser(in: folder)
        for end in Self.ends {
            try browser.open(round.address)
            try await browser.wait(until: Self.isOpen)
            _ = try browser.run(Self.fillIn)
            _ = try browser.run(Self.answering(end.response))
            let place = end.isKept ? "problems" : "title"
            try await browser.wait(until: "document.activeElement.id === '\(place)'")
            let told = try browser.run(Self.told)
            #expect(told["title"].text == end.title)
            #expect(told["problem"].text == end.problem, "\(end.title)")
            #expect(told["text"].text?.contains(end.sentence) == true, "\(end.sentence)")
            #expect(told["isThere"].boolean == end.isKept)
            #expect(told["chosen"].number == (end.isKept ? 30 : 0))
        }
        #expect(try await round.serving.stop() == .status(0))
    }
}
