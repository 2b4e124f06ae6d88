package org.signet.crypto;

import java.security.Provider;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.signet.crypto.ServiceTask.Family;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;

/** Which services do a task: the one that the configuration names, then the table's, each where it is installed. */
final class Preference {
    // Best first; a row counts where that provider is installed, and a new service is a new row (and its line in
    // KnownService).
    // In µs, RSA-2048 and P-256 on JDK 17 / 25, with a key that the service has read already.
    // spotless:off
    private static final Map<ServiceTask, List<KnownService>> TABLE = Map.of(
            ServiceTask.RSA_RAW, List.of(
                    KnownService.CORRETTO,          // 284 / 263
                    KnownService.CONSCRYPT,         // 550 / 540
                    KnownService.SUN_JCE,           // 865 / 825
                    KnownService.BOUNCY_CASTLE),    // 1130 / 895
            ServiceTask.ECDSA, List.of(
                    KnownService.CONSCRYPT,         // 15 / 19
                    KnownService.CORRETTO,          // 18 / 14
                    KnownService.SUN_EC,            // 480 / 168
                    KnownService.BOUNCY_CASTLE),    // 158 / 67; behind SunEC because of its ECDH, so that both are one service
            ServiceTask.ECDH, List.of(
                    KnownService.CORRETTO,          // 52 / 38
                    KnownService.CONSCRYPT,         // 55 / 52
                    KnownService.SUN_EC,            // 858 / 643
                    KnownService.BOUNCY_CASTLE),    // 332 / 168, by a window method (wNAF) whose time depends on the secret
            // With the reading of the public key. There is no row for RSA: s^e by BigInteger takes 30, no service less than 18.
            ServiceTask.ECDSA_CHECK, List.of(
                    KnownService.CONSCRYPT,         // 43 / 44
                    KnownService.CORRETTO,          // 57 / 44
                    KnownService.BUNDLED,           // 153 / 162
                    KnownService.SUN_EC),           // 907 / 467
            ServiceTask.EDDSA, List.of(KnownService.SUN_EC, KnownService.BOUNCY_CASTLE),
            ServiceTask.XDH, List.of(KnownService.SUN_EC, KnownService.BOUNCY_CASTLE),
            ServiceTask.DH, List.of(KnownService.SUN_JCE, KnownService.BOUNCY_CASTLE),
            ServiceTask.DSA, List.of(KnownService.BUNDLED), // SUN signs no digest but one of 20 bytes
            ServiceTask.ML_DSA, List.of(KnownService.SUN, KnownService.BUNDLED)); // SUN from JDK 24 on
    // spotless:on

    /** The JDK's RSA is two providers: one makes signatures, the other the raw operation that Signet asks for. */
    private static final Map<String, String> RAW_HALF = Map.of("SunRsaSign", "SunJCE");

    private final Map<Family, String> named = new EnumMap<>(Family.class);
    private final Supplier<Provider[]> installed;
    private final Map<ServiceTask, List<Choice>> chosen = new ConcurrentHashMap<>();

    /**
     * One service.
     *
     * @param provider empty for what is inside Signet
     * @param known empty for one that only its name in the configuration brought here
     */
    record Choice(Optional<Provider> provider, Optional<KnownService> known) {
        boolean hasNativeKeys() {
            return known.map(KnownService::hasNativeKeys).orElse(false);
        }
    }

    /** @param installed asked at the first use, for a provider may be added after Signet */
    Preference(Map<Family, String> named, Supplier<Provider[]> installed) {
        this.named.putAll(named);
        this.installed = Objects.requireNonNull(installed);
    }

    /**
     * The services for a task, best first; from the first time on the same objects.
     *
     * @throws KeyAccessException CONFIGURATION for a name that is no fit service
     */
    List<Choice> of(ServiceTask task) {
        List<Choice> known = chosen.get(task);
        if (known == null) {
            known = choose(task);
            chosen.put(task, known);
        }
        return known;
    }

    private List<Choice> choose(ServiceTask task) {
        List<Provider> there = Arrays.asList(installed.get());
        List<Choice> choices = new ArrayList<>();
        if (task != ServiceTask.ECDSA_CHECK) {
            named(task.family(), there).filter(task::isDoneBy).ifPresent(p -> choices.add(choice(p)));
        }
        for (KnownService service : TABLE.get(task)) {
            if (service == KnownService.BUNDLED) {
                choices.add(new Choice(Optional.empty(), Optional.of(service)));
            }
            there.stream()
                    .filter(service::is)
                    .filter(p -> task.family() != Family.OTHER || task.isDoneBy(p))
                    .map(Preference::choice)
                    .forEach(choices::add);
        }
        return choices.stream().distinct().toList();
    }

    private static Choice choice(Provider provider) {
        return new Choice(
                Optional.of(provider),
                Stream.of(KnownService.values()).filter(s -> s.is(provider)).findFirst());
    }

    private Optional<Provider> named(Family family, List<Provider> there) {
        String name = named.get(family);
        if (name == null) {
            return Optional.empty();
        }
        String raw = family == Family.RSA ? RAW_HALF.getOrDefault(name, name) : name;
        Provider provider = there.stream()
                .filter(p -> p.getName().equals(raw))
                .findFirst()
                .orElseThrow(() -> wrong(family, "is not installed", there));
        if (isSignet(provider)) {
            throw wrong(family, "is Signet itself, which asks the service", there);
        }
        if (!isFit(provider, family)) {
            throw wrong(family, "does nothing with " + family + " keys that Signet asks for", there);
        }
        return Optional.of(provider);
    }

    private static boolean isSignet(Provider provider) {
        return provider.getService("KeyStore", "Signet") != null;
    }

    private static boolean isFit(Provider provider, Family family) {
        return !isSignet(provider)
                && Stream.of(ServiceTask.values()).anyMatch(t -> t.family() == family && t.isDoneBy(provider));
    }

    private KeyAccessException wrong(Family family, String why, List<Provider> there) {
        List<String> fit = there.stream()
                .filter(p -> isFit(p, family))
                .map(Provider::getName)
                .toList();
        return new KeyAccessException(
                Reason.CONFIGURATION,
                "Signet's configuration: " + family.key() + "=" + named.get(family) + " " + why
                        + "; installed and fit: " + String.join(", ", fit));
    }

    /** A service that asked Signet for what Signet had asked it for. */
    KeyAccessException loop(Family family) {
        return new KeyAccessException(
                Reason.CONFIGURATION,
                "Signet's configuration: " + family.key() + "=" + named.get(family)
                        + " sends the operation back to Signet: a loop");
    }
}
