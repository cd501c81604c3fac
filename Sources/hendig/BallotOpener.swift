internal import Postgres

/// The trust body's own PostgreSQL, of which nothing but the opening of OpenPGP messages is used.
///
/// All is in one transaction that is never committed, so that nothing of it stays there.
struct BallotOpener {
    /// A ballot that was opened.
    struct Opened {
        let text: String
        /// Of its bytes, so that a ballot that stands there twice is seen.
        let digest: String
    }

    private let connection: BlockingConnection
    private let key: String
    /// What the key itself is sealed with; nil when it is not.
    private let phrase: String?

    /// - Throws: exit 69 when it would write the key or the ballots into its log, or has no
    ///   pgcrypto; exit 65 when the key is none.
    init(
        _ connection: BlockingConnection,
        key: String,
        phrase: String?
    ) throws(CommandFailure) {
        self.connection = connection
        self.key = key
        self.phrase = phrase
        do {
            try connection.run(script: Self.silence)
            guard try connection.rows(Self.isSilent)[0].boolean(0) else {
                throw CommandFailure.unavailable(
                    "This PostgreSQL may write the key into its log: connect as its superuser, or "
                        + "set log_parameter_max_length to 0."
                )
            }
            try connection.run(script: "create extension if not exists pgcrypto")
        } catch let failure as ScriptFailure {
            throw .unavailable("PostgreSQL cannot open ballots: \(failure.description).")
        } catch let failure as CommandFailure {
            throw failure
        } catch {
            throw .unavailable("PostgreSQL cannot open ballots.")
        }
        try check()
    }

    private func check() throws(CommandFailure) {
        do {
            _ = try connection.rows(Self.readKey) { $0.add(key) }
        } catch {
            throw .data("The key is no OpenPGP key in armour: \(error.description).")
        }
    }

    /// Opens a ballot.
    ///
    /// - Parameter base64: without line ends, as it was sent.
    /// - Throws: PostgreSQL's own word on why not, which never quotes what it was given.
    func open(_ base64: String) throws(ScriptFailure) -> Opened {
        let row = try connection.rows(Self.open) {
            $0.add(base64)
            $0.add(key)
            $0.add(phrase)
        }[0]
        return Opened(text: row.text(0), digest: row.text(1))
    }

    /// Values of statements are kept out of the log where this role may say so.
    private static let silence = """
        begin;
        do $$
        declare
            setting text;
        begin
            foreach setting in array
                '{log_parameter_max_length,log_parameter_max_length_on_error}'::text[]
            loop
                begin
                    perform set_config(setting, '0', true);
                exception when insufficient_privilege then
                    null;
                end;
            end loop;
        end
        $$
        """

    private static let isSilent = Statement(
        "trust.is-silent",
        """
        select current_setting('log_parameter_max_length') = '0'
            and current_setting('log_parameter_max_length_on_error') = '0'
            and current_setting('debug_print_plan') = 'off'
            and coalesce(current_setting('auto_explain.log_min_duration', true), '-1') = '-1'
            and coalesce(current_setting('pgaudit.log_parameter', true), 'off') = 'off'
        """
    )

    private static let readKey = Statement("trust.read-key", "select pgp_key_id(dearmor($1))")

    private static let open = Statement(
        "trust.open",
        """
        select
            case
                when $3::text is null then pgp_pub_decrypt(decode($1, 'base64'), dearmor($2))
                else pgp_pub_decrypt(decode($1, 'base64'), dearmor($2), $3)
            end,
            encode(sha256(decode($1, 'base64')), 'hex')
        """
    )
}
