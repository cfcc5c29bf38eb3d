package pykka.karaf.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.karaf.diagnostic.core.DumpDestination;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import pykka.api.Actor;
import pykka.api.ActorRef;
import pykka.testkit.StopActors;

@ExtendWith(StopActors.class)
class ActorsDumpTest {
    private static final class Idle extends Actor {}

    private static final class Files implements DumpDestination {
        final Map<String, ByteArrayOutputStream> files = new LinkedHashMap<>();

        @Override
        public OutputStream add(String name) {
            return files.computeIfAbsent(name, file -> new ByteArrayOutputStream());
        }

        @Override
        public void save() {}
    }

    @Test
    void aFileHoldsTheThreadsAndTheNumberOfActors() throws Exception {
        ActorRef<Idle> idle = Actor.start(Idle::new);
        Files destination = new Files();
        new ActorsDump().createDump(destination);
        idle.stop();

        assertEquals(Set.of("pykka.txt"), destination.files.keySet());
        String text = destination.files.get("pykka.txt").toString(StandardCharsets.UTF_8);
        assertTrue(text.contains("Current state of " + Thread.currentThread().getName() + " (ident: "), text);
        assertTrue(Pattern.compile("^1 actor, 1 [A-Z]+\n1 Idle\n\\z", Pattern.MULTILINE).matcher(text).find(), text);
    }
}
