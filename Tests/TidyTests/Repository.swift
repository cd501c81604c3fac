import Foundation

/// The files of the project, read once.
enum Repository {
    /// The folder that holds `Package.swift`, without a closing slash.
    static let root: String = {
        let parts = #filePath.split(separator: "/").dropLast(3)
        return "/" + parts.joined(separator: "/")
    }()

    static let sources = files(under: "Sources")
    static let tests = files(under: "Tests")

    /// Every file in Swift that we wrote.
    static let all = sources + tests + [file(at: "Package.swift")].compactMap(\.self)

    static func names(in folder: String) -> [String] {
        let names = try? FileManager.default.contentsOfDirectory(atPath: "\(root)/\(folder)")
        return (names ?? []).sorted()
    }

    static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(
            atPath: "\(root)/\(path)",
            isDirectory: &isFolder
        )
        return exists && isFolder.boolValue
    }

    private static func files(under folder: String) -> [SourceFile] {
        names(in: folder).flatMap { name -> [SourceFile] in
            let path = "\(folder)/\(name)"
            if isFolder(path) {
                return files(under: path)
            }
            return name.hasSuffix(".swift") ? [file(at: path)].compactMap(\.self) : []
        }
    }

    private static func file(at path: String) -> SourceFile? {
        guard let data = FileManager.default.contents(atPath: "\(root)/\(path)") else {
            return nil
        }
        return SourceFile(path: path, bytes: [UInt8](data))
    }
}
