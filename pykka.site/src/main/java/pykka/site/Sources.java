package pykka.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Pages for the files of the project that pages have links to, and for all files of the folders. */
final class Sources {
    private Sources() {}

    static String name(Path root, Path file) {
        return "source-" + root.relativize(file).toString().replace('/', '-') + ".html";
    }

    /** The files in a folder that belong to the sources; of a file, this file. */
    static List<Path> files(Path place) throws IOException {
        try (Stream<Path> files = Files.walk(place)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !place.relativize(file).toString()
                            .matches("(.*/)?(target|bin|\\.[^/]*)(/.*)?")).sorted().toList();
        }
    }

    static String html(Path root, Path place) throws IOException {
        StringBuilder html = new StringBuilder("<h1>" + root.relativize(place) + "</h1>\n");
        if (Files.isDirectory(place)) {
            html.append("<ul>\n");
            for (Path file : files(place)) {
                html.append("<li><a href=\"" + name(root, file) + "\">" + place.relativize(file) + "</a></li>\n");
            }
            return html.append("</ul>\n").toString();
        }
        String language = place.toString().replaceFirst(".*\\.", "");
        return html.append("<pre><code>" + Highlight.html(language, Files.readString(place)) + "</code></pre>\n").toString();
    }
}
