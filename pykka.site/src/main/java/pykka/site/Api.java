package pykka.site;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** The Javadoc of the modules, and what is in it. */
final class Api {
    static final Api NONE = new Api();
    private static final Pattern NAME = Pattern.compile(
            "@?(?:pykka\\.[a-z.]+\\.)?([A-Z]\\w*(?:\\.[A-Z]\\w*)*)(?:\\.(\\w+))?(?:<.*>)?(?:\\(.*\\))?");
    private static final Pattern MEMBER = Pattern.compile("<section class=\"detail\" id=\"([^\"]+)\"");
    /** The page of each type; of a name that several have, none. */
    final Map<String, String> types = new TreeMap<>();
    /** The page of each module. */
    final Map<String, String> modules = new TreeMap<>();
    private final Map<String, List<String>> members = new TreeMap<>();

    /** Writes it to the folder api of the site. */
    static Api write(Path root, Set<String> modules, String modulePath, Path site) throws IOException {
        List<String> args = new ArrayList<>(List.of("-quiet", "-notimestamp", "-Xdoclint:none", "-locale", "en",
                "-encoding", "UTF-8", "-docencoding", "UTF-8", "-doctitle", "Pykka", "-windowtitle", "Pykka",
                "-header", "<a href=\"{@docRoot}/../index.html\">Documentation</a>",
                "-d", site.resolve("api").toString(),
                "--module-path", modulePath, "--module", String.join(",", modules)));
        for (String module : modules) {
            args.addAll(List.of("--module-source-path", module + "=" + root.resolve(module + "/src/main/java")));
        }
        PrintWriter out = new PrintWriter(System.out, true);
        if (ToolProvider.findFirst("javadoc").orElseThrow().run(out, out, args.toArray(new String[0])) != 0) {
            throw new IllegalStateException("javadoc failed");
        }
        return read(site);
    }

    static Api read(Path site) throws IOException {
        Api api = new Api();
        try (Stream<Path> files = Files.list(site.resolve("api"))) {
            for (Path page : files.map(path -> path.resolve("module-summary.html")).filter(Files::exists).toList()) {
                api.modules.put(page.getParent().getFileName().toString(), site.relativize(page).toString());
            }
        }
        Set<String> seen = new HashSet<>();
        try (Stream<Path> files = Files.walk(site.resolve("api"))) {
            for (Path file : files.sorted().toList()) {
                if (!file.getFileName().toString().matches("[A-Z][\\w.]*\\.html")) {
                    continue;
                }
                String name = file.getFileName().toString().replace(".html", "");
                String place = site.relativize(file).toString();
                if (seen.add(name)) {
                    api.types.put(name, place);
                } else {
                    api.types.remove(name);
                }
                Matcher matcher = MEMBER.matcher(Files.readString(file));
                api.members.put(place, matcher.results().map(result -> result.group(1)).toList());
            }
        }
        return api;
    }

    /** The place of what is named like {@code Type} or {@code Type.member(...)}, or null. */
    String find(String code) {
        Matcher matcher = NAME.matcher(code);
        if (!matcher.matches() || !types.containsKey(matcher.group(1))) {
            return null;
        }
        String place = types.get(matcher.group(1));
        String member = matcher.group(2);
        if (member == null) {
            return place;
        }
        return members.get(place).stream().filter(id -> id.equals(member) || id.startsWith(member + "(")).findFirst()
                .map(id -> place + "#" + id.replace("<", "%3C").replace(">", "%3E")).orElse(null);
    }
}
