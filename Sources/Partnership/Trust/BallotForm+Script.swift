extension BallotForm {
    /// What the page does: it fetches the questions, sends the answers, and keeps neither.
    static let script = #"""
        "use strict";
        (() => {
            const find = (id) => document.getElementById(id);
            const make = (name, attributes, ...children) => {
                const element = document.createElement(name);
                for (const key in attributes) element.setAttribute(key, attributes[key]);
                element.append(...children);
                return element;
            };
            const form = find("ballot");
            const status = find("status");
            const ticket = find("ticket");
            const choice = find("parties");
            let questions = null;
            let own = null;
            let others = [];
            let isSending = false;
            let isLeft = false;

            // The round, in words.

            const moment = (text) => new Intl.DateTimeFormat("nl-NL", {
                weekday: "long", day: "numeric", month: "long", year: "numeric",
                hour: "2-digit", minute: "2-digit", timeZone: "Europe/Amsterdam",
            }).format(new Date(text)) + " uur";

            // What is shown instead of the form, after which nothing of the answers is left.
            const leave = (heading, text) => {
                isLeft = true;
                form.remove();
                form.reset();
                find("title").textContent = heading;
                document.title = heading;
                status.textContent = text;
                own = null;
                others = [];
                find("title").focus();
            };

            const open = (round) => {
                questions = round;
                find("title").textContent = "Vertrouwensmeting " + round.title;
                document.title = "Vertrouwensmeting " + round.title;
                if (round.state === "planned") {
                    status.textContent = "Deze meting begint op " + moment(round.opensAt) + ".";
                    return;
                }
                if (round.state !== "open") {
                    status.textContent = "Deze meting is gesloten. Dank aan wie meedeed.";
                    return;
                }
                find("count").textContent = round.items.length;
                find("closing").textContent =
                    "U kunt uw antwoorden versturen tot " + moment(round.closesAt) + ".";
                own = party("own", "Mijn organisatie");
                find("own").append(own.element);
                for (let number = 1; number <= round.maximumParties; number += 1) {
                    choice.append(make("option", { value: number }, String(number)));
                }
                status.textContent = "";
                form.hidden = false;
                takeTicket();
                showProgress();
            };

            // The statements about one party.

            const party = (key, name) => {
                const made = { name, count: make("p", {}), statements: [] };
                const heading = make("h3", { id: key + "-name" }, name);
                made.element = make(
                    "div", { class: "party", role: "group", "aria-labelledby": key + "-name" },
                    make("div", { class: "party-head" }, heading, made.count)
                );
                made.statements = questions.items.map((item) => statement(key, item));
                made.element.append(...made.statements.map((one) => one.element));
                return made;
            };

            const statement = (key, item) => {
                const { lowest, highest } = questions.scale;
                const words = { [lowest.value]: lowest.labelNl, [highest.value]: highest.labelNl };
                const name = key + "-" + item.item;
                const error = make("p", { class: "error", id: name + "-error", hidden: "" });
                const inputs = [];
                const scale = make("div", { class: "scale" });
                for (let value = lowest.value; value <= highest.value; value += 1) {
                    const input = make("input", { type: "radio", name, value, required: "" });
                    const label = make("label", {}, input, make("span", {}, String(value)));
                    if (words[value]) label.append(" ", make("small", {}, words[value]));
                    scale.append(label);
                    inputs.push(input);
                }
                const text = make("span", {}, item.labelNl);
                const legend = make("legend", {}, make("b", {}, item.item + "."), " ", text);
                const about = { role: "radiogroup", "aria-describedby": error.id };
                const element = make("fieldset", about, legend, error, scale);
                return { number: item.item, element, error, inputs };
            };

            const answer = (one) => Number(one.inputs.find((input) => input.checked)?.value ?? 0);
            const missing = (group) => group.statements.filter((one) => answer(one) === 0);
            const judged = () => [own, ...others.slice(0, Number(choice.value))];

            // Parties no longer asked for are kept out of sight: a slip of the key costs nothing.
            const showParties = () => {
                const count = Number(choice.value);
                while (others.length < count) {
                    const number = others.length + 1;
                    others.push(party("other-" + number, "Andere partij " + number));
                    find("others").append(others[number - 1].element);
                }
                others.forEach((group, index) => { group.element.hidden = index >= count; });
            };

            const showProgress = () => {
                const groups = judged();
                const total = groups.length * questions.items.length;
                let given = total;
                for (const group of groups) {
                    const left = missing(group).length;
                    given -= left;
                    group.count.textContent =
                        (questions.items.length - left) + " van " + questions.items.length;
                }
                find("progress").textContent =
                    "U hebt " + given + " van de " + total + " antwoorden gegeven.";
            };

            // The ticket, which a link may carry behind its #.

            const takeTicket = () => {
                const text = new URLSearchParams(location.hash.slice(1)).get("ticket");
                if (text === null) return;
                history.replaceState(null, "", location.pathname);
                ticket.value = text;
            };

            const readTicket = () => {
                const digits = ticket.value.toLowerCase().replace(/[\s-]/g, "");
                if (!/^[0-9a-f]{32}$/.test(digits)) return null;
                return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
            };

            // What is still wrong, with the place where it can be put right.

            const mark = (error, element, text) => {
                error.textContent = text;
                error.hidden = text === "";
                element.setAttribute("aria-invalid", String(text !== ""));
            };
            const markTicket = (text) => mark(find("ticket-error"), ticket, text);
            const markChoice = (text) => mark(find("parties-error"), choice, text);
            const markStatement = (one, text) => {
                mark(one.error, one.element, text);
                one.element.classList.toggle("wrong", text !== "");
            };

            const list = (numbers) => {
                if (numbers.length === questions.items.length) return "elke stelling";
                if (numbers.length === 1) return "stelling " + numbers[0];
                return "stellingen " + numbers.slice(0, -1).join(", ") + " en " + numbers.at(-1);
            };

            const check = () => {
                const problems = [];
                const hasTicket = readTicket() !== null;
                markTicket(hasTicket ? "" : "Vul de code op uw ticket in.");
                if (!hasTicket) problems.push(["Vul de code op uw ticket in", ticket]);
                const hasChoice = choice.value !== "0";
                for (const group of judged()) {
                    const open = missing(group);
                    for (const one of group.statements) {
                        markStatement(one, open.includes(one) ? "Kies een antwoord." : "");
                    }
                    if (open.length === 0) continue;
                    const words = ": kies een antwoord bij " + list(open.map((one) => one.number));
                    problems.push([group.name + words, open[0].inputs[0]]);
                }
                markChoice(hasChoice ? "" : "Kies hoeveel partijen u beoordeelt.");
                if (!hasChoice) problems.push(["Kies hoeveel partijen u beoordeelt", choice]);
                return problems;
            };

            const show = (heading, problems) => {
                const links = problems.map(([text, place]) => {
                    if (!place) return make("li", {}, text);
                    const link = make("a", { href: "#" }, text);
                    link.addEventListener("click", (event) => {
                        event.preventDefault();
                        place.focus();
                        place.closest("fieldset, section").scrollIntoView({ block: "center" });
                    });
                    return make("li", {}, link);
                });
                find("problems").replaceChildren(make("h2", {}, heading), make("ul", {}, ...links));
                find("problems").focus();
            };
            const forgetProblems = () => find("problems").replaceChildren();

            // Sending, and what came of it.

            const kept = "Uw antwoorden staan er nog.";

            const tell = (code) => {
                switch (code) {
                case "ballot.ticket-used":
                    return leave(
                        "Dit ticket is al gebruikt",
                        "Met een ticket telt één formulier. Drukte u net ook al op versturen, dan "
                            + "is dat formulier geteld. Hebt u nog niets verstuurd, dan heeft een "
                            + "ander uw ticket gebruikt: meld dat bij het vertrouwensorgaan."
                    );
                case "ballot.closed":
                    return leave("Deze meting is gesloten", "Uw antwoorden zijn niet geteld.");
                case "ballot.ticket-unknown":
                    markTicket("Dit ticket hoort niet bij deze meting.");
                    return show("Uw antwoorden zijn nog niet geteld", [
                        ["Dit ticket hoort niet bij deze meting. Kijk de code na.", ticket],
                    ]);
                case "ballot.too-many-parties":
                    markChoice("Uw cluster heeft minder andere partijen.");
                    return show("Uw antwoorden zijn nog niet geteld", [
                        ["Uw cluster heeft minder andere partijen. Kies een lager aantal.", choice],
                    ]);
                default:
                    return show("Uw antwoorden zijn nog niet geteld", [
                        ["Het lukt de dienst nu niet. " + kept + " Probeer het straks nog eens."],
                    ]);
                }
            };

            const send = async () => {
                const [mine, ...rest] = judged().map((group) => group.statements.map(answer));
                const response = await fetch("ballots", {
                    method: "POST",
                    headers: { "Content-Type": "application/json", Ticket: readTicket() },
                    body: JSON.stringify({ own: mine, others: rest }),
                    credentials: "omit",
                    cache: "no-store",
                    signal: AbortSignal.timeout(30000),
                });
                if (!response.ok) return tell((await response.json().catch(() => ({}))).code);
                find("title").classList.add("counted");
                return leave(
                    "Uw antwoorden zijn geteld",
                    "Dank u wel. Uw ticket is gebruikt, en deze pagina is uw antwoorden vergeten. "
                        + "U kunt dit venster sluiten."
                );
            };

            const setSending = (value) => {
                isSending = value;
                find("send")?.setAttribute("aria-disabled", String(value));
                if (!isLeft) status.textContent = value ? "Uw antwoorden worden verstuurd." : "";
            };

            form.addEventListener("submit", async (event) => {
                event.preventDefault();
                if (isSending) return;
                const problems = check();
                if (problems.length > 0) return show("U bent nog niet klaar", problems);
                forgetProblems();
                setSending(true);
                try {
                    await send();
                } catch {
                    show("Er is geen verbinding", [[kept + " Probeer het nog eens."]]);
                } finally {
                    setSending(false);
                }
            });
            form.addEventListener("change", (event) => {
                if (event.target === choice) {
                    markChoice("");
                    showParties();
                } else if (event.target === ticket) {
                    markTicket("");
                } else {
                    const answered = judged().flatMap((group) => group.statements)
                        .find((one) => one.inputs.includes(event.target));
                    if (answered) markStatement(answered, "");
                }
                showProgress();
            });

            // Nothing is left for who goes back to the page, and nobody leaves it by mistake.

            addEventListener("hashchange", takeTicket);
            addEventListener("pagehide", () => form.reset());
            addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
            addEventListener("beforeunload", (event) => {
                const isBegun = own && judged().some((group) => group.statements.some(answer));
                if (isBegun) event.preventDefault();
            });

            fetch("questionnaire", { credentials: "omit", cache: "no-store" })
                .then(async (response) => {
                    if (response.status === 404) {
                        status.textContent = "Deze meting bestaat niet. Kijk het adres na.";
                    } else {
                        open(await response.json());
                    }
                })
                .catch(() => {
                    status.textContent = "Het formulier is er nu niet. Laad het straks opnieuw.";
                });
        })();
        """#
}
