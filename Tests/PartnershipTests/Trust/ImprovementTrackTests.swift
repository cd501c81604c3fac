import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct `An improvement track` {
    private typealias Fixture = TallyFixture
    private typealias State = ImprovementTrack.State
    private typealias Command = ImprovementTrack.Command

    private static let table: [State: [Command: State]] = [
        .started: [.agreePlan: .planned],
        .planned: [.findImproved: .improved, .findNotImproved: .notImproved],
    ]

    @Test(arguments: ImprovementTrack.State.allCases, ImprovementTrack.Command.allCases)
    func `follows the table of its state`(
        state: ImprovementTrack.State,
        command: ImprovementTrack.Command
    ) {
        let next = state.after(command)
        #expect(next == Self.table[state]?[command])
        if next != nil { #expect(state.next == State.step(of: command)) }
    }

    @Test func `plays every command in every state`() async throws {
        try await withSharedAPI { api in
            let fixture = Fixture(api)
            try await LifecyclePlay<ImprovementTrack.State>(
                api: api,
                make: { try await fixture.track(in: $0) },
                send: { command, path in
                    // On another day than the step that may be there.
                    try await fixture.take(command, of: path, on: "2025-05-02")
                }
            ).everyCommand()
        }
    }

    @Test func `starts by itself for each dimension that asks for attention, with its duties`()
        async throws
    {
        try await withSharedAPI { api in
            let fixture = Fixture(api)
            // Today the plan is overdue, and the evaluation too.
            let round = try await fixture.published(599, 450, on: "2024-11-30")
            let list = try await api.send(
                .get,
                "\(Fixture.tracks)?measurementId=\(round.id)&count=true"
            )
            #expect(list.json["total"].number == 2)
            let tracks = list.json["items"].elements
            #expect(
                Set(tracks.compactMap { $0["dimension"].text }) == ["intentional", "competential"]
            )
            for track in tracks {
                #expect(
                    track.names == [
                        "id", "measurementId", "clusterId", "dimension", "startedOn", "state",
                        "duties", "grounds", "createdAt", "version",
                    ]
                )
                #expect(track["clusterId"].identifier == round.clusters[0])
                #expect(track["startedOn"].text == "2024-11-30")
                #expect(track["state"].text == "started")
                #expect(track["grounds"][0]["article"].text == "7.3")
                let duties = track["duties"].elements
                #expect(duties.map { $0["duty"].text } == ["plan", "evaluation"])
                #expect(duties.map { $0["dueOn"].text } == ["2025-02-28", "2025-11-30"])
                #expect(duties[0]["state"].text == "overdue")
                let path = "\(Fixture.tracks)/\(track["id"].text ?? "")"
                #expect(try await api.send(.get, path).text == track.description)
            }
        }
    }

    @Test func `does not start where trust is sufficient or insufficient`() async throws {
        try await withSharedAPI { api in
            let fixture = Fixture(api)
            let round = try await fixture.published(600, 449)
            let list = try await api.send(.get, "\(Fixture.tracks)?measurementId=\(round.id)")
            #expect(list.json["items"].count == 0)
        }
    }

    @Test func `takes each step once, and reads it as it was taken`() async throws {
        try await withSharedAPI { api in
            let fixture = Fixture(api)
            let path = try await fixture.track(in: .started)
            for (command, duty) in [(Command.agreePlan, 0), (.findImproved, 1)] {
                let step = State.step(of: command).rawValue
                #expect(try await api.send(.get, "\(path)/\(step)").status == 404)
                #expect(try await fixture.take(command, of: path, headers: [:]).status == 428)
                let made = try await fixture.take(command, of: path)
                #expect(made.status == 201)
                #expect(made.headers["location"] == "\(path)/\(step)")
                #expect(made.json.names.first == "id" && made.json.names.last == "version")
                #expect(try await api.send(.get, "\(path)/\(step)").body == made.body)
                let again = try await fixture.take(command, of: path)
                #expect(again.status == 200)
                #expect(again.body == made.body)
                let track = try await api.send(.get, path)
                let met = track.json["duties"][duty]
                #expect(met["state"].text == "met")
                #expect(met["metOn"].text == (duty == 0 ? "2025-02-20" : "2025-05-01"))
                #expect(track.json["version"].number == duty + 2)
            }
        }
    }

    @Test(
        arguments: [
            (.started, .findImproved, "2025-05-01", "step-missing"),
            (.planned, .agreePlan, "2025-02-21", "step-taken"),
            (.improved, .findNotImproved, "2025-05-02", "ended"),
            (.started, .agreePlan, "2025-01-31", "dated-before"),
            (.planned, .findImproved, "2025-02-19", "dated-before"),
            (.started, .agreePlan, "2199-01-01", "dated-ahead"),
        ] as [(ImprovementTrack.State, ImprovementTrack.Command, Day, String)]
    )
    func `is refused a step out of order, with the article`(
        state: ImprovementTrack.State,
        command: ImprovementTrack.Command,
        day: Day,
        code: String
    ) async throws {
        try await withSharedAPI { api in
            let fixture = Fixture(api)
            let path = try await fixture.track(in: state)
            let answer = try await fixture.take(command, of: path, on: day)
            #expect(answer.summary == "409 improvement-track.\(code)")
            #expect(answer.json["grounds"][0]["article"].text == "7.3")
        }
    }

    @Test func `is seen by its cluster, and by others when MDG I-F saw the outcomes`()
        async throws
    {
        try await withSharedAPI { api in
            let fixture = Fixture(api)
            let round = try await fixture.published(599, on: "2025-02-01")
            let list = "\(Fixture.tracks)?measurementId=\(round.id)&count=true"
            let id = try await api.send(.get, list).json["items"][0]["id"].text ?? ""
            let path = "\(Fixture.tracks)/\(id)"
            try await fixture.take(.agreePlan, of: path)
            let stranger = try await api.makePartner()
            let near: [TestAPI.Sender] = [
                .role(.municipality), .role(.trustBody), .role(.auditor),
                .partner(round.partners[0]),
            ]
            let far: [TestAPI.Sender] = [
                .partner(stranger), .role(.college), .role(.frontend),
            ]
            func expect(_ senders: [TestAPI.Sender], areShown: Bool) async throws {
                for sender in senders {
                    let found = try await api.send(.get, list, as: sender)
                    #expect(found.json["items"].count == (areShown ? 1 : 0), "\(sender)")
                    #expect(found.json["total"].number == (areShown ? 1 : 0), "\(sender)")
                    for place in [path, path + "/plan"] {
                        let status = try await api.send(.get, place, as: sender).status
                        #expect(status == (areShown ? 200 : 404), "\(sender)")
                    }
                }
            }
            try await expect(near, areShown: true)
            try await expect(far, areShown: false)
            let body = Fixture.presentation(round.clusters)
            try await fixture.put("presentation", of: round, body)
            try await expect(near + far, areShown: true)
        }
    }

    @Test func `is refused a step that is wrong in itself`() async throws {
        try await withSharedAPI { api in
            let fixture = Fixture(api)
            let path = try await fixture.track(in: .planned)
            for (body, places) in [
                (
                    "{}",
                    [
                        "/conclusion required", "/evaluatedOn required",
                        "/documentReference required",
                    ]
                ),
                (
                    Fixture.step(.findImproved).replacing("\"improved\"", with: "\"better\""),
                    ["/conclusion enum"]
                ),
            ] {
                let answer = try await api.send(
                    .put,
                    path + "/evaluation",
                    json: body,
                    headers: Fixture.none
                )
                #expect(answer.places == places)
            }
            let bad = try await api.send(.get, "\(Fixture.tracks)?measurementId=x")
            #expect(bad.places == ["measurementId format"])
        }
    }
}
