package pykka.karaf.service;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.felix.inventory.Format;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import pykka.api.Actor;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.api.Promise;
import pykka.api.inspect.Inspection;
import pykka.testkit.StopActors;

@ExtendWith(StopActors.class)
class InventoryTest {
    private static final class Waiter extends Actor {}

    private static String printed(Format format) {
        StringWriter text = new StringWriter();
        PrintWriter to = new PrintWriter(text);
        new Inventory().print(to, format, false);
        to.flush();
        return text.toString().replace(System.lineSeparator(), "\n");
    }

    /** Prints while one actor waits for another one, which waits for a promise, and has a message behind it. */
    private static String printedDuringWaits(Format format, Map<String, String> names) {
        Promise<Object> over = Promise.create();
        ActorOptions options = ActorOptions.defaults().runtime("threading");
        ActorRef<Waiter> last = Actor.start(Waiter::new, options);
        ActorRef<Waiter> first = Actor.start(Waiter::new, options);
        last.defer(actor -> over.get());
        first.defer(actor -> last.ask("behind"));
        await().until(() -> Inspection.actor(first).orElseThrow().waitsForUrn().isPresent()
                && Inspection.actor(last).orElseThrow().waitsFor().isPresent());
        names.put(first.actorUrn(), "FIRST");
        names.put(last.actorUrn(), "LAST");
        String printed = printed(format);
        over.set("over");
        first.stop();
        last.stop();
        for (Map.Entry<String, String> name : names.entrySet()) {
            printed = printed.replace(name.getKey(), name.getValue());
        }
        return printed;
    }

    @Test
    void textTellsTheNumbersAndTheActorsThatWait() {
        String text = printedDuringWaits(Format.TEXT, new LinkedHashMap<>());
        assertTrue(text.matches("(?s)Actors: 2 \\{WAITING=2}\nMessages that wait: 1\nFailed so far: \\d+\nDeadlocks: 0\n\n.*"), text);
        assertTrue(text.contains("Waiter (FIRST) on threading: WAITING, "), text);
    }

    @Test
    void jsonTellsTheSame() {
        String json = printedDuringWaits(Format.JSON, new LinkedHashMap<>());
        assertTrue(json.matches("\\{\"count\":2,\"messagesWaiting\":1,\"failed\":\\d+,\"states\":\\{\"WAITING\":2},\"classes\":\\{\"Waiter\":2},"
                + "\"actors\":\\[\\{.*},\\{.*}],\"deadlocks\":\\[]}\n"), json);
        assertTrue(json.contains("{\"urn\":\"FIRST\",\"class\":\"Waiter\",\"runtime\":\"threading\",\"state\":\"WAITING\",\"inbox\":0,"), json);
        assertTrue(json.matches("(?s).*\"waitsFor\":\"Waiter \\(LAST\\)\",\"waitedMillis\":\\d+}.*"), json);
    }

    @Test
    void jsonOfNothingIsThereToo() {
        assertTrue(printed(Format.JSON).matches("\\{\"count\":0,\"messagesWaiting\":0,\"failed\":\\d+,\"states\":\\{},\"classes\":\\{},"
                + "\"actors\":\\[],\"deadlocks\":\\[]}\n"));
    }

    @Test
    void jsonEscapesWhatItMust() {
        assertEquals("{\"a\\\"\\\\\\u000a\":\"<\\u0000>\"}", new Json().begin().text("a\"\\\n", "<\0>").text("none", null).end().toString());
    }

    @Test
    void pictureHasABoxForEachActorAndAnArrowForEachWait() throws Exception {
        String html = printedDuringWaits(Format.HTML, new LinkedHashMap<>());
        assertTrue(html.startsWith("<pre>Actors: 2 "), html);
        Element svg = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new InputSource(new StringReader(html.substring(html.indexOf("<svg"))))).getDocumentElement();
        assertEquals(1, svg.getElementsByTagName("line").getLength());
        assertEquals(2, svg.getElementsByTagName("rect").getLength());
        assertEquals("FIRST", svg.getElementsByTagName("title").item(0).getTextContent());
        assertEquals("LAST", svg.getElementsByTagName("title").item(1).getTextContent());
    }

    @Test
    void thereIsNoPictureWhereNoActorWaitsForAnother() {
        assertTrue(printed(Format.HTML).startsWith("<pre>Actors: 0 {}\n"));
        assertEquals(-1, printed(Format.HTML).indexOf("<svg"));
    }
}
