/// What can be measured of a page by a script inside it (WCAG 2.2).
enum PageAudit {
    /// Texts and edges that stand out too little, each with a hundred times its contrast; and how
    /// many were measured.
    ///
    /// - Source: WCAG 2.2 criteria 1.4.3, 1.4.11, and the definition of contrast ratio.
    static let contrast = """
        const channel = (value) => value / 255 <= 0.04045
            ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4;
        const light = ([red, green, blue]) =>
            0.2126 * channel(red) + 0.7152 * channel(green) + 0.0722 * channel(blue);
        const colour = (text) => text.match(/[0-9.]+/g).map(Number);
        const ground = (element) => {
            for (let at = element; at; at = at.parentElement) {
                const found = colour(getComputedStyle(at).backgroundColor);
                if (found.length === 3 || found[3] === 1) return found;
            }
            return [255, 255, 255];
        };
        const ratio = (one, other) => {
            const [high, low] = [light(one), light(other)].sort((a, b) => b - a);
            return Math.floor(100 * (high + 0.05) / (low + 0.05));
        };
        const weak = [];
        let count = 0;
        const judge = (name, found, least) => {
            count += 1;
            if (found < least) weak.push(name + ": " + found);
        };
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
            const text = walker.currentNode.data.trim();
            const parent = walker.currentNode.parentElement;
            if (text === "" || !parent.checkVisibility() || parent.matches("option")) continue;
            judge(text, ratio(colour(getComputedStyle(parent).color), ground(parent)), 450);
        }
        for (const field of document.querySelectorAll("input[type=text], select, .scale label")) {
            if (!field.checkVisibility()) continue;
            const { color, borderTopColor } = getComputedStyle(field);
            judge(field.id || "answer", ratio(colour(color), ground(field)), 450);
            judge("edge", ratio(colour(borderTopColor), ground(field.parentElement)), 300);
        }
        return { weak, count };
        """

    /// What is too small to hit or sticks out to the right.
    ///
    /// - Source: WCAG 2.2 criteria 2.5.8 and 1.4.10.
    static let size = """
        const shown = [...document.querySelectorAll("body *")].filter((one) =>
            one.checkVisibility());
        const name = (one) => one.localName + "#" + (one.id || one.name || one.textContent.trim());
        const targets = shown.filter((one) =>
            one.matches("input[type=text], select, button, .scale label"));
        return {
            count: targets.length,
            small: targets.filter((one) =>
                one.offsetWidth < 24 || one.offsetHeight < 24).map(name),
            wide: shown.filter((one) =>
                one.getBoundingClientRect().right > innerWidth + 0.5).map(name),
            scrolls: document.documentElement.scrollWidth > innerWidth,
        };
        """

    /// Which control has the focus, and whether that can be seen.
    ///
    /// - Source: WCAG 2.2 criterion 2.4.7.
    static let focus = """
        const at = document.activeElement;
        const hasRing = (one) =>
            one !== null && getComputedStyle(one).outlineStyle === "solid"
                && parseFloat(getComputedStyle(one).outlineWidth) >= 2;
        const box = at.getBoundingClientRect();
        return {
            name: at.name || at.id,
            isVisible: (hasRing(at) || hasRing(at.closest("label")))
                && box.bottom > 0 && box.top < innerHeight,
        };
        """

    /// All that a page can leave on a device.
    static let traces = """
        return [
            document.cookie.length, localStorage.length, sessionStorage.length, location.hash.length
        ].join();
        """
}
