package pykka.tck.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pykka.api.messages.ProxyCall;
import pykka.api.messages.ProxyGetAttr;
import pykka.api.messages.ProxySetAttr;
import pykka.tck.support.Conformance;
import pykka.tck.support.Contract;

/** The original's tests/test_messages.py. The message of stop is private here. */
@Contract
class MessagesContract extends Conformance {
    MessagesContract(String runtime) {
        super(runtime);
    }

    @Test
    void proxyCall() {
        ProxyCall call = new ProxyCall(List.of("nested", "method"), List.of(1), Map.of("a", "b"));
        assertEquals(List.of("nested", "method"), call.attrPath());
        assertEquals(List.of(1), call.args());
        assertEquals(Map.of("a", "b"), call.kwargs());
    }

    @Test
    void proxyGetAttr() {
        assertEquals(List.of("nested", "attr"), new ProxyGetAttr(List.of("nested", "attr")).attrPath());
    }

    @Test
    void proxySetAttr() {
        ProxySetAttr set = new ProxySetAttr(List.of("nested", "attr"), "value");
        assertEquals(List.of("nested", "attr"), set.attrPath());
        assertEquals("value", set.value());
    }

    @Test
    void messagesHoldCopies() {
        List<String> path = new ArrayList<>(List.of("method"));
        List<Object> args = new ArrayList<>(Arrays.asList(1, null));
        Map<String, Object> kwargs = new HashMap<>();
        kwargs.put("a", null);
        ProxyCall call = new ProxyCall(path, args, kwargs);
        ProxyGetAttr get = new ProxyGetAttr(path);
        ProxySetAttr set = new ProxySetAttr(path, null);
        path.clear();
        args.clear();
        kwargs.clear();
        assertEquals(List.of("method"), call.attrPath());
        assertEquals(Arrays.asList(1, null), call.args());
        assertNull(call.kwargs().get("a"));
        assertEquals(1, call.kwargs().size());
        assertEquals(List.of("method"), get.attrPath());
        assertEquals(List.of("method"), set.attrPath());
        assertThrows(UnsupportedOperationException.class, () -> call.args().clear());
        assertThrows(UnsupportedOperationException.class, () -> call.kwargs().clear());
        assertThrows(UnsupportedOperationException.class, () -> call.attrPath().clear());
    }

    @Test
    void shortFormsMakeEqualMessages() {
        assertEquals(new ProxyCall(List.of("add"), List.of(1, 3), Map.of()), ProxyCall.of("add", 1, 3));
        assertEquals(new ProxyGetAttr(List.of("nested", "attr")), ProxyGetAttr.of("nested", "attr"));
        assertEquals(new ProxySetAttr(List.of("attr"), null), ProxySetAttr.of("attr", null));
    }

    @Test
    void nullPathsAndNamesAreRefused() {
        assertThrows(NullPointerException.class, () -> new ProxyCall(null, List.of(), Map.of()));
        assertThrows(NullPointerException.class, () -> new ProxyCall(List.of("a"), null, Map.of()));
        assertThrows(NullPointerException.class, () -> new ProxyCall(List.of("a"), List.of(), null));
        assertThrows(NullPointerException.class, () -> new ProxyGetAttr(Arrays.asList("a", null)));
        assertThrows(NullPointerException.class, () -> new ProxySetAttr(null, 1));
    }
}
