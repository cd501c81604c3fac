extension Bodies {
    /// A start message as its sender writes it.
    static func startXML(_ id: String, _ agbCode: String, _ number: Int) -> String {
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <Bericht xmlns="http://www.istandaarden.nl/ijw/3_2/jw305/schema" \
        xmlns:b="http://www.istandaarden.nl/ijw/3_2/basisschema/schema">
          <Header><BerichtCode>438</BerichtCode><BerichtVersie>3</BerichtVersie>
            <BerichtSubversie>2</BerichtSubversie><Afzender>\(agbCode)</Afzender>
            <Ontvanger>1894</Ontvanger>
            <BerichtIdentificatie><b:Identificatie>\(id)</b:Identificatie>
              <b:Dagtekening>2025-04-07</b:Dagtekening></BerichtIdentificatie>
            <XsdVersie><b:BasisschemaXsdVersie>1.0.0</b:BasisschemaXsdVersie>
              <b:BerichtXsdVersie>1.0.0</b:BerichtXsdVersie></XsdVersie></Header>
          <Client><Bsn>999900006</Bsn>
            <Geboortedatum><b:Datum>2014-02-14</b:Datum></Geboortedatum>
            <Geslacht>2</Geslacht>
            <Naam><b:Geslachtsnaam><b:Achternaam>Voorbeeld</b:Achternaam></b:Geslachtsnaam></Naam>
            <StartProducten><StartProduct><ToewijzingNummer>\(number)</ToewijzingNummer>
              <Product><b:Categorie>50</b:Categorie><b:Code>JB-04</b:Code></Product>
              <Begindatum>2025-04-03</Begindatum><StatusAanlevering>1</StatusAanlevering>
            </StartProduct></StartProducten></Client>
        </Bericht>
        """
    }
}
