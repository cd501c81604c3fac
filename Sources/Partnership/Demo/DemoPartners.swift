extension DemoPartner {
    /// The partners of the demo, all made up: 27, as many as took part in 2024.
    ///
    /// - Source: KA 2.2.1 for their number.
    static let all: [DemoPartner] = oldest + others + newest

    private static let oldest: [DemoPartner] = [
        DemoPartner(
            1,
            "zeven-sloten",
            "Stichting Zeven Sloten",
            .large,
            joined: (2018, 9),
            weight: 15,
            products: "JB-03 JB-04 JB-07 JB-09 MH-04 MH-09",
            expertise: "gezinsbegeleiding, autisme, jongvolwassenen"
        ),
        DemoPartner(
            2,
            "blauwe-kruiwagen",
            "De Blauwe Kruiwagen Jeugdhulp",
            .large,
            joined: (2020, 2),
            weight: 13,
            ratePercent: 97,
            products: "JB-03 JB-04 JB-08 MH-04",
            expertise: "intensieve gezinshulp, scheiding, opvoedvragen"
        ),
        DemoPartner(
            3,
            "scheve-hek",
            "Zorgboerderij Het Scheve Hek",
            .small,
            joined: (2021, 4),
            weight: 8,
            products: "JB-05 JB-09 MH-09",
            expertise: "werken met dieren, dagbesteding"
        ),
        DemoPartner(
            4,
            "papieren-bootje",
            "Praktijk Papieren Bootje",
            .solo,
            joined: (2021, 9),
            weight: 3,
            countsMinutes: true,
            products: "JB-02 JB-03",
            expertise: "angst, rouw, faalangst"
        ),
        DemoPartner(
            5,
            "kale-kastanje",
            "Orthopedagogiek De Kale Kastanje",
            .small,
            joined: (2019, 3),
            weight: 8,
            products: "JB-03 JB-06 JB-07",
            expertise: "diagnostiek, leerproblemen, prikkelverwerking"
        ),
        DemoPartner(
            6,
            "lampion-lantaarn",
            "Lampion en Lantaarn GGZ",
            .large,
            joined: (2021, 1),
            weight: 12,
            products: "JB-01 JB-02 JB-06",
            expertise: "trauma, EMDR, eetproblemen, depressie"
        ),
        DemoPartner(
            7,
            "halve-ladder",
            "Gezinsbegeleiding De Halve Ladder",
            .small,
            joined: (2019, 6),
            weight: 9,
            countsMinutes: true,
            products: "JB-04 JB-08",
            expertise: "opvoeden, ADHD, thuissituatie"
        ),
        DemoPartner(
            8,
            "kromme-kiezelpad",
            "Praktijk Het Kromme Kiezelpad",
            .solo,
            joined: (2022, 3),
            weight: 3,
            products: "JB-03 JB-04",
            expertise: "hechting, pleegkinderen"
        ),
        DemoPartner(
            9,
            "huize-hinkelsteen",
            "Logeerhuis Hinkelsteen",
            .small,
            joined: (2020, 6),
            weight: 8,
            products: "JB-09 JB-10",
            expertise: "logeren, weekendopvang, autisme"
        ),
    ]

    private static let others: [DemoPartner] = [
        DemoPartner(
            10,
            "linkerlaarzen",
            "Begeleiding Twee Linkerlaarzen",
            .solo,
            joined: (2020, 10),
            weight: 4,
            ratePercent: 95,
            products: "JB-04 MH-04",
            expertise: "zelfstandig wonen, dagritme"
        ),
        DemoPartner(
            11,
            "gouden-speld",
            "Ambulant Centrum De Gouden Speld",
            .large,
            joined: (2022, 1),
            weight: 11,
            products: "JB-03 JB-04 JB-05 JB-07",
            expertise: "groepsbehandeling, gedragsproblemen, school"
        ),
        DemoPartner(
            12,
            "zolderkamer-zes",
            "Psychologie Zolderkamer Zes",
            .solo,
            joined: (2022, 5),
            weight: 3,
            countsMinutes: true,
            products: "JB-02",
            expertise: "stemming, slaap, zelfbeeld"
        ),
        DemoPartner(
            13,
            "natte-mus",
            "Dagbesteding De Natte Mus",
            .small,
            joined: (2021, 6),
            weight: 6,
            products: "JB-09 MH-08 MH-09",
            expertise: "dagbesteding, houtbewerking, moestuin"
        ),
        DemoPartner(
            14,
            "wollen-sok",
            "Gezinshuis De Warme Wollen Sok",
            .small,
            joined: (2022, 9),
            weight: 6,
            products: "JB-10",
            expertise: "wonen in een gezin, logeren"
        ),
        DemoPartner(
            15,
            "bakfiets-zonder-bel",
            "Jeugdcoaching Bakfiets Zonder Bel",
            .solo,
            joined: (2023, 2),
            weight: 3,
            ratePercent: 94,
            products: "JB-04",
            expertise: "jongens van twaalf en ouder, gamen"
        ),
        DemoPartner(
            16,
            "achtste-uur",
            "Expertisebureau Het Achtste Uur",
            .small,
            joined: (2021, 10),
            weight: 5,
            products: "JB-01 JB-06 JB-07",
            expertise: "diagnostiek, hoogbegaafdheid, consultatie"
        ),
        DemoPartner(
            17,
            "omgekeerde-emmer",
            "Speltherapie De Omgekeerde Emmer",
            .solo,
            joined: (2022, 4),
            weight: 3,
            products: "JB-03",
            expertise: "jonge kinderen, spel, verlies"
        ),
        DemoPartner(
            18,
            "zondagse-vuurvliegjes",
            "Stichting Zondagse Vuurvliegjes",
            .small,
            joined: (2021, 3),
            weight: 7,
            products: "JB-04 JB-05 JB-09",
            expertise: "naschoolse opvang, sociale vaardigheden"
        ),
    ]

    private static let newest: [DemoPartner] = [
        DemoPartner(
            19,
            "grasklokje-en-maandag",
            "Vaktherapie Grasklokje en Maandag",
            .small,
            joined: (2022, 10),
            weight: 5,
            ratePercent: 98,
            products: "JB-03 JB-08",
            expertise: "beeldende therapie, dans, trauma"
        ),
        DemoPartner(
            20,
            "lange-latei",
            "Begeleid Verder De Lange Latei",
            .small,
            joined: (2022, 2),
            weight: 8,
            products: "JB-04 MH-04 MH-08",
            expertise: "schulden, werk, jongvolwassenen"
        ),
        DemoPartner(
            21,
            "kwik-en-kwartel",
            "Thuisbegeleiding Kwik en Kwartel",
            .small,
            joined: (2023, 1),
            weight: 6,
            products: "JB-04 MH-04",
            expertise: "jonge ouders, huishouden, structuur"
        ),
        DemoPartner(
            22,
            "tiende-schaap",
            "Zorgboerderij Het Tiende Schaap",
            .solo,
            joined: (2023, 3),
            weight: 4,
            products: "JB-09",
            expertise: "werken met dieren, rust"
        ),
        DemoPartner(
            23,
            "dwarse-duif",
            "Ambulante Hulp De Dwarse Duif",
            .large,
            joined: (2023, 4),
            weight: 10,
            countsMinutes: true,
            products: "JB-03 JB-04 JB-05 MH-04",
            expertise: "crisis thuis, verslaving, uithuisplaatsing voorkomen"
        ),
        DemoPartner(
            24,
            "puntje-komma",
            "Praktijk Puntje Komma",
            .solo,
            joined: (2023, 5),
            weight: 2,
            products: "JB-03",
            expertise: "taal en spraak, selectief mutisme"
        ),
        DemoPartner(
            25,
            "stille-orkest",
            "Muziektherapie Het Stille Orkest",
            .solo,
            joined: (2023, 6),
            weight: 2,
            products: "JB-03 JB-08",
            expertise: "muziek, verstandelijke beperking"
        ),
        DemoPartner(
            26,
            "ronde-tafelpoot",
            "Systeemtherapie De Ronde Tafelpoot",
            .small,
            joined: (2023, 9),
            weight: 6,
            products: "JB-01 JB-03",
            expertise: "systeemtherapie, complexe scheiding"
        ),
        DemoPartner(
            27,
            "morgen-weer-mist",
            "Ambulant Team Morgen Weer Mist",
            .small,
            joined: (2023, 11),
            weight: 6,
            ratePercent: 96,
            products: "JB-04 JB-08",
            expertise: "schooluitval, thuiszitters"
        ),
    ]
}
