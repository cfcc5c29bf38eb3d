package pykka.examples;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import pykka.api.Actor;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;
import pykka.api.Future;
import pykka.api.Futures;

/**
 * A pool of actors that share work: they look up the host names of IP addresses. Run it without arguments, or with the size of
 * the pool and the addresses: {@code 3 193.35.52.1 193.35.52.2 193.35.52.3 193.35.52.4}.
 */
public final class Resolver extends Actor {
    private Resolver() {}

    private String resolve(String ip) {
        try {
            String host = InetAddress.getByName(ip).getCanonicalHostName();
            if (!host.equals(ip)) { // which stands for no name found
                System.out.println("Finished resolving " + ip);
                return host;
            }
        } catch (UnknownHostException e) {
            // as below
        }
        System.out.println("Failed resolving " + ip);
        return null;
    }

    private static void run(int poolSize, List<String> ips) {
        // start the resolvers
        List<ActorRef<Resolver>> resolvers = new ArrayList<>();
        for (int i = 0; i < poolSize; i++) {
            resolvers.add(Actor.start(Resolver::new));
        }

        // distribute the work, without waiting
        List<Future<String>> hosts = new ArrayList<>();
        for (String ip : ips) {
            hosts.add(resolvers.get(hosts.size() % poolSize).call(resolver -> resolver.resolve(ip)));
        }

        // gather the results, waiting
        List<String> found = Futures.getAll(hosts);
        for (int i = 0; i < ips.size(); i++) {
            System.out.println(ips.get(i) + " is " + found.get(i));
        }

        // clean up
        ActorRegistry.stopAll();
    }

    /**
     * Runs the example.
     *
     * @param args the size of the pool, and the addresses; or none
     */
    public static void main(String[] args) {
        if (args.length >= 2) {
            run(Integer.parseInt(args[0]), Arrays.asList(args).subList(1, args.length));
        } else {
            run(10, IntStream.range(1, 50).mapToObj(i -> "193.35.52." + i).toList());
        }
    }
}
