package pykka.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires.Modifier;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ModuleGraphTest {
    private final SortedMap<String, ModuleDescriptor> modules = new TreeMap<>();

    private void add(ModuleDescriptor.Builder builder) {
        ModuleDescriptor module = builder.requires("java.base").build();
        modules.put(module.name(), module);
    }

    private List<String> arrows() {
        return new ModuleGraph(modules).html(Map.of()).lines().filter(line -> line.contains("&gt; ")).toList();
    }

    @Test
    void modulesPointToWhatTheyRequire() {
        add(ModuleDescriptor.newModule("b").requires("x.y"));
        add(ModuleDescriptor.newModule("a").requires("b"));

        assertEquals(List.of("a --&gt; b", "b --&gt; x.y"), arrows());
    }

    @Test
    void whatIsNeededForCompilingOnlyIsLeftOut() {
        add(ModuleDescriptor.newModule("a").requires("b").requires(Set.of(Modifier.STATIC), "x"));

        assertEquals(List.of("a --&gt; b"), arrows());
    }

    @Test
    void whatComesWithAnotherModuleIsLeftOut() {
        add(ModuleDescriptor.newModule("a").requires("b").requires("c").requires("d"));
        add(ModuleDescriptor.newModule("b").requires(Set.of(Modifier.TRANSITIVE), "c"));
        add(ModuleDescriptor.newModule("c").requires(Set.of(Modifier.TRANSITIVE), "d"));

        assertEquals(List.of("a --&gt; b", "b ==&gt; c", "c ==&gt; d"), arrows());
    }

    @Test
    void modulesAreLinksToTheirPages() {
        add(ModuleDescriptor.newModule("a").requires("b"));

        assertTrue(new ModuleGraph(modules).html(Map.of("a", "a.html")).contains("\nclick a href \"a.html\"\n"));
    }
}
