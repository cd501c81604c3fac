extension BallotForm {
    /// How the page looks, by day and by night, from 320 pixels wide.
    ///
    /// - Source: WCAG 2.2 AA, by the Besluit digitale toegankelijkheid overheid: every text has a
    ///   contrast of at least 4.5, every edge of a control one of 3.
    static let style = """
        :root {
            color-scheme: light dark;
            --ground: #eef2f2;
            --paper: #ffffff;
            --ink: #16232b;
            --quiet: #42525c;
            --line: #c5ced2;
            --edge: #6c7b84;
            --accent: #0a5560;
            --on-accent: #ffffff;
            --tint: #e3f0f1;
            --wrong: #9b1420;
            --wrong-tint: #fcefee;
        }
        @media (prefers-color-scheme: dark) {
            :root {
                --ground: #0f161b;
                --paper: #172129;
                --ink: #edf2f4;
                --quiet: #bac6cd;
                --line: #35434d;
                --edge: #8595a0;
                --accent: #86d3dc;
                --on-accent: #08191d;
                --tint: #1b383e;
                --wrong: #ffb4ad;
                --wrong-tint: #35191a;
            }
        }
        *, ::before, ::after { box-sizing: border-box; }
        [hidden] { display: none !important; }
        html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
        body {
            margin: 0;
            background: var(--ground);
            color: var(--ink);
            font: 1.0625rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans",
                "Liberation Sans", Arial, sans-serif;
            overflow-wrap: break-word;
        }
        header { background: var(--paper); border-top: 0.375rem solid var(--accent); }
        header p, main { max-width: 47rem; margin: 0 auto; padding: 0 1.25rem; }
        header p { padding-block: 0.875rem; color: var(--quiet); }
        header strong { margin-right: 0.375rem; color: var(--accent); font-size: 1.25rem; }
        main { padding-block: 2rem 5rem; }
        h1, h2, h3 { margin: 0; line-height: 1.25; text-wrap: balance; }
        h1 { font-size: clamp(1.5rem, 1.05rem + 2.25vw, 2.375rem); letter-spacing: -0.01em; }
        h2 { font-size: 1.375rem; }
        h3 { font-size: 1.1875rem; }
        p, ul { margin: 0.625rem 0 0; max-width: 40rem; }
        .lead { margin-top: 0.75rem; font-size: 1.1875rem; }
        section { margin-top: 2.75rem; }
        .promise {
            margin-top: 1.75rem;
            padding: 1.125rem 1.375rem 1.25rem;
            border-left: 0.25rem solid var(--accent);
            border-radius: 0.25rem;
            background: var(--tint);
        }
        .promise h2 { font-size: 1.125rem; }
        .promise ul { padding-left: 1.25rem; }
        .promise li + li { margin-top: 0.25rem; }
        label { font-weight: 600; }
        section > label { display: block; margin-top: 1rem; }
        .hint { margin-top: 0; color: var(--quiet); }
        .error { margin-top: 0.25rem; color: var(--wrong); font-weight: 600; }
        input[type="text"], select {
            display: block;
            width: 100%;
            margin-top: 0.5rem;
            padding: 0.625rem 0.75rem;
            border: 0.125rem solid var(--edge);
            border-radius: 0.375rem;
            background: var(--paper);
            color: var(--ink);
            font: inherit;
        }
        input[type="text"] { font-family: ui-monospace, "Liberation Mono", Consolas, monospace; }
        select { max-width: 16rem; }
        input[aria-invalid="true"], select[aria-invalid="true"] { border-color: var(--wrong); }
        .party {
            margin-top: 1.25rem;
            padding: 0.25rem 1.375rem 0.5rem;
            border: 0.0625rem solid var(--line);
            border-radius: 0.5rem;
            background: var(--paper);
        }
        .party-head {
            display: flex;
            flex-wrap: wrap;
            align-items: baseline;
            justify-content: space-between;
            gap: 0 1rem;
            padding-block: 0.875rem;
        }
        .party-head p { margin: 0; color: var(--quiet); }
        fieldset {
            min-width: 0;
            margin: 0;
            padding: 0.875rem 0 1rem;
            border: 0;
            border-top: 0.0625rem solid var(--line);
        }
        legend { float: left; display: flex; gap: 0.5rem; width: 100%; padding: 0 0 0.5rem; }
        legend b { flex: none; min-width: 1.75rem; color: var(--quiet); }
        legend span::first-letter { text-transform: uppercase; }
        fieldset .error, .scale { clear: left; }
        fieldset .error { margin: 0 0 0.5rem; }
        .scale { display: grid; grid-template-columns: repeat(5, 1fr); gap: 0.375rem; }
        .scale label {
            display: flex;
            flex-wrap: wrap;
            align-items: center;
            align-content: center;
            justify-content: center;
            gap: 0.1875rem 0.375rem;
            padding: 0.5rem 0.125rem;
            border: 0.0625rem solid var(--edge);
            border-radius: 0.375rem;
            font-weight: 400;
            line-height: 1.2;
            cursor: pointer;
        }
        .scale label:hover { background: var(--tint); }
        .scale label:has(:checked) {
            border-color: var(--accent);
            background: var(--tint);
            box-shadow: inset 0 0 0 0.0625rem var(--accent);
            font-weight: 600;
        }
        .scale input { width: 1.25rem; height: 1.25rem; margin: 0; accent-color: var(--accent); }
        .scale small { width: 100%; text-align: center; font-size: 0.8125rem; font-weight: 400; }
        .wrong { box-shadow: -0.75rem 0 var(--paper), -1rem 0 var(--wrong); }
        .scale label:has(:focus-visible), input[type="text"]:focus-visible, select:focus-visible,
        button:focus-visible, a:focus-visible, #problems:focus {
            outline: 0.1875rem solid var(--accent);
            outline-offset: 0.125rem;
        }
        .scale input:focus-visible { outline: 0; }
        #problems:not(:empty) {
            margin-top: 1.75rem;
            padding: 1.125rem 1.375rem 1.25rem;
            border: 0.125rem solid var(--wrong);
            border-radius: 0.375rem;
            background: var(--wrong-tint);
        }
        #problems h2 { font-size: 1.125rem; color: var(--wrong); }
        #problems ul { padding-left: 1.25rem; }
        h1:focus { outline: 0; }
        .counted::before {
            content: "✓" / "";
            display: block;
            width: 1.75em;
            margin-bottom: 0.75rem;
            border-radius: 50%;
            background: var(--accent);
            color: var(--on-accent);
            font-size: 0.8em;
            line-height: 1.75em;
            text-align: center;
            letter-spacing: 0;
        }
        #problems:focus { outline-color: var(--wrong); }
        a { color: inherit; text-underline-offset: 0.15em; }
        a:hover { text-decoration-thickness: 0.15em; }
        button {
            margin-top: 1.25rem;
            padding: 0.75rem 1.5rem;
            border: 0.125rem solid transparent;
            border-radius: 0.375rem;
            background: var(--accent);
            color: var(--on-accent);
            font: inherit;
            font-weight: 600;
            cursor: pointer;
        }
        button:hover { text-decoration: underline; text-underline-offset: 0.2em; }
        button[aria-disabled="true"] { cursor: progress; }
        @media (min-width: 46rem) {
            fieldset { display: grid; grid-template-columns: 1fr 23.5rem; gap: 0 1.5rem; }
            legend { width: auto; padding: 0; align-self: center; }
            fieldset .error { grid-column: 1 / -1; grid-row: 1; }
        }
        @media (max-width: 30rem) {
            main, header p { padding-inline: 1rem; }
            .party, .promise, #problems:not(:empty) { padding-inline: 0.875rem; }
            button { width: 100%; }
            .scale { gap: 0.25rem; }
        }
        @media (forced-colors: active) {
            .scale label:has(:checked) { outline: 0.125rem solid Highlight; }
        }
        """
}
