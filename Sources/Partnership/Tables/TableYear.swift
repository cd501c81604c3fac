/// The development tables of a year beside what a year must have.
///
/// - Source: ZHZ 3.3, 3.4.
struct TableYear: Sendable, Equatable {
    /// The board table meets at least so often in a year.
    static let minimumBoardTables = 2

    /// How far a part of the norm is on its way.
    enum Standing: String, CaseIterable, Sendable {
        case met
        /// Not yet, but there is a table for it.
        case planned
        case missing
    }

    /// The physical table of a quarter.
    struct Quarter: Sendable, Equatable {
        let number: Int
        let standing: Standing
        let tableId: Identifier?
    }

    /// A table of the year.
    struct Entry: Sendable, Equatable {
        let id: Identifier
        let table: DevelopmentTable
        let state: DevelopmentTable.State
    }

    /// Four, in their order.
    let quarters: [Quarter]
    let boardTablesHeld: Int
    /// Those that are to be held still.
    let boardTablesPlanned: Int

    init(_ entries: [Entry]) {
        let entries = entries.filter { $0.state != .cancelled }
        quarters = (1...4).map { number in
            let entry = entries.first {
                $0.table.kind == .physical && $0.table.heldOn.quarter == number
            }
            return Quarter(
                number: number,
                standing: entry.map { $0.state == .held ? .met : .planned } ?? .missing,
                tableId: entry?.id
            )
        }
        let board = entries.filter { $0.table.kind == .board }
        boardTablesHeld = board.count { $0.state == .held }
        boardTablesPlanned = board.count - boardTablesHeld
    }

    var boardStanding: Standing {
        if boardTablesHeld >= Self.minimumBoardTables { return .met }
        let count = boardTablesHeld + boardTablesPlanned
        return count >= Self.minimumBoardTables ? .planned : .missing
    }

    /// As far as its part that is furthest behind.
    var standing: Standing {
        let parts = quarters.map(\.standing) + [boardStanding]
        if parts.contains(.missing) { return .missing }
        return parts.contains(.planned) ? .planned : .met
    }
}
