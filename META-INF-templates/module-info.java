/**
 * The drop-in as a module. The build compiles this beside the classes just before it packs them, because a descriptor among
 * the sources would put the tests on the module path and could not name what shading renames.
 */
module org.signet {
    requires java.logging; // Bouncy Castle's
    requires java.smartcardio;
    requires static jdk.jfr; // the audit trail does without in a runtime that has none

    exports org.signet;

    uses org.signet.card.CardDriver;

    provides org.signet.card.CardDriver with
            org.signet.card.piv.PivDriver;
    provides java.security.Provider with
            org.signet.SignetProvider;
}
