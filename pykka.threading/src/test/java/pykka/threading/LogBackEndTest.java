package pykka.threading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import pykka.api.Actor;
import pykka.api.ActorRef;
import pykka.testkit.StopActors;
import pykka.testkit.log.Recorder;

/** The suite runs with two versions of slf4j: the wanted one is there, and records come through it. */
@ExtendWith(StopActors.class)
class LogBackEndTest {
    static class Deaf extends Actor {}

    @Test
    void recordsComeThroughTheWantedSlf4j() throws Exception {
        String jar = "slf4j-api-" + System.getProperty("pykka.test.slf4j") + ".jar";
        String found = Logger.class.getProtectionDomain().getCodeSource().getLocation().getPath();
        assertTrue(found.endsWith(jar), found + " is not " + jar);

        List<String> records = new CopyOnWriteArrayList<>();
        try (AutoCloseable listening = Recorder.listen(record -> records.add(record.level() + " " + record.message()))) {
            assertTrue(listening != null);
            ActorRef<Deaf> ref = Actor.start(Deaf::new);
            ref.ask("hello");
            ref.stop();
            assertEquals(List.of("WARN Unexpected message received by " + ref + ": hello"), records);
        }
    }
}
