package user.bundle.keeper;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import pykka.api.ActorMemberException;
import pykka.api.ActorProxy;
import pykka.api.ActorRef;
import pykka.api.Future;
import pykka.api.messages.ProxyCall;

/** Calls all actors that are offered, in all ways that need no class of theirs, and keeps what it gets. */
public final class Activator implements BundleActivator, Supplier<List<String>> {
    private final List<Object> kept = new ArrayList<>();
    private BundleContext context;

    /** Nobody else sees it. */
    public interface Adder {
        Future<Integer> add(int a, int b);

        default Future<Integer> twice(int a) {
            return add(a, a);
        }
    }

    @Override
    public void start(BundleContext started) {
        context = started;
        context.registerService(Supplier.class, this, null);
    }

    @Override
    public List<String> get() {
        List<String> said = new ArrayList<>();
        try {
            ServiceReference<?>[] services = context.getServiceReferences(ActorRef.class.getName(), null);
            Arrays.sort(services, Comparator.reverseOrder()); // the oldest first
            for (ServiceReference<?> service : services) {
                ActorRef<?> ref = (ActorRef<?>) context.getService(service);
                kept.add(ref);
                attempt("dynamic", () -> dynamic(ref.proxy()), said);
                attempt("typed", () -> typed(ref.proxy(Adder.class)), said);
                attempt("raw", () -> ref.ask(ProxyCall.of("add", 1, 2)), said);
                context.ungetService(service);
            }
        } catch (Exception e) {
            said.add(e.toString());
        }
        return said;
    }

    private Object dynamic(ActorProxy proxy) {
        Future<Object> sum = proxy.call("add", 1, 2);
        kept.addAll(List.of(proxy, proxy.method("add"), sum));
        return sum.get();
    }

    private Object typed(Adder proxy) {
        Future<Integer> sum = proxy.twice(2);
        kept.addAll(List.of(proxy, sum));
        return sum.get();
    }

    private static void attempt(String way, Supplier<Object> call, List<String> said) {
        try {
            said.add(way + " " + call.get());
        } catch (ActorMemberException e) {
            said.add(way + " refused " + e.getMessage());
        }
    }

    @Override
    public void stop(BundleContext stopped) {
        // keeps all
    }
}
