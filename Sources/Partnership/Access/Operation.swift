/// Everything a caller can ask of the service; each route carries out one.
enum Operation: String, CaseIterable, Sendable {
    case readRoot, readHealth, readReadiness, readContract
    case listProducts, createProduct, readProduct, listTariffs, createTariff
    case listTariffProposals, createTariffProposal, readTariffProposal, simulateTariffs
    case readTariffAdvice, adviseOnTariffs, readTariffDecision, decideTariffs
    case readTariffWithdrawal, withdrawTariffs
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
    case readCase, readCaseMessaging, replaceCaseMessaging, readCaseErasure, eraseCase
    case readCaseClient, replaceCaseClient
    case listAllocationVersions
    case listTents, createTent, readTent
    case listTentParticipants, createTentParticipant, readTentParticipant, changeTentParticipant
    case readTentOutcome, recordTentOutcome, readTentCancellation, cancelTent
    case readMonitoring
    case listDeclarations, createDeclaration, readDeclaration, readAnswer
    case createDeclarationBatch
    case listWorkItems, readWorkItem, readWorkItemResolution, resolveWorkItem
    case listMissingReports
    case readLedger, readLedgerPeriods, readShares, readTravelBudget, replaceTravelBudget
    case readTravelContributions, establishTravelContributions
    case readTravelInstalments, replaceTravelInstalments
    case readTravelTreasurer, replaceTravelTreasurer, readTravelSpending
    case listTravelExpenses, createTravelExpense, readTravelExpense
    case readTravelExpenseDecision, decideTravelExpense
    case listLedgerEntries, createLedgerEntry, readLedgerEntry
    case readLedgerReversal, reverseLedgerEntry, readAuditFile
    case readLedgerHead, readEarlierLedgerHead, readLedgerProof, readLedgerSums
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
    case listQuestionnaires, createQuestionnaire, readQuestionnaire
    case listTrustKeys, createTrustKey, readTrustKey
    case listTrustMeasurements, createTrustMeasurement, readTrustMeasurement
    case changeTrustMeasurement, readTrustClosure, closeTrustMeasurement
    case readBallotForm, readBallotQuestionnaire
    case readTrustTally, tallyTrust, readTrustOutcomes
    case readTrustPresentation, presentTrustOutcomes
    case listImprovementTracks, readImprovementTrack, readImprovementPlan, agreeImprovementPlan
    case readImprovementEvaluation, evaluateImprovement
    case listIndividualTests, createIndividualTest, readIndividualTest
    case listTestForms, submitTestForm, readTestResults, readTestCompletion, completeTest
    case listTestFindings, readTestFinding, readTestHearing, recordTestHearing
    case listMeasures, createMeasure, readMeasure, readMeasureEnd, endMeasure
    case issueTickets, castBallot, readSealedBallots
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
        case .listTariffProposals, .readTariffProposal, .readTariffAdvice, .readTariffDecision,
            .readTariffWithdrawal:
            .scope("tariff-proposals:read", Access.ledgerReaders)
        case .createTariffProposal, .withdrawTariffs:
            .scope("tariff-proposals:write", [.municipality, .finance])
        case .adviseOnTariffs:
            // For MDG I-F, of which the municipality is the secretary.
            .scope("tariff-advices:write", [.municipality])
        case .decideTariffs:
            // The aldermen decide (KA 2.2.2), never who drafts.
            .scope("tariff-decisions:write", [.municipality, .college])
        case .simulateTariffs:
            // By tariffs of a few cents it tells how many hours a partner worked, which is not
            // for the others (KA 2.2): a partner sees its own.
            .scope(
                "tariff-simulations:run",
                [.municipality, .finance, .college, .auditor],
                ownPartner: true
            )
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
        case .listAllocationVersions:
            // A controller asks what held when; each party got these messages at the time.
            .scope("matches:read", [.municipality, .caseSystem, .auditor], ownPartner: true)
        case .createMatch, .replaceMatchAgreements, .replaceAllocation:
            .scope("matches:write", [.municipality, .caseSystem])
        // What is kept of a case, never who it is.
        case .readCase, .readCaseMessaging, .readCaseErasure:
            .scope("cases:read", [.municipality, .caseSystem, .auditor], ownPartner: true)
        case .replaceCaseMessaging:
            .scope("case-messaging:write", [.municipality, .caseSystem])
        case .eraseCase:
            // It answers for the data (AVG 4.7), and decides what is destroyed.
            .scope("case-erasures:write", [.municipality])
        case .readCaseClient:
            // Who looks on need not know who a client is.
            .scope("case-clients:read", [.municipality, .caseSystem], ownPartner: true)
        case .replaceCaseClient:
            // It alone knows whose case it is.
            .scope("case-clients:write", [.caseSystem])
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
        case .listWorkItems, .readWorkItem, .readWorkItemResolution, .listMissingReports:
            // A partner sees what is asked about its own messages, and can send them again.
            .scope("work-items:read", [.municipality, .caseSystem, .auditor], ownPartner: true)
        case .resolveWorkItem:
            // Who looks at it is the municipality's side, on either screen; never who is asked.
            .scope("work-items:write", [.municipality, .caseSystem])
        case .readLedger, .readLedgerPeriods, .readLedgerSums, .readShares:
            .scope("ledger:read", Access.ledgerReaders)
        case .listLedgerEntries, .readLedgerEntry, .readLedgerReversal, .readAuditFile:
            // An entry is one line of one claim: others see its partner's totals (A18).
            .scope(
                "ledger-entries:read",
                [.municipality, .finance, .auditor],
                ownPartner: true
            )
        case .createLedgerEntry, .reverseLedgerEntry:
            .scope("ledger-entries:write", [.municipality, .finance])
        case .readLedgerHead, .readEarlierLedgerHead, .readLedgerProof:
            // Hashes tell of nobody, so a partner may check any entry.
            .scope("ledger:read", Access.ledgerReaders)
        case .readTravelBudget:
            .scope("travel-budgets:read", Access.ledgerReaders)
        case .replaceTravelBudget:
            .scope("travel-budgets:write", [.municipality, .finance])
        case .readTravelContributions, .readTravelInstalments, .readTravelTreasurer,
            .readTravelSpending:
            .scope("travel-budgets:read", Access.ledgerReaders)
        case .establishTravelContributions, .replaceTravelInstalments, .replaceTravelTreasurer:
            .scope("travel-budgets:write", [.municipality, .finance])
        case .listTravelExpenses, .readTravelExpense, .readTravelExpenseDecision:
            // A partner sees its own and, as the treasurer, those of all.
            .scope("travel-expenses:read", [.municipality, .finance, .auditor], ownPartner: true)
        case .createTravelExpense:
            // Who would claim for another could decide on it too.
            .scope("travel-expenses:write", [], ownPartner: true)
        case .decideTravelExpense:
            // KA 2.4: the treasurer's partner decides, never on its own.
            .scope("travel-expense-decisions:write", [.municipality, .finance], ownPartner: true)
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
        // When trust is measured, on which form and under whose key is known to all whom it is
        // about, and to the trust body, which tallies it.
        case .listQuestionnaires, .readQuestionnaire:
            .scope("questionnaires:read", Access.trustReaders)
        case .createQuestionnaire:
            .scope("questionnaires:write", [.municipality])
        case .listTrustKeys, .readTrustKey:
            .scope("trust-keys:read", Access.trustReaders)
        case .createTrustKey:
            // Under a key of somebody else, that one would read the ballots.
            .scope("trust-keys:write", [.trustBody])
        case .listTrustMeasurements, .readTrustMeasurement, .readTrustClosure:
            .scope("trust-measurements:read", Access.trustReaders)
        case .createTrustMeasurement, .changeTrustMeasurement:
            .scope("trust-measurements:write", [.municipality])
        case .closeTrustMeasurement:
            // Who tallies need not wait for who plans.
            .scope("trust-closures:write", [.municipality, .trustBody])
        // Who fills in a ballot shows a ticket and says nothing of itself (PO 7.2).
        case .readBallotForm, .readBallotQuestionnaire:
            .open
        // How many answered, also where that was too few: for who counts and who looks on.
        case .readTrustTally:
            .scope("trust-tallies:read", [.trustBody, .auditor])
        // R2: the municipality has no part in the counting.
        case .tallyTrust:
            .scope("trust-tallies:write", [.trustBody])
        // Which outcomes each is told, and from when on, is up to the route (PO 7.2).
        case .readTrustOutcomes, .listImprovementTracks, .readImprovementTrack,
            .readImprovementPlan, .readImprovementEvaluation:
            .scope("trust-outcomes:read", Access.governors + [.frontend], ownPartner: true)
        case .readTrustPresentation:
            .scope("trust-outcomes:read", Access.governors + [.frontend, .partner])
        case .presentTrustOutcomes:
            .scope("trust-presentations:write", [.municipality])
        case .agreeImprovementPlan, .evaluateImprovement:
            .scope("improvement-tracks:write", [.municipality])
        // Of a test a partner sees that it is covered by it.
        case .listIndividualTests, .readIndividualTest, .readTestCompletion:
            .scope("individual-tests:read", Access.governors, ownPartner: true)
        case .createIndividualTest:
            // For MDG I-F, of which the municipality is the secretary.
            .scope("individual-tests:write", [.municipality])
        // R42: the second round is under secrecy, and the trust body's alone.
        case .listTestForms, .submitTestForm, .readTestResults, .completeTest:
            .scope("individual-tests:judge", [.trustBody])
        case .listTestFindings, .readTestFinding, .readTestHearing:
            // A31: of these, only whom the trust body named; a partner its own and what it was
            // named for.
            .scope("test-findings:read", [.municipality, .trustBody, .college], ownPartner: true)
        case .recordTestHearing:
            .scope("test-hearings:write", [.municipality, .trustBody])
        case .listMeasures, .readMeasure, .readMeasureEnd:
            .scope("measures:read", Access.governors, ownPartner: true)
        case .createMeasure, .endMeasure:
            .scope("measures:write", [.municipality])
        case .issueTickets:
            // Either may hand them out by lot (PO 7.2).
            .scope("trust-tickets:write", [.municipality, .trustBody])
        case .castBallot:
            // A token would tell whose it is: the ticket alone lets it in.
            .open
        case .readSealedBallots:
            .scope("sealed-ballots:read", [.trustBody])
        }
    }
}
