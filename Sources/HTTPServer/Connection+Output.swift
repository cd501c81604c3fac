internal import HTTP

/// Answers to bytes.
extension Connection {
    /// Answers with a refusal; it is the last answer.
    func refuse(_ refusal: ServerRefusal) {
        request = nil
        reader = nil
        write(serving.responder.response(to: refusal), exchange.refused())
    }

    /// Answers that too much is at work.
    func shed() {
        let seconds = settings.retryAfterSeconds
        var response = serving.responder.response(
            to: .overloaded(retryAfterSeconds: seconds)
        )
        if !response.headers.contains("Retry-After") {
            response.headers.append("Retry-After", String(seconds))
        }
        write(response, exchange.answered(isDraining: serving.isDraining))
        forgetPatience()
    }

    /// Writes an answer when the exchange says so.
    func write(_ response: Response, _ action: Exchange.Action) {
        guard case .write(let form) = action else { return perform(action) }
        guard let name = fault(of: response, form) else { return }
        let apology = serving.responder.response(to: .unwritableAnswer(field: name))
        if fault(of: apology, form) == nil { return }
        // Without fields of its own nothing in it can be malformed.
        _ = fault(of: Response(500), form)
    }

    /// Writes an answer; gives the name of the field that keeps it from being written.
    private func fault(of response: Response, _ form: Exchange.Form) -> String? {
        do {
            try append(response, form)
            return nil
        } catch {
            switch error {
            case .malformedField(let name): return name
            }
        }
    }

    private func append(
        _ response: Response,
        _ form: Exchange.Form
    ) throws(ResponseWriter.Fault) {
        if output.isEmpty { output = serving.takeOutput() }
        try serving.writer.write(
            response,
            date: serving.date,
            keepsAlive: form.keepsAlive,
            minorVersion: form.minorVersion,
            isHead: form.isHead,
            into: &output
        )
        sendAtEndOfTurn()
    }

    /// Writes bytes that are part of no answer.
    func append(_ bytes: [UInt8]) {
        output.append(contentsOf: bytes)
        sendAtEndOfTurn()
    }

    func sendAtEndOfTurn() {
        guard !isUnsent else { return }
        isUnsent = true
        serving.sendAtEndOfTurn(self)
    }

    /// Sends what there is to send.
    func flush() {
        guard !exchange.isClosed else { return }
        if sent < output.count {
            let outcome = output.withUnsafeBytes {
                StreamSocket.send(descriptor, UnsafeRawBufferPointer(rebasing: $0[sent...]))
            }
            switch outcome {
            case .bytes(let count):
                sent += count
                // A caller that reads, however slowly, gets its time anew.
                if exchange.wantsOutput { startTimer() }
            case .blocked: break
            case .ended, .failed: return perform(exchange.abandoned())
            }
            if sent < output.count { return exchange.outputBlocked() }
        }
        sent = 0
        let spare = output
        output = []
        serving.giveBack(spare)
        perform(exchange.outputFlushed())
    }
}
