@testable import Partnership
import Testing

@Suite struct `The check of a path` {
    private static let sizes = [1, 2, 3, 5, 7, 8, 13, 16, 21]

    private static func leaves(_ size: Int) -> Leaves {
        var generator = SeededGenerator(state: UInt64(size))
        return Leaves(count: size, &generator)
    }

    private struct Inclusion {
        var leafHash: [UInt8]
        var leafIndex: Int
        var size: Int
        var rootHash: [UInt8]
        var path: [[UInt8]]

        init(_ leaves: Leaves, _ leaf: Int, _ size: Int) throws {
            let tree = try leaves.tree(of: size, through: leaf)
            leafHash = leaves[leaf]
            leafIndex = leaf
            self.size = size
            (path, rootHash) = try tree.auditPath(of: leaf)
        }

        var holds: Bool {
            MerkleProof.includes(
                leafHash: leafHash,
                leafIndex: leafIndex,
                size: size,
                rootHash: rootHash,
                path: path
            )
        }

        func with(_ change: (inout Inclusion) -> Void) -> Bool {
            var other = self
            change(&other)
            return other.holds
        }
    }

    private struct Consistency {
        var earlier: (size: Int, rootHash: [UInt8])
        var later: (size: Int, rootHash: [UInt8])
        var path: [[UInt8]]

        init(_ leaves: Leaves, _ earlier: Int, _ later: Int) throws {
            let tree = try leaves.tree(of: later, through: earlier)
            self.earlier = (earlier, try leaves.tree(of: earlier).root)
            self.later = (later, try tree.root)
            path = try tree.consistencyPath(from: earlier)
        }

        var holds: Bool { MerkleProof.extends(from: earlier, to: later, path: path) }

        func with(_ change: (inout Consistency) -> Void) -> Bool {
            var other = self
            change(&other)
            return other.holds
        }
    }

    @Test(arguments: sizes)
    func `refuses an inclusion of which any byte is another`(size: Int) throws {
        let leaf = size / 2
        let proof = try Inclusion(Self.leaves(size), leaf, size)
        #expect(proof.holds)
        for byte in 0..<SHA256.byteCount {
            let bit: UInt8 = 1 << UInt8(byte % 8)
            #expect(!proof.with { $0.leafHash[byte] ^= bit })
            #expect(!proof.with { $0.rootHash[byte] ^= bit })
            for place in proof.path.indices {
                #expect(!proof.with { $0.path[place][byte] ^= bit })
            }
        }
    }

    @Test(arguments: sizes)
    func `refuses another place, and a path that is longer or shorter`(size: Int) throws {
        let leaves = Self.leaves(size)
        for leaf in 0..<size {
            let proof = try Inclusion(leaves, leaf, size)
            for other in -1...size where other != leaf {
                #expect(!proof.with { $0.leafIndex = other }, "\(leaf) \(other)")
            }
            #expect(!proof.with { $0.size = leaf })
            #expect(!proof.with { $0.size = 0 })
            #expect(!proof.with { $0.path.append($0.rootHash) })
            #expect(!proof.with { $0.path.insert($0.rootHash, at: 0) })
            if size > 1 {
                #expect(!proof.with { $0.path.removeLast() })
                #expect(!proof.with { $0.path.removeFirst() })
                #expect(!proof.with { $0.path = [] })
            }
            if Set(proof.path).count > 1 { #expect(!proof.with { $0.path.reverse() }) }
        }
    }

    @Test(arguments: sizes)
    func `refuses a consistency of which any byte is another`(size: Int) throws {
        let proof = try Consistency(Self.leaves(size), (size + 1) / 2, size)
        #expect(proof.holds)
        for byte in 0..<SHA256.byteCount {
            let bit: UInt8 = 1 << UInt8(byte % 8)
            #expect(!proof.with { $0.earlier.rootHash[byte] ^= bit })
            #expect(!proof.with { $0.later.rootHash[byte] ^= bit })
            for place in proof.path.indices {
                #expect(!proof.with { $0.path[place][byte] ^= bit })
            }
        }
    }

    @Test(arguments: sizes)
    func `refuses another earlier size, and a path that is longer or shorter`(size: Int) throws {
        let leaves = Self.leaves(size)
        for earlier in 0...size {
            let proof = try Consistency(leaves, earlier, size)
            #expect(proof.holds)
            for other in -1...size + 1 where other != earlier {
                #expect(!proof.with { $0.earlier.size = other }, "\(earlier) \(other)")
            }
            #expect(!proof.with { $0.path.append($0.later.rootHash) })
            if !proof.path.isEmpty {
                #expect(!proof.with { $0.path.removeLast() })
                #expect(!proof.with { $0.path.removeFirst() })
                #expect(!proof.with { $0.path = [] })
            }
        }
    }

    /// A ledger that forgets or changes what it once showed has no path to offer.
    @Test func `refuses a ledger that was written anew`() throws {
        var generator = SeededGenerator(state: 3)
        let (first, second) = (Leaves(count: 13, &generator), Leaves(count: 13, &generator))
        for earlier in 1..<13 {
            var proof = try Consistency(second, earlier, 13)
            proof.earlier.rootHash = try first.tree(of: earlier).root
            #expect(!proof.holds)
        }
    }
}
