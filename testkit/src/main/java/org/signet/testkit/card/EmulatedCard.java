package org.signet.testkit.card;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The operating system of a card: selects applications, joins chained commands, splits long answers, keeps the log. */
public final class EmulatedCard implements SmartCard {
    private static final int SELECT = 0xA4;
    private static final int BY_NAME = 0x0400;
    private static final int GET_RESPONSE = 0xC0;
    private static final int SHORT_NE = 0x100;
    private static final int RID = 5;
    private static final byte[] NOTHING = {};

    private final byte[] atr;
    private final boolean extended;
    private final List<Applet> applets;
    private final ApduLog log;
    private final CommandChain chain = new CommandChain();
    private final Map<Integer, Integer> counts = new ConcurrentHashMap<>();
    private final AtomicInteger apdus = new AtomicInteger();
    private Optional<Applet> selected = Optional.empty();
    private byte[] pending = NOTHING;

    /** @param extended whether extended lengths are understood, and the ATR says so */
    public EmulatedCard(String name, boolean extended, List<Applet> applets, ApduLog log) {
        this.atr = Atr.t1(name, extended);
        this.extended = extended;
        this.applets = List.copyOf(applets);
        this.log = log;
    }

    @Override
    public byte[] atr() {
        return atr.clone();
    }

    @Override
    public synchronized void powerOn() {
        log.event("on");
        forget();
    }

    @Override
    public synchronized void powerOff() {
        log.event("off");
        forget();
    }

    @Override
    public synchronized void reset() {
        log.event("reset");
        forget();
    }

    private void forget() {
        selected.ifPresent(Applet::deselect);
        selected = Optional.empty();
        pending = NOTHING;
        chain.clear();
    }

    @Override
    public synchronized byte[] process(byte[] apdu) {
        apdus.incrementAndGet();
        log.command(apdu);
        byte[] answer = answer(apdu);
        log.answer(answer);
        return answer;
    }

    /** How many commands with this INS came, a chained one counted once. */
    public int count(int ins) {
        return counts.getOrDefault(ins, 0);
    }

    /** How many APDUs came in all. */
    public int apdus() {
        return apdus.get();
    }

    /** The log's lines, secrets as XX. */
    public List<String> log() {
        return log.lines();
    }

    private byte[] answer(byte[] apdu) {
        try {
            return dispatch(Command.parse(apdu, extended));
        } catch (StatusException e) {
            return withStatus(NOTHING, e.sw());
        }
    }

    private byte[] dispatch(Command part) throws StatusException {
        checkClass(part);
        if (part.ins() == GET_RESPONSE) {
            counts.merge(part.ins(), 1, Integer::sum);
            return getResponse(part);
        }
        pending = NOTHING;
        if (part.isChained() && !selected.map(a -> a.chains(part.ins())).orElse(false)) {
            throw new StatusException(Sw.NO_CHAINING);
        }
        Optional<Command> whole = chain.add(part);
        if (whole.isEmpty()) {
            return withStatus(NOTHING, Sw.OK);
        }
        counts.merge(part.ins(), 1, Integer::sum);
        return split(perform(whole.get()), part.ne());
    }

    private static void checkClass(Command command) throws StatusException {
        int cla = command.cla() & ~0x10;
        if (cla == 0x04 || cla == 0x08 || cla == 0x0C) {
            throw new StatusException(Sw.NO_SECURE_MESSAGING);
        }
        if (cla >= 0x01 && cla <= 0x03 || cla >= 0x40 && cla <= 0x6F) {
            throw new StatusException(Sw.NO_LOGICAL_CHANNEL);
        }
        if (cla != 0) {
            throw new StatusException(Sw.NO_CLASS);
        }
    }

    private byte[] perform(Command command) throws StatusException {
        if (command.ins() == SELECT) {
            return select(command);
        }
        return selected.orElseThrow(() -> new StatusException(Sw.NO_INSTRUCTION))
                .process(command);
    }

    /** SP 800-73-4 part 2, 3.1.1: an AID that nobody has leaves everything as it is. */
    private byte[] select(Command command) throws StatusException {
        if (command.p1p2() != BY_NAME) {
            throw new StatusException(Sw.WRONG_P1_P2);
        }
        byte[] name = command.data();
        Applet applet = applets.stream()
                .filter(a -> names(name, a.aid()))
                .findFirst()
                .orElseThrow(() -> new StatusException(Sw.NOT_FOUND));
        selected.filter(before -> before != applet).ifPresent(Applet::deselect);
        selected = Optional.of(applet);
        return applet.select();
    }

    private static boolean names(byte[] name, byte[] aid) {
        return name.length >= RID && name.length <= aid.length && Arrays.equals(name, Arrays.copyOf(aid, name.length));
    }

    private byte[] getResponse(Command command) throws StatusException {
        if (command.p1p2() != 0) {
            throw new StatusException(Sw.WRONG_P1_P2);
        }
        if (pending.length == 0) {
            throw new StatusException(Sw.CONDITIONS);
        }
        return split(pending, command.ne());
    }

    /** Without Le the answer comes all the same, as from every PIV card met so far: yubico-piv-tool sends none. */
    private byte[] split(byte[] data, int ne) {
        int now = Math.min(data.length, ne == 0 ? SHORT_NE : ne);
        pending = Arrays.copyOfRange(data, now, data.length);
        int left = Math.min(pending.length, 0x100);
        return withStatus(Arrays.copyOf(data, now), left == 0 ? Sw.OK : Sw.MORE | left & 0xFF);
    }

    private static byte[] withStatus(byte[] data, int sw) {
        byte[] answer = Arrays.copyOf(data, data.length + 2);
        answer[data.length] = (byte) (sw >> 8);
        answer[data.length + 1] = (byte) sw;
        return answer;
    }
}
