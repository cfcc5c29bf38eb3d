package pykka.site;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.node.Block;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;

/** Looks into the tree of a page. */
final class Nodes {
    private Nodes() {}

    /** All nodes of a kind below this one, in the order of the text. */
    static <T extends Node> List<T> all(Node node, Class<T> kind) {
        List<T> found = new ArrayList<>();
        for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
            if (kind.isInstance(child)) {
                found.add(kind.cast(child));
            }
            found.addAll(all(child, kind));
        }
        return found;
    }

    static boolean isInside(Node node, Class<? extends Node> kind) {
        return node != null && (kind.isInstance(node) || isInside(node.getParent(), kind));
    }

    /** What readers see of it, without comments and pictures. */
    static String text(Node node) {
        StringBuilder text = new StringBuilder();
        append(text, node);
        return text.toString().strip();
    }

    private static void append(StringBuilder text, Node node) {
        if (node instanceof Text words) {
            text.append(words.getLiteral());
        } else if (node instanceof Code code) {
            text.append(code.getLiteral());
        } else if (node instanceof FencedCodeBlock block && !block.getInfo().equals("mermaid")) {
            text.append(block.getLiteral());
        }
        for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
            append(text, child);
        }
        if (node instanceof Block || node instanceof TableCell || node instanceof SoftLineBreak) {
            text.append(' ');
        }
    }
}
