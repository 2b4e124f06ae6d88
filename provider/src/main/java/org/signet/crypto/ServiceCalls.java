package org.signet.crypto;

import java.security.Provider;
import java.util.ArrayList;
import java.util.List;

/** The services that this thread is inside of: one that comes up a second time calls Signet, which called it. */
final class ServiceCalls {
    private static final ThreadLocal<List<ServiceCalls>> OPEN = ThreadLocal.withInitial(ArrayList::new);

    private final Provider provider;
    private boolean looped;

    private ServiceCalls(Provider provider) {
        this.provider = provider;
    }

    /** Notes that this thread enters a service; {@link #leave} belongs in a finally. */
    @SuppressWarnings("ReferenceEquality") // a Provider is a table, whose equals compares what it offers
    static ServiceCalls enter(Provider provider) {
        List<ServiceCalls> open = OPEN.get();
        ServiceCalls call = new ServiceCalls(provider);
        for (ServiceCalls outer : open) {
            if (outer.provider == provider) {
                outer.looped = true;
                call.looped = true;
            }
        }
        open.add(call);
        return call;
    }

    /** Whether the service was entered again from inside itself, whatever it made of that. */
    boolean looped() {
        return looped;
    }

    void leave() {
        List<ServiceCalls> open = OPEN.get();
        open.remove(open.size() - 1);
        if (open.isEmpty()) {
            OPEN.remove();
        }
    }
}
