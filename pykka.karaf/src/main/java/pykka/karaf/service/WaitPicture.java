package pykka.karaf.service;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import pykka.api.inspect.ActorInfo;
import pykka.api.inspect.Deadlock;

/**
 * Draws who waits for whom, as SVG: actors, and the threads that are in a deadlock with them, on an ellipse, and an arrow for
 * each wait. Deadlocks are red.
 */
final class WaitPicture {
    /** The most arrows. */
    private static final int MOST = 40;
    private static final int BOX_WIDTH = 200;
    private static final int BOX_HEIGHT = 26;
    /** How far an arrow bends aside for its length, so that it does not cover the one that goes back. */
    private static final double BEND = 0.12;
    /** From the tip of an arrow to the box. */
    private static final int GAP = 3;

    /** Two of {@link #names}. */
    private record Wait(String from, String to) {}

    /** What stands in the boxes, by URN, or by the name of a thread. */
    private final Map<String, String> names = new LinkedHashMap<>();
    private final Set<Wait> waits = new LinkedHashSet<>();
    private final Set<String> deadlocked;
    private final StringBuilder svg = new StringBuilder();

    private WaitPicture(List<ActorInfo> actors, List<Deadlock> deadlocks) {
        deadlocks.forEach(this::addCycle);
        deadlocked = Set.copyOf(names.keySet());
        for (ActorInfo actor : actors) {
            actor.waitsForUrn().ifPresent(urn ->
                    add(actor.urn(), actor.className() + " (" + actor.urn() + ")", urn, actor.waitsFor().orElse(urn)));
        }
    }

    /** Returns nothing if no actor waits for another one. */
    static String of(List<ActorInfo> actors, List<Deadlock> deadlocks) {
        WaitPicture picture = new WaitPicture(actors, deadlocks);
        return picture.waits.isEmpty() ? "" : picture.draw();
    }

    /** What a look at each actor does not tell: that it is blocked for a lock, and who has that. */
    private void addCycle(Deadlock deadlock) {
        List<Deadlock.Member> cycle = deadlock.cycle();
        for (int i = 0; i < cycle.size(); i++) {
            Deadlock.Member from = cycle.get(i);
            Deadlock.Member to = cycle.get((i + 1) % cycle.size());
            add(from.urn().orElse(from.name()), from.name(), to.urn().orElse(to.name()), to.name());
        }
    }

    private void add(String from, String fromName, String to, String toName) {
        if (waits.size() < MOST) {
            waits.add(new Wait(from, to));
            names.putIfAbsent(from, fromName);
            names.putIfAbsent(to, toName);
        }
    }

    private String draw() {
        List<String> drawn = new ArrayList<>(names.keySet());
        // so wide that boxes at the top and the bottom have room beside each other, and those at the sides below each other
        int across = Math.max(125, drawn.size() * 45);
        int down = Math.max(90, drawn.size() * 16);
        int width = 2 * across + BOX_WIDTH + 20;
        int height = 2 * down + BOX_HEIGHT + 20;
        svg.append(text("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\""
                + " font-size=\"12\">%n<defs>", width, height));
        for (String color : List.of("black", "red")) {
            svg.append(text("<marker id=\"%s\" markerWidth=\"9\" markerHeight=\"9\" refX=\"8\" refY=\"4\" orient=\"auto\">"
                    + "<path d=\"M0,0 L9,4 L0,8 z\" fill=\"%s\"/></marker>", color, color));
        }
        svg.append("</defs>\n");
        Map<String, double[]> places = new LinkedHashMap<>();
        for (String each : drawn) {
            double angle = 2 * Math.PI * places.size() / drawn.size() - Math.PI / 2;
            places.put(each, new double[] {width / 2.0 + across * Math.cos(angle), height / 2.0 + down * Math.sin(angle)});
        }
        waits.forEach(wait -> arrow(places.get(wait.from), places.get(wait.to), color(wait.from)));
        places.forEach(this::box);
        return svg.append("</svg>").toString();
    }

    private String color(String name) {
        return deadlocked.contains(name) ? "red" : "black";
    }

    /** From the edge of one box to the edge of the other. */
    private void arrow(double[] from, double[] to, String color) {
        double length = Math.max(1, Math.hypot(to[0] - from[0], to[1] - from[1]));
        double dx = (to[0] - from[0]) / length;
        double dy = (to[1] - from[1]) / length;
        double edge = Math.min(BOX_WIDTH / 2.0 / Math.abs(dx), BOX_HEIGHT / 2.0 / Math.abs(dy)) + GAP;
        double bend = Math.max(0, length - 2 * edge) * BEND;
        svg.append(text("<path d=\"M%.0f,%.0f Q%.0f,%.0f %.0f,%.0f\" fill=\"none\" stroke=\"%s\" marker-end=\"url(#%s)\"/>%n",
                from[0] + dx * edge, from[1] + dy * edge,
                (from[0] + to[0]) / 2 - dy * bend, (from[1] + to[1]) / 2 + dx * bend,
                to[0] - dx * edge, to[1] - dy * edge, color, color));
    }

    private void box(String name, double[] at) {
        String words = names.get(name);
        svg.append(text("<g><title>%s</title><rect x=\"%.0f\" y=\"%.0f\" width=\"%d\" height=\"%d\" rx=\"5\" fill=\"white\" stroke=\"%s\"/>"
                + "<text x=\"%.0f\" y=\"%.0f\" text-anchor=\"middle\">%s</text></g>%n", escaped(words),
                at[0] - BOX_WIDTH / 2.0, at[1] - BOX_HEIGHT / 2.0, BOX_WIDTH, BOX_HEIGHT, color(name),
                at[0], at[1] + 4, escaped(shortened(words))));
    }

    /** As much as a box has room for: of an actor the class, and the beginning of the URN. */
    private static String shortened(String words) {
        String[] parts = words.split(" \\(urn:uuid:");
        String urn = parts.length == 2 && parts[1].length() > 8 ? " " + parts[1].substring(0, 8) : "";
        int room = 25 - urn.length();
        return (parts[0].length() > room ? parts[0].substring(0, room - 1) + "…" : parts[0]) + urn;
    }

    private static String text(String format, Object... parts) {
        return String.format(Locale.ROOT, format, parts);
    }

    /** Text as it may stand in HTML. */
    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
