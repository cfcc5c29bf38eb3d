package user.bundle.tour;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.slf4j.MDC;
import pykka.api.Actor;
import pykka.api.ActorRef;

/** An actor that leaves traces wherever it can. */
public final class Guide extends Actor {
    private static final ThreadLocal<Guide> LOCAL = new ThreadLocal<>();

    private Object told;

    public int twice(int value) {
        return 2 * value;
    }

    /** Has timers of all kinds run, and watches. */
    void linger(ActorRef<?>... others) {
        timers().atFixedRate(Duration.ofMillis(1), new Object[] {this});
        timers().withFixedDelay("delay", Duration.ofMillis(1), new Object[] {this});
        timers().after(Duration.ofHours(1), this);
        timers().receiveTimeout(Duration.ofHours(1), this);
        for (ActorRef<?> other : others) {
            watch(other);
        }
    }

    @Override
    protected Object onReceive(Object message) throws Exception {
        if (message instanceof List<?> others) { // asks the first, which asks the second
            List<?> rest = others.subList(1, others.size());
            return ((ActorRef<?>) others.get(0)).ask(rest.isEmpty() ? "told" : rest);
        }
        if (message instanceof CountDownLatch latch) {
            latch.await();
            return null;
        }
        if (!(message instanceof String text)) { // of a timer
            return null;
        }
        switch (text) {
            case "told":
                return told;
            case "fail":
                throw new Lost();
            case "context":
                MDC.put("guide", toString());
                LOCAL.set(this);
                return "context set";
            default:
                told = message;
                return null;
        }
    }

    @Override
    protected void onStop() {
        Activator.context.getServiceReference("java.util.function.Function");
    }
}
