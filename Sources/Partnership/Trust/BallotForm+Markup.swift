extension BallotForm {
    /// The page around its style and its script.
    static let markup = """
        <!doctype html>
        <html lang="nl">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="robots" content="noindex">
        <title>Vertrouwensmeting</title>
        <style>\(style)</style>
        </head>
        <body>
        <header>
        <p><strong>Hendig</strong> <span>samenwerking jeugdhulp Peel en Maas</span></p>
        </header>
        <main>
        <h1 id="title" tabindex="-1">Vertrouwensmeting</h1>
        <p id="status" role="status">Het formulier wordt opgehaald.</p>
        <noscript>
        <p>Dit formulier werkt alleen als uw browser JavaScript uitvoert. Alle code staat in deze
        pagina zelf; er komt niets van elders.</p>
        </noscript>
        <form id="ballot" autocomplete="off" novalidate hidden>
        <p class="lead">Hoe is het vertrouwen in uw cluster? U beoordeelt uw eigen organisatie en de
        andere partijen in uw cluster, met steeds dezelfde <span id="count"></span> stellingen.
        <span id="closing"></span></p>
        <section class="promise" aria-labelledby="promise">
        <h2 id="promise">Wat er met uw antwoorden gebeurt</h2>
        <ul>
        <li>Het formulier vraagt niet wie u bent, en niet wie de andere partijen zijn.</li>
        <li>Bij ontvangst worden uw antwoorden opgeteld en verzegeld. Alleen het vertrouwensorgaan
        kan de zegels openen, nadat de meting is gesloten.</li>
        <li>Over een cluster waarin te weinig leden meedoen, wordt niets bekend.</li>
        <li>Deze pagina bewaart niets. Sluit haar als u klaar bent.</li>
        </ul>
        </section>
        <div id="problems" role="alert" tabindex="-1"></div>
        <section aria-labelledby="ticket-heading">
        <h2 id="ticket-heading">Uw ticket</h2>
        <label for="ticket">Code op uw ticket</label>
        <p class="hint" id="ticket-hint">Een code van 32 letters en cijfers. Streepjes en spaties
        mag u weglaten.</p>
        <p class="error" id="ticket-error" hidden></p>
        <input id="ticket" type="text" autocomplete="off" autocapitalize="none" autocorrect="off"
        spellcheck="false" maxlength="60" required aria-describedby="ticket-hint ticket-error">
        </section>
        <section id="own" aria-labelledby="own-heading">
        <h2 id="own-heading">Uw eigen organisatie</h2>
        <p>Geef bij elke stelling aan in hoeverre zij voor uw eigen organisatie geldt.</p>
        </section>
        <section aria-labelledby="others-heading">
        <h2 id="others-heading">De andere partijen</h2>
        <p>Geef hetzelfde aan voor de partijen met wie u in uw cluster samenwerkt. Ook de gemeente
        is lid van uw cluster. De volgorde maakt niet uit: het formulier weet niet welke partij
        welke is.</p>
        <label for="parties">Hoeveel andere partijen beoordeelt u?</label>
        <p class="error" id="parties-error" hidden></p>
        <select id="parties" autocomplete="off" required aria-describedby="parties-error">
        <option value="0">Kies een aantal</option>
        </select>
        <div id="others"></div>
        </section>
        <section class="sending" aria-labelledby="sending-heading">
        <h2 id="sending-heading">Versturen</h2>
        <p id="progress"></p>
        <p>Wat u hebt verstuurd, kunt u niet meer veranderen.</p>
        <button id="send" type="submit">Antwoorden versturen</button>
        </section>
        </form>
        </main>
        <script>\(script)</script>
        </body>
        </html>
        """
}
