package pykka.karaf.service;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import org.apache.felix.inventory.Format;
import org.apache.felix.inventory.InventoryPrinter;
import org.osgi.framework.BundleContext;
import pykka.api.inspect.ActorInfo;
import pykka.api.inspect.ActorSummary;
import pykka.api.inspect.Deadlock;
import pykka.api.inspect.Inspection;
import pykka.debug.Deadlocks;

/** The actors for Felix's inventory, which shows them in the web console. Not loaded where there is no inventory. */
final class Inventory implements InventoryPrinter {
    /** The most actors that are shown: those that wait longest, then those with the longest inboxes. */
    private static final int MOST = 1_000;

    static void offer(BundleContext context) {
        Dictionary<String, Object> named = new Hashtable<>();
        named.put(InventoryPrinter.NAME, "pykka");
        named.put(InventoryPrinter.TITLE, "Pykka");
        named.put(InventoryPrinter.FORMAT, new String[] {Format.TEXT.toString(), Format.HTML.toString(), Format.JSON.toString()});
        context.registerService(InventoryPrinter.class, new Inventory(), named);
    }

    @Override
    public void print(PrintWriter to, Format format, boolean isZip) {
        ActorSummary summary = Inspection.summary(MOST);
        List<Deadlock> deadlocks = Deadlocks.find();
        if (Format.JSON.equals(format)) {
            json(to, summary, deadlocks);
        } else if (Format.HTML.equals(format)) {
            to.println(WaitPicture.of(summary.top(), deadlocks));
            to.println("<pre style=\"white-space: pre-wrap\">" + WaitPicture.escaped(text(summary, deadlocks)) + "</pre>");
        } else {
            to.print(text(summary, deadlocks));
        }
    }

    private static String text(ActorSummary summary, List<Deadlock> deadlocks) {
        StringBuilder text = new StringBuilder();
        text.append("Actors: ").append(summary.count()).append(' ').append(summary.states()).append('\n');
        text.append("Messages that wait: ").append(summary.messagesWaiting()).append('\n');
        text.append("Failed so far: ").append(summary.failed()).append('\n');
        text.append("Deadlocks: ").append(deadlocks.size()).append('\n');
        deadlocks.forEach(deadlock -> text.append('\n').append(deadlock).append('\n'));
        text.append('\n');
        summary.top().forEach(actor -> text.append(actor).append('\n'));
        return text.toString();
    }

    private static void json(PrintWriter to, ActorSummary summary, List<Deadlock> deadlocks) {
        Json json = new Json();
        json.begin().number("count", summary.count()).number("messagesWaiting", summary.messagesWaiting())
                .number("failed", summary.failed());
        json.object("states");
        summary.states().forEach((state, count) -> json.number(state.name(), count));
        json.end().object("classes");
        summary.classes().forEach(json::number);
        json.end().array("actors");
        for (ActorInfo actor : summary.top()) {
            json.begin().text("urn", actor.urn()).text("class", actor.className()).text("runtime", actor.runtime())
                    .text("bundle", actor.owner().orElse(null)).text("state", actor.state().name())
                    .number("inbox", actor.inboxLength()).text("handles", actor.handling().orElse(null))
                    .text("waitsFor", actor.waitsFor().orElse(null));
            actor.waitTime().map(Duration::toMillis).ifPresent(millis -> json.number("waitedMillis", millis));
            json.end();
        }
        json.close().array("deadlocks");
        deadlocks.forEach(deadlock -> json.element(deadlock.toString()));
        to.println(json.close().end());
    }
}
