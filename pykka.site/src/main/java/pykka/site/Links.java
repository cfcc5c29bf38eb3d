package pykka.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Checks the links of the pages that were made. */
final class Links {
    private static final Pattern LINK = Pattern.compile("<a [^>]*?href=\"([^\"]*)\"");

    private Links() {}

    /** The links to files and anchors that are not there, each with its page. */
    static List<String> dead(Path site) throws IOException {
        List<String> dead = new ArrayList<>();
        try (Stream<Path> files = Files.list(site)) {
            for (Path page : files.filter(path -> path.toString().endsWith(".html")).sorted().toList()) {
                for (MatchResult link : LINK.matcher(Files.readString(page)).results().toList()) {
                    if (isDead(site, page, link.group(1))) {
                        dead.add(page.getFileName() + ": " + link.group(1));
                    }
                }
            }
        }
        return dead;
    }

    private static boolean isDead(Path site, Path page, String link) throws IOException {
        if (link.matches("https?://.*")) {
            return false; // not checked: the build may be offline
        }
        String[] parts = link.replace("%3C", "&lt;").replace("%3E", "&gt;").split("#", 2);
        Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
        return !target.startsWith(site) || !Files.isRegularFile(target)
                || parts.length == 2 && !Files.readString(target).contains("id=\"" + parts[1] + "\"");
    }
}
