package pykka.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What keeps a class loader in memory, and what must not. */
class UnloadingTest {
    private static final List<String> NOTHING = List.of();

    @TempDir
    Path directory;

    private static List<Path> with(Path... more) {
        List<Path> path = new ArrayList<>(List.of(more));
        path.addAll(Jars.ALL);
        return path;
    }

    private static void assertActorGoneAndTheRestStillAnswers(List<String> printed) {
        String dead = "pykka.api.ActorDeadException: OpenCalculator (URN) not found";
        assertEquals(String.join("\n", "loader: gone", "ref: OpenCalculator (URN)", "equal: true false",
                "results: [3, beep!, 7, 7, 11, ActorEnd[reason=STOPPED, failure=null]] [3, 6, null, [], 11, true]",
                "typed: " + dead, "nested: " + dead, "dynamic: " + dead, "below: " + dead, "method: " + dead),
                String.join("\n", printed));
    }

    @Test
    void ruleC10ClassLoaderOfADeadActorIsCollectedThoughOthersKeepReferenceProxiesAndFutures() throws Exception {
        Path actor = Code.of(directory.resolve("actor"), "user.actor");
        Path keeper = Code.of(directory.resolve("keeper"), "user.keeper", "user.face");
        assertActorGoneAndTheRestStillAnswers(
                Jvm.onClassPath(with(keeper), NOTHING, "user.keeper.KeepsProxies", actor.toString()));
    }

    @Test
    void ruleC10ModuleLayerOfADeadActorIsCollectedThoughOthersKeepReferenceProxiesAndFutures() throws Exception {
        Path actor = Code.module(Code.of(directory.resolve("actor"), "user.actor"), "user.actor",
                "requires pykka.api; exports user.actor;");
        Path keeper = Code.module(Code.of(directory.resolve("keeper"), "user.keeper", "user.face"), "user.keeper",
                "requires pykka.api; exports user.face;");
        assertActorGoneAndTheRestStillAnswers(
                Jvm.onModulePath(with(keeper), NOTHING, "user.keeper/user.keeper.KeepsProxies", actor.toString()));
    }

    @Test
    void ruleC10ClassLoaderOfAnInterfaceAndALookupIsCollectedThoughTheActorLives() throws Exception {
        Path here = Code.of(directory.resolve("here"), "user.keeper", "user.actor");
        Path below = Code.of(directory.resolve("below"), "user.face", "user.client");
        List<String> printed = Jvm.onClassPath(with(here), NOTHING, "user.keeper.KeepsActor", below.toString());
        assertEquals(List.of("given: 3", "loader: gone", "dynamic: 3", "stop: true"), printed.subList(2, printed.size()));
        assertTrue(printed.get(0).startsWith("typed: [add 3, "), printed::toString);
        assertTrue(printed.get(1).startsWith("lookup: [add 3, "), printed::toString);
    }

    /** Among the classes that were looked at is one of the JDK, which stays. */
    @Test
    void classLoaderOfTheWholeLibraryIsCollected() throws Exception {
        Path keeper = Code.of(directory.resolve("keeper"), "user.keeper");
        Path user = Code.of(directory.resolve("user"), "user.face", "user.client", "user.actor", "user.main");
        List<String> printed = Jvm.onClassPath(List.of(keeper), NOTHING, "user.keeper.KeepsNothing",
                Stream.concat(Stream.of(user), Jars.ALL.stream()).map(Path::toString).toArray(String[]::new));
        assertTrue(printed.contains("dynamic: tags 1"), printed::toString);
        assertEquals("loader: gone", printed.get(printed.size() - 1));
    }
}
