@testable import Partnership
import Testing

private let first = CareKey.on("2026-04-03")
private let second = CareKey.on("2026-09-01")
private let third = CareKey.on("2026-11-01")
private let pauseDay: Day = "2026-07-17"
private let endDay: Day = "2026-08-14"

private func pause(_ key: CareKey = first, _ day: Day = pauseDay) -> CareEvent {
    .stop(key, endedOn: day, reason: .temporarilyStopped)
}

private func end(
    _ key: CareKey = first,
    _ day: Day = endDay,
    _ reason: StopReason = .endedAsPlanned
) -> CareEvent {
    .stop(key, endedOn: day, reason: reason)
}

private func deletion(of event: CareEvent) -> CareEvent {
    switch event {
    case .start(let key), .deleteStart(let key): .deleteStart(key)
    case .stop(let key, let endedOn, let reason), .deleteStop(let key, let endedOn, let reason):
        .deleteStop(key, endedOn: endedOn, reason: reason)
    }
}

/// One cell of the table: what stood, what comes, and the state or the code that follows.
private struct Cell: Sendable {
    let name: String
    let before: [CareEvent]
    let event: CareEvent
    var state: CareHistory.State?
    var code: ReturnCode?
}

private let running = [CareEvent.start(first)]
private let paused = running + [pause()]
private let ended = running + [end()]
private let pausedThenEnded = paused + [end()]

private let table: [Cell] = [
    Cell(name: "none, start", before: [], event: .start(first), state: .running),
    Cell(
        name: "none, delete start",
        before: [],
        event: .deleteStart(first),
        code: .nothingToDelete
    ),
    Cell(name: "none, pause", before: [], event: pause(), code: .noStartForStop),
    Cell(name: "none, end", before: [], event: end(), code: .noStartForStop),
    Cell(name: "none, delete stop", before: [], event: deletion(of: end()), code: .nothingToDelete),

    Cell(name: "running, same", before: running, event: .start(first), code: .alreadyReceived),
    Cell(name: "running, other", before: running, event: .start(second), code: .startIsRunning),
    Cell(
        name: "running, delete",
        before: running,
        event: .deleteStart(first),
        state: CareHistory.State.none
    ),
    Cell(
        name: "running, delete other",
        before: running,
        event: .deleteStart(second),
        code: .nothingToDelete
    ),
    Cell(name: "running, pause", before: running, event: pause(), state: .paused),
    Cell(name: "running, end", before: running, event: end(), state: .ended),
    Cell(
        name: "running, other's pause",
        before: running,
        event: pause(second),
        code: .noStartForStop
    ),
    Cell(name: "running, other's end", before: running, event: end(second), code: .noStartForStop),
    Cell(
        name: "running, delete stop",
        before: running,
        event: deletion(of: end()),
        code: .nothingToDelete
    ),

    Cell(name: "paused, new", before: paused, event: .start(second), state: .running),
    Cell(name: "paused, same", before: paused, event: .start(first), code: .alreadyReceived),
    Cell(
        name: "paused, delete start",
        before: paused,
        event: .deleteStart(first),
        code: .startHasStop
    ),
    Cell(name: "paused, same pause", before: paused, event: pause(), code: .secondTemporaryStop),
    Cell(
        name: "paused, later pause",
        before: paused,
        event: pause(first, "2026-07-18"),
        code: .secondTemporaryStop
    ),
    Cell(name: "paused, end", before: paused, event: end(), state: .ended),
    Cell(name: "paused, end same day", before: paused, event: end(first, pauseDay), state: .ended),
    Cell(
        name: "paused, end a day earlier",
        before: paused,
        event: end(first, "2026-07-16"),
        code: .stopBeforeCurrentStop
    ),
    Cell(name: "paused, other's end", before: paused, event: end(second), code: .noStartForStop),
    Cell(
        name: "paused, delete stop",
        before: paused,
        event: deletion(of: pause()),
        state: .running
    ),
    Cell(
        name: "paused, delete stop of other day",
        before: paused,
        event: deletion(of: pause(first, endDay)),
        code: .nothingToDelete
    ),

    Cell(name: "ended, new", before: ended, event: .start(second), state: .running),
    Cell(name: "ended, same", before: ended, event: .start(first), code: .alreadyReceived),
    Cell(
        name: "ended, delete start",
        before: ended,
        event: .deleteStart(first),
        code: .startHasStop
    ),
    Cell(name: "ended, pause", before: ended, event: pause(), code: .alreadyEnded),
    Cell(name: "ended, same end", before: ended, event: end(), code: .alreadyEnded),
    Cell(
        name: "ended, other end",
        before: ended,
        event: end(first, endDay, .endedByClient),
        code: .alreadyEnded
    ),
    Cell(name: "ended, delete end", before: ended, event: deletion(of: end()), state: .running),
    Cell(
        name: "ended, delete end of other reason",
        before: ended,
        event: deletion(of: end(first, endDay, .endedByClient)),
        code: .nothingToDelete
    ),
    Cell(
        name: "paused and ended, delete end",
        before: pausedThenEnded,
        event: deletion(of: end()),
        state: .paused
    ),
    Cell(
        name: "paused and ended, delete pause",
        before: pausedThenEnded,
        event: deletion(of: pause()),
        state: .ended
    ),
]

