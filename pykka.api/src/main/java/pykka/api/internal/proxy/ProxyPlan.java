package pykka.api.internal.proxy;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * What the methods of a typed proxy do: the actor's half of what proxies of one interface and path share. It is kept with the
 * actor's class, and refers to nothing of the interface but weakly to {@link ProxyFace}, the other half.
 */
final class ProxyPlan {
    /** In the order of {@link ProxyFace#methods}. */
    final MemberCall[] calls;
    volatile WeakReference<@Nullable ProxyFace> face = new WeakReference<>(null);

    ProxyPlan(MemberCall[] calls) {
        this.calls = calls;
    }
}
