import Glibc
import Postgres
import TestSupport
import Testing

/// What a partner's accountant does with files that were kept.
@Suite struct `Verifying the ledger from outside` {
    private struct Desk {
        let folder: Folder
        let database: TestDatabase
        let service: Service

        init() throws {
            folder = try Folder()
            database = try TestDatabase()
            service = Service(folder, database)
        }

        func write(_ text: String, to name: String) throws -> String {
            let path = "\(folder.path)/\(name)"
            let file = try #require(fopen(path, "w"))
            defer { fclose(file) }
            fputs(text, file)
            return path
        }

        func verify(_ words: String..., settings: [String: String] = [:]) async throws
            -> (end: Child.End, output: String, errors: String)
        {
            let child = try service.start(["ledger", "verify"] + words, settings: settings)
            let end = try await child.ended()
            return (end, child.output, child.errors)
        }
    }

    /// Of nothing, as the service of any municipality gives it first.
    private static let empty = """
        hendig ledger 1894
        0
        47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=

        """
    /// The root of one entry is its leaf.
    private static let one = """
        hendig ledger 1894
        1
        \(root)

        """
    private static let root = "nHrCHrEHEzBdVV6Lgt9qsB9HEIwfc+OMqR68G7B15bo="

    private static func proof(_ commitment: String) -> String {
        """
        {"entryId": "019afd3c-0728-709a-bf2a-74de452e6b43", "sequence": 1, "size": 1,
         "recordedAt": "2026-01-01T00:00:00Z", "commitment": "\(commitment)",
         "leafIndex": 0, "leafHash": "\(root)", "rootHash": "\(root)", "auditPath": []}
        """
    }

    @Test func `finds the head that was kept, and no other`() async throws {
        let desk = try Desk()
        let good = try await desk.verify("--head", desk.write(Self.empty, to: "head"))
        #expect(good.end == .status(0), "\(good.errors)")
        #expect(good.output.hasSuffix("The first 0 are those of the head.\n"))
        let bad = try await desk.verify("--head", desk.write(Self.one, to: "head"))
        #expect(bad.end == .status(65))
        #expect(bad.output == "The ledger has 0 entries, and the head 1.\n")
        #expect(bad.errors == "hendig: The ledger is not as it was entered: 1 fault.\n")
    }

    @Test func `needs no database for receipts`() async throws {
        let desk = try Desk()
        let head = try desk.write(Self.one, to: "head")
        let none = ["HENDIG_DATABASE_URL": "", "HENDIG_OWNER_DATABASE_URL": ""]
        let proof = Self.proof("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")
        let kept = try desk.write(proof, to: "receipts")
        let good = try await desk.verify("--receipts", kept, "--head", head, settings: none)
        #expect(good.end == .status(0), "\(good.output)")
        #expect(good.output == "All of it is in the ledger of the head: 1 proof.\n")
        let other = try desk.write(Self.proof(Self.root), to: "receipts")
        let bad = try await desk.verify("--receipts", other, "--head", head, settings: none)
        #expect(bad.end == .status(65))
        #expect(bad.output.contains("does not lead to the root of the head"), "\(bad.output)")
        #expect(bad.errors == "hendig: The receipts do not stand under the head: 1 fault.\n")
        let file = try desk.write("{", to: "receipts")
        let broken = try await desk.verify("--receipts", file, "--head", head, settings: none)
        #expect(broken.end == .status(65))
        #expect(broken.errors.hasPrefix("hendig: The receipts are no JSON"))
    }

    /// One cell, which is the root.
    private static let sums = """
        {"year": 2026, "size": 1, "knownAt": "2026-01-01T00:00:00Z", "totalCents": 4000,
         "rootHash": "lFg/DXCRJd/iqcsLbJKuX7f/w+zIF29ErN5S/lT8E2g=", "grantedCents": 4000,
         "creditedCents": 0, "cellCount": 1, "cells": [{"leafIndex": 0, "pillar": "youth",
         "partnerId": "019de834-39b0-7196-895e-60af593bd04c", "productCode": "JB-04",
         "grantedCents": 4000, "creditedCents": 0, "sumPath": []}]}
        """

    @Test func `needs no database for the sums of a year`() async throws {
        let desk = try Desk()
        let none = ["HENDIG_DATABASE_URL": "", "HENDIG_OWNER_DATABASE_URL": ""]
        let file = try desk.write(Self.sums, to: "sums")
        let good = try await desk.verify("--sums", file, settings: none)
        #expect(good.end == .status(0), "\(good.output)")
        #expect(
            good.output == "1 of 1 cell of 2026 are in the total of 4000 cents, under the root "
                + "lFg/DXCRJd/iqcsLbJKuX7f/w+zIF29ErN5S/lT8E2g= of a ledger of 1 entries.\n"
        )
        let less = Self.sums.replacing("4000", with: "3999")
        let other = try desk.write(less, to: "other")
        let bad = try await desk.verify("--sums", other, settings: none)
        #expect(bad.end == .status(65))
        #expect(bad.output.hasSuffix("JB-04 does not lead to the root.\n"), "\(bad.output)")
        #expect(bad.errors == "hendig: The sums do not stand: 1 fault.\n")
        let receipts = try desk.write("{", to: "receipts")
        let broken = try await desk.verify("--sums", file, "--receipts", receipts, settings: none)
        #expect(broken.end == .status(65))
        #expect(broken.errors.hasPrefix("hendig: The receipts are no JSON"))
        #expect(try await desk.verify("--sums", "/nowhere/x").end == .status(66))
        #expect(try await desk.verify("--sums", file, "--head", file).end == .status(64))
    }

    @Test func `takes its files by name`() async throws {
        let desk = try Desk()
        #expect(try await desk.verify("--head").end == .status(64))
        #expect(try await desk.verify("--receipts", "/nowhere/x").end == .status(64))
        #expect(try await desk.verify("--tail", "x").end == .status(64))
        #expect(try await desk.verify("--head", "/nowhere/x").end == .status(66))
        let words = try await desk.verify("--head", desk.write("no head", to: "head"))
        #expect(words.end == .status(65))
        #expect(words.errors.contains("holds no head"))
    }
}
