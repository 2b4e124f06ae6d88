package org.signet.manager;

import java.security.KeyPair;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.signet.crypto.ServiceKey;
import org.signet.key.Call;
import org.signet.key.Custody;
import org.signet.key.KeyAccess;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyId;
import org.signet.key.KeyRecord;
import org.signet.key.KeySource;
import org.signet.key.NewKey;
import org.signet.key.Operation;
import org.signet.key.Reason;
import org.signet.key.Secret;
import org.signet.key.SecretRequest;
import org.signet.key.SilentAccess;
import org.signet.key.Token;
import org.signet.key.User;

/** A place of keys that writes down what it is asked; its tokens can be lost. */
final class FakePlace implements KeySource {
    final Custody custody;
    final List<Token> tokens = new ArrayList<>();
    final Map<KeyId, KeyPair> pairs = new LinkedHashMap<>();
    final List<KeyRecord> records = new ArrayList<>();
    final List<String> asked = new ArrayList<>();
    final List<Consumer<KeyAccessException>> losers = new ArrayList<>();
    String secret = "123456";
    KeyAccessException absent;

    FakePlace(Custody custody) {
        this.custody = custody;
    }

    void put(Token token) {
        tokens.add(token);
    }

    /** The card goes: every open door's listener is told. */
    void lose(String text) {
        tokens.clear();
        losers.forEach(l -> l.accept(new KeyAccessException(Reason.REMOVED, text)));
        losers.clear();
    }

    @Override
    public Custody custody() {
        return custody;
    }

    @Override
    public List<Token> tokens() {
        if (absent != null) {
            throw absent;
        }
        return List.copyOf(tokens);
    }

    @Override
    public KeyAccess open(User user, Token token, Consumer<KeyAccessException> lost) {
        losers.add(lost);
        return new Door(user, token);
    }

    private final class Door extends SilentAccess {
        private final User user;
        private final Token token;
        private boolean open;
        private boolean closed;

        Door(User user, Token token) {
            this.user = user;
            this.token = token;
        }

        @Override
        public Optional<PublicKey> login(Call call) {
            SecretRequest request = OnceAsked.request(user, token.id(), custody == Custody.FILE);
            try (Secret given = call.prompt().ask(request).orElseThrow(() -> OnceAsked.unanswered(request))) {
                asked.add("login " + token.id());
                if (!String.valueOf(given.value()).equals(secret)) {
                    throw new KeyAccessException(
                            custody == Custody.CARD ? Reason.PIN_WRONG : Reason.PASSPHRASE_WRONG, "wrong", 2, null);
                }
                open = true;
                return custody == Custody.FILE ? user.sealer() : Optional.empty();
            }
        }

        @Override
        public boolean proves(Secret given) {
            return open && String.valueOf(given.value()).equals(secret);
        }

        @Override
        public Optional<KeyRecord> key(String reference) {
            asked.add("key " + reference);
            return keys(List.of()).stream()
                    .filter(r -> r.place().reference().equals(reference))
                    .findFirst();
        }

        @Override
        public List<KeyRecord> keys(List<KeyRecord> known) {
            return records.stream()
                    .filter(r -> r.place().token().equals(token.id()))
                    .map(r -> new KeyRecord(
                            r.id(), user.name(), r.aliases(), r.publicKey(), r.place(), r.can(), r.facts()))
                    .toList();
        }

        @Override
        public byte[] perform(KeyRecord key, Operation operation) {
            if (closed || !open) {
                throw new KeyAccessException(Reason.NOT_CONNECTED, "the door to " + token.id() + " is closed");
            }
            asked.add(operation.primitive().word() + " " + key.place().token());
            return ServiceKey.perform(pairs.get(key.id()).getPrivate(), operation.primitive(), operation.input());
        }

        @Override
        public KeyRecord create(NewKey key, Call call) {
            throw new KeyAccessException(Reason.CANNOT, "no import");
        }

        @Override
        public void close() {
            closed = true;
            asked.add("close " + token.id());
        }
    }
}
