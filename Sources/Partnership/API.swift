internal import EventLoop
internal import HTTP
internal import JSON
package import Postgres

/// The service as one loop sees it: every route, called with a request, with or without a socket.
///
/// Belongs to the loop of its session.
package final class API: @unchecked Sendable {
    // Unchecked: its state is touched by tasks of its loop alone.
    /// The version of the contract, as openapi.yaml has it.
    package static let version = "1.0.0"
    /// Where every path begins.
    package static let base = "/v1"

    let session: Session
    let contract: OpenAPIDocument
    let settings: Settings
    let messages: MessageWriter
    let messageSchemas: MessageSchemas
    private var callers = CallerCache()
    var ledgerMemory = LedgerMemory()
    var ballotCounts = BallotCounts()
    /// Trace ids are different everywhere and secret nowhere; the kernel gives the seed alone,
    /// because asking it for every request costs three calls of it.
    private var traceNumbers = SplitMix(seed: UInt64.random(in: 0...UInt64.max))

    /// What the operator decides.
    package struct Settings: Sendable {
        /// Origins of front ends that a browser may call from.
        package var corsOrigins: Set<String> = []
        /// What opens the keys of cases; without it no message in XML is taken in.
        package var vaultKey: VaultKey?
        /// The municipality that messages must be sent to, four digits.
        package var municipalityCode = "1894"
        /// The codes that a message may name.
        package var codeLists = CodeLists()
        /// Where lines of the log go; called on the loop.
        package var log: @Sendable (LogLine) -> Void = { _ in }

        /// Nobody from elsewhere, and no log.
        package init() {}
    }

    /// The service on a session's loop; the session may still be opening.
    ///
    /// - Parameter messageTurn: the one that the services of all loops have.
    package init(
        session: Session,
        contract: OpenAPIDocument,
        settings: Settings = Settings(),
        messageTurn: MessageTurn = MessageTurn()
    ) {
        self.session = session
        self.contract = contract
        self.settings = settings
        messages = MessageWriter(
            session,
            municipalityCode: settings.municipalityCode,
            turn: messageTurn
        )
        messageSchemas = MessageSchemas(settings.codeLists)
    }

    /// Every route in the order of the features: the table of contents.
    static let routes: [Route] = [
        healthRoutes,
        contractRoutes,
        productRoutes,
        tariffRoutes,
        tariffProposalRoutes,
        tariffSimulationRoutes,
        openHouseWindowRoutes,
        openHouseReportRoutes,
        applicationRoutes,
        partnerRoutes,
        agreementRoutes,
        clusterRoutes,
        clusterCompositionRoutes,
        sessionRoutes,
        attestationRoutes,
        obligationRoutes,
        partnerHistoryRoutes,
        adviceRoutes,
        decisionRoutes,
        documentRoutes,
        matchRoutes,
        allocationRoutes,
        caseRoutes,
        caseClientRoutes,
        tentRoutes,
        monitoringRoutes,
        declarationRoutes,
        batchRoutes,
        workItemRoutes,
        missingReportRoutes,
        ledgerRoutes,
        ledgerEntryRoutes,
        auditFileRoutes,
        ledgerProofRoutes,
        ledgerSumsRoutes,
        travelBudgetRoutes,
        travelContributionRoutes,
        travelInstalmentRoutes,
        travelTreasurerRoutes,
        travelSpendingRoutes,
        travelExpenseRoutes,
        tableRoutes,
        tableReviewRoutes,
        recoveryTermRoutes,
        allianceRoutes,
        proposalRoutes,
        ruleSetRoutes,
        disputeRoutes,
        questionnaireRoutes,
        trustKeyRoutes,
        trustMeasurementRoutes,
        ballotFormRoutes,
        ballotQuestionnaireRoutes,
        trustTallyRoutes,
        individualTestRoutes,
        measureRoutes,
        ticketRoutes,
        ballotRoutes,
        sealedBallotRoutes,
    ].flatMap(\.self)

    /// Every statement, so that each connection prepares them when it opens.
    package static let statements: [Statement] = [
        AccessStatement.all,
        IdempotencyStatement.all,
        HealthStatement.all,
        ProductStatement.all,
        TariffProposalStatement.all,
        TariffSimulationStatement.all,
        OpenHouseWindowStatement.all,
        OpenHouseReportStatement.all,
        ApplicationStatement.all,
        PartnerStatement.all,
        AgreementStatement.all,
        ClusterStatement.all,
        ClusterCompositionStatement.all,
        SessionStatement.all,
        AttestationStatement.all,
        RepresentationStatement.all,
        ObligationStatement.all,
        TerminationStatement.all,
        PartnerHistoryStatement.all,
        AdviceStatement.all,
        CollegeDecisionStatement.all,
        DocumentStatement.all,
        MatchStatement.all,
        AllocationStatement.all,
        AllocationFormStatement.all,
        TentStatement.all,
        MonitoringStatement.all,
        CaseStatement.all,
        SealedClientsStatement.all,
        DeclarationStatement.all,
        DeclarationFormStatement.all,
        MessageStatement.all,
        WorkItemStatement.all,
        MissingReportStatement.all,
        LedgerStatement.all,
        PostedEntryStatement.all,
        AuditFileStatement.all,
        LedgerTreeStatement.all,
        LedgerSumsStatement.all,
        TravelBudgetStatement.all,
        TravelContributionStatement.all,
        TravelInstalmentStatement.all,
        TravelTreasurerStatement.all,
        TravelSpendingStatement.all,
        TravelExpenseStatement.all,
        DevelopmentTableStatement.all,
        TableReviewStatement.all,
        RecoveryTermStatement.all,
        AllianceStatement.all,
        ProposalStatement.all,
        RuleSetStatement.all,
        DisputeStatement.all,
        QuestionnaireStatement.all,
        TrustKeyStatement.all,
        TrustMeasurementStatement.all,
        BallotQuestionnaireStatement.all,
        TrustTallyStatement.all,
        TrustOutcomeStatement.all,
        TrustPresentationStatement.all,
        ImprovementTrackStatement.all,
        IndividualTestStatement.all,
        TestFindingStatement.all,
        MeasureStatement.all,
        TicketStatement.all,
        DatabaseLogStatement.all,
        BallotStatement.all,
        SealedBallotsStatement.all,
    ].flatMap(\.self)

    private static let router: Router<Route> = {
        var router = Router<Route>()
        for route in routes { router.add(route.method, PathPattern(base + route.path), route) }
        return router
    }()

    /// The route of a request; the base itself may be asked for with a slash behind it.
    ///
    /// - Source: NL API Design Rules, no-trailing-slash, which exempts the root.
    static func match(_ request: Request) -> Router<Route>.Match {
        request.withPath { $0.count == base.utf8.count + 1 } && request.path == base + "/"
            ? router.match(Request(request.method, base))
            : router.match(request)
    }

    /// Who calls and whether that is allowed: 401, 403.
    func identify(_ exchange: Exchange) async throws {
        let access = exchange.route.access
        guard let scope = access.scope else { return }
        guard exchange.request.hasHeader("authorization") || !access.isPublic else { return }
        let caller = try await caller(of: exchange.request)
        exchange.caller = caller
        exchange.reach = access.reach(of: caller.role)
        if exchange.reach == .nothing { throw Problem.scopeMissing(scope) }
    }

    /// The caller to whom the token of a request belongs: 401.
    private func caller(of request: Request) async throws -> Caller {
        guard let credentials = request.header("authorization") else {
            throw Problem.tokenMissing
        }
        if let known = knownCaller(credentials) { return known }
        // The time before the look-up counts: it may be older than its answer.
        let now = session.loop.time.monotonicMilliseconds
        let token = try Self.bearerToken(credentials)
        guard let found = try await session.caller(token: token) else {
            throw Problem.tokenInvalid
        }
        callers.keep(found, credentials: credentials, nowMilliseconds: now)
        return found
    }

    func knownCaller(_ credentials: String) -> Caller? {
        callers.caller(
            credentials: credentials,
            nowMilliseconds: session.loop.time.monotonicMilliseconds
        )
    }

    /// A new id, in the order of the loop's clock.
    func newIdentifier() -> Identifier {
        Identifier.version7(unixMicroseconds: session.loop.time.unixMicroseconds)
    }

    func traceContext(of request: Request) -> TraceContext {
        let span = traceNumbers.next()
        if let text = request.header("traceparent"), let context = TraceContext(text) {
            return context.child(randomSpan: span)
        }
        return TraceContext(
            randomTrace: (traceNumbers.next(), traceNumbers.next()),
            randomSpan: span
        )
    }
}
