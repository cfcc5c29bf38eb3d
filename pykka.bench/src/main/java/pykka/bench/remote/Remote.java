package pykka.bench.remote;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import pykka.bench.OtherJvm;

/**
 * Actors of two JVMs on one machine, ours and Pekko's in turns: {@code Remote TURNS SECONDS}. Prints the figures of each turn,
 * and the medians of the ratios within the turns.
 */
public final class Remote {
    private static final List<String> NAMES = List.of("p50 ns", "p99 ns", "asks/s", "CPU ns an ask", "tells/s", "CPU ns a tell");

    private Remote() {}

    /** Runs it. */
    public static void main(String[] args) throws IOException, InterruptedException {
        int turns = args.length > 0 ? Integer.parseInt(args[0]) : 5;
        String seconds = args.length > 1 ? args[1] : "3";
        List<Map<Library, double[]>> all = new ArrayList<>();
        System.out.println("library, " + String.join(", ", NAMES));
        for (int turn = 0; turn < turns; turn++) {
            Map<Library, double[]> figures = new EnumMap<>(Library.class);
            for (Library library : Library.values()) {
                figures.put(library, measure(library, seconds));
            }
            all.add(figures);
        }
        for (int i = 0; i < NAMES.size(); i++) {
            int at = i;
            double[] ratios = all.stream().mapToDouble(turn -> turn.get(Library.PYKKA)[at] / turn.get(Library.PEKKO)[at]).sorted()
                    .toArray();
            System.out.printf(Locale.ROOT, "%s, ours : Pekko, median %.2f of %.2f to %.2f%n",
                    NAMES.get(i), ratios[ratios.length / 2], ratios[0], ratios[ratios.length - 1]);
        }
    }

    private static double[] measure(Library library, String seconds) throws IOException, InterruptedException {
        String port = freePort();
        Process server = java(Server.class, library.name(), port).start();
        try {
            String line = OtherJvm.lastLine(java(Client.class, library.name(), port, seconds));
            System.out.println(library + "," + line);
            return List.of(line.split(",")).stream().mapToDouble(Double::parseDouble).toArray();
        } finally {
            server.destroy();
            server.waitFor();
        }
    }

    private static String freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return String.valueOf(socket.getLocalPort());
        }
    }

    private static ProcessBuilder java(Class<?> main, String... args) {
        return OtherJvm.of(List.of("-Xmx1g", "-Dslf4j.internal.verbosity=ERROR"), main, args);
    }
}
