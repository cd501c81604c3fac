import Foundation
import Testing

/// One file of `Tests/Corpus`, where `bin/fuzz` begins too.
struct Seed: Sendable, CustomTestStringConvertible {
    let name: String
    let bytes: [UInt8]

    var testDescription: String { name }

    static func all(_ folder: String) -> [Seed] {
        let place = "/" + #filePath.split(separator: "/").dropLast(2).joined(separator: "/")
        let files = FileManager.default
        let names = try? files.contentsOfDirectory(atPath: "\(place)/Corpus/\(folder)")
        return (names ?? []).sorted().compactMap { name in
            files.contents(atPath: "\(place)/Corpus/\(folder)/\(name)")
                .map { Seed(name: name, bytes: [UInt8]($0)) }
        }
    }

    /// One of some seeds with a few bytes changed, removed, doubled or joined to another seed.
    static func changed(_ seeds: [Seed], _ random: inout FixedRandom) -> [UInt8] {
        let special = Array("\r\n :;,%/?&=\"\\0159afFW\t\0\u{7F}".utf8)
        func another() -> [UInt8] { seeds.randomElement(using: &random)?.bytes ?? [] }
        var bytes = another()
        for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
            let place = Int.random(in: 0..<bytes.count, using: &random)
            let byte = special.randomElement(using: &random) ?? 0
            switch Int.random(in: 0...5, using: &random) {
            case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
            case 1: bytes[place] = byte
            case 2: bytes.remove(at: place)
            case 3: bytes.insert(byte, at: place)
            case 4: bytes.insert(contentsOf: bytes[place...].prefix(40), at: place)
            default: bytes = Array(bytes[..<place]) + another().dropFirst(place)
            }
        }
        return bytes
    }
}
