package pykka.examples.docs;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** README.md, another page beside it, one of docs/, or the first page of the site. */
record Page(Path path, List<String> lines) {
    static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Pattern FILE = Pattern.compile("<!-- file: (\\S+) -->");

    /** Java code between two fences, or any text if a file is named above the block, which then shows (a part of) that file. */
    record Block(int line, String code, String file) {}

    static List<Page> all() throws IOException {
        List<Path> paths = new ArrayList<>();
        try (Stream<Path> top = Files.list(ROOT); Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            paths.add(ROOT.resolve("pykka.site/index.md"));
            Stream.concat(top, docs).filter(path -> path.toString().endsWith(".md")).sorted().forEach(paths::add);
        }
        List<Page> pages = new ArrayList<>();
        for (Path path : paths) {
            pages.add(new Page(path, Files.readAllLines(path)));
        }
        return pages;
    }

    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String fence = lines.get(i).strip();
            Matcher file = FILE.matcher(i == 0 ? "" : lines.get(i - 1));
            if (fence.startsWith("```java") || fence.startsWith("```") && file.matches()) {
                int begin = i + 1;
                do {
                    i++;
                    assertTrue(i < lines.size(), this + ":" + begin + " has no end");
                } while (!lines.get(i).strip().equals("```"));
                blocks.add(new Block(begin + 1, String.join("\n", lines.subList(begin, i)) + "\n",
                        file.matches() ? file.group(1) : ""));
            }
        }
        return blocks;
    }

    @Override
    public String toString() {
        return ROOT.relativize(path).toString();
    }
}
