package pykka.api.internal.context;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import pykka.api.spi.ContextCarrier.Carried;
import pykka.api.spi.ContextCarrier.Scope;

class MdcCarrierTest {
    private final MdcCarrier carrier = new MdcCarrier();

    @AfterEach
    void clear() {
        MDC.clear();
    }

    private Carried captured(String key, String value) {
        MDC.put(key, value);
        Carried carried = carrier.capture(false);
        MDC.clear();
        assertNotNull(carried);
        return carried;
    }

    @Test
    void ofAThreadWithoutEntriesItCapturesNothing() {
        assertNull(carrier.capture(true));
        MDC.put("key", "value");
        MDC.remove("key");
        assertNull(carrier.capture(true));
    }

    @Test
    void whatItCapturedIsThereUntilTheScopeIsClosed() {
        Scope scope = captured("key", "value").open();
        assertEquals(Map.of("key", "value"), MDC.getCopyOfContextMap());
        MDC.put("other", "of the handler");
        scope.close(null);
        assertNull(MDC.get("key"));
        assertNull(MDC.get("other"));
    }

    @Test
    void whatTheThreadHadBeforeComesBack() {
        Carried carried = captured("key", "value");
        MDC.put("key", "before");
        Scope scope = carried.open();
        assertEquals("value", MDC.get("key"));
        scope.close(new IllegalStateException());
        assertEquals(Map.of("key", "before"), MDC.getCopyOfContextMap());
    }

    @Test
    void whatAHandlerPutsDoesNotComeToTheNextOneOfATimer() {
        Carried carried = captured("key", "value");
        Scope scope = carried.open();
        MDC.put("key", "of the handler");
        scope.close(null);
        carried.open();
        assertEquals("value", MDC.get("key"));
    }
}
