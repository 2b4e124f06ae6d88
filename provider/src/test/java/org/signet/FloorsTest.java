package org.signet;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.conditions.ArchConditions.notBeAssignableTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.KeyGenerator;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import org.junit.jupiter.api.Test;

/** The import table of CONTRIBUTING.md as a test, and the rules that hold in every room. A failure names file and line. */
@AnalyzeClasses(packages = "org.signet", importOptions = DoNotIncludeTests.class)
class FloorsTest {
    private static final String ROOT = "org.signet";

    // spotless:off
    /** What a package may import of ours; {@code card.*} is each room inside card. No row: no such package. */
    private static final Map<String, Set<String>> MAY_IMPORT = Map.ofEntries(
            row("key"),
            row("iso7816"),
            row("iso7816.*", "iso7816"),
            row("crypto",    "key"),
            row("wrap",      "crypto", "key"),
            row("userfile",  "wrap", "crypto", "key"),
            row("facility",  "crypto", "key"),
            row("card",      "iso7816", "key"),
            row("card.*",    "card", "iso7816", "key"),
            row("manager",   "crypto", "key"),
            row("agent",     "manager", "key"),
            row("jca",       "manager", "key", "crypto"),
            row("cli",       "", "manager", "card", "card.*", "userfile", "facility", "wrap", "crypto", "iso7816", "iso7816.*", "key"),
            row("",          "jca", "manager", "card", "card.*", "userfile", "facility", "wrap", "crypto", "iso7816", "iso7816.*", "key"));

    /** What lies outside and may be imported by these packages alone. */
    private static final List<Alone> ALONE = List.of(
            alone("javax.smartcardio",  "iso7816.smartcardio"),
            alone("org.bouncycastle",   "crypto", "wrap", "facility"),
            alone("javax.crypto",       "crypto", "wrap", "card.*", "jca"),
            alone("picocli",            "cli"),
            alone("java.nio.file",      "userfile", "facility"),
            alone("java.util.zip",      "card.*"),
            alone("jdk.jfr",            "manager"),
            alone("java.sql",           new String[0]),
            alone("sun",                new String[0]),
            alone("com.sun",            new String[0]));

    /** What is handed a key must come from a provider that was chosen, never from whoever is first in the list. */
    private static final List<Class<?>> HANDED_A_KEY = List.of(
            Signature.class, Cipher.class, KeyAgreement.class, KeyFactory.class, KeyPairGenerator.class,
            Mac.class, KeyGenerator.class, SecretKeyFactory.class, KeyStore.class);
    // spotless:on

    @ArchTest
    static final ArchRule nobodyImportsPastHisRow = classes()
            .should(importOnly("what the table allows", FloorsTest::oursAllowed))
            .because("the walls of the house stand where the table has them");

    @ArchTest
    static final ArchRule whatLiesOutsideIsImportedWhereTheTableSaysAlone =
            classes().should(importOnly("outside packages where the table has them", FloorsTest::outsideAllowed));

    @ArchTest
    static final ArchRule theSpisOfTheJcaStopAtTheFront =
            classes().should(importOnly("SPIs of the JCA in jca alone", FloorsTest::spiAllowed));

    @ArchTest
    static final ArchRule whatIsHandedAKeyComesFromANamedProviderObject = noClasses()
            .should()
            .accessTargetWhere(describe(
                    "getInstance without a Provider object", access -> givesKeysToWhoeverIsFirst(access.getTarget())));

    @ArchTest
    static final ArchRule nothingIsDeserialised = noClasses()
            .should()
            .accessTargetWhere(describe(
                    "uses an ObjectInputStream",
                    access -> access.getTarget().getOwner().isAssignableTo(ObjectInputStream.class)));

    @ArchTest
    static final ArchRule aHandleIsNoRecord = classes()
            .that(areHandles())
            .should(notBeAssignableTo(Record.class))
            .because("a record ignores writeObject and would be serialised");

    @ArchTest
    static final ArchRule aHandleNeverPretendsToHaveItsNumbers = classes()
            .that(areHandles())
            .should(notBeAssignableTo(RSAPrivateKey.class))
            .andShould(notBeAssignableTo(ECPrivateKey.class))
            .because("SunEC takes an ECPrivateKey in init and ends with a NullPointerException in sign");

    @Test
    void noFileIsLongerThanFourHundredLines() throws IOException {
        List<String> tooLong = sources().stream()
                .filter(file -> lines(file) > 400)
                .map(file -> file + ": " + lines(file) + " lines")
                .toList();
        assertEquals(List.of(), tooLong);
    }

    @Test
    void everyPackageSaysWhatItIs() throws IOException {
        List<Path> silent = sources().stream()
                .map(Path::getParent)
                .distinct()
                .filter(folder -> !Files.isRegularFile(folder.resolve("package-info.java")))
                .toList();
        assertEquals(List.of(), silent);
    }

