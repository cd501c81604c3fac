internal import Partnership
internal import Postgres

/// `hendig migrate`: brings the schema to the version of this program.
struct Migrate {
    let settings: Settings

    func run() throws(CommandFailure) {
        let names = try apply()
        print(names.isEmpty ? "The schema is up to date." : names.joined(separator: "\n"))
    }

    /// - Returns: the names of the migrations applied now.
    @discardableResult
    func apply() throws(CommandFailure) -> [String] {
        let connection = try connection()
        do {
            let migrations = try Migrations(folder: settings.home + "/db/migrations")
            return try migrations.apply(to: connection)
        } catch {
            throw .unavailable(error.description)
        }
    }

    /// A connection of the schema's owner.
    func connection() throws(CommandFailure) -> BlockingConnection {
        do {
            return try BlockingConnection(settings.ownerDatabaseURL)
        } catch {
            throw .unavailable("The database cannot be reached: \(error.description).")
        }
    }
}
