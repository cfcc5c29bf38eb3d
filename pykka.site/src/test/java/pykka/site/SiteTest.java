package pykka.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteTest {
    @TempDir
    private Path folder;
    private Path site;

    @BeforeEach
    void writeProject() throws IOException {
        site = folder.resolve("site");
        write("pykka.site/index.md", "# First\n\n[two](../docs/two.md)\n");
        write("docs/README.md", """
                # Contents

                1. [Two](two.md), [one](one.md)
                2. [three](three.md), [one again](one.md#more), [changes](../CHANGELOG.md)
                """);
        write("docs/one.md", "# One\n\n## More\n");
        write("docs/two.md", "# Two\n");
        write("docs/three.md", "# Three\n");
        write("README.md", "# Name\n");
        write("CHANGELOG.md", "# Changes\n");
        write("src/A.java", "class A {}\n");
        write("src/target/B.java", "class B {}\n");
    }

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private List<String> dead() throws IOException {
        new Site(folder, site).write(Api.NONE);
        return Links.dead(site);
    }

    private String page(String name) throws IOException {
        return Files.readString(site.resolve(name));
    }

    /** The pages as they are. The Javadoc, and the links to it, are made and checked with the site only. */
    @Test
    void everyLinkOfTheDocumentationLeadsSomewhere() throws IOException {
        new Site(Path.of(".."), site).write(Api.NONE);

        assertEquals(List.of(), Links.dead(site));
    }

    @Test
    void pagesAreInTheOrderOfTheContents() throws IOException {
        Book book = new Book(folder);

        assertEquals(List.of("index.html", "documentation.html", "two.html", "one.html", "three.html", "changelog.html",
                "readme.html"),
                book.pages.values().stream().map(Page::name).toList());
        assertEquals(List.of(2, 2, 2, 1), book.groups.stream().map(List::size).toList());
    }

    @Test
    void pageThatTheContentsDoNotNameIsRefused() throws IOException {
        write("docs/four.md", "# Four\n");

        assertTrue(assertThrows(IllegalStateException.class, () -> new Book(folder)).getMessage().contains("four.md"));
    }

    @Test
    void linkToPageIsLinkToItsHtml() throws IOException {
        write("docs/three.md", "# Three\n\n[more](one.md#more)\n");

        assertEquals(List.of(), dead());
        assertTrue(page("three.html").contains("<a href=\"one.html#more\">more</a>"));
    }

    @Test
    void linkToMissingPageIsDead() throws IOException {
        write("docs/three.md", "# Three\n\n[x](four.md)\n");

        assertEquals(List.of("three.html: four.md"), dead());
    }

    @Test
    void linkToMissingAnchorIsDead() throws IOException {
        write("docs/three.md", "# Three\n\n[x](one.md#less), [x](#four)\n");

        assertEquals(List.of("three.html: one.html#less", "three.html: #four"), dead());
    }

    @Test
    void linkToPlaceOutsideOfTheProjectIsDead() throws IOException {
        write("docs/three.md", "# Three\n\n[x](../../" + folder.getFileName() + ".md)\n");
        Path outside = folder.resolveSibling(folder.getFileName() + ".md");
        try {
            Files.writeString(outside, "");

            assertEquals(1, dead().size());
        } finally {
            Files.delete(outside);
        }
    }

    @Test
    void linkToFolderShowsItsFilesWithoutWhatWasBuilt() throws IOException {
        write("docs/three.md", "# Three\n\n[sources](../src)\n");

        assertEquals(List.of(), dead());
        assertTrue(page("source-src.html").contains("<li><a href=\"source-src-A.java.html\">A.java</a></li>"));
        assertTrue(page("source-src-A.java.html").contains("<span class=\"k\">class</span> A {}"));
        try (Stream<Path> files = Files.list(site)) {
            assertTrue(files.noneMatch(file -> file.toString().contains("B.java")));
        }
    }

    @Test
    void namesOfTypesAndMembersAreLinksToTheirJavadoc() throws IOException {
        write("docs/three.md",
                "# Three `Thing`\n\n`Thing`, `Thing.go()`, `Thing<String>`, `Thing.no`, `Other`, [`Thing`](one.md)\n");
        write("site/api/m/p/Thing.html", "<section class=\"detail\" id=\"go(int)\">");

        new Site(folder, site).write(Api.read(site));

        assertEquals(List.of(), Links.dead(site));
        assertTrue(page("three.html").contains("<p><a href=\"api/m/p/Thing.html\"><code>Thing</code></a>, "
                + "<a href=\"api/m/p/Thing.html#go(int)\"><code>Thing.go()</code></a>, "
                + "<a href=\"api/m/p/Thing.html\"><code>Thing&lt;String&gt;</code></a>, "
                + "<code>Thing.no</code>, <code>Other</code>, <a href=\"one.html\"><code>Thing</code></a></p>"),
                page("three.html"));
    }

    @Test
    void typesOfTheSameNameAreNoLinks() throws IOException {
        write("site/api/m/p/Thing.html", "");
        write("site/api/m/q/Thing.html", "");

        assertEquals(null, Api.read(site).find("Thing"));
    }
}
