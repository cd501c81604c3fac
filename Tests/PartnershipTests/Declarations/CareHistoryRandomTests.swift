@testable import Partnership
import Testing

/// The rules once more, as plainly as can be: a list of what stands, read through every time.
private struct NaiveHistory {
    var standing: [CareEvent] = []

    var starts: [CareKey] {
        standing.compactMap { event in
            if case .start(let key) = event { key } else { nil }
        }
    }

    func stops(of key: CareKey) -> [(day: Day, reason: StopReason)] {
        standing.compactMap { event in
            if case .stop(key, let day, let reason) = event { (day, reason) } else { nil }
        }
    }

    var state: CareHistory.State {
        guard let last = starts.last else { return .none }
        let reasons = stops(of: last).map(\.reason)
        if reasons.contains(where: { $0 != .temporarilyStopped }) { return .ended }
        return reasons.isEmpty ? .running : .paused
    }

    mutating func apply(_ event: CareEvent) -> ReturnCode? {
        let code = refusal(of: event)
        if code != nil { return code }
        switch event {
        case .start, .stop: standing.append(event)
        case .deleteStart(let key): standing.removeAll { $0 == .start(key) }
        case .deleteStop(let key, let day, let reason):
            standing.removeAll { $0 == .stop(key, endedOn: day, reason: reason) }
        }
        return nil
    }

    private func refusal(of event: CareEvent) -> ReturnCode? {
        switch event {
        case .start(let key):
            if starts.contains(key) { return .alreadyReceived }
            return state == .running ? .startIsRunning : nil
        case .deleteStart(let key):
            if !starts.contains(key) { return .nothingToDelete }
            return stops(of: key).isEmpty ? nil : .startHasStop
        case .deleteStop(let key, let day, let reason):
            let stop = CareEvent.stop(key, endedOn: day, reason: reason)
            return standing.contains(stop) ? nil : .nothingToDelete
        case .stop(let key, let day, let reason):
            if key != starts.last {
                return standing.contains(event) ? .alreadyReceived : .noStartForStop
            }
            let isTemporary = reason == .temporarilyStopped
            switch state {
            case .none: return .noStartForStop
            case .running: return nil
            case .ended: return .alreadyEnded
            case .paused:
                if isTemporary { return .secondTemporaryStop }
                return stops(of: key).contains { day < $0.day } ? .stopBeforeCurrentStop : nil
            }
        }
    }
}

@Suite struct `A care history under random events` {
    @Test func `agrees with the plain model on every code and state`() {
        var generator = SeededGenerator(state: 305)
        let keys = (1...3).compactMap { Day(year: 2026, month: 4, day: $0) }.map { CareKey.on($0) }
        let days: [Day] = ["2026-05-01", "2026-05-02"]
        let reasons: [StopReason] = [.temporarilyStopped, .endedAsPlanned]
        var refusals: [ReturnCode: Int] = [:]
        for _ in 0..<3000 {
            var history = CareHistory()
            var model = NaiveHistory()
            for _ in 0..<25 {
                let key = keys[Int.random(in: 0..<3, using: &generator)]
                let day = days[Int.random(in: 0..<2, using: &generator)]
                let reason = reasons[Int.random(in: 0..<2, using: &generator)]
                let event: CareEvent =
                    switch Int.random(in: 0..<4, using: &generator) {
                    case 0: .start(key)
                    case 1: .deleteStart(key)
                    case 2: .stop(key, endedOn: day, reason: reason)
                    default: .deleteStop(key, endedOn: day, reason: reason)
                    }
                let before = history
                var code: ReturnCode?
                do throws(CareRefusal) {
                    _ = try history.apply(event)
                } catch {
                    code = error.code
                }
                let expected = model.apply(event)
                guard code == expected, history.state == model.state,
                    code == nil || history == before
                else {
                    Issue.record("\(event) on \(before) gave \(code?.code ?? "nothing")")
                    return
                }
                if let code { refusals[code, default: 0] += 1 }
            }
        }
        // Every code of the table was met, so the sequences were worth their while.
        #expect(refusals.count == 8)
    }
}
