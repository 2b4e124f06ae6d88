package org.signet.testkit.fault;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.signet.testkit.card.CardAround;
import org.signet.testkit.card.SmartCard;

/** A card around a card: at a chosen command a {@link Fault} happens, once; every other command passes. */
public final class FaultyCard extends CardAround {
    private static final class Rule {
        private final Predicate<byte[]> when;
        private final Fault fault;
        private final boolean once;
        private int skip;

        Rule(Predicate<byte[]> when, boolean once, int skip, Fault fault) {
            this.when = when;
            this.once = once;
            this.skip = skip;
            this.fault = fault;
        }

        boolean isDue(byte[] apdu) {
            return when.test(apdu) && (!once || skip-- == 0);
        }
    }

    private final List<Rule> rules = new CopyOnWriteArrayList<>();

    public FaultyCard(SmartCard card) {
        super(card);
    }

    /** @param n counted from now: 1 is the next APDU */
    public FaultyCard at(int n, Fault fault) {
        return add(apdu -> true, n, fault);
    }

    /** At the nth APDU with this INS, counted from now. */
    public FaultyCard at(int n, int ins, Fault fault) {
        return add(has(ins), n, fault);
    }

    /** At every APDU with this INS from now on. */
    public FaultyCard always(int ins, Fault fault) {
        rules.add(new Rule(has(ins), false, 0, fault));
        return this;
    }

    /** The card is well again. */
    public void heal() {
        rules.clear();
    }

    private FaultyCard add(Predicate<byte[]> when, int n, Fault fault) {
        if (n < 1) {
            throw new IllegalArgumentException("the next APDU is number 1");
        }
        rules.add(new Rule(when, true, n - 1, fault));
        return this;
    }

    private static Predicate<byte[]> has(int ins) {
        return apdu -> apdu.length > 1 && (apdu[1] & 0xFF) == ins;
    }

    @Override
    public byte[] process(byte[] apdu) {
        return due(apdu).process(card, apdu);
    }

    /** Every rule counts; of those that are due the first wins. */
    private synchronized Fault due(byte[] apdu) {
        List<Rule> due = rules.stream().filter(rule -> rule.isDue(apdu)).toList();
        due.stream().filter(rule -> rule.once).forEach(rules::remove);
        return due.stream().findFirst().map(rule -> rule.fault).orElse(SmartCard::process);
    }
}
