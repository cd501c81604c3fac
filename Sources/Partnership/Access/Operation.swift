/// Everything a caller can ask of the service; each route carries out one.
enum Operation: String, CaseIterable, Sendable {
    case readRoot, readHealth, readReadiness, readContract
    case listProducts, createProduct, readProduct, listTariffs, createTariff
    case listOpenHouseWindows, createOpenHouseWindow, readOpenHouseWindow, changeOpenHouseWindow
    case readOpenHouseReport
    case listApplications, createApplication, readApplication
    case readIntake, replaceIntake, readApplicationDecision, decideApplication
    case listPartners, createPartner, readPartner, changePartner
    case listAgreements, createAgreement, readAgreement
    case listClusters, createCluster, readCluster, replaceCluster
    case readClusterDissolution, dissolveCluster
    case listClusterCompositions, createClusterComposition, readClusterComposition
    case readCompositionConfirmation, confirmComposition
    case readCompositionWithdrawal, withdrawComposition
    case listSessions, createSession, readSession, changeSession
    case readAttendance, replaceAttendance, readSessionCancellation, cancelSession
    case readSessionYear
    case listAttestations, createAttestation, readRepresentatives, replaceRepresentatives
    case readObligations
    case readTermination, terminateAgreement, readPartnerHistory
    case listAdvices, createAdvice, readAdvice
    case listDecisions, createDecision, readDecision
    case listDocuments, createDocument, readDocument
    case listMatches, createMatch, readMatch
    case readMatchAgreements, replaceMatchAgreements, readAllocation, replaceAllocation
    case listTents, createTent, readTent
    case listTentParticipants, createTentParticipant, readTentParticipant, changeTentParticipant
    case readTentOutcome, recordTentOutcome, readTentCancellation, cancelTent
    case readMonitoring
    case listDeclarations, createDeclaration, readDeclaration, readAnswer
    case createDeclarationBatch
    case readLedger, readShares, readTravelBudget, replaceTravelBudget
    case listTables, createTable, readTable, readTableStep, takeTableStep, readTableYear
    case listTableReviews, createTableReview, readTableReview
    case listTableInvitations, createTableInvitation, readThresholds
    case listRecoveryTerms, createRecoveryTerm, readRecoveryTerm
    case readRecoveryOutcome, recordRecoveryOutcome
    case listAlliances, createAlliance, readAlliance, changeAlliance
    case readAllianceDissolution, dissolveAlliance
    case listProposals, createProposal, readProposal, readProposalAgenda, decideProposalAgenda
    case readElaboration, assignElaboration, readElaborated, submitElaborated
    case readProposalDecision, decideProposal, readWithdrawal, withdrawProposal
    case listRuleSets, createRuleSet, readRuleSet
    case listDisputes, createDispute, readDispute, readMediation, appointMediator
    case readMediationResult, concludeMediation, readCourt, goToCourt
    case readDisputeClosure, closeDispute
}

/// Who may carry out an operation: one row of the table of access.
struct Access: Sendable {
    /// The scope that a refusal names; nil for what needs no token.
    let scope: String?
    /// Whether it is open without a token, for all of it or for a public part.
    let isPublic: Bool
    /// Roles for which everything is in reach.
    let all: Set<Role>
    /// Whether a partner reaches what is its own.
    let isOpenToOwner: Bool

    /// How far a role reaches.
    func reach(of role: Role) -> Reach {
        if scope == nil || all.contains(role) { return .all }
        return isOpenToOwner && role == .partner ? .own : .nothing
    }

    static let open = Access(scope: nil, isPublic: true, all: [], isOpenToOwner: false)

    static func scope(
        _ scope: String,
        _ all: [Role],
        ownPartner: Bool = false,
        isPublic: Bool = false
    ) -> Access {
        Access(scope: scope, isPublic: isPublic, all: Set(all), isOpenToOwner: ownPartner)
    }

    /// Who may read what is no case: the trust body keeps apart, the operator sees no data.
    fileprivate static let readers: [Role] = [
        .municipality, .caseSystem, .finance, .partner, .frontend, .college, .auditor,
    ]
    /// Who advises and decides about a partner, and who looks on.
    fileprivate static let governors: [Role] = [.municipality, .trustBody, .college, .auditor]
    /// Who may read totals of money.
    fileprivate static let ledgerReaders: [Role] = [
        .municipality, .finance, .partner, .frontend, .college, .auditor,
    ]
}

