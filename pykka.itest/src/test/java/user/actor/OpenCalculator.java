package user.actor;

import java.lang.invoke.MethodHandles;
import pykka.api.ActorOptions;

/** Gives its lookup, so that its package need not be exported. */
public class OpenCalculator extends PlainCalculator {
    @Override
    protected ActorOptions options() {
        return super.options().lookup(MethodHandles.lookup());
    }
}
