internal import JSON

extension DemoTent {
    /// The body with which the tent is made.
    func json() -> [UInt8] {
        .json { $0.member("heldOn", heldOn) }
    }

    /// The bodies with which its participants are added, the family and its coach first.
    func participantsJSON(of partners: [Identifier]) -> [[UInt8]] {
        let others: [TentParticipant.Role] = [.family, .coach, .host]
        return others.map { role in .json { $0.member("role", role.rawValue) } }
            + guests.map { guest in
                .json {
                    $0.member("role", TentParticipant.Role.professional.rawValue)
                    $0.member("partnerId", partners[guest.partner.number - 1])
                    $0.member("professional", guest.name)
                    $0.member("expertise", guest.expertise)
                    $0.member("minutes", guest.hours.minutes)
                    $0.member("payment", guest.hours.payment.rawValue)
                }
            }
    }

    /// The body with which its outcome is recorded.
    func outcomeJSON() -> [UInt8] {
        .json {
            $0.member("outcome", outcome.advice.rawValue)
            $0.member("evaluationFormOn", outcome.evaluationFormOn)
        }
    }
}
