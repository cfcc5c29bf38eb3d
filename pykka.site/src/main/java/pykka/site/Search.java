package pykka.site;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;

/** What the search looks through: a script, because a page that was opened as a file may load no data. */
final class Search {
    private Search() {}

    static String script(Iterable<Page> pages, Map<String, String> types) {
        List<String> entries = new ArrayList<>();
        for (Page page : pages) {
            String place = page.name();
            String heading = page.title();
            StringBuilder text = new StringBuilder();
            for (Node node = page.document().getFirstChild(); node != null; node = node.getNext()) {
                if (node instanceof Heading next && next.getLevel() > 1) {
                    entries.add(entry(place, page.title(), heading, text.toString()));
                    place = page.name() + "#" + page.headings().get(next);
                    heading = Nodes.text(next);
                    text.setLength(0);
                } else if (!(node instanceof Heading)) {
                    text.append(Nodes.text(node)).append(' ');
                }
            }
            entries.add(entry(place, page.title(), heading, text.toString()));
        }
        types.forEach((name, place) -> entries.add(entry(place, "Javadoc", name, "")));
        return entries.stream().collect(Collectors.joining(",\n", "searchable = [\n", "\n];\n"));
    }

    private static String entry(String place, String page, String heading, String text) {
        return Stream.of(place, page, heading, text.replaceAll("\\s+", " ").strip()).map(Search::quote)
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String quote(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
