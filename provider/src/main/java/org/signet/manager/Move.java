package org.signet.manager;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.signet.crypto.PrivateOperations;
import org.signet.key.Call;
import org.signet.key.Commands;
import org.signet.key.Custody;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyRecord;
import org.signet.key.Reason;
import org.signet.key.SecretPrompt;
import org.signet.key.User;
import org.signet.manager.MovePlan.Step;
import org.signet.manager.audit.Attempt;
import org.signet.manager.audit.Audit;

/**
 * Moves a user's keys between the user information file and a card. The keys are brought to their new place and answer there
 * before one replacement of the file switches them all; killed before it, nothing is moved and the next try finds what is there.
 */
public final class Move {
    private final Places places;
    private final Duration atMost;
    private final Challenge challenge;
    private final Seals seals;
    private final Audit audit = new Audit();

    /** @param atMost how long one operation may take at a token */
    public Move(Places places, Duration atMost) {
        this.places = Objects.requireNonNull(places);
        this.atMost = Objects.requireNonNull(atMost);
        this.challenge = new Challenge(new PrivateOperations());
        this.seals = new Seals(places, challenge);
    }

    /**
     * Finds out what a move would do; no secret is needed and nothing is written.
     *
     * @throws KeyAccessException UNKNOWN; NO_CARD; CANNOT for a key that cannot be there; REFUSED for one that could not do there
     *     what its certificate says, or whose slot is another key's
     */
    public MovePlan plan(MoveRequest request) {
        return audit.administration("move", request.user()).look(() -> planned(request));
    }

    private MovePlan planned(MoveRequest request) {
        User user = places.enrolled(request.user());
        return switch (request.to()) {
            case CARD -> new PlanToCard(places, user, fromTheFile(request)).plan();
            case FILE -> new PlanToFile(places, user, request).plan();
            case FACILITY ->
                throw new KeyAccessException(
                        Reason.CANNOT, "no key is moved to a storage facility: it keeps the keys that it has");
        };
    }

    private static MoveRequest fromTheFile(MoveRequest request) {
        if (request.from().isPresent()) {
            throw new KeyAccessException(
                    Reason.REFUSED, "a move to a card takes the file's keys: import that key first, then move it");
        }
        return request;
    }

    /**
     * Does what was planned.
     *
     * @param prompt asked for the user's passphrase, the card's PIN and its management key
     * @return the keys as they stand now
     * @throws KeyAccessException whose message says whether the move was made
     */
    public List<KeyRecord> perform(MovePlan plan, SecretPrompt prompt, MoveProgress progress) {
        List<Attempt> attempts = attempts(plan);
        return Attempt.run(attempts, () -> {
            List<KeyRecord> moved =
                    perform(plan, prompt, progress, attempts.get(0).sent());
            for (int i = 0; i < moved.size(); i++) {
                attempts.get(i).key(moved.get(i));
            }
            return moved;
        });
    }

    /** One for each key, of which the first tells the commands; one for a user of whom no key moves. */
    private List<Attempt> attempts(MovePlan plan) {
        List<Attempt> attempts = new ArrayList<>();
        plan.keys()
                .forEach(step ->
                        attempt(plan, attempts).key(step.key().at(step.then().place())));
        if (attempts.isEmpty()) {
            attempt(plan, attempts).road(Session.road(plan.request().to(), plan.token()));
        }
        return attempts;
    }

    private Attempt attempt(MovePlan plan, List<Attempt> attempts) {
        Attempt attempt = audit.administration("move", plan.user().name());
        if (plan.changesEnrolment() && places.register().administrator().isPresent()) {
            attempt.proof("administrator");
        }
        attempts.add(attempt);
        return attempt;
    }

    private List<KeyRecord> perform(MovePlan plan, SecretPrompt prompt, MoveProgress progress, Commands sent) {
        try (ManagementKey asked = new ManagementKey(prompt);
                Errand doors = new Errand(places, plan.user(), new Call(asked, atMost, sent))) {
            Call call = new Call(asked, atMost, sent);
            if (plan.request().to() == Custody.CARD) {
                return new MoveToCard(places, challenge, seals, doors, plan).perform(asked, call, progress);
            }
            return new MoveToFile(places, challenge, seals, doors, plan).perform(call, progress);
        } catch (KeyAccessException e) {
            throw new KeyAccessException(
                    e.reason(),
                    e.getMessage() + "; " + outcome(plan),
                    e.triesLeft().orElse(-1),
                    e);
        }
    }

    /** What the file says now, whatever failed. */
    private String outcome(MovePlan plan) {
        User user = plan.user();
        try {
            boolean switched = places.directory()
                    .user(user.name())
                    .filter(now -> now.custody() == plan.request().to() && isSwitched(plan))
                    .isPresent();
            return switched
                    ? "the move itself is done: " + user.name() + "'s keys are used from " + plan.token()
                    : "the move is not done: " + user.name() + "'s keys are used from where they were";
        } catch (KeyAccessException e) {
            return "whether the move is done could not be read";
        }
    }

    private boolean isSwitched(MovePlan plan) {
        return plan.request().generate()
                || plan.keys().stream()
                        .allMatch(step -> places.directory()
                                .key(plan.user().name(), step.key().id())
                                .filter(now -> now.place().equals(step.then().place()))
                                .isPresent());
    }

    /** The chain under each alias of a key. */
    static List<List<X509Certificate>> chains(Places places, KeyRecord key) {
        List<List<X509Certificate>> chains = new ArrayList<>();
        key.aliases().forEach(a -> chains.add(places.directory().certificates(key.owner(), a)));
        chains.removeIf(List::isEmpty);
        return chains;
    }

    static String name(KeyRecord key) {
        return key.aliases().isEmpty() ? key.id().toString() : key.aliases().get(0);
    }

    static String name(Step step) {
        return name(step.key());
    }
}
