extension Bodies {
    /// A client as an allocation names them.
    static let caseClient = """
        {"bsn": "999900006", "birthDate": "2014-02-14", "sex": "2", "surname": "Voorbeeld", \
        "nameUse": "1", "contacts": [{"kind": "02"}]}
        """

    /// A client as a start or stop in XML names them.
    static let messageClient = """
        {"bsn": "999900006", "birthDate": "2014-02-14", "sex": "2", "surname": "Voorbeeld"}
        """
}
