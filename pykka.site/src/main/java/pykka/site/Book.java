package pykka.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.commonmark.node.Code;
import org.commonmark.node.Heading;
import org.commonmark.node.Link;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;

/** All pages: the first one, those of docs/ and beside it in the order in which docs/README.md names them, README.md. */
final class Book {
    /** Its order is that of the book. */
    final Map<Path, Page> pages = new LinkedHashMap<>();
    /** What each item of the list in docs/README.md names for the first time. */
    final List<List<Page>> groups = new ArrayList<>();
    private final Path root;

    Book(Path root) throws IOException {
        this.root = root;
        Page contents = Page.read(root.resolve("docs/README.md"), "documentation.html");
        Page first = Page.read(root.resolve("pykka.site/index.md"), "index.html");
        groups.add(List.of(add(first), add(contents)));
        for (ListItem item : Nodes.all(contents.document(), ListItem.class)) {
            List<Page> group = new ArrayList<>();
            for (Link link : Nodes.all(item, Link.class)) {
                Path path = contents.path().resolveSibling(link.getDestination().replaceFirst("#.*", "")).normalize();
                if (path.toString().endsWith(".md") && Files.exists(path) && !pages.containsKey(path)) {
                    group.add(add(Page.read(path, name(path))));
                }
            }
            groups.add(group);
        }
        groups.add(List.of(add(Page.read(root.resolve("README.md"), "readme.html"))));
        Set<Path> unnamed = new TreeSet<>();
        try (Stream<Path> files = Files.list(root.resolve("docs"))) {
            files.filter(path -> path.toString().endsWith(".md") && !pages.containsKey(path)).forEach(unnamed::add);
        }
        if (!unnamed.isEmpty()) {
            throw new IllegalStateException("docs/README.md does not name " + unnamed);
        }
    }

    private Page add(Page page) {
        pages.put(page.path(), page);
        return page;
    }

    private static String name(Path path) {
        return path.getFileName().toString().toLowerCase(Locale.ROOT).replace(".md", ".html");
    }

    /** Turns links between pages, and to files of the project, into those of the site; returns the files. */
    Set<Path> link() {
        Set<Path> files = new TreeSet<>();
        for (Page page : pages.values()) {
            for (Link link : Nodes.all(page.document(), Link.class)) {
                String[] parts = link.getDestination().split("#", 2);
                if (parts[0].isEmpty() || parts[0].contains(":")) {
                    continue;
                }
                Path target = page.path().resolveSibling(parts[0]).normalize();
                if (pages.containsKey(target)) {
                    link.setDestination(pages.get(target).name() + (parts.length == 2 ? "#" + parts[1] : ""));
                } else if (target.startsWith(root) && Files.exists(target) && parts.length == 1) {
                    link.setDestination(Sources.name(root, target));
                    files.add(target);
                } // what stays as it was leads nowhere, and is found when the links of the site are checked
            }
        }
        return files;
    }

    /** Gives code that is the name of a type or a member a link to its Javadoc. */
    void link(Api api) {
        for (Page page : pages.values()) {
            for (Code code : Nodes.all(page.document(), Code.class)) {
                String target = api.find(code.getLiteral());
                if (target != null && !Nodes.isInside(code, Link.class) && !Nodes.isInside(code, Heading.class)) {
                    Node link = new Link(target, null);
                    code.insertBefore(link);
                    link.appendChild(code);
                }
            }
        }
    }
}
