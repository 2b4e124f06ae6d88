package org.signet.crypto;

import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.signet.key.Call;
import org.signet.key.Custody;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyFacts;
import org.signet.key.KeyId;
import org.signet.key.KeyOrigin;
import org.signet.key.KeyPlace;
import org.signet.key.KeyRecord;
import org.signet.key.Operation;
import org.signet.key.PinPolicy;
import org.signet.key.Primitive;
import org.signet.key.Reason;
import org.signet.key.SecretPrompt;
import org.signet.key.SilentAccess;

/** A card or file with one software key in it: it remembers what it was sent and can be told to answer something else. */
final class FakePlace extends SilentAccess {
    static final Call CALL = Call.of(SecretPrompt.NOBODY, Duration.ofSeconds(30));

    private final PrivateKey privateKey;
    private final KeyRecord record;
    private final List<Operation> sent = new ArrayList<>();
    private UnaryOperator<byte[]> answer = UnaryOperator.identity();
    private Optional<KeyAccessException> error = Optional.empty();

    private FakePlace(PrivateKey privateKey, KeyRecord record) {
        this.privateKey = privateKey;
        this.record = record;
    }

    static FakePlace card(KeyPair pair, Primitive... can) {
        KeyRecord record = record(pair.getPublic(), KeyPlace.card("piv:12345678", "9d"), Set.of(), can);
        return new FakePlace(pair.getPrivate(), record);
    }

    static FakePlace file(KeyPair pair, Primitive... can) {
        return new FakePlace(pair.getPrivate(), record(pair.getPublic(), KeyPlace.FILE, Set.of(), can));
    }

    static FakePlace at(Custody custody, KeyPair pair, Primitive... can) {
        return custody == Custody.FILE ? file(pair, can) : card(pair, can);
    }

    static KeyRecord record(PublicKey key, KeyPlace place, Set<String> use, Primitive... can) {
        KeyFacts facts = new KeyFacts(Instant.EPOCH, KeyOrigin.UNKNOWN, PinPolicy.ONCE, false, use);
        return new KeyRecord(KeyId.of(key), "alice", List.of(), key, place, Set.of(can), facts);
    }

    KeyRecord record() {
        return record;
    }

    /** What was sent, in order. */
    List<byte[]> inputs() {
        return sent.stream().map(Operation::input).toList();
    }

    /** From now on the place answers this of what it should answer. */
    FakePlace answering(UnaryOperator<byte[]> wrong) {
        answer = wrong;
        return this;
    }

    /** From now on the place does nothing but throw this. */
    FakePlace failing(KeyAccessException always) {
        error = Optional.of(always);
        return this;
    }

    @Override
    public byte[] perform(KeyRecord key, Operation operation) {
        sent.add(new Operation(operation.primitive(), operation.input().clone(), operation.call()));
        error.ifPresent(e -> {
            throw e;
        });
        return answer.apply(right(operation));
    }

    private byte[] right(Operation operation) {
        return switch (operation.primitive()) {
            case RSA_PKCS1_SIGN -> Padding.sign(privateKey, operation.input());
            case RSA_PKCS1_DECRYPT ->
                Padding.decrypt(privateKey, operation.input())
                        .orElseThrow(() -> new KeyAccessException(Reason.REFUSED, "PSO DECIPHER answered 6A80"));
            default -> ServiceKey.perform(privateKey, operation.primitive(), operation.input());
        };
    }

    @Override
    public Optional<KeyRecord> key(String reference) {
        return Optional.of(record);
    }

    @Override
    public List<KeyRecord> keys(List<KeyRecord> known) {
        return List.of(record);
    }
}