@Suite struct `A care history` {
    @Test(arguments: table.indices)
    func `follows the table of states and events`(index: Int) throws {
        let cell = table[index]
        var history = try CareHistory(replaying: cell.before)
        let before = history
        do throws(CareRefusal) {
            let signal = try history.apply(cell.event)
            #expect(history.state == cell.state, "\(cell.name)")
            #expect(signal == nil, "\(cell.name)")
        } catch {
            #expect(error.code == cell.code, "\(cell.name)")
            #expect(history == before, "\(cell.name): a refusal changes nothing")
        }
    }

    @Test func `goes back to the state before a deleted start`() throws {
        for before in [[], paused, ended, pausedThenEnded] {
            let expected = try CareHistory(replaying: before)
            var history = expected
            _ = try history.apply(.start(second))
            #expect(history.state == .running)
            _ = try history.apply(.deleteStart(second))
            #expect(history == expected)
        }
    }

    @Test func `lets the key of what was deleted be used again`() throws {
        var history = try CareHistory(replaying: running + [.deleteStart(first)] + running)
        #expect(history.state == .running)
        _ = try history.apply(end())
        _ = try history.apply(deletion(of: end()))
        _ = try history.apply(end())
        #expect(history.state == .ended)
    }

    @Test func `knows a start again after many others`() throws {
        var history = try CareHistory(
            replaying: ended + [.start(second), end(second, "2026-10-01"), .start(third)]
        )
        #expect(throws: CareRefusal(code: .alreadyReceived)) { try history.apply(.start(first)) }
        #expect(throws: CareRefusal(code: .startHasStop)) { try history.apply(.deleteStart(first)) }
        #expect(throws: CareRefusal(code: .startHasStop)) {
            try history.apply(.deleteStart(second))
        }
    }

    @Test func `knows a stop of an earlier start again`() throws {
        var history = try CareHistory(replaying: paused + [.start(second)])
        #expect(throws: CareRefusal(code: .alreadyReceived)) { try history.apply(pause()) }
        #expect(throws: CareRefusal(code: .noStartForStop)) { try history.apply(end()) }
        _ = try history.apply(end(second, "2026-10-01"))
        #expect(throws: CareRefusal(code: .alreadyReceived)) { try history.apply(pause()) }
        #expect(throws: CareRefusal(code: .noStartForStop)) { try history.apply(end()) }
    }

    @Test func `takes back the stop of an earlier start and signals two starts`() throws {
        var history = try CareHistory(replaying: paused + [.start(second)])
        #expect(try history.apply(deletion(of: pause())) == .twoStartsRunning)
        #expect(history.state == .running)
        #expect(history.episodes.allSatisfy { $0.endedOn == nil })
        // The earlier start can be deleted now, and then all is as if it had never been sent.
        #expect(try history.apply(.deleteStart(first)) == nil)
        #expect(try history == CareHistory(replaying: [.start(second)]))
    }

    @Test func `signals nothing while the earlier start keeps a stop`() throws {
        var history = try CareHistory(replaying: pausedThenEnded + [.start(second)])
        #expect(try history.apply(deletion(of: end())) == nil)
        #expect(try history.apply(deletion(of: pause())) == .twoStartsRunning)
    }

    @Test func `tells starts apart by category, code and day, an absent one included`() throws {
        let keys = [
            first, .on("2026-04-03", category: "45"), .on("2026-04-03", productCode: "JB-03"),
            .on("2026-04-03", productCode: nil),
            .on("2026-04-03", category: nil, productCode: nil), .on("2026-04-04"),
        ]
        for key in keys {
            for other in keys where other != key {
                var history = try CareHistory(replaying: [.start(key)])
                #expect(throws: CareRefusal(code: .startIsRunning)) {
                    try history.apply(.start(other))
                }
                #expect(throws: CareRefusal(code: .noStartForStop)) {
                    try history.apply(end(other))
                }
                #expect(throws: CareRefusal(code: .nothingToDelete)) {
                    try history.apply(.deleteStart(other))
                }
            }
        }
    }

    @Test func `corrects a start or a stop by deleting and sending again`() throws {
        let start = try CareHistory(replaying: running + [.deleteStart(first), .start(second)])
        #expect(start == (try CareHistory(replaying: [.start(second)])))
        let stop = try CareHistory(
            replaying: ended + [deletion(of: end()), end(first, endDay, .endedByClient)]
        )
        #expect(stop.episodes.last?.definitiveStop?.reason == .endedByClient)
    }

    @Test func `cannot be replayed from what could not be accepted`() {
        #expect(throws: CareRefusal(code: .startIsRunning)) {
            try CareHistory(replaying: running + [.start(second)])
        }
    }
}
