package pykka.site;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes a web site of docs/. Its modules are those on the class path that have names like ours. */
final class Site {
    private static final String CLASS_PATH = System.getProperty("java.class.path");
    private static final String MERMAID = "/META-INF/resources/webjars/mermaid/";
    private final Path root;
    private final Path site;

    Site(Path root, Path site) {
        this.root = root.toAbsolutePath().normalize();
        this.site = site.toAbsolutePath().normalize();
    }

    /** Two arguments: the folder of the project, and the one that the site is written to, which is cleared before. */
    public static void main(String[] args) throws IOException {
        Site site = new Site(Path.of(args[0]), Path.of(args[1]));
        site.clear();
        site.write(Api.write(site.root, modules().keySet(), CLASS_PATH, site.site));
        site.copyMermaid();
        List<String> dead = Links.dead(site.site);
        if (!dead.isEmpty()) {
            throw new IllegalStateException("Links that lead nowhere:\n" + String.join("\n", dead));
        }
        System.out.println("The site is in " + site.site.resolve("index.html"));
    }
    /** The published modules, as they were built, by name. */
    static SortedMap<String, ModuleDescriptor> modules() {
        Path[] paths = Stream.of(CLASS_PATH.split(File.pathSeparator)).map(Path::of).toArray(Path[]::new);
        return ModuleFinder.of(paths).findAll().stream().map(ModuleReference::descriptor)
                .filter(module -> module.name().startsWith("pykka."))
                .collect(Collectors.toMap(ModuleDescriptor::name, module -> module, (one, other) -> one, TreeMap::new));
    }

    /** Writes all pages but the Javadoc. */
    void write(Api api) throws IOException {
        Files.createDirectories(site);
        Book book = new Book(root);
        Map<String, String> pictures = Map.of("modules", new ModuleGraph(modules()).html(api.modules));
        write("search.js", Search.script(book.pages.values(), api.types) + resource("search.js"));
        for (String name : List.of("style.css", "pictures.js")) {
            write(name, resource(name));
        }
        Set<Path> files = new LinkedHashSet<>();
        for (Path place : book.link()) {
            files.add(place);
            files.addAll(Sources.files(place));
        }
        book.link(api);
        for (Page page : book.pages.values()) {
            String title = page.title();
            write(page.name(), layout(book, page.name(), title, headings(page), Html.of(page, pictures)));
        }
        for (Path file : files) {
            String name = Sources.name(root, file);
            write(name, layout(book, name, file.getFileName().toString(), "", Sources.html(root, file)));
        }
    }

    private String layout(Book book, String name, String title, String headings, String content) throws IOException {
        StringBuilder pages = new StringBuilder();
        for (List<Page> group : book.groups) {
            pages.append("<ul>\n");
            for (Page page : group) {
                pages.append(item(page.name(), page.title(), page.name().equals(name) ? " aria-current=\"page\"" : ""));
            }
            pages.append("</ul>\n");
        }
        if (Files.exists(site.resolve("api/index.html"))) {
            pages.append("<ul>\n").append(item("api/index.html", "Javadoc", "")).append("</ul>\n");
        }
        return resource("page.html").replace("{title}", Highlight.escape(title)).replace("{kind}", name.replaceAll("[-.].*", ""))
                .replace("{pages}", pages).replace("{headings}", headings).replace("{content}", content);
    }

    private static String headings(Page page) {
        return page.headings().entrySet().stream().filter(heading -> heading.getKey().getLevel() == 2)
                .map(heading -> item("#" + heading.getValue(), Nodes.text(heading.getKey()), "")).collect(Collectors.joining());
    }

    private static String item(String target, String text, String attributes) {
        return "<li><a href=\"" + target + "\"" + attributes + ">" + Highlight.escape(text) + "</a></li>\n";
    }

    private void copyMermaid() throws IOException {
        try (InputStream properties = open("/META-INF/maven/org.webjars.npm/mermaid/pom.properties")) {
            Properties maven = new Properties();
            maven.load(properties);
            String version = maven.getProperty("version");
            write("mermaid.js", resource(MERMAID + version + "/dist/mermaid.min.js"));
            write("mermaid-license.txt", resource(MERMAID + version + "/LICENSE"));
        }
    }

    private static InputStream open(String name) {
        return Objects.requireNonNull(Site.class.getResourceAsStream(name), name);
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = open(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(site.resolve(name), text);
    }

    private void clear() throws IOException {
        if (Files.exists(site)) {
            try (Stream<Path> files = Files.walk(site)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
