@testable import Partnership
import Testing

@Suite struct `A return code` {
    @Test(arguments: ReturnCode.allCases)
    func `says in two short Dutch sentences what is wrong and what to do`(code: ReturnCode) {
        expectTwoSentences(code.text)
    }

    private func expectTwoSentences(_ text: String) {
        let sentences = text.split(separator: ". ")
        #expect(sentences.count == 2, "\(text)")
        #expect(text.hasSuffix(".") && text.first?.isUppercase == true, "\(text)")
        #expect(!text.contains("  ") && text.count <= 180, "\(text)")
    }

    @Test func `has a text of its own`() {
        let texts = Dictionary(grouping: ReturnCode.allCases, by: \.text)
        #expect(texts.count == ReturnCode.allCases.count)
    }

    @Test(
        arguments: [
            (ReturnCode.rejectedForTechnicalReasons, "0001", String?.none, Int?.some(2)),
            (.nothingToRemark, "0200", nil, nil), (.notJudged, "0233", nil, nil),
            (.fullyGranted, "8001", nil, nil), (.datedInFuture, "8848", "TR135", 4),
            (.messageAlreadyReceived, "9056", "TR056", 3), (.unknownAllocation, "9019", "TR019", 3),
            (.nothingToDelete, "9063", "TR063", 3), (.startHasStop, "9071", "TR071", 3),
            (.alreadyReceived, "9074", "TR074", 3), (.startIsRunning, "9326", "TR326", 3),
            (.noStartForStop, "9069", "TR382", 3), (.secondTemporaryStop, "9413", "TR413", 3),
            (.stopBeforeCurrentStop, "9414", "TR414", 3), (.alreadyEnded, "9415", "TR415", 3),
            (.codeOutsideCategory, "S329", "TR381", 4), (.otherMunicipality, "S300", "TR378", 4),
            (.otherClient, "8187", "TR304", 3), (.allocationWithdrawn, "9384", "TR384", 3),
            (.volumeAboveAllocation, "9321", "TR321", 3),
            (.volumesAboveAllocation, "9322", "TR322", 3), (.aboveBudget, "9369", "TR369", 3),
            (.periodStartsOtherDay, "9387", "TR387", 3),
            (.periodEndsOtherDay, "9388", "TR388", 3),
            (.declarationNumberUsed, "9333", "TR333", 3), (.noAllocation, "9338", "TR338", 3),
            (.categoryDiffers, "9339", "TR339", 3), (.productCodeDiffers, "9340", "TR340", 3),
            (.unitDiffers, "9341", "TR341", 3), (.amountDiffers, "9346", "TR346", 4),
            (.startsBeforeAllocation, "9307", "TR307", 3),
            (.endsAfterAllocation, "9308", "TR308", 3),
            (.outsideClaimPeriod, "9319", "TR319", 3),
            (.volumeAboveAllocation, "9321", "TR321", 3),
            (.volumesAboveAllocation, "9322", "TR322", 3), (.aboveBudget, "9369", "TR369", 3),
            (.referenceUsed, "8021", "TR314", 3),
            (.creditWithoutDebit, "8017", "TR323", 3), (.secondDebit, "9389", "TR389", 3),
            (.secondCredit, "9390", "TR390", 3), (.tariffNotContracted, "0611", "TR418", 4),
        ] as [(ReturnCode, String, String?, Int?)]
    )
    func `has its number, rule and level`(
        code: ReturnCode,
        number: String,
        rule: String?,
        level: Int?
    ) {
        #expect(code.code == number)
        #expect(code.rule == rule)
        #expect(code.level == level)
    }

    @Test func `becomes a finding with its rule as the source`() {
        let finding = Finding(.unknownAllocation, at: "/products/0")
        #expect(finding.source == "TR019")
        #expect(finding.text == ReturnCode.unknownAllocation.text)
        #expect(Finding(.notJudged, at: "").source == "0233")
        #expect(Finding(.keysDiffer, at: "").code == .rejectedForTechnicalReasons)
        #expect(Finding(.messageNotInFuture, at: "").code == .datedInFuture)
    }

    @Test func `is never what a signal has`() {
        let codes = Set(ReturnCode.allCases.map(\.code))
        for signal in CareSignal.allCases {
            #expect(!codes.contains(signal.code))
            #expect(signal.detail.hasSuffix("."))
            #expect(signal.source.hasPrefix("OP") || signal.source.hasPrefix("IV"))
        }
    }
}