    @Test
    void theTableReadsAsTheHouseIsDrawn() {
        assertTrue(mayImport("card.piv", "card"));
        assertFalse(mayImport("card", "card.piv"), "a floor knows none of its rooms");
        assertFalse(mayImport("card.piv", "card.openpgp"), "no driver knows another");
        assertFalse(mayImport("card.piv", "iso7816.smartcardio"), "a driver knows no transport");
        assertFalse(mayImport("userfile", "card"), "places never import each other");
        assertFalse(mayImport("manager", "userfile"), "the manager knows places by key's interfaces");
        assertTrue(mayImport("userfile", "userfile.format"));
        assertTrue(mayImport("userfile.format", "key"), "a room inside has the row of its floor");
        assertFalse(mayImport("manager", "userfile.format"));
        assertFalse(mayImport("", "userfile.format"), "a room inside is its floor's alone");
        assertTrue(mayImport("", "card.piv"));
        assertFalse(mayImport("cli", "jca"));
        assertFalse(mayImport("jca", ""), "nobody calls upstairs");
        assertFalse(mayImport("attic", "key"), "a package without a row imports nothing");
    }

    private static boolean oursAllowed(String from, JavaClass to) {
        return !inside(to.getPackageName(), ROOT) || mayImport(from, floor(to.getPackageName()));
    }

    private static boolean mayImport(String from, String to) {
        if (from.equals(to)) {
            return MAY_IMPORT.containsKey(rowOf(from));
        }
        boolean sameHouse = top(from).equals(top(to));
        if (to.contains(".") && !MAY_IMPORT.containsKey(top(to) + ".*")) {
            return sameHouse;
        }
        boolean roomOfItsOwn = sameHouse && from.contains(".") && !MAY_IMPORT.containsKey(top(from) + ".*");
        return roomOfItsOwn || MAY_IMPORT.getOrDefault(rowOf(from), Set.of()).contains(rowOf(to));
    }

    private static boolean outsideAllowed(String from, JavaClass to) {
        return ALONE.stream()
                .filter(row -> inside(to.getPackageName(), row.outside()))
                .allMatch(row -> row.ours().contains(from) || row.ours().contains(rowOf(from)));
    }

    private static boolean spiAllowed(String from, JavaClass to) {
        boolean spi = inside(to.getPackageName(), "java.security") || inside(to.getPackageName(), "javax.crypto");
        return !(spi && to.getSimpleName().endsWith("Spi")) || top(from).equals("jca");
    }

    /** {@code card.piv} stands in the row {@code card.*}, {@code userfile.format} in that of {@code userfile}. */
    private static String rowOf(String floor) {
        if (!floor.contains(".")) {
            return floor;
        }
        String rooms = top(floor) + ".*";
        return MAY_IMPORT.containsKey(rooms) ? rooms : top(floor);
    }

    private static String floor(String packageName) {
        return packageName.equals(ROOT) ? "" : packageName.substring(ROOT.length() + 1);
    }

    private static String top(String floor) {
        return floor.split("\\.", 2)[0];
    }

    private static boolean inside(String packageName, String outer) {
        return packageName.equals(outer) || packageName.startsWith(outer + ".");
    }

    private static boolean givesKeysToWhoeverIsFirst(AccessTarget target) {
        boolean handedAKey =
                HANDED_A_KEY.stream().anyMatch(type -> target.getOwner().isEquivalentTo(type));
        return handedAKey
                && target.getName().equals("getInstance")
                && target instanceof CodeUnitAccessTarget called
                && called.getRawParameterTypes().stream().noneMatch(type -> type.isEquivalentTo(Provider.class));
    }

    private static DescribedPredicate<JavaClass> areHandles() {
        return assignableTo(PrivateKey.class).as("are handles");
    }

    /** Every class of ours that this one refers to, in code, signatures, fields and annotations, with the line where it does. */
    private static ArchCondition<JavaClass> importOnly(String what, BiPredicate<String, JavaClass> allowed) {
        return new ArchCondition<>("import only " + what) {
            @Override
            public void check(JavaClass from, ConditionEvents events) {
                for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
                    JavaClass to = dependency.getTargetClass().getBaseComponentType();
                    if (!allowed.test(floor(from.getPackageName()), to)) {
                        events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
                    }
                }
            }
        };
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    private static long lines(Path file) {
        try {
            return Files.readAllLines(file).size();
        } catch (IOException e) {
            throw new AssertionError(file.toString(), e);
        }
    }

    private static Map.Entry<String, Set<String>> row(String floor, String... mayImport) {
        return Map.entry(floor, Set.of(mayImport));
    }

    private static Alone alone(String outside, String... ours) {
        return new Alone(outside, Set.of(ours));
    }

    private record Alone(String outside, Set<String> ours) {}
}
