import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct `The table of access` {
    /// A: all, o: its own, -: nothing.
    ///
    /// The roles are in their own order: municipality, case-system, finance, partner, frontend,
    /// trust-body, college, auditor, operator.
    private static let expected = """
        readRoot                A A A A A A A A A
        readHealth              A A A A A A A A A
        readReadiness           A A A A A A A A A
        readContract            A A A A A A A A A
        listProducts            A A A A A - A A -
        createProduct           A - - - - - - - -
        readProduct             A A A A A - A A -
        listTariffs             A A A A A - A A -
        createTariff            A - A - - - - - -
        listTariffProposals     A - A A A - A A -
        createTariffProposal    A - A - - - - - -
        readTariffProposal      A - A A A - A A -
        simulateTariffs         A - A o - - A A -
        readTariffAdvice        A - A A A - A A -
        adviseOnTariffs         A - - - - - - - -
        readTariffDecision      A - A A A - A A -
        decideTariffs           A - - - - - A - -
        readTariffWithdrawal    A - A A A - A A -
        withdrawTariffs         A - A - - - - - -
        listOpenHouseWindows    A A A A A - A A -
        createOpenHouseWindow   A - - - - - - - -
        readOpenHouseWindow     A A A A A - A A -
        changeOpenHouseWindow   A - - - - - - - -
        readOpenHouseReport     A - - - - - A A -
        listApplications        A - - o - - A A -
        createApplication       A - - o - - - - -
        readApplication         A - - o - - A A -
        readIntake              A - - o - - A A -
        replaceIntake           A - - - - - - - -
        readApplicationDecision A - - o - - A A -
        decideApplication       A - - - - - A - -
        listPartners            A A A A A - A A -
        createPartner           A - - - - - - - -
        readPartner             A A A A A - A A -
        changePartner           A - - - - - - - -
        listAgreements          A - - o - - A A -
        createAgreement         A - - - - - - - -
        readAgreement           A - - o - - A A -
        listClusters            A A A A A - A A -
        createCluster           A - - - - - - - -
        readCluster             A A A A A - A A -
        replaceCluster          A - - - - - - - -
        readClusterDissolution  A A A A A - A A -
        dissolveCluster         A - - - - - - - -
        listClusterCompositions A A A A A - A A -
        createClusterComposition A - - - - - - - -
        readClusterComposition  A A A A A - A A -
        readCompositionConfirmation A A A A A - A A -
        confirmComposition      A - - - - - - - -
        readCompositionWithdrawal A A A A A - A A -
        withdrawComposition     A - - - - - - - -
        listSessions            A - - A A - A A -
        createSession           A - - - - - - - -
        readSession             A - - A A - A A -
        changeSession           A - - - - - - - -
        readAttendance          A - - o - - A A -
        replaceAttendance       A - - - - - - - -
        readSessionCancellation A - - A A - A A -
        cancelSession           A - - - - - - - -
        readSessionYear         A - - A A - A A -
        listAttestations        A - - o - - A A -
        createAttestation       A - - o - - - - -
        readRepresentatives     A - - o - - A A -
        replaceRepresentatives  A - - o - - - - -
        readObligations         A - - o - - A A -
        readTermination         A - - o - - A A -
        terminateAgreement      A - - - - - - - -
        readPartnerHistory      A - - o - - A A -
        listAdvices             A - - o - A A A -
        createAdvice            A - - - - A - - -
        readAdvice              A - - o - A A A -
        listDecisions           A - - o - A A A -
        createDecision          - - - - - - A - -
        readDecision            A - - o - A A A -
        listDocuments           A A A A A - A A -
        createDocument          A - - - - - - - -
        readDocument            A A A A A - A A -
        listMatches             A A - o - - - A -
        createMatch             A A - - - - - - -
        readMatch               A A - o - - - A -
        readMatchAgreements     A A - o - - - A -
        replaceMatchAgreements  A A - - - - - - -
        readAllocation          A A - o - - - A -
        replaceAllocation       A A - - - - - - -
        readCase                A A - o - - - A -
        readCaseMessaging       A A - o - - - A -
        replaceCaseMessaging    A A - - - - - - -
        readCaseErasure         A A - o - - - A -
        eraseCase               A - - - - - - - -
        readCaseClient          A A - o - - - - -
        replaceCaseClient       - A - - - - - - -
        listAllocationVersions  A A - o - - - A -
        listTents               A A A A A - A A -
        createTent              A A - - - - - - -
        readTent                A A A A A - A A -
        listTentParticipants    A A A A A - A A -
        createTentParticipant   A A - - - - - - -
        readTentParticipant     A A A A A - A A -
        changeTentParticipant   A A - - - - - - -
        readTentOutcome         A A - - - - - A -
        recordTentOutcome       A A - - - - - - -
        readTentCancellation    A A A A A - A A -
        cancelTent              A A - - - - - - -
        readMonitoring          A - A A A - A A -
        listDeclarations        A A - o - - - A -
        createDeclaration       A A - o - - - - -
        readDeclaration         A A - o - - - A -
        readAnswer              A A - o - - - A -
        createDeclarationBatch  A A - o - - - - -
        listWorkItems           A A - o - - - A -
        readWorkItem            A A - o - - - A -
        readWorkItemResolution  A A - o - - - A -
        resolveWorkItem         A A - - - - - - -
        listMissingReports      A A - o - - - A -
        readLedger              A - A A A - A A -
        readLedgerPeriods       A - A A A - A A -
        readShares              A - A A A - A A -
        readTravelBudget        A - A A A - A A -
        replaceTravelBudget     A - A - - - - - -
        readTravelContributions A - A A A - A A -
        establishTravelContributions A - A - - - - - -
        readTravelInstalments   A - A A A - A A -
        replaceTravelInstalments A - A - - - - - -
        readTravelTreasurer     A - A A A - A A -
        replaceTravelTreasurer  A - A - - - - - -
        readTravelSpending      A - A A A - A A -
        listTravelExpenses      A - A o - - - A -
        createTravelExpense     - - - o - - - - -
        readTravelExpense       A - A o - - - A -
        readTravelExpenseDecision A - A o - - - A -
        decideTravelExpense     A - A o - - - - -
        listLedgerEntries       A - A o - - - A -
        createLedgerEntry       A - A - - - - - -
        readLedgerEntry         A - A o - - - A -
        readLedgerReversal      A - A o - - - A -
        reverseLedgerEntry      A - A - - - - - -
        readAuditFile           A - A o - - - A -
        readLedgerHead          A - A A A - A A -
        readEarlierLedgerHead   A - A A A - A A -
        readLedgerProof         A - A A A - A A -
        readLedgerSums          A - A A A - A A -
        listTables              A A A A A - A A -
        createTable             A - - - - - - - -
        readTable               A A A A A - A A -
        readTableStep           A A A A A - A A -
        takeTableStep           A - - - - - - - -
        readTableYear           A A A A A - A A -
        listTableReviews        A A A A A - A A -
        createTableReview       A - - - - - - - -
        readTableReview         A A A A A - A A -
        listTableInvitations    A A A A A - A A -
        createTableInvitation   A - - - - - - - -
        readThresholds          A A A A A - A A -
        listRecoveryTerms       A - - o - - A A -
        createRecoveryTerm      A - - - - - - - -
        readRecoveryTerm        A - - o - - A A -
        readRecoveryOutcome     A - - o - - A A -
        recordRecoveryOutcome   A - - - - - - - -
        listAlliances           A A A A A - A A -
        createAlliance          A - - - - - - - -
        readAlliance            A A A A A - A A -
        changeAlliance          A - - - - - - - -
        readAllianceDissolution A A A A A - A A -
        dissolveAlliance        A - - - - - - - -
        listProposals           A - A A A - A A -
        createProposal          A - - o A - - - -
        readProposal            A - A A A - A A -
        readProposalAgenda      A - A A A - A A -
        decideProposalAgenda    A - - - - - - - -
        readElaboration         A - A A A - A A -
        assignElaboration       A - - - - - - - -
        readElaborated          A - A A A - A A -
        submitElaborated        A - - - - - - - -
        readProposalDecision    A - A A A - A A -
        decideProposal          - - - - - - A - -
        readWithdrawal          A - A A A - A A -
        withdrawProposal        A - - o - - - - -
        listRuleSets            A A A A A - A A -
        createRuleSet           A - - - - - - - -
        readRuleSet             A A A A A - A A -
        listDisputes            A - - o - - A A -
        createDispute           A - - o - - - - -
        readDispute             A - - o - - A A -
        readMediation           A - - o - - A A -
        appointMediator         A - - o - - - - -
        readMediationResult     A - - o - - A A -
        concludeMediation       A - - o - - - - -
        readCourt               A - - o - - A A -
        goToCourt               A - - o - - - - -
        readDisputeClosure      A - - o - - A A -
        closeDispute            A - - o - - - - -
        listQuestionnaires      A A A A A A A A -
        createQuestionnaire     A - - - - - - - -
        readQuestionnaire       A A A A A A A A -
        listTrustKeys           A A A A A A A A -
        createTrustKey          - - - - - A - - -
        readTrustKey            A A A A A A A A -
        listTrustMeasurements   A A A A A A A A -
        createTrustMeasurement  A - - - - - - - -
        readTrustMeasurement    A A A A A A A A -
        changeTrustMeasurement  A - - - - - - - -
        readTrustClosure        A A A A A A A A -
        closeTrustMeasurement   A - - - - A - - -
        readBallotForm          A A A A A A A A A
        readBallotQuestionnaire A A A A A A A A A
        readTrustTally          - - - - - A - A -
        tallyTrust              - - - - - A - - -
        readTrustOutcomes       A - - o A A A A -
        readTrustPresentation   A - - A A A A A -
        presentTrustOutcomes    A - - - - - - - -
        listImprovementTracks   A - - o A A A A -
        readImprovementTrack    A - - o A A A A -
        readImprovementPlan     A - - o A A A A -
        agreeImprovementPlan    A - - - - - - - -
        readImprovementEvaluation A - - o A A A A -
        evaluateImprovement     A - - - - - - - -
        listIndividualTests     A - - o - A A A -
        createIndividualTest    A - - - - - - - -
        readIndividualTest      A - - o - A A A -
        listTestForms           - - - - - A - - -
        submitTestForm          - - - - - A - - -
        readTestResults         - - - - - A - - -
        readTestCompletion      A - - o - A A A -
        completeTest            - - - - - A - - -
        listTestFindings        A - - o - A A - -
        readTestFinding         A - - o - A A - -
        readTestHearing         A - - o - A A - -
        recordTestHearing       A - - - - A - - -
        listMeasures            A - - o - A A A -
        createMeasure           A - - - - - - - -
        readMeasure             A - - o - A A A -
        readMeasureEnd          A - - o - A A A -
        endMeasure              A - - - - - - - -
        issueTickets            A - - - - A - - -
        castBallot              A A A A A A A A A
        readSealedBallots       - - - - - A - - -
        """

    private static let rows: [(operation: String, reaches: [Reach])] =
        expected.split(separator: "\n").map { line in
            let words = line.split(separator: " ")
            return (
                String(words[0]),
                words.dropFirst().map { $0 == "A" ? .all : $0 == "o" ? .own : .nothing }
            )
        }

    @Test func `has a row for every operation and a column for every role`() {
        #expect(Self.rows.map(\.operation) == Operation.allCases.map(\.rawValue))
        for row in Self.rows { #expect(row.reaches.count == Role.allCases.count) }
    }

    @Test(arguments: Operation.allCases)
    func `is what was written down`(operation: Operation) throws {
        let row = try #require(Self.rows.first { $0.operation == operation.rawValue })
        for (role, reach) in zip(Role.allCases, row.reaches) {
            #expect(operation.access.reach(of: role) == reach, "\(role)")
        }
    }

    @Test func `opens the service, windows, the list of partners and ballots without a token`() {
        let open = Operation.allCases.filter(\.access.isPublic).map(\.rawValue)
        #expect(
            open == [
                "readRoot", "readHealth", "readReadiness", "readContract", "listOpenHouseWindows",
                "readOpenHouseWindow", "listPartners", "readBallotForm", "readBallotQuestionnaire",
                "castBallot",
            ]
        )
    }

    @Test func `names a scope for whatever is not the service itself or a ballot`() {
        for operation in Operation.allCases {
            let isRead = [
                "Root", "Health", "Readiness", "Contract", "BallotForm", "BallotQuestionnaire",
            ].contains { operation.rawValue == "read" + $0 }
            let isOpen = isRead || operation == .castBallot
            #expect((operation.access.scope == nil) == isOpen, "\(operation)")
        }
    }

    @Test func `has exactly one route for every operation`() {
        let routed = API.routes.map(\.operation)
        for operation in Operation.allCases {
            // The contract is one operation in two forms, at two places.
            let count = operation == .readContract ? 2 : 1
            #expect(routed.count { $0 == operation } == count, "\(operation)")
        }
    }

    @Test func `has one route for a method at a place`() {
        let places = API.routes.map { "\($0.method.name) \($0.path)" }
        #expect(Set(places).count == places.count)
    }

    @Test func `is held to by every route, for every role`() async throws {
        try await withSharedAPI { api in
            let partner = try await api.makePartner()
            for route in API.routes where route.operation.access.scope != nil {
                let scope = route.operation.access.scope ?? ""
                for role in Role.allCases {
                    let answer = try await api.send(
                        route,
                        as: role == .partner ? .partner(partner) : .role(role)
                    )
                    let isAllowed = route.operation.access.reach(of: role) != .nothing
                    #expect(
                        (answer.code != "access.scope-missing") == isAllowed,
                        "\(role.rawValue) \(route.method.name) \(route.path): \(answer.summary)"
                    )
                    if !isAllowed {
                        #expect(answer.status == 403)
                        #expect(answer.json["detail"].text?.contains(scope) == true)
                    }
                    #expect(answer.status != 401)
                    #expect(answer.status.code < 500)
                }
            }
        }
    }

    @Test func `lets nobody in without a token, or with a wrong one`() async throws {
        try await withSharedAPI { api in
            for route in API.routes {
                let isOpen = route.operation.access.scope == nil
                // Of the partners only a part is public; of the windows all is.
                let isPublic = route.operation.access.isPublic && route.path != "/partners"
                let without = try await api.send(route, as: .nobody)
                #expect((without.code == "access.token-missing") != isPublic, "\(route.path)")
                let wrong = try await api.send(route, as: .token("wrong"))
                #expect((wrong.code == "access.token-invalid") != isOpen, "\(route.path)")
            }
        }
    }
}

extension TestAPI {
    /// Sends the least a route takes: ids of nothing and an empty object.
    fileprivate func send(_ route: Route, as sender: Sender) async throws -> Response {
        let path = route.path.split(separator: "/").map { part in
            switch part {
            case "{code}": "JB-99"
            case "{year}": "2024"
            default: part.hasPrefix("{") ? "019afd3c-0728-709a-bf2a-74de452e6b43" : String(part)
            }
        }
        var headers: Headers = [:]
        if let type = route.consumes.first { headers.append("Content-Type", type.essence) }
        return try await send(
            route.method,
            (["/v1"] + path).joined(separator: "/"),
            as: sender,
            json: route.consumes.isEmpty ? nil : "{}",
            headers: headers
        )
    }
}
