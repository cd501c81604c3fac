internal import CPostgres

/// The address of a test database in libpq's words, of which single ones can be changed.
struct TestAddress {
    private var values: [String: String] = [:]

    /// - Throws: `TestProblem` when it is neither a URL nor a connection string.
    init(_ address: String) throws(TestProblem) {
        guard let options = PQconninfoParse(address, nil) else {
            throw TestProblem("HENDIG_TEST_DATABASE_URL is not an address that libpq can read.")
        }
        defer { PQconninfoFree(options) }
        var option = options
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val {
                values[String(cString: keyword)] = String(cString: value)
            }
            option += 1
        }
    }

    func database(_ name: String) -> TestAddress {
        var changed = self
        changed.values["dbname"] = name
        return changed
    }

    /// Whoever logs in, everything then runs with this role's rights.
    func role(_ name: String) -> TestAddress {
        var changed = self
        changed.values["options", default: ""] += " -c role=\(name)"
        return changed
    }

    /// A connection string; every value is quoted.
    var text: String {
        values.sorted { $0.key < $1.key }
            .map { keyword, value in
                var quoted = ""
                for character in value.unicodeScalars {
                    if character == "'" || character == "\\" { quoted.append("\\") }
                    quoted.unicodeScalars.append(character)
                }
                return "\(keyword)='\(quoted)'"
            }
            .joined(separator: " ")
    }
}
