package org.signet.testkit.piv;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.signet.testkit.card.StatusException;
import org.signet.testkit.card.Sw;

/** What one PIV card application holds, and who has proved himself to it since it was selected. */
final class PivState {
    final ReferenceData pin;
    final ReferenceData puk;
    /** Key reference 00, of the whole card (SP 800-73-4 part 1, table 4a); most have none. */
    final Optional<ReferenceData> globalPin;

    final ManagementKey managementKey;
    final PivObjects objects;
    private final Map<PivSlot, PivKey> keys = new ConcurrentHashMap<>();
    private boolean pinJustVerified;

    PivState(
            ReferenceData pin,
            ReferenceData puk,
            Optional<ReferenceData> globalPin,
            ManagementKey managementKey,
            PivObjects objects) {
        this.pin = pin;
        this.puk = puk;
        this.globalPin = globalPin;
        this.managementKey = managementKey;
        this.objects = objects;
    }

    Optional<PivKey> key(PivSlot slot) {
        return Optional.ofNullable(keys.get(slot));
    }

    void put(PivSlot slot, PivKey key) {
        keys.put(slot, key);
    }

    Map<PivSlot, PivKey> keys() {
        return Map.copyOf(keys);
    }

    /** As it left the factory. */
    void wipe() {
        keys.clear();
        objects.wipe();
        managementKey.toFactory();
        puk.toFactory();
        pin.toFactory();
    }

    void logOut() {
        pin.logOut();
        globalPin.ifPresent(ReferenceData::logOut);
        puk.logOut();
        managementKey.logOut();
        pinJustVerified = false;
    }

    void pinVerified() {
        pinJustVerified = true;
    }

    /** Whether VERIFY was the command right before this one; asking ends it. */
    boolean takeJustVerified() {
        boolean just = pinJustVerified;
        pinJustVerified = false;
        return just;
    }

    boolean isPinVerified() {
        return pin.isVerified() || globalPin.filter(ReferenceData::isVerified).isPresent();
    }

    /** SP 800-73-4 part 1, table 4b. */
    void require(PivSlot.PinRule rule, boolean justVerified) throws StatusException {
        boolean may = switch (rule) {
            case NEVER -> true;
            case ONCE -> isPinVerified();
            case ALWAYS -> isPinVerified() && justVerified;
        };
        if (!may) {
            throw new StatusException(Sw.SECURITY_STATUS);
        }
    }

    void requireAdministrator() throws StatusException {
        if (!managementKey.isAuthenticated()) {
            throw new StatusException(Sw.SECURITY_STATUS);
        }
    }
}