extension Operation {
    /// The table of access: a route without a row here does not compile.
    ///
    /// - Source: API.md's roles. Partners see each other and each other's revenue (PO 5.1,
    ///   KA 2.2); of cases a partner sees its own.
    var access: Access {
        switch self {
        case .readRoot, .readHealth, .readReadiness, .readContract:
            .open
        case .listProducts, .readProduct:
            .scope("products:read", Access.readers)
        case .createProduct:
            .scope("products:write", [.municipality])
        case .listTariffs:
            .scope("tariffs:read", Access.readers)
        case .createTariff:
            .scope("tariffs:write", [.municipality, .finance])
        case .listOpenHouseWindows, .readOpenHouseWindow:
            .scope("open-house-windows:read", Access.readers, isPublic: true)
        case .createOpenHouseWindow, .changeOpenHouseWindow:
            .scope("open-house-windows:write", [.municipality])
        case .readOpenHouseReport:
            .scope("applications:read", [.municipality, .college, .auditor])
        case .listApplications, .readApplication, .readIntake, .readApplicationDecision:
            .scope("applications:read", [.municipality, .college, .auditor], ownPartner: true)
        case .createApplication:
            .scope("applications:write", [.municipality], ownPartner: true)
        case .replaceIntake:
            .scope("intakes:write", [.municipality])
        case .decideApplication:
            .scope("application-decisions:write", [.municipality, .college])
        case .listPartners:
            .scope("partners:read", Access.readers, isPublic: true)
        case .readPartner:
            .scope("partners:read", Access.readers)
        case .createPartner, .changePartner:
            .scope("partners:write", [.municipality])
        case .listAgreements, .readAgreement:
            .scope("agreements:read", [.municipality, .college, .auditor], ownPartner: true)
        case .createAgreement:
            .scope("agreements:write", [.municipality])
        case .listClusters, .readCluster, .readClusterDissolution:
            .scope("clusters:read", Access.readers)
        case .createCluster, .replaceCluster, .dissolveCluster:
            .scope("clusters:write", [.municipality])
        // Partners see what a composition is proposed from, so that they can repeat it.
        case .listClusterCompositions, .readClusterComposition, .readCompositionConfirmation,
            .readCompositionWithdrawal:
            .scope("cluster-compositions:read", Access.readers)
        case .createClusterComposition, .confirmComposition, .withdrawComposition:
            .scope("cluster-compositions:write", [.municipality])
        case .listSessions, .readSession, .readSessionCancellation, .readSessionYear:
            // When the others meet is no secret between partners.
            .scope("sessions:read", [.municipality, .partner, .frontend, .college, .auditor])
        case .createSession, .changeSession, .cancelSession:
            .scope("sessions:write", [.municipality])
        case .readAttendance:
            .scope("attendance:read", [.municipality, .college, .auditor], ownPartner: true)
        case .replaceAttendance:
            .scope("attendance:write", [.municipality])
        case .listAttestations:
            .scope("attestations:read", [.municipality, .college, .auditor], ownPartner: true)
        case .createAttestation:
            .scope("attestations:write", [.municipality], ownPartner: true)
        case .readRepresentatives:
            .scope("representatives:read", [.municipality, .college, .auditor], ownPartner: true)
        case .replaceRepresentatives:
            // PO 4.1: the partner itself appoints who speaks for it.
            .scope("representatives:write", [.municipality], ownPartner: true)
        case .readObligations:
            .scope("obligations:read", [.municipality, .college, .auditor], ownPartner: true)
        case .readTermination, .readPartnerHistory:
            // Grounds of an end are for the parties to it, not for other partners.
            .scope("agreements:read", [.municipality, .college, .auditor], ownPartner: true)
        case .terminateAgreement:
            // Of a notice by a partner too: the writing is kept by the municipality (PO 11).
            .scope("terminations:write", [.municipality])
        case .listAdvices, .readAdvice:
            .scope("advices:read", Access.governors, ownPartner: true)
        case .createAdvice:
            // Each files the advice of its own body, which the route holds them to.
            .scope("advices:write", [.municipality, .trustBody])
        case .listDecisions, .readDecision:
            .scope("decisions:read", Access.governors, ownPartner: true)
        case .createDecision:
            .scope("decisions:write", [.college])
        case .listDocuments, .readDocument:
            .scope("documents:read", Access.readers)
        case .createDocument:
            .scope("documents:write", [.municipality])
        case .listMatches, .readMatch, .readMatchAgreements, .readAllocation:
            .scope("matches:read", [.municipality, .caseSystem, .auditor], ownPartner: true)
        case .createMatch, .replaceMatchAgreements, .replaceAllocation:
            .scope("matches:write", [.municipality, .caseSystem])
        case .listTents, .readTent, .readTentCancellation:
            .scope("tents:read", Access.readers)
        case .createTent, .cancelTent:
            // The coach plans a tent, and works in the case system.
            .scope("tents:write", [.municipality, .caseSystem])
        case .listTentParticipants, .readTentParticipant:
            // Most of them see the expertise of a participant and nothing else (KA 1.7.2).
            .scope("tent-participants:read", Access.readers)
        case .createTentParticipant, .changeTentParticipant:
            // They relay what the host of the tent notes. A partner would invite itself, be paid
            // for it, and learn by a refusal who else is there (KA 1.7.2).
            .scope("tent-participants:write", [.municipality, .caseSystem])
        case .readTentOutcome:
            // Beside a match it tells what was advised to one family.
            .scope("tent-outcomes:read", [.municipality, .caseSystem, .auditor])
        case .recordTentOutcome:
            .scope("tent-outcomes:write", [.municipality, .caseSystem])
        case .readMonitoring:
            .scope("monitoring:read", Access.ledgerReaders)
        case .listDeclarations, .readDeclaration, .readAnswer:
            .scope("declarations:read", [.municipality, .caseSystem, .auditor], ownPartner: true)
        case .createDeclaration, .createDeclarationBatch:
            .scope("declarations:write", [.municipality, .caseSystem], ownPartner: true)
        case .readLedger, .readShares:
            .scope("ledger:read", Access.ledgerReaders)
        case .readTravelBudget:
            .scope("travel-budgets:read", Access.ledgerReaders)
        case .replaceTravelBudget:
            .scope("travel-budgets:write", [.municipality, .finance])
        case .listTables, .readTable, .readTableStep, .readTableYear:
            .scope("tables:read", Access.readers)
        case .createTable, .takeTableStep:
            .scope("tables:write", [.municipality])
        case .listTableReviews, .readTableReview, .listTableInvitations, .readThresholds:
            .scope("table-reviews:read", Access.readers)
        case .createTableReview, .createTableInvitation:
            .scope("table-reviews:write", [.municipality])
        // What a provider missed is between it and who decides on its agreement.
        case .listRecoveryTerms, .readRecoveryTerm, .readRecoveryOutcome:
            .scope("recovery-terms:read", [.municipality, .college, .auditor], ownPartner: true)
        case .createRecoveryTerm, .recordRecoveryOutcome:
            .scope("recovery-terms:write", [.municipality])
        case .listAlliances, .readAlliance, .readAllianceDissolution:
            .scope("alliances:read", Access.readers)
        case .createAlliance, .changeAlliance, .dissolveAlliance:
            .scope("alliances:write", [.municipality])
        // What is to change is discussed with all partners (PO 8); any of them, and a front end,
        // may propose it.
        case .listProposals, .readProposal, .readProposalAgenda, .readElaboration,
            .readElaborated, .readProposalDecision, .readWithdrawal:
            .scope("proposals:read", Access.ledgerReaders)
        case .createProposal:
            .scope("proposals:write", [.municipality, .frontend], ownPartner: true)
        // The municipality is the secretary of MDG I-F.
        case .decideProposalAgenda, .assignElaboration, .submitElaborated:
            .scope("proposal-steps:write", [.municipality])
        // PO 8: the college decides alone.
        case .decideProposal:
            .scope("proposal-decisions:write", [.college])
        case .withdrawProposal:
            .scope("proposal-withdrawals:write", [.municipality], ownPartner: true)
        case .listRuleSets, .readRuleSet:
            .scope("rule-sets:read", Access.readers)
        case .createRuleSet:
            .scope("rule-sets:write", [.municipality])
        // Of a dispute a partner sees what it is party to, and each party may go on (PO 12).
        case .listDisputes, .readDispute, .readMediation, .readMediationResult, .readCourt,
            .readDisputeClosure:
            .scope("disputes:read", [.municipality, .college, .auditor], ownPartner: true)
        case .createDispute, .appointMediator, .concludeMediation, .goToCourt, .closeDispute:
            .scope("disputes:write", [.municipality], ownPartner: true)
        }
    }
}
