internal import HTTP

/// Answers to bytes.
extension Connection {
    /// Answers with a refusal of what cannot be read on; it is the last answer.
    func refuse(_ refusal: ServerRefusal) {
        request = nil
        reader = nil
        releaseRoom()
        write(response(to: refusal), exchange.refused())
    }

    /// Answers a whole request with a refusal.
    func decline(with refusal: ServerRefusal) {
        write(response(to: refusal), exchange.answered(isLast: isAtLastRequest))
        forgetPatience()
    }

    private func response(to refusal: ServerRefusal) -> Response {
        var response = serving.responder.response(to: refusal)
        if let seconds = refusal.retryAfterSeconds {
            response.headers.append("Retry-After", String(seconds))
        }
        return response
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
        countAnswers()
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
                sentBytes &+= count
            case .blocked: break
            case .ended, .failed: return perform(exchange.abandoned())
            }
            if sent < output.count { return exchange.outputBlocked() }
        }
        sent = 0
        let spare = output
        output = []
        serving.giveBack(spare)
        countAnswers()
        perform(exchange.outputFlushed())
    }
}
