package pykka.karaf;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.ExtendWith;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import pykka.api.Actor;
import pykka.api.ActorRef;
import pykka.cluster.Cluster;
import pykka.cluster.ClusterOptions;
import pykka.testkit.StopActors;

/** The commands of clusters, in a framework that has some services. */
@ExtendWith(StopActors.class)
@EnabledForJreRange(max = JRE.JAVA_23) // Karaf's shell needs the Security Manager
class ClusterCommandsTest {
    private static class Clerk extends Actor {}

    private static <T> T fake(Class<T> type, Function<String, Object> results) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "equals" -> proxy == arguments[0];
                    default -> results.apply(method.getName());
                }));
    }

    private static List<String> type(String line, Cluster... clusters) {
        ServiceReference<?> reference = fake(ServiceReference.class, method -> method.equals("getProperty") ? "street" : null);
        BundleContext context = fake(BundleContext.class, method -> switch (method) {
            case "getServiceReferences" -> clusters.length == 0 ? List.of() : List.of(reference);
            case "getService" -> clusters[0];
            case "ungetService" -> true;
            default -> null;
        });
        try (Shell shell = new Shell(context)) {
            return shell.type(line).stream().map(said -> said.replaceAll(" *[│|\t] *", "|")).toList();
        }
    }

    private static Cluster join(String name, String... members) {
        return Cluster.join(ClusterOptions.named("street").bind("127.0.0.1", 0).nodeName(name).members(members));
    }

    @Test
    void nodesShowsAllAndWhichIsThis() {
        try (Cluster cluster = join("shop")) {
            assertEquals(List.of("street|shop|this"),
                    type("pykka:nodes", cluster).stream().skip(2).toList());
        }
    }

    @Test
    void namesShowsWhoIsPublished() {
        try (Cluster cluster = join("shop")) {
            assertEquals(List.of("No names"), type("pykka:names", cluster).stream().skip(2).toList());
            ActorRef<Clerk> clerk = Actor.start(Clerk::new);
            cluster.publish("clerk", clerk);
            assertEquals(List.of("street|clerk|" + clerk), type("pykka:names --no-format", cluster));
            clerk.stop();
        }
    }

    @Test
    void clusterThatIsMissingIsSaid() {
        for (String command : List.of("nodes", "names")) {
            assertEquals(List.of("No cluster: the configuration pykka.cluster joins one"),
                    type("pykka:" + command).stream().skip(2).toList());
        }
    }
}
