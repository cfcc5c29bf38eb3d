package pykka.api.internal.context;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import pykka.api.spi.ContextCarrier;

/** Carries the MDC of slf4j. */
public final class MdcCarrier implements ContextCarrier {
    @Override
    public @Nullable Carried capture(boolean ask) {
        Map<String, String> entries = MDC.getCopyOfContextMap();
        return entries == null || entries.isEmpty() ? null : new Entries(entries);
    }

    // Neither is a lambda: those would be linked while a message is being handled.

    private record Entries(Map<String, String> entries) implements Carried {
        @Override
        public Scope open() {
            Scope before = new Before(MDC.getCopyOfContextMap());
            MDC.setContextMap(entries);
            return before;
        }
    }

    private record Before(@Nullable Map<String, String> entries) implements Scope {
        @Override
        public void close(@Nullable Throwable failure) {
            if (entries == null || entries.isEmpty()) {
                MDC.clear();
            } else {
                MDC.setContextMap(entries);
            }
        }
    }
}
