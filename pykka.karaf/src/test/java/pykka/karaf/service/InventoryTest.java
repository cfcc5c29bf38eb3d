package pykka.karaf.service;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Rectangle;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.felix.inventory.Format;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import pykka.api.Actor;
import pykka.api.ActorGroup;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;
import pykka.api.Promise;
import pykka.api.inspect.ActorInfo;
import pykka.api.inspect.Inspection;
import pykka.debug.Deadlocks;
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
        assertTrue(json.matches("\\{\"count\":2,\"messagesWaiting\":1,\"failed\":\\d+,\"states\":\\{\"WAITING\":2},"
                + "\"classes\":\\{\"Waiter\":2},\"actors\":\\[\\{.*},\\{.*}],\"deadlocks\":\\[]}\n"), json);
        assertTrue(json.contains("{\"urn\":\"FIRST\",\"class\":\"Waiter\",\"runtime\":\"threading\","
                + "\"state\":\"WAITING\",\"inbox\":0,"), json);
        assertTrue(json.matches("(?s).*\"waitsFor\":\"Waiter \\(LAST\\)\",\"waitedMillis\":\\d+}.*"), json);
    }

    @Test
    void jsonOfNothingIsThereToo() {
        assertTrue(printed(Format.JSON).matches("\\{\"count\":0,\"messagesWaiting\":0,\"failed\":\\d+,\"states\":\\{},\"classes\":\\{},"
                + "\"actors\":\\[],\"deadlocks\":\\[]}\n"));
    }

    @Test
    void jsonEscapesWhatItMust() {
        assertEquals("{\"a\\\"\\\\\\u000a\":\"<\\u0000>\"}",
                new Json().begin().text("a\"\\\n", "<\0>").text("none", null).end().toString());
    }

    private static Element picture(String html) throws Exception {
        String svg = html.substring(html.indexOf("<svg"), html.indexOf("</svg>") + "</svg>".length());
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg))).getDocumentElement();
    }

    private static List<String> all(Element picture, String element, Function<Element, String> part) {
        NodeList found = picture.getElementsByTagName(element);
        return IntStream.range(0, found.getLength()).mapToObj(i -> part.apply((Element) found.item(i)))
                .filter(text -> !text.isEmpty()).toList();
    }

    @Test
    void pictureHasABoxForEachActorAndAnArrowForEachWait() throws Exception {
        String html = printedDuringWaits(Format.HTML, new LinkedHashMap<>());
        assertTrue(html.contains("<pre style=\"white-space: pre-wrap\">Actors: 2 "), html);
        Element picture = picture(html);
        assertEquals(List.of("url(#black)"), all(picture, "path", arrow -> arrow.getAttribute("marker-end")));
        assertEquals(List.of("black", "black"), all(picture, "rect", box -> box.getAttribute("stroke")));
        assertEquals(List.of("Waiter (FIRST)", "Waiter (LAST)"), all(picture, "title", Element::getTextContent));
    }

    /** An actor has a monitor while it waits for one that is blocked for it, which no look at that one tells. */
    @Test
    void pictureShowsADeadlockAsRedArrowsLocksIncluded(ActorGroup group) throws Exception {
        Object monitor = new Object();
        ActorOptions options = ActorOptions.defaults().runtime("threading");
        ActorRef<Waiter> blocked = Actor.start(Waiter::new, options);
        ActorRef<Waiter> holder = Actor.start(Waiter::new, options);
        holder.defer(actor -> {
            synchronized (monitor) {
                blocked.run(other -> {
                    synchronized (monitor) {
                        throw new IllegalStateException("never handled");
                    }
                }).get();
            }
        });
        await().until(() -> !Deadlocks.find().isEmpty());
        String html = printed(Format.HTML);
        group.close(Duration.ZERO);
        await().until(() -> ActorRegistry.getAll().isEmpty());

        Element picture = picture(html);
        assertEquals(List.of("url(#red)", "url(#red)"), all(picture, "path", arrow -> arrow.getAttribute("marker-end")));
        assertEquals(List.of("red", "red"), all(picture, "rect", box -> box.getAttribute("stroke")));
        Set<String> boxes = Stream.of(blocked, holder)
                .map(ref -> "Waiter " + ref.actorUrn().substring("urn:uuid:".length()).substring(0, 8))
                .collect(Collectors.toSet());
        assertEquals(boxes, Set.copyOf(all(picture, "text", Element::getTextContent)));
    }

    /** Each actor waits for the next one, the last one for a promise. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 9, 20, 41})
    void boxesOfThePictureDoNotCoverEachOther(int size) throws Exception {
        Promise<Object> over = Promise.create();
        ActorRef<Waiter> next = Actor.start(Waiter::new, ActorOptions.defaults().runtime("threading"));
        next.defer(actor -> over.get());
        for (int i = 1; i < size; i++) {
            ActorRef<Waiter> last = next;
            next = Actor.start(Waiter::new, ActorOptions.defaults().runtime("threading"));
            next.defer(actor -> last.ask("behind"));
        }
        await().until(() -> Inspection.summary(0).states().equals(Map.of(ActorInfo.State.WAITING, size)));
        String html = printed(Format.HTML);
        over.set("over");
        ActorRegistry.stopAll();

        List<Rectangle> boxes = new ArrayList<>();
        for (String box : all(picture(html), "rect", box -> box.getAttribute("x") + " " + box.getAttribute("y"))) {
            String[] corner = box.split(" ");
            boxes.add(new Rectangle(Integer.parseInt(corner[0]), Integer.parseInt(corner[1]), 200, 26));
        }
        assertEquals(size, boxes.size());
        for (Rectangle box : boxes) {
            assertEquals(List.of(box), boxes.stream().filter(box::intersects).toList());
        }
    }

    @Test
    void thereIsNoPictureWhereNoActorWaitsForAnother() {
        assertTrue(printed(Format.HTML).startsWith("\n<pre style=\"white-space: pre-wrap\">Actors: 0 {}\n"));
        assertEquals(-1, printed(Format.HTML).indexOf("<svg"));
    }
}
