package pykka.site;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A drawing of what modules require, for Mermaid. What is needed for compiling only is left out, and what comes with another
 * module, by {@code requires transitive}.
 */
final class ModuleGraph {
    private final SortedMap<String, ModuleDescriptor> modules;

    ModuleGraph(SortedMap<String, ModuleDescriptor> modules) {
        this.modules = modules;
    }

    /** Boxes are links where there is a page of the module. */
    String html(Map<String, String> pages) {
        StringBuilder graph = new StringBuilder("graph TD\n");
        // in this order they cross least
        modules.values().stream().map(this::arrows).sorted(Comparator.comparing(List::size))
                .forEach(arrows -> arrows.forEach(graph::append));
        graph.append("classDef ours stroke-width:2px\nclass ").append(String.join(",", modules.keySet())).append(" ours\n");
        pages.forEach((name, page) -> graph.append("click ").append(name).append(" href \"").append(page).append("\"\n"));
        return "<figure>\n<pre class=\"mermaid\">" + Highlight.escape(graph.toString()) + "</pre>\n<figcaption>A wide line is"
                + " <code>requires transitive</code>. Left out are java.base, what comes with another module, and"
                + " <code>requires static</code>.</figcaption>\n</figure>\n";
    }

    private List<String> arrows(ModuleDescriptor module) {
        Set<String> transitive = requires(module, true);
        Set<String> all = requires(module, false);
        Set<String> given = all.stream().flatMap(name -> given(name).stream()).collect(Collectors.toSet());
        return all.stream().filter(name -> !given.contains(name))
                .map(name -> module.name() + (transitive.contains(name) ? " ==> " : " --> ") + name + "\n").toList();
    }

    private static Set<String> requires(ModuleDescriptor module, boolean transitive) {
        return module.requires().stream()
                .filter(to -> !to.modifiers().contains(Requires.Modifier.STATIC) && !to.name().equals("java.base"))
                .filter(to -> !transitive || to.modifiers().contains(Requires.Modifier.TRANSITIVE))
                .map(Requires::name).collect(Collectors.toCollection(TreeSet::new));
    }

    /** What those who require this module get with it. */
    private Set<String> given(String name) {
        Set<String> given = new TreeSet<>();
        if (modules.containsKey(name)) {
            for (String next : requires(modules.get(name), true)) {
                given.add(next);
                given.addAll(given(next));
            }
        }
        return given;
    }
}
