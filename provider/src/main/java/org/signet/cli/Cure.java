package org.signet.cli;

import org.signet.key.Reason;

/** What a person does about a refusal whose own message does not say it. */
final class Cure {
    private Cure() {}

    static String of(Reason reason) {
        return switch (reason) {
            case NOT_CONNECTED -> "log in: KeyStore.load with the PIN or passphrase, or AuthProvider.login";
            case NO_READERS -> "plug a reader in, and see that pcscd has its driver (libccid)";
            case NO_CARD -> "put the card into a reader";
            case WRONG_CARD -> "put in the card that is meant, or correct card.serial";
            case REMOVED -> "put the card in again, and log in again";
            case BUSY -> "wait for the other program, or end it";
            case TIMEOUT -> "take the card out and put it in again";
            case PIN_NEEDED -> "give the PIN: as the program's password, in pin.file, or to whom pin.prompt names";
            case PIN_WRONG -> "give the right PIN; signet card list says how many tries are left";
            case PIN_BLOCKED -> "unblock the PIN with the PUK, by the card's own tools (ykman piv access unblock-pin)";
            case PASSPHRASE_WRONG -> "give the right passphrase; each wrong one makes the next wait longer";
            case REFUSED -> "do what the message asks for";
            case PROTOCOL ->
                "take the card out and put it in again; if it stays so, send a signet doctor --record FILE";
            case DATA -> "write the certificate to the card anew";
            case DAMAGED -> "put the file back from a backup (signet userfile restore), or take it away";
            case UNSAFE -> "correct it: folders 0700, files 0600, your own, no links";
            case UNKNOWN -> "correct the name; signet user list and signet key list show those that are there";
            case CONFIGURATION -> "correct it; README.md lists the keys, and none is needed";
            case IO -> "see that it is there, and that the disk is neither full nor read-only";
            case CANNOT -> "use another card or key; signet card list shows what is there";
        };
    }
}
