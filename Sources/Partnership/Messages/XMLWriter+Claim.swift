extension XMLWriter {
    /// Writes a claim with the lines of each client.
    mutating func claim(_ claim: ClaimMessage, of clients: [MessageEnvelope.Part]) {
        element("Declaratie") {
            $0.element("DeclaratieNummer", claim.declarationNumber)
            $0.period("DeclaratiePeriode", claim.period)
            $0.element("DeclaratieDagtekening", claim.declaredOn)
            $0.total("TotaalIngediendBedrag", claim.totalCents, claim.debitCredit)
            $0.element("Clienten") {
                var lines = claim.lines[...]
                for part in clients {
                    let own = lines.prefix(part.items)
                    lines = lines.dropFirst(part.items)
                    $0.element("Client") {
                        $0.client(part.client)
                        $0.element("Prestaties") { for line in own { $0.line(line) } }
                    }
                }
            }
        }
    }

    /// Writes a line, in an answer with its codes.
    mutating func line(_ line: ClaimLine, codes: [String] = []) {
        element("Prestatie") {
            $0.element("ProductReferentie") {
                $0.part("ReferentieNummer", line.reference)
                $0.part("VorigReferentieNummer", line.previousReference)
            }
            $0.element("ToewijzingNummer", line.allocationNumber)
            $0.element("ProductCategorie", line.category)
            $0.element("ProductCode", line.productCode)
            $0.period("ProductPeriode", line.period)
            $0.element("GeleverdVolume", line.volume)
            $0.element("Eenheid", line.unit.rawValue)
            $0.element("ProductTarief", line.tariffCents)
            $0.element("IngediendBedrag") {
                $0.part("Bedrag", line.amountCents)
                $0.part("DebetCredit", line.debitCredit.rawValue)
            }
            $0.returnCodes(codes)
        }
    }

    /// Writes a total without its sign, which is a letter.
    mutating func total(_ name: StaticString, _ cents: Int, _ debitCredit: DebitCredit) {
        element(name) {
            $0.part("TotaalBedrag", cents)
            $0.part("DebetCredit", debitCredit.rawValue)
        }
    }

    private mutating func period(_ name: StaticString, _ period: Period) {
        element(name) {
            $0.part("Begindatum", period.from)
            $0.part("Einddatum", period.until)
        }
    }
}
