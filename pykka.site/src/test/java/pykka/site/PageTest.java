package pykka.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PageTest {
    private static Page page(String markdown) {
        return Page.of(Path.of("page.md"), "page.html", markdown);
    }

    private static String html(String markdown) {
        return Html.of(page(markdown), Map.of("modules", "<svg/>"));
    }

    @Test
    void anchorsAreThoseThatGitHubMakes() {
        Page page = page("""
                # What it needs of the JDK
                ## `pooled`
                ## An actor, and itself!
                ## Möbius_2 - x
                ## `Actor.start(...)` & [more](a.md)
                """);

        assertEquals(List.of("what-it-needs-of-the-jdk", "pooled", "an-actor-and-itself", "möbius_2---x", "actorstart--more"),
                List.copyOf(page.headings().values()));
    }

    @Test
    void anchorsOfTheSameHeadingAreNumbered() {
        assertEquals(List.of("name", "name-1", "name-2"), List.copyOf(page("# Name\n## Name\n## Name\n").headings().values()));
    }

    @Test
    void titleIsTheFirstHeading() {
        assertEquals("On a signal", page("text\n\n# On *a* `signal`\n\n## More\n").title());
    }

    @Test
    void headingsHaveTheirAnchors() {
        assertTrue(html("## The end\n").contains("<h2 id=\"the-end\">"));
    }

    @Test
    void codeInCommentsIsNotShown() {
        String html = html("before\n\n<!-- hidden:\n```java\nclass Hidden {\n\n}\n```\n-->\n\nafter <!-- this, too --> all\n");

        assertFalse(html.contains("idden") || html.contains("this, too") || html.contains("<!--"), html);
        assertTrue(html.contains("before") && html.contains("after"), html);
    }

    @Test
    void commentsAreNotFoundBySearch() {
        String script = Search.script(List.of(page("# A\n\n<!-- hidden -->\n\nshown\n")), Map.of());

        assertEquals("searchable = [\n[\"page.html\",\"A\",\"A\",\"shown\"]\n];\n", script);
    }

    @Test
    void eachSectionIsFoundBySearch() {
        Page page = page("# A\n\none \"two\"\n\n## B\n\n| x | y |\n|---|---|\n| 1 | 2 |\n");
        String script = Search.script(List.of(page), Map.of("Type", "api/Type.html"));

        assertEquals("""
                searchable = [
                ["page.html","A","A","one \\"two\\""],
                ["page.html#b","A","B","x y 1 2"],
                ["api/Type.html","Javadoc","Type",""]
                ];
                """, script);
    }

    @Test
    void otherHtmlIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> html("<script>\nalert()\n</script>\n"));
    }

    @Test
    void commentThatNamesPictureIsReplacedByIt() {
        assertTrue(html("<!-- picture: modules -->\n").contains("<svg/>"));
    }

    @Test
    void drawingsAreLeftToMermaid() {
        assertTrue(html("```mermaid\ngraph LR\n  a --> b\n```\n")
                .contains("<pre class=\"mermaid\">graph LR\n  a --&gt; b\n</pre>"));
    }

    @Test
    void codeIsMarkedAndEscaped() {
        assertEquals("<span class=\"a\">@Override</span> List&lt;A&gt; "
                + "<span class=\"k\">new</span> <span class=\"s\">\"new // \"</span>; "
                + "<span class=\"c\">// =&gt; new</span>\n", 
                Highlight.html("java", "@Override List<A> new \"new // \"; // => new\n"));
    }
}
