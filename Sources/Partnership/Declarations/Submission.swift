/// A message on its way to a decision.
///
/// Belongs to the loop whose writer decides it.
final class Submission: @unchecked Sendable {
    // Unchecked: made by a task of the loop, then touched on that loop alone.
    let message: Message
    /// The message as JSON, as it is kept.
    let content: [UInt8]
    let channel: Channel
    /// Of a message in XML: what it says beyond the message, and what that brings to its decision.
    let sealed: Sealed?
    /// The partner to whom the sender is limited; nil when it is not.
    let ownPartnerId: Identifier?
    let idempotent: IdempotentRequest?
    let declarationId: Identifier
    /// The path and the trace that a refusal names; nil for a line of a batch.
    var instance: String?
    var traceId: String?
    var outcome: Outcome?

    /// What a message in XML says of its clients and its header.
    struct Sealed: Sendable {
        let envelope: MessageEnvelope
        let form: MessageForm
        let vaultKey: VaultKey
    }

    enum Outcome {
        /// Taken in and answered.
        case declared(Declared)
        /// Not taken in.
        case refused(MessageRefusal)
        /// The same request came before, and this was its answer.
        case repeated(Declared)
        case repeatedRefusal([UInt8], status: Int)
        /// The key of the request came before with another body.
        case keyReused
        /// Nothing is known to have happened.
        case failed(any Error)
    }

    /// A kept declaration as JSON.
    struct Declared {
        let id: Identifier
        let json: [UInt8]
        let answerJSON: [UInt8]
    }

    init(
        message: Message,
        content: [UInt8],
        channel: Channel = .json,
        sealed: Sealed? = nil,
        ownPartnerId: Identifier?,
        idempotent: IdempotentRequest?,
        declarationId: Identifier
    ) {
        self.message = message
        self.content = content
        self.channel = channel
        self.sealed = sealed
        self.ownPartnerId = ownPartnerId
        self.idempotent = idempotent
        self.declarationId = declarationId
    }
}
