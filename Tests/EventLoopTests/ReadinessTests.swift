import Glibc
import TestSupport
import Testing

@testable import EventLoop

@Suite struct `A watched descriptor` {
    @Test func `is told when there is something to read`() async throws {
        let log = Log()
        try await withLoop { loop in
            let wire = Wire()
            let probe = Probe(onReady: { events in
                log.note("\(events.isReadable) \(events.isWritable) \(events.isFailed)")
                _ = wire.readNear()
            })
            try loop.watch(wire.near, for: .reading, owner: probe)
            await loop.pause(milliseconds: 20)
            #expect(log.lines.isEmpty)
            wire.sendFromFar()
            await loop.pause(milliseconds: 20)
            loop.unwatch(wire.near)
        }
        #expect(log.lines == ["true false false"])
    }

    @Test func `is told again while something is left to read`() async throws {
        let log = Log()
        try await withLoop { loop in
            let wire = Wire()
            let probe = Probe(onReady: { _ in
                log.note("ready")
                if log.lines.count == 3 { loop.unwatch(wire.near) }
            })
            try loop.watch(wire.near, for: .reading, owner: probe)
            wire.sendFromFar()
            await loop.pause(milliseconds: 150)
        }
        #expect(log.lines.count == 3)
    }

    @Test func `waits for what it was changed to`() async throws {
        let log = Log()
        try await withLoop { loop in
            let wire = Wire()
            let probe = Probe(onReady: { events in
                log.note(events.isWritable ? "writable" : "readable")
                loop.change(wire.near, to: .reading)
            })
            try loop.watch(wire.near, for: .reading, owner: probe)
            await loop.pause(milliseconds: 20)
            #expect(log.lines.isEmpty)
            loop.change(wire.near, to: [.reading, .writing])
            await loop.pause(milliseconds: 150)
            loop.unwatch(wire.near)
        }
        #expect(log.lines == ["writable"])
    }

    @Test(arguments: [true, false])
    func `hears of the other side's end`(isWhole: Bool) async throws {
        let log = Log()
        try await withLoop { loop in
            let wire = Wire()
            let probe = Probe(onReady: { events in
                log.note("\(events.isReadable) \(events.isFailed) \(wire.readNear())")
                loop.unwatch(wire.near)
            })
            try loop.watch(wire.near, for: .reading, owner: probe)
            shutdown(wire.far, Int32(isWhole ? SHUT_RDWR : SHUT_WR))
            await loop.pause(milliseconds: 50)
        }
        #expect(log.lines == ["true \(isWhole) 0"])
    }

    @Test func `hears nothing any more after it left in the same batch`() async throws {
        let log = Log()
        try await withLoop { loop in
            let wires = [Wire(), Wire()]
            var probes: [Probe] = []
            for index in 0...1 {
                probes.append(
                    Probe(onReady: { _ in
                        log.note("ready")
                        loop.unwatch(wires[1 - index].near)
                        _ = wires[index].readNear()
                    })
                )
                try loop.watch(wires[index].near, for: .reading, owner: probes[index])
            }
            for wire in wires { wire.sendFromFar() }
            await loop.pause(milliseconds: 150)
            probes = []
        }
        #expect(log.lines == ["ready"])
    }

    @Test func `does not get the events of the one that had its number before`() async throws {
        let log = Log()
        try await withLoop { loop in
            let wires = [Wire(), Wire()]
            let fresh = Wire()
            var reused: Int32 = -1
            let newcomer = Probe(onReady: { _ in
                log.note("newcomer")
                loop.unwatch(reused)
            })
            var probes: [Probe] = []
            for index in 0...1 {
                probes.append(
                    Probe(onReady: { _ in
                        log.note("first")
                        _ = wires[index].readNear()
                        let other = wires[1 - index].near
                        loop.unwatch(other)
                        reused = other
                        // The number now belongs to a connection on which nothing has come.
                        #expect(dup2(fresh.near, other) == other)
                        do {
                            try loop.watch(other, for: .reading, owner: newcomer)
                        } catch {
                            Issue.record(error)
                        }
                    })
                )
                try loop.watch(wires[index].near, for: .reading, owner: probes[index])
            }
            for wire in wires { wire.sendFromFar() }
            await loop.pause(milliseconds: 150)
            #expect(log.lines == ["first"])
            fresh.sendFromFar()
            await loop.pause(milliseconds: 50)
            probes = []
        }
        #expect(log.lines == ["first", "newcomer"])
    }

    @Test func `keeps its owner when it is watched twice`() async throws {
        let log = Log()
        try await withLoop { loop in
            let wire = Wire()
            let first = Probe(onReady: { _ in
                log.note("first")
                loop.unwatch(wire.near)
            })
            let second = Probe(onReady: { _ in log.note("second") })
            try loop.watch(wire.near, for: .reading, owner: first)
            #expect(throws: SystemError("epoll_ctl", EEXIST)) {
                try loop.watch(wire.near, for: .reading, owner: second)
            }
            wire.sendFromFar()
            await loop.pause(milliseconds: 150)
        }
        #expect(log.lines == ["first"])
    }

    @Test(arguments: [(Int32(-1), EBADF), (Int32(9_999), EBADF)])
    func `is refused when it is none`(descriptor: Int32, number: Int32) async throws {
        try await withLoop { loop in
            #expect(throws: SystemError("epoll_ctl", number)) {
                try loop.watch(descriptor, for: .reading, owner: Probe())
            }
        }
    }

    @Test func `lets go of its owner when it is no longer watched`() async throws {
        try await withLoop { loop in
            let wire = Wire()
            var probe: Probe? = Probe()
            weak let gone = probe
            if let probe { try loop.watch(wire.near, for: .reading, owner: probe) }
            probe = nil
            #expect(gone != nil)
            loop.unwatch(wire.near)
            #expect(gone == nil)
        }
    }

    @Test func `is heard among hundreds`() async throws {
        let log = Log()
        try await withLoop { loop in
            let wires = (0..<400).map { _ in Wire() }
            let probes = wires.map { wire in
                Probe(onReady: { _ in log.note("\(wire.readNear())") })
            }
            for (wire, probe) in zip(wires, probes) {
                try loop.watch(wire.near, for: .reading, owner: probe)
                wire.sendFromFar(3)
            }
            for _ in 0..<6_000 where log.lines.count < wires.count {
                await loop.pause(milliseconds: 10)
            }
            for wire in wires { loop.unwatch(wire.near) }
        }
        #expect(log.lines == [String](repeating: "3", count: 400))
    }
}

@Suite struct `A system error` {
    @Test func `tells the call and the cause`() {
        #expect(SystemError("bind", EADDRINUSE).description == "bind: Address already in use")
    }

    @Test func `equals one of the same call and number`() {
        #expect(SystemError("bind", EACCES) == SystemError("bind", EACCES))
        #expect(SystemError("bind", EACCES) != SystemError("bind", EPERM))
        #expect(SystemError("bind", EACCES) != SystemError("listen", EACCES))
    }

    @Test func `comes of a call that fails and not of one that was interrupted`() throws {
        var attempts = 0
        let result = try uninterrupted("read") {
            attempts += 1
            errno = EINTR
            return attempts < 3 ? -1 : 42
        }
        #expect(result == 42)
        #expect(attempts == 3)
        #expect(throws: SystemError("read", EIO)) {
            try uninterrupted("read") {
                errno = EIO
                return -1
            }
        }
    }
}
