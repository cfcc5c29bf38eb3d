package pykka.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runtimes in other module layers than the library. */
class LayerTest {
    @TempDir
    Path directory;

    @Test
    void runtimeInALayerBelowIsNotFoundButMayBeGiven() throws Exception {
        Path below = Code.module(Code.of(directory.resolve("below"), "user.runtime"), "user.runtime",
                "requires pykka.api; provides pykka.api.spi.ActorRuntime with user.runtime.CountedRuntime;");
        Path here = Code.module(Code.of(directory.resolve("here"), "user.layer"), "user.layer",
                "requires pykka.api; uses pykka.api.spi.ActorRuntime; exports user.layer;");
        List<Path> path = new ArrayList<>(List.of(here));
        path.addAll(Jars.ALL);
        path.add(Jars.THREADING);
        List<String> printed = Jvm.onModulePath(path, List.of(), "user.layer/user.layer.Main", below.toString());
        assertEquals(List.of("by name: There is no runtime 'counted', but: 'pooled' ", "by instance: counted hello",
                "by default: pooled hello"), printed.stream().map(line -> line.replaceFirst("\\(pykka.*", "")).toList());
    }
}
