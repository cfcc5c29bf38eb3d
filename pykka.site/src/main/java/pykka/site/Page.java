package pykka.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;

/**
 * A page in Markdown.
 *
 * @param name the file of the site
 * @param headings with the anchor of each
 */
record Page(Path path, String name, Node document, Map<Heading, String> headings) {
    static final Parser PARSER = Parser.builder().extensions(List.of(TablesExtension.create())).build();

    static Page read(Path path, String name) throws IOException {
        return of(path, name, Files.readString(path));
    }

    static Page of(Path path, String name, String markdown) {
        Node document = PARSER.parse(markdown);
        Map<Heading, String> headings = new LinkedHashMap<>();
        Map<String, Integer> times = new HashMap<>();
        for (Heading heading : Nodes.all(document, Heading.class)) {
            String anchor = anchor(Nodes.text(heading));
            int before = times.merge(anchor, 1, Integer::sum) - 1;
            headings.put(heading, before == 0 ? anchor : anchor + "-" + before);
        }
        return new Page(path, name, document, headings);
    }

    /** As GitHub makes it. */
    static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}_ -]", "").replace(' ', '-');
    }

    String title() {
        return name.equals("readme.html") ? "README" : headings.keySet().stream().findFirst().map(Nodes::text).orElse(name);
    }
}
