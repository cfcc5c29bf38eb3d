package pykka.karaf.service;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import pykka.api.inspect.ActorInfo;
import pykka.api.inspect.Deadlock;

/** Draws which actor waits for which, as SVG: the actors in a circle, and an arrow for each wait; deadlocks are red. */
final class WaitPicture {
    private static final int MOST = 40;
    private static final int BOX_WIDTH = 190;
    private static final int BOX_HEIGHT = 26;

    private WaitPicture() {}

    /** Returns nothing if no actor waits for another one. */
    static String of(List<ActorInfo> actors, List<Deadlock> deadlocks) {
        Map<String, String> names = new LinkedHashMap<>();
        actors.forEach(actor -> names.put(actor.urn(), actor.className()));
        List<ActorInfo> waiting = actors.stream().filter(actor -> actor.waitsForUrn().isPresent()).limit(MOST).toList();
        Set<String> dead = new HashSet<>();
        deadlocks.forEach(deadlock -> deadlock.cycle().forEach(member -> member.urn().ifPresent(dead::add)));
        List<String> drawn = new ArrayList<>();
        for (ActorInfo actor : waiting) {
            for (String urn : List.of(actor.urn(), actor.waitsForUrn().orElseThrow())) {
                if (!drawn.contains(urn)) {
                    drawn.add(urn);
                }
            }
        }
        if (drawn.isEmpty()) {
            return "";
        }
        int radius = Math.max(120, drawn.size() * 18);
        int middle = radius + BOX_WIDTH / 2 + 10;
        StringBuilder svg = new StringBuilder("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + 2 * middle + "\" height=\""
                + 2 * middle + "\" font-family=\"sans-serif\" font-size=\"12\">\n"
                + "<defs><marker id=\"to\" markerWidth=\"9\" markerHeight=\"9\" refX=\"8\" refY=\"4\" orient=\"auto\">"
                + "<path d=\"M0,0 L9,4 L0,8 z\"/></marker></defs>\n");
        for (ActorInfo actor : waiting) {
            arrow(svg, at(drawn.indexOf(actor.urn()), drawn.size(), radius, middle),
                    at(drawn.indexOf(actor.waitsForUrn().orElseThrow()), drawn.size(), radius, middle),
                    dead.contains(actor.urn()) ? "red" : "black");
        }
        for (int i = 0; i < drawn.size(); i++) {
            String urn = drawn.get(i);
            box(svg, at(i, drawn.size(), radius, middle), names.getOrDefault(urn, "actor") + " " + urn.replaceFirst(".*:(.{8}).*", "$1"),
                    urn, dead.contains(urn) ? "red" : "black");
        }
        return svg.append("</svg>").toString();
    }

    /** The place of one of several on the circle. */
    private static double[] at(int index, int count, int radius, int middle) {
        double angle = 2 * Math.PI * index / count - Math.PI / 2;
        return new double[] {middle + radius * Math.cos(angle), middle + radius * Math.sin(angle)};
    }

    /** From the edge of one box to the edge of the other, as nearly as an ellipse is a box. */
    private static void arrow(StringBuilder svg, double[] from, double[] to, String color) {
        double dx = to[0] - from[0];
        double dy = to[1] - from[1];
        double length = Math.max(1, Math.hypot(dx, dy));
        double x = dx / length * BOX_WIDTH / 2;
        double y = dy / length * BOX_HEIGHT / 2;
        svg.append(String.format(Locale.ROOT, "<line x1=\"%.0f\" y1=\"%.0f\" x2=\"%.0f\" y2=\"%.0f\" stroke=\"%s\" marker-end=\"url(#to)\"/>%n",
                from[0] + x, from[1] + y, to[0] - x, to[1] - y, color));
    }

    private static void box(StringBuilder svg, double[] at, String label, String urn, String color) {
        svg.append(String.format(Locale.ROOT, "<g><title>%s</title><rect x=\"%.0f\" y=\"%.0f\" width=\"%d\" height=\"%d\" rx=\"5\""
                + " fill=\"white\" stroke=\"%s\"/><text x=\"%.0f\" y=\"%.0f\" text-anchor=\"middle\">%s</text></g>%n", escaped(urn),
                at[0] - BOX_WIDTH / 2.0, at[1] - BOX_HEIGHT / 2.0, BOX_WIDTH, BOX_HEIGHT, color, at[0], at[1] + 4, escaped(label)));
    }

    /** Text as it may stand in HTML. */
    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
