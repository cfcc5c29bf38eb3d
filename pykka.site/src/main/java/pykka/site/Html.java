package pykka.site;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlRenderer;

/** The HTML of a page's text. */
final class Html {
    private Html() {}

    /** Pictures take the place of comments that name them. */
    static String of(Page page, Map<String, String> pictures) {
        for (Map.Entry<Heading, String> heading : page.headings().entrySet()) {
            if (heading.getKey().getLevel() > 1) {
                Node link = new Link("#" + heading.getValue(), null);
                link.appendChild(new Text("#"));
                heading.getKey().appendChild(link);
            }
        }
        String html = HtmlRenderer.builder().extensions(List.of(TablesExtension.create()))
                .attributeProviderFactory(context -> (node, tag, attributes) -> {
                    if (node instanceof Heading) {
                        attributes.put("id", page.headings().get(node));
                    }
                })
                .nodeRendererFactory(context -> new Blocks(context, pictures))
                .build().render(page.document());
        return "<section>\n" + html.replace("<h2", "</section>\n<section>\n<h2") + "</section>\n";
    }

    private record Blocks(HtmlNodeRendererContext context, Map<String, String> pictures) implements NodeRenderer {
        @Override
        public Set<Class<? extends Node>> getNodeTypes() {
            return Set.of(FencedCodeBlock.class, HtmlBlock.class, HtmlInline.class);
        }

        @Override
        public void render(Node node) {
            if (node instanceof FencedCodeBlock block) {
                context.getWriter().raw(block.getInfo().equals("mermaid")
                        ? "<pre class=\"mermaid\">" + Highlight.escape(block.getLiteral()) + "</pre>\n"
                        : "<pre><code>" + Highlight.html(block.getInfo(), block.getLiteral()) + "</code></pre>\n");
            } else {
                String literal = node instanceof HtmlBlock block ? block.getLiteral() : ((HtmlInline) node).getLiteral();
                if (!literal.startsWith("<!--")) {
                    throw new IllegalArgumentException("HTML is not for pages: " + literal);
                }
                context.getWriter().raw(pictures.getOrDefault(literal.replaceAll("^<!-- picture: (\\w+) -->$", "$1"), ""));
            }
        }
    }
}
