package pykka.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes of a cluster whose messages, interface and actor are those of one module. */
class ClusterModuleTest {
    private static final String MAIN = "user/user.cluster.Main";

    @TempDir
    private Path directory;
    private final List<Path> path = new ArrayList<>(Jars.ALL);

    @BeforeEach
    void makeAModule() throws Exception {
        path.addAll(List.of(Jars.CLUSTER, Jars.JGROUPS));
        path.add(Code.module(Code.of(directory.resolve("user"), "user.cluster"), "user",
                "requires pykka.cluster; exports user.cluster;", Jars.CLUSTER, Jars.JGROUPS));
    }

    @Test
    void onTheModulePath() throws Exception {
        assertEquals(List.of("sold Order[what=tea, count=2]"), Jvm.onModulePath(path, List.of(), MAIN));
    }

    /** One that holds what these jars require, and no more of the JDK. */
    @Test
    void inAnImageThatJlinkMade() throws Exception {
        Path image = directory.resolve("image");
        Jvm.link(image, path, "user,pykka.pooled,org.slf4j.jul");
        assertEquals(List.of("java.base", "java.logging", "java.management", "java.xml", "org.jgroups", "org.slf4j",
                "org.slf4j.jul", "pykka.api", "pykka.cluster", "pykka.pooled", "user"),
                Jvm.modules(image));
        assertEquals(List.of("sold Order[what=tea, count=2]"), Jvm.inImage(image, List.of("--module", MAIN)));
    }
}
